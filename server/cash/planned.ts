/**
 * What stages of the policies in force that nobody has begun will bring: each is evaluated on what the runs that it rests on have fixed and on the amounts
 * of the runs and plans before it. A stage that needs a fact which no run gives, or rests on one that is not posted, is told with what it waits for.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { firstDay, monthsOf } from '../core/period.ts';
import { attempt } from '../core/policy/attempt.ts';
import { cashClasses, cashMoves, type CashMove } from '../core/policy/cash-moves.ts';
import { evaluatorFor } from '../core/policy/evaluators.ts';
import type { Policy, RawFacts } from '../core/policy/policy.ts';
import { movementsOf, payStages, type Stage, type Taken } from '../core/policy/stages.ts';
import { storedAmounts, type StoredAmounts } from '../core/policy/stored-amounts.ts';
import { add, formatRate, parseRate } from '../core/rate.ts';
import type { Words } from '../core/refusal.ts';
import { stageName } from '../core/run-text.ts';
import { FrozenFacts, type PolicyVersion, type Run } from '../model/run.ts';
import { yearBegins } from '../run/dated.ts';
import { usualFund } from '../run/fund.ts';
import { outstandingColumns, outstandingOf } from '../run/outstanding.ts';
import { policiesOn, policyOf } from '../run/policies.ts';
import { fixedBy, relevantTo } from '../run/scope.ts';
import { takenIn, takersOf } from '../run/taken.ts';
import { titleAt } from '../run/titles.ts';
import { movesCash } from '../run/cash-entries.ts';
import type { KnownRuns } from '../run/cash-received.ts';

export interface Plan {
  policy: Policy;
  /** As runs write it, `MONTHLY_ADVANCE`. */
  stage: string;
  period: string;
  moves: CashMove[];
}

/** A stage whose cash nobody can tell yet, and what is missing. */
export interface Waiting {
  stage: Words;
  missing: Words[];
}

interface Known {
  /** Amounts by stage and period: of posted runs, of runs on their way, and of what was planned. */
  amounts: Map<string, { stage: string; period: string; amounts: StoredAmounts }>;
  posted: Map<string, Run>;
  /** The newest run of each stage, for its decisions. */
  last: Map<string, Run>;
}

const keyOf = (stage: string, period: string): string => `${stage}/${period}`;

/** The newest run of each stage and period counts: of a line of corrections the last. */
function knownFrom({ posted, open }: KnownRuns): Known {
  const all = [...posted, ...open];
  return {
    amounts: new Map(all.map(({ stage, period, amounts }) => [keyOf(stage, period), { stage, period, amounts }])),
    posted: new Map(posted.map((run) => [keyOf(run.stage, run.period), run])),
    last: new Map(all.map((run) => [run.stage, run])),
  };
}

/** The stages that a stage stands on: a settlement on the budget too. */
const restsOn = ({ id, restsOn: named }: Stage): string[] => [...(id === 'settlement' ? ['budget'] : []), ...named.map((each) => each.id)];

function covers(of: Taken['of'], period: string, given: string): boolean {
  const year = period.slice(0, 4);
  switch (of) {
    case 'period': return given === period || given === year || (period.length === 4 && given.startsWith(year));
    case 'year': return given.startsWith(year);
    case 'earlier': return given.startsWith(year) && given < period;
    case 'last-year': return given.startsWith(String(Number(year) - 1));
  }
}

/** Numbers are added up; of words and of yes and no the last counts. */
function joined(before: string | undefined, text: string): string {
  const [one, other] = [attempt(() => parseRate(before ?? '0', '')), attempt(() => parseRate(text, ''))];
  return one.value && other.value ? formatRate(add(one.value, other.value)) : text;
}

/** What runs and plans give to a fact: by row, of a scalar under the key ''. */
function takenValues({ amounts }: Known, { stage, amount, of }: Taken, period: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const given of amounts.values()) {
    const found = given.stage === stageName(stage) && covers(of, period, given.period) ? given.amounts[amount] : undefined;
    const rows = typeof found === 'string' ? [['', found] as const] : Object.entries(found ?? {});
    for (const [row, text] of rows) values.set(row, joined(values.get(row), text));
  }
  return values;
}

const calendar = ['year', 'month_of_year'];

/** The facts of a stage in a period: those of the runs below, with what runs, plans and the calendar give. */
function factsFor(policy: Policy, stage: Stage, period: string, known: Known, given: RawFacts): RawFacts {
  const facts: RawFacts = { ...given };
  const dated = { year: period.slice(0, 4), month_of_year: period.length > 4 ? String(Number(period.slice(5))) : undefined };
  for (const [name, value] of Object.entries(dated)) if (policy.facts.has(name) && value !== undefined) facts[name] = value;
  for (const { table, fact, from } of takenIn(policy, stage.id)) {
    const values = takenValues(known, from, period);
    const rows = table === undefined ? undefined : facts[table];
    if (table === undefined) {
      delete facts[fact.id];
      if (values.has('')) facts[fact.id] = values.get('') as string;
    } else if (Array.isArray(rows)) {
      const key = policy.tables.get(table)?.key ?? '';
      facts[table] = rows.map(({ [fact.id]: _before, ...row }) => ({ ...row, ...(values.has(row[key] ?? '') && { [fact.id]: values.get(row[key] ?? '') as string }) }));
    }
  }
  return facts;
}

