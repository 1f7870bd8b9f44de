/** What institutions must pay besides wages, and what they had when a year began. A record is never changed: a later one takes its place. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import type { Money } from '../core/money.ts';
import { yearOf } from '../core/period.ts';
import { Obligation, type ObligationKind } from '../model/cash.ts';
import { knownAt } from './known.ts';
import { lockYear } from './order.ts';
import type { Source } from './spending-records.ts';

export interface NewObligation {
  /** Id of the institution. */
  institution: string;
  month: string;
  kind: ObligationKind;
  /** Of another kind; else empty. */
  name: string;
  amount: Money;
  source?: Source;
}

/** What one record is of: of these no two stand at a time. */
export const obligationKey = ({ institution, month, kind, name }: Pick<NewObligation, 'institution' | 'month' | 'kind' | 'name'>): string => `${institution} ${month} ${kind} ${name}`;

export const obligationTitles = {
  MEDICINES: { zh: '药款', en: 'Medicines' }, SUPPLIES: { zh: '耗材款', en: 'Supplies' }, OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Record<ObligationKind, { zh: string; en: string }>;

/** What an obligation is called. */
export function obligationTitle({ kind, name }: Pick<NewObligation, 'kind' | 'name'>): { zh: string; en: string } {
  return kind === 'OTHER' ? { zh: name, en: name } : obligationTitles[kind];
}

/** Records of a year, as they are known now or were at an instant; of all institutions or of some. */
export function obligationsOf(em: EntityManager, region: number, year: number, institutions: readonly string[] | 'all', asOf: Date | null = null): Promise<Obligation[]> {
  const whose = institutions === 'all' ? {} : { institution: { id: { $in: [...institutions] } } };
  return em.find(Obligation, { regionId: region, month: { $like: `${year}-%` }, ...whose, ...knownAt(asOf) }, { orderBy: [{ month: 'asc' }, { kind: 'asc' }, { name: 'asc' }, { id: 'asc' }] });
}

/** Holds the years of what is recorded until the transaction ends: of two who record at once one goes first. */
export async function lockObligations(em: EntityManager, region: number, given: readonly NewObligation[]): Promise<void> {
  for (const year of [...new Set(given.map(({ month }) => yearOf(month)))].toSorted()) await lockYear(em, region, year);
}

/** Records obligations, each thing once, and gives the ids of the records in their order. */
export async function writeObligations({ em, asker, now }: Asking, region: number, given: readonly NewObligation[]): Promise<string[]> {
  await lockObligations(em, region, given);
  const keyed = given.map(({ institution, month, kind, name, amount, source }) => ({
    institution, month, kind, name, amount: String(amount), import: source?.import ?? null, sheet: source?.sheet ?? null, row: source?.row ?? null,
  }));
  const closed = await em.execute<Array<{ institution: string; month: string; kind: ObligationKind; name: string; id: string; known: string }>>(`
    update obligation o set known_until = greatest(o.known_from, ?::timestamptz) from json_to_recordset(?::json) as g (institution uuid, month text, kind text, name text)
    where o.region_id = ? and o.institution_id = g.institution and o.month = g.month and o.kind = g.kind and o.name = g.name and o.known_until is null
    returning o.institution_id as institution, o.month, o.kind, o.name, o.id, o.known_until::text as known`, [now.toISOString(), JSON.stringify(keyed), region]);
  const before = new Map(closed.map((each) => [obligationKey(each), each]));
  const rows = keyed.map((row) => ({ ...row, id: v7(), replaces: before.get(obligationKey(row))?.id ?? null, known: before.get(obligationKey(row))?.known ?? now.toISOString() }));
  await em.execute(`
    insert into obligation (region_id, id, institution_id, month, kind, name, amount, recorded_by_id, recorded_at, replaces_id, import_id, source_sheet, source_row, known_from)
    select ?, g.id, g.institution, g.month, g.kind, g.name, g.amount, ?, ?::timestamptz, g.replaces, g.import, g.sheet, g."row", g.known
    from json_to_recordset(?::json) as g (id uuid, institution uuid, month text, kind text, name text, amount bigint, replaces uuid, import uuid, sheet text, "row" integer, known timestamptz)`,
  [region, asker.id, now.toISOString(), JSON.stringify(rows)]);
  return rows.map(({ id }) => id);
}
