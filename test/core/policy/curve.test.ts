/** Curves: every bend and jump in its place, nothing but what the policy itself gives. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { curveOf, curveOfBands, type CurveRequest } from '../../../server/core/policy/curve.ts';
import type { Curve, CurvePoint } from '../../../server/core/policy/curve-points.ts';
import { evaluate, moneyOf, type Amount } from '../../../server/core/policy/evaluate.ts';
import type { Policy, RawFacts } from '../../../server/core/policy/policy.ts';
import { add, compare, divide, equal, formatRate, fromFen, multiply, parseRate, rate, subtract, type Rate } from '../../../server/core/rate.ts';
import { changed, policyOf, refused, small } from './kit.ts';

const facts = `  score: { type: score, at_most: 100, default: 70, title: { zh: 得分, en: Score } }
  saved: { type: money, at_least: none, default: 0, title: { zh: 结余, en: Saved } }
  level: { type: count, unit: case, default: 5, title: { zh: 例数, en: Cases } }
  award: { type: money, default: 0.02, title: { zh: 奖, en: Award } }
  named: { type: text, default: a, title: { zh: 名称, en: Name } }
  consortia:
    type: table`;
const title = 'why: s1, title: { zh: 步, en: Step }';
const steps = [
  'tier, bands: score, edge: from, reads: value, table: [ { to: 60, gives: 0% }, { from: 60, to: 80, gives: 80% }, { from: 80, gives: 100% } ]',
  'shared, bands: saved, edge: from, reads: marginal, table: [ { to: -1000, rate: 30% }, { from: -1000, to: 0, rate: 50% }, { from: 0, to: 1000, rate: 0% }, { from: 1000, rate: 60% } ]',
  'corridor, bands: saved, edge: to, reads: whole, table: [ { to: 1000, rate: 0% }, { from: 1000, rate: 50% } ]',
  'narrow, bands: saved, edge: from, reads: value, table: [ { to: 123.45, gives: 1 }, { from: 123.45, to: 123.46, gives: 2 }, { from: 123.46, gives: 1 } ]',
  'hidden, formula: "max(saved, 0) * 0.5"',
  'curved, formula: 100 / (level + 1 * level)',
  'sixth, formula: saved / 6',
  'paid, formula: shared * tier',
  'moved, bands: saved, edge: from, reads: whole, table: [ { to: budget, rate: 0% }, { from: budget, to: budget, rate: 10% }, { from: budget, rate: risk_share, plus: 3 } ]',
  'flag, raise: saved > 0',
  'opened, gate: saved + saved + award, when: flag, held: { id: shut, title: { zh: 扣, en: Held } }',
  'own, each: consortia, bands: package - spent, edge: from, reads: marginal, table: [ { to: 0, rate: 100% }, { from: 0, rate: 80% } ]',
].map((each) => `  - { id: ${each}, ${title} }\n`).join('');
const policy = policyOf(changed(small.slice(0, small.indexOf('examples:')), ['  consortia:\n    type: table', facts], ['  - { id: package,', `${steps}  - { id: package,`]));
const given: RawFacts = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3', spent: '1000.00' }, { consortium: 'B', heads: '4' }] };

const read = (text: string): Rate => parseRate(text, '');
const request = (amount: string, name: string, from: string, to: string): CurveRequest => ({ amount, over: { name }, from: read(from), to: read(to) });
const draw = (amount: string, name: string, from: string, to: string): Curve => curveOf(policy, given, {}, request(amount, name, from, to));
const say = ({ x, y }: CurvePoint): string => `${formatRate(x)}: ${formatRate(y)}`;
const cliffs = (curve: Curve): string[] => curve.cliffs.map(({ before, after, size }) => `${say(before)} | ${say(after)} (${formatRate(size)})`);
const points = (curve: Curve): string[][] => curve.pieces.map((piece) => piece.map(say));

/** What a curve shows at a place; undefined between pieces. */
function shown({ pieces }: Curve, x: Rate): Rate | undefined {
  for (const piece of pieces) {
    for (const [index, { x: right, y }] of piece.entries()) {
      if (equal(right, x)) return y;
      const left = piece[index - 1];
      if (left && compare(left.x, x) < 0 && compare(x, right) < 0) return add(left.y, multiply(divide(subtract(y, left.y), subtract(right, left.x)), subtract(x, left.x)));
    }
  }
  return undefined;
}

