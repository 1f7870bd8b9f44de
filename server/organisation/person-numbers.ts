/** The numbers of a person's cards: read, sealed, matched, masked. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DataKeys } from '../access/data-keys.ts';
import { maskNumber, parseBankCard, parseIdCard } from '../core/card-number.ts';
import { refuse } from '../core/refusal.ts';
import type { NumberKind, Person } from '../model/people.ts';

/** As somebody typed them; null leaves what is kept. */
export interface GivenNumbers {
  idCard: string | null;
  bankCard: string | null;
}

const fields: ReadonlyArray<{ kind: NumberKind; field: keyof GivenNumbers; parse: (text: string, at: string) => string }> = [
  { kind: 'ID_CARD', field: 'idCard', parse: parseIdCard },
  { kind: 'BANK_CARD', field: 'bankCard', parse: parseBankCard },
];

/** Refuses a number that another person of the region has (NUMBER_TAKEN), named by staff number and name. */
async function requireUntaken(em: EntityManager, keys: DataKeys, { regionId: region, id }: Person, { kind, field, number }: { kind: NumberKind; field: string; number: string }): Promise<void> {
  const matches = keys.matches({ region, kind }, number).map((match) => match.toString('hex'));
  const [taken] = await em.execute<Array<{ code: string; name: string }>>(`
    select p.code, p.name from person_number n join person p on p.region_id = n.region_id and p.id = n.person_id
    where n.region_id = ? and n.kind = ? and n.person_id <> ? and encode(n.match, 'hex') in (select json_array_elements_text(?::json))`,
    [region, kind, id, JSON.stringify(matches)]);
  if (taken) refuse('NUMBER_TAKEN', field, { person: `${taken.code} ${taken.name}` });
}

/** Keeps the numbers that are given, sealed under the newest key; says which were. */
export async function keepNumbers(em: EntityManager, keys: DataKeys, person: Person, given: GivenNumbers): Promise<NumberKind[]> {
  const kept: NumberKind[] = [];
  for (const { kind, field, parse } of fields) {
    const text = given[field];
    if (text === null) continue;
    const number = parse(text, field);
    await requireUntaken(em, keys, person, { kind, field, number });
    await em.execute(sealInto, sealedRow(keys, person, kind, number));
    kept.push(kind);
  }
  return kept;
}

const sealInto = `
  insert into person_number (region_id, person_id, kind, key_id, sealed, match, masked) values (?, ?, ?, ?, decode(?, 'hex'), decode(?, 'hex'), ?)
  on conflict (region_id, person_id, kind) do update set key_id = excluded.key_id, sealed = excluded.sealed, match = excluded.match, masked = excluded.masked`;

function sealedRow(keys: DataKeys, { regionId, id }: Pick<Person, 'regionId' | 'id'>, kind: NumberKind, number: string): Array<string | number> {
  const { keyId, sealed, match } = keys.seal({ region: regionId, person: id, kind }, number);
  return [regionId, id, kind, keyId, sealed.toString('hex'), match.toString('hex'), maskNumber(number)];
}

/** Keeps the numbers of many people of one region who had none, in one statement; the table refuses a number that somebody has. */
export async function keepFirstNumbers(em: EntityManager, keys: DataKeys, given: ReadonlyArray<{ person: Person; numbers: GivenNumbers }>): Promise<void> {
  const rows = given.flatMap(({ person, numbers }) => fields.flatMap(({ kind, field, parse }) => {
    const text = numbers[field];
    return text === null ? [] : [sealedRow(keys, person, kind, parse(text, field))];
  }));
  await em.execute(`insert into person_number (region_id, person_id, kind, key_id, sealed, match, masked)
    select (row ->> 0)::integer, (row ->> 1)::uuid, row ->> 2, row ->> 3, decode(row ->> 4, 'hex'), decode(row ->> 5, 'hex'), row ->> 6
    from json_array_elements(?::json) as given (row)`, [JSON.stringify(rows)]);
}

/** The masked numbers of a person; null where none is kept. */
export async function maskedNumbers(em: EntityManager, region: number, person: string): Promise<Record<NumberKind, string | null>> {
  const rows = await em.execute<Array<{ kind: NumberKind; masked: string }>>('select kind, masked from person_number where region_id = ? and person_id = ?', [region, person]);
  return { ID_CARD: null, BANK_CARD: null, ...Object.fromEntries(rows.map(({ kind, masked }) => [kind, masked])) };
}

/** The full numbers of a person. */
export async function openedNumbers(em: EntityManager, keys: DataKeys, region: number, person: string): Promise<Record<NumberKind, string | null>> {
  const rows = await em.execute<Array<{ kind: NumberKind; key_id: string; sealed: string }>>(
    "select kind, key_id, encode(sealed, 'hex') as sealed from person_number where region_id = ? and person_id = ?", [region, person]);
  const opened = rows.map(({ kind, key_id: keyId, sealed }) => [kind, keys.open({ region, person, kind }, { keyId, sealed: Buffer.from(sealed, 'hex') })]);
  return { ID_CARD: null, BANK_CARD: null, ...Object.fromEntries(opened) as Partial<Record<NumberKind, string>> };
}

/** Seals and matches anew what older keys have sealed in a region, so that they can be taken out of the ring; gives how many numbers it were. */
export async function resealNumbers(em: EntityManager, keys: DataKeys, region: number): Promise<number> {
  const old = await em.execute<Array<{ person_id: string }>>('select distinct person_id from person_number where region_id = ? and key_id <> ?', [region, keys.newest]);
  let count = 0;
  for (const { person_id: id } of old) {
    for (const [kind, number] of Object.entries(await openedNumbers(em, keys, region, id)) as Array<[NumberKind, string | null]>) {
      if (number === null) continue;
      await em.execute(sealInto, sealedRow(keys, { regionId: region, id }, kind, number));
      count += 1;
    }
  }
  return count + await resealPayments(em, keys, region);
}

/** The cards of payments are sealed copies: what a bank's file says stays, whatever card somebody has now. */
async function resealPayments(em: EntityManager, keys: DataKeys, region: number): Promise<number> {
  const old = await em.execute<Array<{ id: string; person: string; key_id: string; sealed: string }>>(
    "select id, person_id as person, key_id, encode(sealed, 'hex') as sealed from payment_line where region_id = ? and key_id <> ?", [region, keys.newest]);
  for (const { id, person, key_id: keyId, sealed } of old) {
    const owner = { region, person, kind: 'BANK_CARD' };
    const anew = keys.seal(owner, keys.open(owner, { keyId, sealed: Buffer.from(sealed, 'hex') }));
    await em.execute("update payment_line set key_id = ?, sealed = decode(?, 'hex') where region_id = ? and id = ?", [anew.keyId, anew.sealed.toString('hex'), region, id]);
  }
  return old.length;
}
