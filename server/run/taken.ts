/** Facts that are amounts of approved runs: of the same period, the whole year, earlier in the year, or the year before. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sameUnit, yuan } from '../core/feel/unit.ts';
import type { Value } from '../core/feel/value.ts';
import { formatMoney } from '../core/money.ts';
import type { Fact, Policy } from '../core/policy/policy.ts';
import type { Stage, Taken } from '../core/policy/stages.ts';
import { add, formatRate, toFen, type Rate } from '../core/rate.ts';
import { refuse } from '../core/refusal.ts';
import { stageName } from '../core/run-text.ts';
import { Run } from '../model/run.ts';
import { replay } from './prepare.ts';
import { relevantTo } from './scope.ts';

/** By path, `carried` or `hospitals/H1/prepaid`. */
export type TakenValues = Map<string, { value: string; origin: string }>;

export interface TakenFact {
  /** `carried`, or the table and column `hospitals/prepaid`. */
  table?: string;
  fact: Fact;
  from: Taken;
}

/** The facts of a stage that approved runs give. */
export function takenIn(policy: Policy, stage: string): TakenFact[] {
  const { facts } = relevantTo(policy, stage);
  const scalars = [...policy.facts.values()].filter(({ id }) => facts.has(id)).map((fact) => ({ fact }));
  const columns = [...policy.tables].flatMap(([table, { columns: all }]) => [...all.values()].filter(({ id }) => facts.has(`${table}.${id}`)).map((fact) => ({ table, fact })));
  return [...scalars, ...columns].flatMap((each) => (each.fact.from ? [{ ...each, from: each.fact.from }] : []));
}

/** The condition on the period of the runs that are taken. */
function periodsOf(of: Taken['of'], period: string): object {
  const year = period.slice(0, 4);
  switch (of) {
    case 'period': return period.length === 4 ? { $like: `${year}%` } : { $in: [period, year] };
    case 'year': return { $like: `${year}%` };
    case 'earlier': return { $like: `${year}%`, $lt: period };
    case 'last-year': return { $like: `${Number(year) - 1}%` };
  }
}

/** The posted runs that are taken, each with its corrections taken into account: only the last of a line counts. */
async function runsTaken(em: EntityManager, region: number, { stage, of }: Taken, period: string): Promise<Run[]> {
  const runs = await em.find(Run, { regionId: region, stage: stageName(stage), period: periodsOf(of, period) as never, state: 'POSTED' }, { orderBy: [{ period: 'asc' }, { id: 'asc' }] });
  const corrected = new Set(runs.map(({ correctsId }) => correctsId));
  return runs.filter(({ id }) => !corrected.has(id));
}

function textOf(value: Value, { id, quantity }: Fact, at: string): string {
  if (typeof value === 'boolean') return String(value);
  const number = value as Rate;
  if (quantity.unit && sameUnit(quantity.unit, yuan)) return formatMoney(toFen(number));
  const text = formatRate(number);
  if (text.includes('/') && quantity.kind !== 'share' && quantity.kind !== 'factor') refuse('AMOUNT_NOT_DECIMAL', `${at}${id}`, { found: text });
  return text;
}

/** Numbers are added up; of yes and no the last counts. */
function joined(before: Value | undefined, value: Value): Value {
  return before === undefined || typeof value === 'boolean' ? value : add(before as Rate, value as Rate);
}

/** What approved runs give to a stage in a period, and those runs. */
export async function takenFacts(em: EntityManager, policy: Policy, stage: Stage['id'], region: number, period: string): Promise<{ names: Set<string>; values: TakenValues; runs: Run[] }> {
  const values: TakenValues = new Map();
  const used = new Map<string, Run>();
  const names = new Set<string>();
  for (const { table, fact, from } of takenIn(policy, stage)) {
    names.add(table === undefined ? fact.id : `${table}.${fact.id}`);
    const runs = await runsTaken(em, region, from, period);
    const sums = new Map<string, Value>();
    for (const run of runs) {
      const amount = (await replay(em, run)).evaluation.amounts.get(from.amount);
      used.set(run.id, run);
      if (amount?.is === 'scalar' && table === undefined) sums.set('', joined(sums.get(''), amount.value));
      if (amount?.is === 'column' && table !== undefined) for (const { key, value } of amount.rows) sums.set(key, joined(sums.get(key), value));
    }
    const title = policy.stages.get(from.stage)?.title.zh ?? from.stage;
    const [first, last] = [runs[0], runs.at(-1)];
    const origin = first && last ? `${title} ${first === last ? `${first.period} · ${first.hash.slice(0, 12)}` : `${first.period} – ${last.period} · ${runs.length}`}` : title;
    for (const [key, value] of sums) {
      const path = table === undefined ? fact.id : `${table}/${key}/${fact.id}`;
      values.set(path, { value: textOf(value, fact, table === undefined ? '' : `${table}/${key}/`), origin });
    }
  }
  return { names, values, runs: [...used.values()] };
}

/** The stages of a policy that take amounts of a stage as facts. */
export function takersOf(policy: Policy, stage: string): Stage[] {
  return [...policy.stages.values()].filter((other) => other.id !== stage && takenIn(policy, other.id).some(({ from }) => from.stage === stage));
}

/** The stages whose amounts a stage takes as facts. */
export function givers(policy: Policy, stage: string): string[] {
  return [...new Set(takenIn(policy, stage).map(({ from }) => from.stage))].filter((each) => each !== stage);
}