function valueOf(of: Policy, amount: string, saved: Rate): Rate {
  return fromFen(moneyOf(evaluate(of, { ...given, saved: formatRate(saved) }).amounts.get(amount) as Amount));
}

describe('a curve over a fact', () => {
  test('shows the tiers with their cliffs, one unit apart', () => {
    const curve = draw('tier', 'score', '0', '100');
    expect(points(curve)).toEqual([['0: 0', '59.99: 0'], ['60: 0.8', '79.99: 0.8'], ['80: 1', '100: 1']]);
    expect(cliffs(curve)).toEqual(['59.99: 0 | 60: 0.8 (0.8)', '79.99: 0.8 | 80: 1 (0.2)']);
    expect([curve.refused, curve.rough]).toEqual([[], false]);
  });

  test('bends where marginal rates change and jumps nowhere', () => {
    const curve = draw('shared', 'saved', '-2000', '3000');
    expect(curve.cliffs).toEqual([]);
    expect(points(curve)).toEqual([expect.arrayContaining(['-2000: -800', '-1000: -500', '0: 0', '3000: 1200'])]);
    expect(shown(curve, read('1000'))).toEqual(read('0'));
    expect(curve.pieces[0]?.length).toBeLessThan(12);
  });

  test('shows the cliff of a corridor on the right side of its edge', () => {
    const curve = draw('corridor', 'saved', '-500', '2000.005');
    expect(cliffs(curve)).toEqual(['1000: 0 | 1000.01: 500.01 (500.01)']);
    expect(points(curve)[1]?.at(-1)).toBe('2000: 1000');
  });

  test('finds a band of one fen', () => {
    expect(cliffs(draw('narrow', 'saved', '0', '100000'))).toEqual(['123.44: 1 | 123.45: 2 (1)', '123.45: 2 | 123.46: 1 (-1)']);
  });

  test('finds where a condition turns, however little it moves', () => {
    expect(points(draw('opened', 'saved', '-1000', '1000'))).toEqual([['-1000: 0', '0: 0', '0.01: 0.04', '1000: 2000.02']]);
  });

  test('finds a bend that only a formula makes', () => {
    const curve = draw('hidden', 'saved', '-333.33', '1000');
    expect(curve.cliffs).toEqual([]);
    expect(points(curve)[0]?.some((point) => /^-?0(\.0\d)?: 0/.test(point))).toBe(true);
  });

  test('follows a curved line closely, and tells where there is no value', () => {
    const curve = draw('curved', 'level', '0', '40');
    expect(curve.refused).toMatchObject([{ from: { n: 0n }, to: { n: 0n }, faults: [{ code: 'DIVISION_BY_ZERO', at: 'steps.curved' }] }]);
    expect(points(curve)[0]?.slice(0, 3)).toEqual(['1: 50', '2: 25', '3: 50/3']);
    const far = draw('tier', 'score', '95', '105');
    expect(far.refused).toMatchObject([{ to: { n: 105n }, faults: [{ code: 'ABOVE_LIMIT' }] }]);
    expect(points(far)).toEqual([['95: 1', '100: 1']]);
    expect(draw('tier', 'score', '101', '105').pieces).toEqual([]);
  });

  test('runs over a cell of a table and over a decision too', () => {
    const over = { table: 'consortia', row: 'A', column: 'spent' };
    const own = curveOf(policy, given, {}, { amount: 'own', row: 'A', over, from: read('0'), to: read('5000') });
    expect(own.cliffs).toEqual([]);
    expect(points(own)).toEqual([['0: 1490.4', '1863: 0', '1863.01: -0.01', '5000: -3137']]);
    const risk = curveOf(policy, given, {}, { ...request('budget', 'risk_share', '0', '0.2') });
    expect(points(risk)).toEqual([['0: 4830', '0.1: 4347']]);
    expect(risk.refused).toMatchObject([{ to: rate(1n, 5n), faults: [{ code: 'ABOVE_LIMIT' }] }]);
  });

  test('of an amount rounded to the fen shows no cliff of rounding', () => {
    expect(points(draw('sixth', 'saved', '1', '2'))).toEqual([['1: 0.17', '2: 0.33']]);
    const paid = draw('paid', 'saved', '-50', '50');
    expect(paid.cliffs).toEqual([]);
  });

  test('is what the policy gives, everywhere', () => {
    const curve = draw('shared', 'saved', '-2000', '3000');
    fc.assert(fc.property(fc.bigInt({ min: -200_000n, max: 300_000n }).map(fromFen), (saved) => {
      const difference = subtract(shown(curve, saved) as Rate, valueOf(policy, 'shared', saved));
      expect(compare(difference, read('2.5'))).toBe(-1);
      expect(compare(difference, read('-2.5'))).toBe(1);
    }), { numRuns: 50 });
  });

  test('of one unit is its two ends', () => {
    expect(points(curveOf(policy, given, {}, { ...request('tier', 'score', '59', '61'), unit: read('2') }))).toEqual([['59: 0'], ['61: 0.8']]);
  });
});

