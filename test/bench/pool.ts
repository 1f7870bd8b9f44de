/** One pool over many people: points × coefficient, a cap that sends what is over on to the others, largest remainder. */
import { evaluate, evaluateFacts, moneyOf, type Evaluation } from '../../server/core/policy/evaluate.ts';
import { readFacts, type Facts } from '../../server/core/policy/facts.ts';
import type { Policy, RawFacts } from '../../server/core/policy/policy.ts';
import { toFen, type Rate } from '../../server/core/rate.ts';
import { decimal, line, numbers, paired, policyOf } from './kit.ts';

function poolPolicy(): Policy {
  return policyOf('bench-pool', `facts:
  pool: { type: money, title: { zh: 总额, en: Pool } }
  staff:
    type: table
    key: number
    title: { zh: 人员, en: Staff }
    columns:
      points: { type: points, title: { zh: 工分, en: Points } }
      coefficient: { type: factor, title: { zh: 系数, en: Coefficient } }
      most: { type: money, title: { zh: 上限, en: Most } }
steps:
  - id: share
    divide: pool
    among: staff
    by: points * coefficient
    cap: most
    excess: redistribute
    unplaced: { id: unplaced, title: { zh: 无处可分, en: Unplaced } }
    leftover: largest-remainder
    why: s1
    title: { zh: 应得, en: Share }
`);
}

function poolFacts(people: number): RawFacts {
  const next = numbers(20_260_101);
  const staff = Array.from({ length: people }, (_, index) => ({
    number: `P${String(index).padStart(6, '0')}`,
    points: decimal(next(0, 3000), 1),
    coefficient: decimal(next(60, 250), 2),
    most: decimal(next(200_000, 900_000), 2),
  }));
  return { pool: decimal(people * 345_678 + 7, 2), staff };
}

const tenths = 10n;
const hundredths = 100n;

/** A whole number of parts of a fact that has no smaller ones. */
function parts({ n, d }: Rate, of: bigint): bigint {
  return (n * of) / d;
}

/** The same by hand, as someone would write it who needs nothing else. */
export function poolByHand(facts: Facts): bigint[] {
  const rows = facts.tables.get('staff') ?? [];
  const keys = rows.map(({ key }) => key);
  const weights = rows.map(({ cells }) => parts(cells.get('points') as Rate, tenths) * parts(cells.get('coefficient') as Rate, hundredths));
  const most = rows.map(({ cells }) => parts(cells.get('most') as Rate, hundredths));
  const given = rows.map(() => 0n);
  let rest = parts(facts.scalars.get('pool') as Rate, hundredths);
  let open = weights.flatMap((weight, index) => (weight > 0n ? [index] : []));
  let total = 0n;
  for (const weight of weights) total += weight;
  for (let before = -1; before !== open.length;) {
    before = open.length;
    const [pool, whole] = [rest, total];
    open = open.filter((index) => {
      const [weight, cap] = [weights[index] as bigint, most[index] as bigint];
      if (pool * weight < cap * whole) return true;
      given[index] = cap;
      rest -= cap;
      total -= weight;
      return false;
    });
  }
  let left = rest;
  const cut = open.map((index) => {
    const product = rest * (weights[index] as bigint);
    const whole = product / total;
    given[index] = whole;
    left -= whole;
    return { index, remainder: product - whole * total };
  });
  cut.sort((a, b) => (a.remainder === b.remainder ? ((keys[a.index] as string) < (keys[b.index] as string) ? -1 : 1) : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of cut.slice(0, Number(left))) given[index] = (given[index] as bigint) + 1n;
  return given;
}

function sameToTheFen(evaluation: Evaluation, byHand: readonly bigint[]): void {
  const share = evaluation.amounts.get('share');
  if (share?.is !== 'column') throw new Error('no shares');
  const own = share.rows.map(({ value }) => toFen(value as Rate));
  const differing = own.filter((fen, index) => fen !== byHand[index]).length;
  if (differing > 0) throw new Error(`${differing} of ${own.length} shares differ`);
  const unplaced = moneyOf(evaluation.amounts.get('unplaced') as NonNullable<typeof share>);
  const capped = own.reduce((sum, fen) => sum + fen, unplaced);
  if (capped !== toFen(evaluation.facts.scalars.get('pool') as Rate)) throw new Error('the shares do not add up to the pool');
}

export function benchPool(people: number, rounds: number): string[] {
  const policy = poolPolicy();
  const raw = poolFacts(people);
  const facts = readFacts(policy, raw);
  sameToTheFen(evaluate(policy, raw), poolByHand(facts));
  const { policy: own, hand, read } = paired(rounds, {
    policy: { times: 2, run: () => evaluateFacts(policy, facts) },
    hand: { times: 2, run: () => poolByHand(facts) },
    read: { times: 1, run: () => readFacts(policy, raw) },
  });
  return [
    `A pool over ${people} people: points × coefficient, cap with redistribution, largest remainder; equal to the fen`,
    line('policy, from typed facts to all amounts', own, people),
    line('bigint loop by hand, from the same facts', hand, people),
    line('reading the facts (text to typed), apart', read, people),
    `  ratio ${(own.ms / hand.ms).toFixed(2)} (wanted: at most 3)`,
  ];
}
