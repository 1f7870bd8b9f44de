/** What is to be paid of a posted pay-out: net pay that is in no batch yet, or came back from the last one. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DataKeys } from '../access/data-keys.ts';
import type { Money } from '../core/money.ts';

export interface PayOut {
  run: string;
  gross: Money;
  net: Money;
  people: number;
}

export async function payOutOf(em: EntityManager, region: number, institution: string, month: string): Promise<PayOut | null> {
  const [found] = await em.execute<Array<{ run: string; gross: string; net: string; people: number }>>(
    'select run_id as run, gross::text as gross, net::text as net, people from pay_out where region_id = ? and institution_id = ? and month = ?', [region, institution, month]);
  return found ? { ...found, gross: BigInt(found.gross), net: BigInt(found.net) } : null;
}

export interface Due {
  person: string;
  code: string;
  name: string;
  amount: Money;
  /** The card as it is now; null where none is kept. */
  card: { keyId: string; sealed: Buffer; masked: string } | null;
  /** The returned payment that is made again. */
  returned: { line: string; keyId: string; sealed: Buffer; reason: string } | null;
}

interface Row {
  person: string;
  code: string;
  name: string;
  amount: string;
  key_id: string | null;
  sealed: string | null;
  masked: string | null;
  line: string | null;
  line_key: string | null;
  line_sealed: string | null;
  reason: string | null;
}

const dueSql = `
  select o.person_id as person, p.code, p.name, o.net::text as amount, n.key_id, encode(n.sealed, 'hex') as sealed, n.masked,
    l.id as line, l.key_id as line_key, encode(l.sealed, 'hex') as line_sealed, r.reason
  from pay_out_line o join person p on p.region_id = o.region_id and p.id = o.person_id
  left join person_number n on n.region_id = o.region_id and n.person_id = o.person_id and n.kind = 'BANK_CARD'
  left join payment_line l on l.region_id = o.region_id and l.run_id = o.run_id and l.person_id = o.person_id
    and not exists (select from payment_line again where again.region_id = l.region_id and again.replaces_id = l.id)
  left join payment_return r on r.region_id = l.region_id and r.line_id = l.id
  where o.region_id = ? and o.run_id = ? and o.net > 0 and (l.id is null or r.id is not null) order by p.code collate "C"`;

/** By staff number. Nobody who was paid and kept it is among them. */
export async function dueOfRun(em: EntityManager, region: number, run: string): Promise<Due[]> {
  const rows = await em.execute<Row[]>(dueSql, [region, run]);
  return rows.map(({ person, code, name, amount, key_id: keyId, sealed, masked, line, line_key: lineKey, line_sealed: lineSealed, reason }) => ({
    person, code, name, amount: BigInt(amount),
    card: keyId === null ? null : { keyId, sealed: Buffer.from(sealed!, 'hex'), masked: masked! },
    returned: line === null ? null : { line, keyId: lineKey!, sealed: Buffer.from(lineSealed!, 'hex'), reason: reason! },
  }));
}

/** The number of a card, for the file of a batch. */
export function openCard(keys: DataKeys, region: number, person: string, sealed: { keyId: string; sealed: Buffer }): string {
  return keys.open({ region, person, kind: 'BANK_CARD' }, sealed);
}
