/** `solve`: base + slope × times for every row, between bounds, with the one slope that spends the pool. */
import { fill, type BoundedClaim, type BoundedShare } from '../../fill.ts';
import { yuan } from '../../feel/unit.ts';
import { formatMoney, type Money } from '../../money.ts';
import { add, formatRate, fromFen, multiply, type Rate } from '../../rate.ts';
import { refuse } from '../../refusal.ts';
import type { Formula, SolveStep, Words } from '../policy.ts';
import { typeIn } from './common.ts';
import { bound, leftovers, perWeight, readTies, typeTies, weightsOf } from './division.ts';
import { fenOf, settle, yuanOf, type Input, type Leftover, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings } from './rule.ts';

const slopePlaces = 6;

function read({ fields, base, part }: Reading): SolveStep {
  const slope = fields.need('slope');
  return {
    ...base,
    rule: 'solve',
    table: fields.text('among'),
    pool: fields.formula('solve'),
    base: fields.optionalFormula('base'),
    times: fields.formula('times'),
    atLeast: fields.optionalFormula('at_least'),
    atMost: fields.optionalFormula('at_most'),
    ties: readTies(fields),
    slope: slope ? part(slope, ['show']).part : base,
    leftover: fields.oneOf('leftover', ['largest-remainder']),
  };
}

/** The formulas of a row: base, bounds. */
function ofRow({ base, atLeast, atMost }: SolveStep): Formula[] {
  return [base, atLeast, atMost].filter((formula) => formula !== undefined);
}

function claimsOf(step: SolveStep, runs: readonly Run[], around: Surroundings): BoundedClaim[] {
  const value = (run: Run, formula: Formula | undefined): Rate | undefined => formula && run.number(formula);
  return weightsOf(step, step.times, runs, around).map((claim, index) => {
    const run = runs[index] as Run;
    const base = value(run, step.base);
    return bound({ ...claim, ...(base && { base: fenOf(settle(base, around.rounding).value) }) }, run, value(run, step.atLeast), value(run, step.atMost), around);
  });
}

/** What the slope alone would have given, when a bound decided. */
function sayBound({ bound: side, amount }: BoundedShare, unbounded: () => Rate, print: (value: Rate) => string): Words | undefined {
  if (!side) return undefined;
  const [asked, met] = [print(unbounded()), print(fromFen(amount))];
  return side === 'most'
    ? { zh: `按斜率应为 ${asked}，达到上限 ${met}`, en: `${asked} by the slope; met the upper bound ${met}` }
    : { zh: `按斜率应为 ${asked}，补到下限 ${met}`, en: `${asked} by the slope; raised to the lower bound ${met}` };
}

function evaluate(step: SolveStep, runs: readonly Run[], around: Surroundings): Result[][] {
  const pool: Money = fenOf(settle(around.whole.number(step.pool), around.rounding).value);
  const claims = claimsOf(step, runs, around);
  const filling = fill(pool, claims, step.leftover);
  if ('missing' in filling) {
    return refuse('BASES_ABOVE_POOL', '', { bases: formatMoney(pool + filling.missing), amount: formatMoney(pool), missing: formatMoney(filling.missing) });
  }
  const { shares, unplaced } = filling;
  if (unplaced > 0n) refuse('POOL_NOT_SPENT', '', { amount: formatMoney(pool), left: formatMoney(unplaced) });
  const slope = yuanOf(filling.slope);
  const { received, missed } = leftovers(shares.map((share) => ({ share, amount: share.amount })), runs);
  const none: Leftover = { receivers: [], received: false, peers: missed.peers };
  const held = shares.filter((share) => share.bound).length;
  const said = formatRate(slope, slopePlaces);
  const found: Words = {
    zh: `斜率 ${said} 使 ${formatMoney(pool)} 恰好用完${held > 0 ? `；${held} 行由上限或下限决定` : ''}`,
    en: `a slope of ${said} spends the ${formatMoney(pool)} exactly${held > 0 ? `; bounds decide ${held} of the rows` : ''}`,
  };
  around.apart(step.slope, '', { value: slope, leftover: none, bound: found });
  return shares.map((share, index): Result[] => {
    const { base = 0n, weight } = claims[index] as BoundedClaim;
    return [{
      value: fromFen(share.amount),
      leftover: share.leftover ? received : missed,
      get exact() { return yuanOf(share.exact); },
      get bound() { return sayBound(share, () => add(fromFen(base), multiply(slope, weight)), around.print) ?? found; },
    }];
  });
}

function inputs(step: SolveStep, amount: string): Input[] {
  const pool: Input = { expression: step.pool.expression, on: 'row' };
  const own = [step.times, ...ofRow(step)];
  if (amount === step.slope.id) return [pool, ...own.map(({ expression }): Input => ({ expression, on: 'peers' }))];
  return [{ amount: step.slope.id }, ...own.map(({ expression }): Input => ({ expression, on: 'row' }))];
}

function sentence(step: SolveStep, amount: string, { formula, title }: Sayer): Words {
  const [pool, times, rows] = [formula(step.pool), formula(step.times), title(step.table)];
  const base = step.base && formula(step.base);
  const [least, most] = [step.atLeast && formula(step.atLeast), step.atMost && formula(step.atMost)];
  const parts = (language: keyof Words, low: string, high: string, comma: string): string =>
    [least && `${comma}${low}${least[language]}`, most && `${comma}${high}${most[language]}`].filter(Boolean).join('');
  const given: Words = {
    zh: `各${rows.zh}得${base ? `${base.zh} + ` : ''}${step.slope.title.zh} × ${times.zh}${parts('zh', '不低于', '不高于', '，')}`,
    en: `each row of ${rows.en} gets ${base ? `${base.en} + ` : ''}${step.slope.title.en} × ${times.en}${parts('en', 'at least ', 'at most ', ', ')}`,
  };
  if (amount === step.slope.id) return { zh: `使${pool.zh}恰好用完的斜率：${given.zh}`, en: `the slope that spends ${pool.en} exactly: ${given.en}` };
  return { zh: `${given.zh}；${step.slope.title.zh}使${pool.zh}恰好用完`, en: `${given.en}; ${step.slope.title.en} spends ${pool.en} exactly` };
}

export const solveRule: Rule<SolveStep> = {
  keys: ['solve', 'among', 'base', 'times', 'at_least', 'at_most', 'ties', 'slope', 'leftover', 'where', 'show'],
  read,
  parts: (step) => [step.slope],
  home: (step, amount) => (amount === step.slope.id ? undefined : step.table),
  formulas: (step) => [step.pool, step.times, ...ofRow(step)],
  columns: ({ ties }) => [ties].filter((column) => column !== undefined),
  type(step, typing) {
    typing.whole.money(step.pool);
    for (const formula of ofRow(step)) typeIn(formula, yuan, typing);
    const times = typing.number(step.times);
    typeTies(step, typing);
    return [{ is: 'number', unit: yuan }, times && { is: 'number', unit: perWeight(times.unit) }];
  },
  evaluate,
  inputs,
  sentence,
};
