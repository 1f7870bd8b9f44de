/** Records spending of packages and of institutions, many at once. A record is never changed: a later one takes its place. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { formatMoney, type Money } from '../core/money.ts';
import { Refusal, type Fault } from '../core/refusal.ts';
import { lastDay, yearOf } from '../core/period.ts';
import { membersOn } from './members.ts';
import { lockSpending, requireNotSettling } from './spending.ts';

/** Where a record was read from. */
export interface Source {
  import: string;
  sheet: string;
  row: number;
}

export interface NewSpending {
  /** Id of the consortium. */
  consortium: string;
  month: string;
  claims: Money;
  contractFees: Money;
  source?: Source;
}

export const spendingKinds = ['INSIDE', 'OUTSIDE_CONSORTIUM', 'OUTSIDE_COUNTY'] as const;
export type SpendingKind = (typeof spendingKinds)[number];

export interface NewInstitutionSpending {
  /** Id of the institution to whose people the care was given. */
  institution: string;
  month: string;
  kind: SpendingKind;
  amount: Money;
  source?: Source;
}

/** Holds the years of the months, and refuses one that is being settled (YEAR_SETTLED). */
async function holdYears(em: EntityManager, region: number, months: readonly string[]): Promise<void> {
  for (const year of [...new Set(months.map(yearOf))].toSorted()) {
    await lockSpending(em, region, year);
    await requireNotSettling(em, region, year, 'month');
  }
}

interface Closed {
  key: string;
  id: string;
  known: string;
}

/** What each record is replaced by: an earlier one is closed at this instant, or later where a clock went back. */
function placed<T extends object>(rows: ReadonlyArray<T & { key: string }>, closed: readonly Closed[], now: Date): Array<T & { id: string; replaces: string | null; known: string }> {
  const before = new Map(closed.map((each) => [each.key, each]));
  return rows.map((row) => ({ ...row, id: v7(), replaces: before.get(row.key)?.id ?? null, known: before.get(row.key)?.known ?? now.toISOString() }));
}

const sourceOf = (source: Source | undefined) => ({ import: source?.import ?? null, sheet: source?.sheet ?? null, row: source?.row ?? null });

/** Records what packages paid, and gives the ids of the records in their order. Refuses a year that is being settled, and claims that differ from the sum of the institutions (SPENDING_SUM_DIFFERS). */
export async function recordPackages({ em, asker, now }: Asking, region: number, given: readonly NewSpending[]): Promise<string[]> {
  await holdYears(em, region, given.map(({ month }) => month));
  const keyed = given.map(({ consortium, month, claims, contractFees, source }) => ({ key: `${consortium} ${month}`, consortium, month, claims: String(claims), fees: String(contractFees), ...sourceOf(source) }));
  const closed = await em.execute<Closed[]>(`
    update spending s set known_until = greatest(s.known_from, ?::timestamptz) from json_to_recordset(?::json) as g (consortium uuid, month text)
    where s.region_id = ? and s.consortium_id = g.consortium and s.month = g.month and s.known_until is null
    returning s.consortium_id || ' ' || s.month as key, s.id, s.known_until::text as known`, [now.toISOString(), JSON.stringify(keyed), region]);
  const rows = placed(keyed, closed, now);
  await em.execute(`
    insert into spending (region_id, id, consortium_id, month, claims, contract_fees, recorded_by_id, recorded_at, replaces_id, import_id, source_sheet, source_row, known_from)
    select ?, g.id, g.consortium, g.month, g.claims, g.fees, ?, ?::timestamptz, g.replaces, g.import, g.sheet, g."row", g.known
    from json_to_recordset(?::json) as g (id uuid, consortium uuid, month text, claims bigint, fees bigint, replaces uuid, import uuid, sheet text, "row" integer, known timestamptz)`,
  [region, asker.id, now.toISOString(), JSON.stringify(rows)]);
  await requireSums(em, region, given.map(({ month }) => month));
  return rows.map(({ id }) => id);
}

/** Records what care cost by institution. Refuses as `recordPackages` does, unless the packages follow the sums. */
export async function recordInstitutions(asking: Asking, region: number, given: readonly NewInstitutionSpending[], { followSum }: { followSum: boolean }): Promise<void> {
  const { em, asker, now } = asking;
  const months = given.map(({ month }) => month);
  await holdYears(em, region, months);
  const keyed = given.map(({ institution, month, kind, amount, source }) => ({ key: `${institution} ${month} ${kind}`, institution, month, kind, amount: String(amount), ...sourceOf(source) }));
  const closed = await em.execute<Closed[]>(`
    update institution_spending s set known_until = greatest(s.known_from, ?::timestamptz) from json_to_recordset(?::json) as g (institution uuid, month text, kind text)
    where s.region_id = ? and s.institution_id = g.institution and s.month = g.month and s.kind = g.kind and s.known_until is null
    returning s.institution_id || ' ' || s.month || ' ' || s.kind as key, s.id, s.known_until::text as known`, [now.toISOString(), JSON.stringify(keyed), region]);
  await em.execute(`
    insert into institution_spending (region_id, id, institution_id, month, kind, amount, recorded_by_id, recorded_at, replaces_id, import_id, source_sheet, source_row, known_from)
    select ?, g.id, g.institution, g.month, g.kind, g.amount, ?, ?::timestamptz, g.replaces, g.import, g.sheet, g."row", g.known
    from json_to_recordset(?::json) as g (id uuid, institution uuid, month text, kind text, amount bigint, replaces uuid, import uuid, sheet text, "row" integer, known timestamptz)`,
  [region, asker.id, now.toISOString(), JSON.stringify(placed(keyed, closed, now))]);
  if (followSum) await followSums(asking, region, months);
  else await requireSums(em, region, months);
}

