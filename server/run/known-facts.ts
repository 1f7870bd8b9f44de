/**
 * Facts in two times (基础数据的两个时间): each value has the time for which it holds and the time in which it was known.
 * A value is never changed: another takes its place from the moment it is recorded.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { nextMonth } from '../core/period.ts';
import type { Origins, Policy, RawFacts } from '../core/policy/policy.ts';
import type { Run } from '../model/run.ts';
import { policyOf } from './policies.ts';

/** What facts are about: a stage and period, of an institution where there is one. */
export type About = Pick<Run, 'regionId' | 'stage' | 'period' | 'institution'>;

/** The days from and until which facts of a period hold. */
export function daysOf(period: string): { from: string; until: string } {
  if (period.length === 4) return { from: `${period}-01-01`, until: `${Number(period) + 1}-01-01` };
  return { from: `${period}-01`, until: `${nextMonth(period)}-01` };
}

/** Values by path, `standard`, `consortia/A/heads`; keys of rows are in the paths. */
export function pathsOf(policy: Policy, facts: RawFacts): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [name, value] of Object.entries(facts)) {
    const key = policy.tables.get(name)?.key ?? '';
    if (typeof value === 'string') paths.set(name, value);
    else for (const row of value) for (const [column, cell] of Object.entries(row)) if (column !== key) paths.set(`${name}/${row[key]}/${column}`, cell);
  }
  return paths;
}

/** Facts with the values of these paths in place of theirs; rows that the facts do not have are not added. */
export function withPaths(policy: Policy, facts: RawFacts, paths: ReadonlyMap<string, string>): RawFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => {
    if (typeof value === 'string') return [name, paths.get(name) ?? value];
    const key = policy.tables.get(name)?.key ?? '';
    const columns = [...policy.tables.get(name)?.columns.keys() ?? []];
    return [name, value.map((row) => {
      const known = columns.flatMap((column) => {
        const cell = paths.get(`${name}/${row[key]}/${column}`);
        return cell === undefined ? [] : [[column, cell] as const];
      });
      return { ...row, ...Object.fromEntries(known) };
    })];
  }));
}

const about = 'region_id = ? and stage = ? and period = ? and institution_id is not distinct from ?::uuid';
const valuesOf = ({ regionId, stage, period, institution }: About) => [regionId, stage, period, institution?.id ?? null];

/** What is known of a thing now: values by path. */
export async function knownFacts(em: EntityManager, of: About): Promise<Map<string, string>> {
  const rows = await em.execute<Array<{ path: string; value: string }>>(`select path, value from known_fact where ${about} and known_until is null`, valuesOf(of));
  return new Map(rows.map(({ path, value }) => [path, value]));
}

const close = `update known_fact k set known_until = greatest(?::timestamptz, k.known_from)
  from json_to_recordset(?) as given (path text, value text)
  where k.region_id = ? and k.stage = ? and k.period = ? and k.institution_id is not distinct from ?::uuid and k.known_until is null
    and k.path = given.path and k.value <> given.value`;

// known from now, or later where a clock went back
const add = `insert into known_fact (region_id, id, stage, period, institution_id, path, value, valid_from, valid_until, known_from, recorded_by_id, reason)
  select ?, given.id, ?, ?, ?::uuid, given.path, given.value, ?::date, ?::date, greatest(?::timestamptz, earlier.known_until), ?::uuid, ?
  from json_to_recordset(?) as given (id uuid, path text, value text)
  cross join lateral (select max(k.known_until) as known_until, count(*) filter (where k.known_until is null) as open
    from known_fact k where ${about.replace(/\b(region_id|stage|period|institution_id)\b/g, 'k.$1')} and k.path = given.path) earlier
  where earlier.open = 0`;

/** Records values that are not known yet, and closes those that they take the place of. */
export async function recordPaths({ em, asker, now }: Asking, of: About, paths: ReadonlyMap<string, string>, reason: string): Promise<void> {
  if (paths.size === 0) return;
  const given = JSON.stringify([...paths].map(([path, value]) => ({ id: v7(), path, value })));
  const { from, until } = daysOf(of.period);
  const [region, ...rest] = valuesOf(of);
  await em.execute(close, [now.toISOString(), given, region, ...rest]);
  await em.execute(add, [region, ...rest, from, until, now.toISOString(), asker.id, reason, given, region, ...rest]);
}

/** Records what was given by hand for a run. What the register owns has its own record, and takes the place of what was given by hand before it had one. */
export async function recordFacts(asking: Asking, run: Run, facts: RawFacts, origins: Origins): Promise<void> {
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const known = await knownFacts(asking.em, run);
  const paths = new Map([...pathsOf(policy, facts)].filter(([path]) => !Object.hasOwn(origins, path) || known.has(path)));
  await recordPaths(asking, run, paths, run.reason);
}