describe('a step of bands over the number that it reads', () => {
  const bands = (amount: string, from: string, to: string, row?: string): Curve =>
    curveOfBands(policy, given, {}, { amount, from: read(from), to: read(to), ...(row !== undefined && { row }) });

  test('has its edges exactly', () => {
    expect(points(bands('tier', '50', '90'))).toEqual([['50: 0', '60: 0'], ['60: 0.8', '80: 0.8'], ['80: 1', '90: 1']]);
    expect(cliffs(bands('tier', '50', '90'))).toEqual(['60: 0 | 60: 0.8 (0.8)', '80: 0.8 | 80: 1 (0.2)']);
    expect(cliffs(bands('tier', '60', '80'))).toEqual([]);
    expect(points(bands('shared', '-2000', '2000'))).toEqual([['-2000: -800', '-1000: -500', '0: 0', '1000: 0', '2000: 600']]);
    expect(points(bands('own', '-10', '10', 'B'))).toEqual([['-10: -10', '0: 0', '10: 8']]);
  });

  test('takes edges, rates and amounts from the facts, and leaves out what is empty', () => {
    expect(cliffs(bands('moved', '0', '5000'))).toEqual(['4347: 0 | 4347: 437.7 (437.7)']);
  });
});

describe('is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['an unknown amount', () => draw('tire', 'score', '0', '1'), ' AMOUNT_UNKNOWN'],
    ['an amount that is no number', () => draw('flag', 'saved', '0', '1'), ' CURVE_NOT_A_NUMBER'],
    ['an unknown fact', () => draw('tier', 'scored', '0', '1'), 'scored FACT_UNKNOWN'],
    ['a fact that is no number', () => draw('tier', 'named', '0', '1'), 'named CURVE_NOT_A_NUMBER'],
    ['an unknown column', () => curveOf(policy, given, {}, { ...request('own', '', '0', '1'), over: { table: 'consortia', row: 'A', column: 'spend' } }), 'consortia.spend FACT_UNKNOWN'],
    ['an unknown row of facts', () => curveOf(policy, given, {}, { ...request('tier', '', '0', '1'), over: { table: 'consortia', row: 'C', column: 'spent' } }), 'consortia ROW_UNKNOWN'],
    ['rows that are none', () => curveOf(policy, { standard: '1' }, {}, { ...request('tier', '', '0', '1'), over: { table: 'consortia', row: 'C', column: 'spent' } }), 'consortia ROW_UNKNOWN'],
    ['a missing row', () => draw('own', 'saved', '0', '1'), ' ROW_NEEDED'],
    ['an unknown row', () => curveOf(policy, given, {}, { ...request('own', 'saved', '0', '1'), row: 'C' }), ' ROW_UNKNOWN'],
    ['a row too many', () => curveOf(policy, given, {}, { ...request('tier', 'score', '0', '1'), row: 'A' }), ' ROW_NOT_NEEDED'],
    ['an empty range', () => draw('tier', 'score', '60', '60.009'), ' CURVE_RANGE_EMPTY'],
    ['bands of a step that has none', () => curveOfBands(policy, given, {}, { amount: 'hidden', from: read('0'), to: read('1') }), ' CURVE_NOT_A_NUMBER'],
    ['bands over an empty range', () => curveOfBands(policy, given, {}, { amount: 'tier', from: read('1'), to: read('1') }), ' CURVE_RANGE_EMPTY'],
    ['bands of an unknown row', () => curveOfBands(policy, given, {}, { amount: 'own', row: 'C', from: read('0'), to: read('1') }), ' ROW_UNKNOWN'],
  ])('%s', (_what, run, expected) => {
    expect(refused(run)).toEqual([expected]);
  });
});