/** What the institutions of a consortium come to in a month, with what is recorded for its package; amounts in fen. */
export interface SumOfInstitutions {
  consortium: string;
  code: string;
  name: string;
  month: string;
  inside: Money;
  outsideConsortium: Money;
  outsideCounty: Money;
  sum: Money;
  /** Null where the package has no record of the month. */
  claims: Money | null;
  contractFees: Money | null;
}

interface Recorded {
  institution: string;
  month: string;
  kind: SpendingKind;
  amount: string;
}

const known = (asOf: Date | null) => (asOf === null ? { sql: 's.known_until is null', values: [] }
  : { sql: 's.known_from <= ?::timestamptz and (s.known_until is null or s.known_until > ?::timestamptz)', values: [asOf.toISOString(), asOf.toISOString()] });

/** The sums of the institutions of each consortium in these months, by who its members are on the last day of each; as it is known now, or was at an instant. */
export async function sumsOfInstitutions(em: EntityManager, region: number, months: readonly string[], asOf: Date | null = null): Promise<SumOfInstitutions[]> {
  const { sql, values } = known(asOf);
  const wanted = [...new Set(months)].toSorted();
  const recorded = await em.execute<Recorded[]>(`select s.institution_id as institution, s.month, s.kind, s.amount::text as amount from institution_spending s
    where s.region_id = ? and s.month in (select json_array_elements_text(?::json)) and ${sql}`, [region, JSON.stringify(wanted), ...values]);
  const packages = await em.execute<Array<{ consortium: string; month: string; claims: string; fees: string }>>(`
    select s.consortium_id as consortium, s.month, s.claims::text as claims, s.contract_fees::text as fees from spending s
    where s.region_id = ? and s.month in (select json_array_elements_text(?::json)) and ${sql}`, [region, JSON.stringify(wanted), ...values]);
  const recordOf = new Map(packages.map((each) => [`${each.consortium} ${each.month}`, each]));
  const sums: SumOfInstitutions[] = [];
  for (const [month, rows] of [...Map.groupBy(recorded, (row) => row.month)].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const members = new Map((await membersOn(em, region, lastDay(month))).map((member) => [member.institution, member]));
    for (const [consortium, own] of Map.groupBy(rows, ({ institution }) => members.get(institution)?.consortium)) {
      const member = [...members.values()].find((each) => each.consortium === consortium);
      if (!member) continue; // an institution that left its consortium since counts nowhere
      const of = (kind: SpendingKind) => own.reduce((sum, row) => (row.kind === kind ? sum + BigInt(row.amount) : sum), 0n);
      const [inside, outsideConsortium, outsideCounty] = [of('INSIDE'), of('OUTSIDE_CONSORTIUM'), of('OUTSIDE_COUNTY')];
      const record = recordOf.get(`${member.consortium} ${month}`);
      sums.push({
        consortium: member.consortium, code: member.consortiumCode, name: member.consortiumName, month, inside, outsideConsortium, outsideCounty,
        sum: inside + outsideConsortium + outsideCounty, claims: record ? BigInt(record.claims) : null, contractFees: record ? BigInt(record.fees) : null,
      });
    }
  }
  return sums.toSorted((a, b) => (a.month === b.month ? (a.code < b.code ? -1 : 1) : a.month < b.month ? -1 : 1));
}

/** Where both are recorded, a package's claims are the sum of its institutions. */
async function requireSums(em: EntityManager, region: number, months: readonly string[]): Promise<void> {
  const faults = (await sumsOfInstitutions(em, region, months)).flatMap(({ name, month, sum, claims }): Fault[] => (claims === null || claims === sum ? [] : [{
    code: 'SPENDING_SUM_DIFFERS', at: 'claims', values: { consortium: name, month, claims: formatMoney(claims), sum: formatMoney(sum), difference: formatMoney(claims - sum) },
  }]));
  if (faults.length > 0) throw new Refusal(faults);
}

/** Records each package whose claims are not the sum of its institutions anew; its contract fees stay. */
async function followSums(asking: Asking, region: number, months: readonly string[]): Promise<void> {
  const differing = (await sumsOfInstitutions(asking.em, region, months)).filter(({ claims, sum }) => claims !== sum);
  if (differing.length === 0) return;
  await recordPackages(asking, region, differing.map(({ consortium, month, sum, contractFees }) => ({ consortium, month, claims: sum, contractFees: contractFees ?? 0n })));
}