/** Titles of the facts that a stage rests on and that no run, plan or calendar gives; where nothing is outstanding, nothing is to be cleared. */
async function unknownFacts(em: EntityManager, region: number, policy: Policy, stage: Stage): Promise<Words[]> {
  const fixed = fixedBy(policy, restsOn(stage).map((id) => ({ stage: id })));
  const taken = new Set(takenIn(policy, stage.id).map(({ table, fact }) => (table === undefined ? fact.id : `${table}.${fact.id}`)));
  const factAt = (path: string) => {
    const [name = '', column] = path.split('.');
    return column === undefined ? policy.facts.get(name) : policy.tables.get(name)?.columns.get(column);
  };
  const unknown = [...relevantTo(policy, stage.id).facts].filter((path) => !fixed?.facts.has(path) && !taken.has(path) && !calendar.includes(path)).flatMap((path) => factAt(path) ?? []);
  const cleared = unknown.every(({ id }) => outstandingColumns.includes(id)) && (await outstandingOf(em, region, stage.fund ?? usualFund)).every(({ payable, recoverable }) => payable === '0' && recoverable === '0');
  return cleared ? [] : unknown.map(({ title }) => title);
}

interface Unbegun {
  policy: Policy;
  stage: Stage;
  period: string;
}

type Planned = { plan: Plan; amounts: StoredAmounts } | { missing: Words[] };

async function plan(em: EntityManager, region: number, { policy, stage, period }: Unbegun, known: Known): Promise<Planned> {
  const names = restsOn(stage);
  const below = names.map((id) => known.posted.get(keyOf(stageName(id), policy.stages.get(id)?.cycle === 'year' ? period.slice(0, 4) : period)));
  const waits = names.filter((_, index) => !below[index]);
  if (waits.length > 0) return { missing: waits.map((id) => titleAt(stageName(id), policy)) };
  const runs = below as Run[];
  const missing = await unknownFacts(em, region, policy, stage);
  if (missing.length > 0) return { missing };
  const frozen = await em.find(FrozenFacts, { regionId: region, hash: { $in: runs.map(({ factsHash }) => factsHash) } });
  const given = Object.assign({}, ...runs.map(({ factsHash }) => frozen.find(({ hash }) => hash === factsHash)!.facts)) as RawFacts;
  const facts = factsFor(policy, stage, period, known, given);
  const own = Object.entries(known.last.get(stageName(stage.id))?.decisions ?? {}).filter(([name]) => relevantTo(policy, stage.id).decisions.has(name));
  const fixed = Object.assign({}, ...runs.map(({ decisions }) => decisions)) as Record<string, string>;
  const made = attempt(() => evaluatorFor(policy.language).evaluate(policy, facts, { ...Object.fromEntries(own), ...fixed }));
  if (!made.value) return { missing: [stage.title] };
  const moves = cashMoves(policy, movementsOf(policy, made.value, stage.id));
  return { plan: { policy, stage: stageName(stage.id), period, moves }, amounts: storedAmounts(policy, made.value) };
}

/** Whether a run of the year already takes the months of a stage as they are: what was not paid by then is not paid any more. */
function isTaken(policy: Policy, stage: Stage, period: string, known: Known): boolean {
  return stage.cycle === 'month' && takersOf(policy, stage.id).some((taker) => taker.cycle === 'year' && known.amounts.has(keyOf(stageName(taker.id), period.slice(0, 4))));
}

/** Stages of the consortium year that move cash, with the periods that no run has. */
async function unbegun(em: EntityManager, region: number, year: number, known: Known): Promise<Unbegun[]> {
  const open = (version: PolicyVersion, cycle: Stage['cycle'], period: string) => {
    const policy = policyOf(version);
    const stages = [...policy.stages.values()].filter((stage) => stage.cycle === cycle && !payStages.includes(stage.id) && movesCash(policy, stageName(stage.id), cashClasses(policy)));
    return stages.filter((stage) => !known.amounts.has(keyOf(stageName(stage.id), period)) && !isTaken(policy, stage, period, known)).map((stage) => ({ policy, stage, period }));
  };
  const found = [];
  for (const month of monthsOf(year)) for (const version of await policiesOn(em, region, firstDay(month))) found.push(...open(version, 'month', month));
  for (const version of await policiesOn(em, region, yearBegins(year))) found.push(...open(version, 'year', String(year)));
  return found;
}

/** The cash of a year that nobody has begun to pay, month by month, and the stages of which nobody can tell it. */
export async function plansOf(em: EntityManager, region: number, year: number, runs: KnownRuns): Promise<{ plans: Plan[]; waiting: Waiting[] }> {
  const known = knownFrom(runs);
  const plans: Plan[] = [];
  const waiting = new Map<string, Waiting>();
  for (const each of await unbegun(em, region, year, known)) {
    const { policy, stage, period } = each;
    const found = await plan(em, region, each, known);
    if ('missing' in found) {
      if (found.missing.length > 0) waiting.set(`${policy.id} ${stage.id}`, { stage: stage.title, missing: found.missing });
    } else {
      known.amounts.set(keyOf(found.plan.stage, period), { stage: found.plan.stage, period, amounts: found.amounts });
      plans.push(found.plan);
    }
  }
  return { plans, waiting: [...waiting.values()] };
}
