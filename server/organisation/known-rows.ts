/**
 * Rows of the register in two times (两个时间): for which days they hold, and in which time that was known.
 * What is known otherwise is closed, and what takes its place is added; no row is ever changed.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';

/** Whose the rows of a table are, and what they say. */
const tables = {
  post_grade_standard: { of: 'post_grade_id', says: 'monthly' },
  person_identity: { of: 'person_id', says: 'kind' },
  person_wage: { of: 'person_id', says: 'post_wage, grade_wage' },
  institution_allowance: { of: 'institution_id', says: 'amount' },
  institution_membership: { of: 'institution_id', says: 'consortium_id, role' },
  assignment: { of: 'person_id', says: 'institution_id, department_id, post_grade_id, share, main, leader' },
} as const;
export type KnownTable = keyof typeof tables;

export interface KnownDays {
  id: string;
  since: string;
  until: string | null;
}

/** What is known now of one owner, the earliest days first. */
export function knownDays(em: EntityManager, table: KnownTable, region: number, owner: string): Promise<KnownDays[]> {
  return em.execute<KnownDays[]>(
    `select id, valid_from::text as since, valid_until::text as until from ${table} where region_id = ? and ${tables[table].of} = ? and known_until is null order by valid_from`, [region, owner]);
}

const oneBegins = 'select greatest(?::timestamptz, max(known_from)) as at from %table where region_id = ? and id in (select value::uuid from json_array_elements_text(?::json))';

/**
 * From a day on these rows no longer hold: they are closed, and what they said of the days before is added again. Gives the instant from which
 * that is known: now, or later where a clock went back.
 */
export async function endKnown(em: EntityManager, table: KnownTable, region: number, rows: readonly string[], from: string, now: Date): Promise<Date> {
  if (rows.length === 0) return now;
  const { of, says } = tables[table];
  const [moment] = await em.execute<Array<{ at: Date | string }>>(oneBegins.replace('%table', table), [now.toISOString(), region, JSON.stringify(rows)]);
  const at = new Date(moment!.at);
  await em.execute(`update ${table} set known_until = ?::timestamptz where region_id = ? and id in (select value::uuid from json_array_elements_text(?::json))`,
    [at.toISOString(), region, JSON.stringify(rows)]);
  await em.execute(`insert into ${table} (region_id, id, ${of}, ${says}, valid_from, valid_until, known_from)
    select region_id, given.next, ${of}, ${says}, valid_from, ?::date, ?::timestamptz
    from ${table} join json_to_recordset(?) as given (id uuid, next uuid) using (id) where region_id = ? and valid_from < ?::date`,
    [from, at.toISOString(), JSON.stringify(rows.map((id) => ({ id, next: v7() }))), region, from]);
  return at;
}

/**
 * Makes room for what one owner has from a day on: it holds as long as what it takes the place of, or else until what begins next.
 * Gives these days, and from when they are known.
 */
export async function takePlace(em: EntityManager, table: KnownTable, region: number, owner: string, from: string, now: Date): Promise<{ validFrom: string; validUntil: string | null; knownFrom: Date }> {
  const days = await knownDays(em, table, region, owner);
  const before = days.find(({ since, until }) => since <= from && (until === null || from < until));
  const next = days.find(({ since }) => since > from);
  const knownFrom = await endKnown(em, table, region, before ? [before.id] : [], from, now);
  return { validFrom: from, validUntil: before ? before.until : next?.since ?? null, knownFrom };
}
