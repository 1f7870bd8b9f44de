/** `prorate`: pays claims out of one pool, whole when it holds them all, else in proportion; what is not paid goes on by row. */
import { allocate, type Share } from '../../allocate.ts';
import { yuan } from '../../feel/unit.ts';
import { formatMoney, type Money } from '../../money.ts';
import { formatPercent, fromFen, rate } from '../../rate.ts';
import { refuse } from '../../refusal.ts';
import type { Part, ProrateStep, Words } from '../policy.ts';
import { leftovers, readTies, tieKey, typeTies } from './division.ts';
import { fenOf, settle, yuanOf, type Input, type Leftover, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings } from './rule.ts';

const sharePlaces = 4;

function read({ fields, base, part }: Reading): ProrateStep {
  const named = (key: 'unpaid' | 'left'): Part => {
    const node = fields.need(key);
    return node ? part(node).part : base;
  };
  return {
    ...base,
    rule: 'prorate',
    table: fields.text('among'),
    claim: fields.formula('prorate'),
    pool: fields.formula('pool'),
    ties: readTies(fields),
    unpaid: named('unpaid'),
    left: named('left'),
    leftover: fields.oneOf('leftover', ['largest-remainder']),
  };
}

function claimed(step: ProrateStep, run: Run, { rounding, print }: Surroundings): Money {
  const claim = settle(run.number(step.claim), rounding).value;
  if (claim.n < 0n) run.refuse('CLAIM_NEGATIVE', { found: print(claim) });
  return fenOf(claim);
}

/** Each claim whole, or its share of the pool by largest remainder, which is never above the claim. */
function pay(step: ProrateStep, pool: Money, total: Money, claims: ReadonlyArray<{ key: string; claim: Money }>): Share[] {
  if (total <= pool) return claims.map(({ key, claim }) => ({ key, amount: claim, exact: rate(claim), leftover: false }));
  return allocate(pool, claims.map(({ key, claim }) => ({ key, weight: rate(claim) })), step.leftover);
}

function evaluate(step: ProrateStep, runs: readonly Run[], around: Surroundings): Result[][] {
  const pool = fenOf(settle(around.whole.number(step.pool), around.rounding).value);
  if (pool < 0n) refuse('POOL_NEGATIVE', '', { found: formatMoney(pool) });
  const claims = runs.map((run) => ({ key: tieKey(step, run, around), claim: claimed(step, run, around) }));
  const total = claims.reduce((sum, { claim }) => sum + claim, 0n);
  const shares = pay(step, pool, total, claims);
  const { received, missed } = leftovers(shares.map((share) => ({ share, amount: share.amount })), runs);
  const none: Leftover = { receivers: [], received: false, peers: missed.peers };
  const whole: Words = { zh: `申报合计 ${formatMoney(total)} 在可用的 ${formatMoney(pool)} 之内，全额支付`, en: `the claims, ${formatMoney(total)}, are within the ${formatMoney(pool)} there is: paid whole` };
  const part = (): Words => {
    const share = formatPercent(rate(pool, total), sharePlaces);
    return {
      zh: `申报合计 ${formatMoney(total)} 超过可用的 ${formatMoney(pool)}，按 ${share} 支付，其余计入${step.unpaid.title.zh}`,
      en: `the claims, ${formatMoney(total)}, are above the ${formatMoney(pool)} there is: ${share} is paid, the rest kept as ${step.unpaid.title.en}`,
    };
  };
  const bound = total <= pool ? whole : part();
  around.apart(step.left, '', { value: fromFen(total <= pool ? pool - total : 0n), leftover: none, bound });
  return shares.map((share, index) => {
    const { claim } = claims[index] as { claim: Money };
    return [
      { value: fromFen(share.amount), leftover: share.leftover ? received : missed, bound, get exact() { return yuanOf(share.exact); } },
      { value: fromFen(claim - share.amount), leftover: none, bound },
    ];
  });
}

function inputs(step: ProrateStep, amount: string): Input[] {
  const pool: Input = { expression: step.pool.expression, on: 'row' };
  const peers: Input = { expression: step.claim.expression, on: 'peers' };
  return amount === step.left.id ? [pool, peers] : [{ expression: step.claim.expression, on: 'row' }, pool, peers];
}

function sentence(step: ProrateStep, amount: string, { formula, title }: Sayer): Words {
  const [claim, pool, rows] = [formula(step.claim), formula(step.pool), title(step.table)];
  const paid: Words = {
    zh: `从${pool.zh}支付各${rows.zh}的${claim.zh}；不足时按${claim.zh}的比例支付`,
    en: `${claim.en} of each row of ${rows.en}, paid out of ${pool.en}; in proportion when that is too little`,
  };
  if (amount === step.unpaid.id) return { zh: `${paid.zh}；本行未支付的部分`, en: `${paid.en}; what is not paid` };
  if (amount === step.left.id) return { zh: `${pool.zh}支付各${rows.zh}的${claim.zh}后的余额`, en: `what is left of ${pool.en} after ${claim.en} of the rows of ${rows.en}` };
  return paid;
}

export const prorateRule: Rule<ProrateStep> = {
  keys: ['prorate', 'among', 'pool', 'ties', 'unpaid', 'left', 'leftover', 'where', 'show'],
  read,
  parts: (step) => [step.unpaid, step.left],
  home: (step, amount) => (amount === step.left.id ? undefined : step.table),
  formulas: (step) => [step.claim, step.pool],
  columns: ({ ties }) => [ties].filter((column) => column !== undefined),
  type(step, typing) {
    typing.money(step.claim);
    typing.whole.money(step.pool);
    typeTies(step, typing);
    return [step, step.unpaid, step.left].map(() => ({ is: 'number', unit: yuan }));
  },
  evaluate,
  inputs,
  sentence,
};
