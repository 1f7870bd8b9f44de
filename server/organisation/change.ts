/** What changes of the register share: one at a time in a region, each from a day, none into a year that is settled. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { formatMoney, type Money } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { Consortium, Institution } from '../model/organisation.ts';
import { Person } from '../model/people.ts';
import { Run } from '../model/run.ts';
import { holdsOn } from '../run/dated.ts';
import { lockSpending } from '../run/spending.ts';
import { endKnown, knownDays, type KnownDays } from './known-rows.ts';

/** Changes of a region's register go one after the other. */
export async function lockRegister(em: EntityManager, region: number): Promise<void> {
  await em.execute("select pg_advisory_xact_lock(hashtext('register'), ?)", [region]);
}

/** Ends on a day what an institution is called and is. Refuses a day on or before the beginning of the newest (CHANGE_TOO_EARLY). */
export async function endVersion(em: EntityManager, region: number, institution: string, from: string): Promise<void> {
  const [newest] = await em.execute<KnownDays[]>(
    'select id, valid_from::text as since, valid_until::text as until from institution_version where region_id = ? and institution_id = ? order by valid_from desc limit 1', [region, institution]);
  if (!newest || (newest.until !== null && newest.until <= from)) return;
  if (newest.since >= from) refuse('CHANGE_TOO_EARLY', 'from', { since: newest.since, found: from });
  await em.execute('update institution_version set valid_until = ?::date where region_id = ? and id = ?', [from, region, newest.id]);
}

/** Ends on a day an institution's time in its consortium; gives from when that is known. Refuses when another has begun later (CHANGE_TOO_EARLY). */
export async function endMembership(em: EntityManager, region: number, institution: string, from: string, now: Date): Promise<Date> {
  const newest = (await knownDays(em, 'institution_membership', region, institution)).at(-1);
  if (!newest || (newest.until !== null && newest.until <= from)) return now;
  if (newest.since > from) refuse('CHANGE_TOO_EARLY', 'from', { since: newest.since, found: from });
  return endKnown(em, 'institution_membership', region, [newest.id], from, now);
}

/** Refuses a change of membership in a year whose settlement is under way or posted, or before such a year (CHANGE_OF_SETTLED_YEAR). */
export async function requireUnsettled(em: EntityManager, region: number, from: string): Promise<void> {
  const year = Number(from.slice(0, 4));
  await lockSpending(em, region, year);
  const [settled] = await em.find(Run, { regionId: region, stage: 'SETTLEMENT', year: { $gte: year }, state: { $ne: 'RETURNED' } }, { orderBy: { year: 'desc' }, limit: 1 });
  if (settled) refuse('CHANGE_OF_SETTLED_YEAR', 'from', { year: String(settled.year), found: from, allowed: `${settled.year + 1}-01-01` });
}

export async function institutionOf(em: EntityManager, region: number, id: string, at = 'institution'): Promise<Institution> {
  return (await em.findOne(Institution, { regionId: region, id })) ?? refuse('NOT_FOUND', at, { what: { zh: '机构', en: 'institution' }, found: id });
}

/** An institution that is there on a day (INSTITUTION_CLOSED). */
export async function openInstitution(em: EntityManager, region: number, id: string, day: string, at = 'institution'): Promise<Institution> {
  const institution = await institutionOf(em, region, id, at);
  const open = await em.execute<unknown[]>(`select from institution_version v where v.region_id = ? and v.institution_id = ? and ${holdsOn('v')}`, [region, id, day, day]);
  return open.length > 0 ? institution : refuse('INSTITUTION_CLOSED', at, { institution: institution.name, on: day });
}

/** A consortium that an institution may join in a role from a day: it has one head at a time (HEAD_TAKEN). */
export async function consortiumToJoin(em: EntityManager, region: number, id: string, joins: { institution?: string; role: string; from: string }): Promise<Consortium> {
  const consortium = (await em.findOne(Consortium, { regionId: region, id })) ?? refuse('NOT_FOUND', 'consortium', { what: { zh: '医共体', en: 'consortium' }, found: id });
  if (joins.role !== 'HEAD') return consortium;
  const [head] = await em.execute<Array<{ name: string }>>(`
    select (institution_shown(m.region_id, m.institution_id)).name from institution_membership m
    where m.region_id = ? and m.consortium_id = ? and m.role = 'HEAD' and m.known_until is null and (m.valid_until is null or m.valid_until > ?::date) and m.institution_id is distinct from ?::uuid`,
    [region, id, joins.from, joins.institution ?? null]);
  return head ? refuse('HEAD_TAKEN', 'role', { consortium: consortium.name, institution: head.name }) : consortium;
}

export async function personOf(em: EntityManager, region: number, id: string): Promise<Person> {
  return (await em.findOne(Person, { regionId: region, id })) ?? refuse('NOT_FOUND', 'person', { what: { zh: '人员', en: 'person' }, found: id });
}

/** Refuses a sum below 0, by the name under which it was given (MONEY_NEGATIVE). */
export function requireNotNegative(sums: Record<string, Money>): void {
  for (const [name, sum] of Object.entries(sums)) if (sum < 0n) refuse('MONEY_NEGATIVE', name, { found: formatMoney(sum) });
}

/** A text with something in it, blanks around it taken away (NAME_EMPTY). */
export function requireText(text: string, at: string): string {
  const trimmed = text.trim();
  return trimmed === '' ? refuse('NAME_EMPTY', at) : trimmed;
}

const coded = { institution: true, person: true, department: true } as const;

/** Refuses a code that is in use in the region (CODE_TAKEN). */
export async function requireFreeCode(em: EntityManager, table: keyof typeof coded, region: number, code: string, within?: string): Promise<string> {
  const wanted = requireText(code, 'code');
  const [place, values] = within === undefined ? ['', []] : ['and institution_id = ?', [within]];
  const found = await em.execute<unknown[]>(`select from ${table} where region_id = ? and code = ? ${place}`, [region, wanted, ...values]);
  return found.length === 0 ? wanted : refuse('CODE_TAKEN', 'code', { found: wanted });
}
