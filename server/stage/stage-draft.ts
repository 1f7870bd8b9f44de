/** The facts of a stage of the policy's own in a period: what earlier stages have fixed, what approved runs and the register give, and what the last run had. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRole, type Asking } from '../access/asker.ts';
import type { Policy } from '../core/policy/policy.ts';
import { standardStages, type Stage } from '../core/policy/stages.ts';
import { isMonth, lastDay as lastDayOf } from '../core/period.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import type { PolicyVersion, Run } from '../model/run.ts';
import { runsBelow } from '../run/below.ts';
import { yearBegins } from '../run/dated.ts';
import { assessedScores, withAssessed } from '../run/assessed.ts';
import { caseFacts, type CaseFacts } from '../run/cases.ts';
import { fillDraft, overlaid, type Base, type Draft, type Register } from '../run/draft.ts';
import { baseOf, lastPosted, latestRun } from '../run/load.ts';
import { policiesOn, policyOf } from '../run/policies.ts';
import { usualFund } from '../run/fund.ts';
import { withOutstanding } from '../run/outstanding.ts';
import { consortiumRegister } from '../run/register.ts';
import { fixedBy, relevantTo, within } from '../run/scope.ts';
import { consortiumSpending } from '../run/spending.ts';
import { takenFacts, type TakenValues } from '../run/taken.ts';
import { standardTitle } from '../run/titles.ts';

export interface StageOf {
  region: number;
  /** As runs write it, `MONTHLY_ADVANCE`. */
  stage: string;
  period: string;
}

export interface StageDraft extends Draft {
  version: PolicyVersion;
  policy: Policy;
  stage: Stage;
  current: Run | null;
  basis: Run | null;
  /** Runs of the stages that this one rests on. */
  below: Run[];
  /** Runs whose amounts are facts here. */
  taken: Run[];
}

/** The day on which a period begins. */
export const firstDay = (period: string): string => (period.length === 4 ? yearBegins(Number(period)) : `${period}-01`);
const lastDay = (period: string): string => (period.length === 4 ? `${period}-12-31` : lastDayOf(period));

const cycles = { year: { zh: '年', en: 'year' }, month: { zh: '月', en: 'month' } } as const;

/** The policy in force when a period begins that has this stage of its own. Refuses an unknown stage (STAGE_MISSING) and another kind of period (STAGE_PERIOD). */
export async function stageIn(em: EntityManager, { region, stage: name, period }: StageOf): Promise<{ version: PolicyVersion; policy: Policy; stage: Stage }> {
  if (!/^[1-9]\d{3}$/.test(period) && !isMonth(period)) refuse('STAGE_PERIOD', 'period', { stage: standardTitle(name), found: period, cycle: { zh: '年或月', en: 'year or month' } });
  const id = stageId(name);
  const versions = await policiesOn(em, region, firstDay(period));
  const version = versions.find((each) => !standardStages.includes(id) && policyOf(each).stages.has(id));
  if (!version) return refuse('STAGE_MISSING', 'stage', { policy: versions.map(({ slug }) => slug).join(', '), stage: id });
  const policy = policyOf(version);
  const stage = policy.stages.get(id)!;
  if ((stage.cycle === 'year') !== (period.length === 4)) refuse('STAGE_PERIOD', 'period', { stage: stage.title, found: period, cycle: cycles[stage.cycle] });
  return { version, policy, stage };
}

/** What the register knows for a period: members on its last day, spending in it, and what approved runs give. */
export async function registerFor(em: EntityManager, region: number, period: string): Promise<Register> {
  const known = await consortiumRegister(em, region, lastDay(period), firstDay(period));
  const codes = (known.tables['consortium']?.rows ?? []).flatMap(({ consortium }) => consortium ?? []);
  const { rows, origin, origins } = await consortiumSpending(em, region, period, codes);
  const scalars: Register['scalars'] = { ...known.scalars, year: { value: period.slice(0, 4), origin: period } };
  if (period.length > 4) scalars['month_of_year'] = { value: String(Number(period.slice(5))), origin: period };
  return { scalars, tables: { ...known.tables, consortium: { rows, owned: ['claims', 'contract_fees', 'certified'], origin, origins } } };
}

/** What loaded cases give, beside what the register and approved runs do. */
function withCases(register: Register, { values, names }: { names: ReadonlySet<string>; values: TakenValues }, cases: CaseFacts): Register {
  return {
    ...register, tables: { ...register.tables, ...cases.tables },
    taken: { names: new Set([...names, ...cases.taken.names]), values: new Map([...values, ...cases.taken.values]) },
  };
}

/** Tables that are empty yet start with the rows of the last run that is taken: the hospitals of December are those of the year's settlement. */
function withRowsOf(base: Base, last: Base): Base {
  const facts = Object.entries(base.facts).map(([name, value]) => [name, Array.isArray(value) && value.length === 0 ? last.facts[name] ?? value : value] as const);
  return { ...base, facts: Object.fromEntries(facts) };
}

/** Tables that an earlier stage has fixed have its rows, each with what this stage's last run gave beside. */
function withFixedRows(policy: Policy, base: Base, approved: Base, fixed: ReadonlySet<string>): Base {
  const facts = Object.entries(approved.facts).flatMap(([name, rows]) => {
    if (!Array.isArray(rows) || !fixed.has(name)) return [];
    const key = policy.tables.get(name)?.key ?? '';
    const own = base.facts[name];
    const known = new Map(Array.isArray(own) ? own.map((row) => [row[key], row]) : []);
    return [[name, rows.map((row) => known.get(row[key]) ?? row)] as const];
  });
  return { ...base, facts: { ...base.facts, ...Object.fromEntries(facts) } };
}

/** Who may see what a stage is made of. */
export const draftReaders = ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'FINANCE_OFFICER'] as const;

export async function stageDraft({ em, asker }: Asking, of: StageOf): Promise<StageDraft> {
  const { region, period } = of;
  requireRole(asker, region, draftReaders);
  const { version, policy, stage } = await stageIn(em, of);
  const below = await runsBelow(em, policy, stage, region, period);
  const current = await latestRun(em, region, of.stage, period);
  const basis = current ?? (await lastPosted(em, region, of.stage, period)) ?? below[0]?.run ?? null;
  const taken = await takenFacts(em, policy, stage.id, region, period);
  let base = withRowsOf(await baseOf(em, basis), await baseOf(em, taken.runs.at(-1) ?? null));
  for (const each of below) {
    const [fixed, approved] = [relevantTo(policy, each.stage), await baseOf(em, each.run)];
    base = overlaid(policy, withFixedRows(policy, base, approved, fixed.facts), approved, fixed);
  }
  const scores = await assessedScores(em, region, Number(period.slice(0, 4)), null);
  const register = withAssessed(policy, await withOutstanding(em, region, stage.fund ?? usualFund, await registerFor(em, region, period)), scores);
  const draft = fillDraft(policy, base, withCases(register, taken, await caseFacts(em, policy, stage.id, region, period)), () => true);
  return { ...within(policy, stage.id, draft, fixedBy(policy, below)), version, policy, stage, current, basis, below: below.map(({ run }) => run), taken: taken.runs };
}
