/** Bands: which band a number lies in, what it is paid, and that nothing is paid twice or not at all. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../../../server/core/policy/evaluate.ts';
import { explain, type Explanation } from '../../../../server/core/policy/explain.ts';
import type { BandsStep, Policy } from '../../../../server/core/policy/policy.ts';
import { printValue } from '../../../../server/core/policy/print.ts';
import { bandOf, edgeTroubles, type EdgeRule, type Edges } from '../../../../server/core/policy/rules/ladder.ts';
import { fallsOf, jumpsOf, partIn, piecesOf, valueAt, type KnownBand } from '../../../../server/core/policy/rules/pieces.ts';
import { add, compare, multiply, rate, subtract, zero, type Rate } from '../../../../server/core/rate.ts';
import { changed, policyOf, refused, small } from '../kit.ts';

const title = 'why: s1, title: { zh: 分档, en: Banded }';
const facts = `  score: { type: score, at_least: none, default: 0, title: { zh: 得分, en: Score } }
  saved: { type: money, at_least: none, default: 0, title: { zh: 结余, en: Saved } }
  points: { type: points, at_least: none, default: 0, title: { zh: 工分, en: Points } }
  line: { type: score, default: 60, title: { zh: 分数线, en: Line } }
  price: { type: money, per: point, default: 0.5, title: { zh: 分值, en: Price of a point } }
  day: { type: date, default: 2018-01-01, title: { zh: 某日, en: A day } }
`;

/** A policy with one more step, `banded`. */
function banded(keys: string): Policy {
  return policyOf(changed(small.slice(0, small.indexOf('examples:')), ['  consortia:\n    type: table', `${facts}  consortia:\n    type: table`], ['  - { id: package,', `  - { id: banded, ${keys}, ${title} }\n  - { id: package,`]));
}

const others = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3' }] };

function given(policy: Policy, values: Record<string, string>): string {
  const amount = evaluate(policy, { ...others, ...values }).amounts.get('banded');
  return amount?.is === 'scalar' ? printValue(amount.value, amount.type) : 'a column';
}

function why(policy: Policy, values: Record<string, string>): Explanation {
  return explain(policy, { ...others, ...values }, {}, 'banded');
}

const tiers = (edge: EdgeRule): string => `bands: score, edge: ${edge}, reads: value, table: [ { to: 60, gives: 0% }, { from: 60, to: 80, gives: 80% }, { from: 80, gives: 100% } ]`;
const two = 'table: [ { to: -1000, rate: 30% }, { from: -1000, to: 0, rate: 50% }, { from: 0, to: 1000, rate: 0% }, { from: 1000, to: 5000.00, rate: 60% }, { from: 5000, rate: 20%, plus: 100.00 } ]';

describe('a value', () => {
  test.each<[EdgeRule, string, string]>([
    ['from', '59.999', '0'], ['from', '60', '0.8'], ['from', '79.999', '0.8'], ['from', '80', '1'], ['from', '-5', '0'],
    ['to', '60', '0'], ['to', '60.001', '0.8'], ['to', '80', '0.8'], ['to', '80.001', '1'],
  ])('with the edge %s: %s gives %s', (edge, score, value) => {
    expect(given(banded(tiers(edge)), { score })).toBe(value);
  });

  test.each([
    ['a text', '\'"good"\'', '\'"poor"\'', 'poor'],
    ['a truth value', 'true', 'false', 'false'],
    ['a day', 'date("2018-01-01")', 'day', '2018-01-01'],
    ['money', 'saved', '0', '0.00'],
  ])('may be %s', (_what, high, low, value) => {
    const policy = banded(`bands: score, edge: from, reads: value, table: [ { to: 60, gives: ${low} }, { from: 60, gives: ${high} } ]`);
    expect(given(policy, { score: '1' })).toBe(value);
  });

  test('is told with its band, its edge, and only what it rests on', () => {
    const policy = banded('bands: score, edge: from, reads: value, table: [ { to: line, gives: price }, { from: line, to: line + 20, gives: price * 2 }, { from: line + 20, gives: 0 } ]');
    const told = why(policy, { score: '60' });
    expect(told.bound).toEqual({
      zh: '60 在第 2 档：60（含）至80（不含）；正在分界点上，归起于此的一档',
      en: '60 is in band 2 (from 60 to below 80); it is on the edge, which belongs to the band that starts there',
    });
    expect(told.rule).toEqual({
      zh: '按得分所在的档取值：低于分数线：分值；分数线（含）至分数线 + 20（不含）：分值 × 2；分数线 + 20及以上：0',
      en: 'by the band of Score: below Line: Price of a point; from Line to below Line + 20: Price of a point × 2; Line + 20 or more: 0',
    });
    expect(told.inputs.map(({ name }) => name)).toEqual(['score', 'line', 'price']);
    expect(why(policy, { score: '90' }).inputs.map(({ name }) => name)).toEqual(['score', 'line']);
    expect(why(policy, { score: '90' }).bound?.en).toBe('90 is in band 3 (80 or more)');
    const closed = banded(tiers('to'));
    expect(why(closed, { score: '60' }).bound).toEqual({
      zh: '60 在第 1 档：60及以下；正在分界点上，归止于此的一档',
      en: '60 is in band 1 (60 or less); it is on the edge, which belongs to the band that ends there',
    });
    expect([why(closed, { score: '70' }), why(closed, { score: '99' })].map(({ bound }) => bound?.en)).toEqual(['70 is in band 2 (above 60 up to 80)', '99 is in band 3 (above 80)']);
    expect(why(banded('bands: score, edge: to, reads: value, table: [ { gives: 1 } ]'), {}).bound).toEqual({ zh: '0 在第 1 档：任何数值', en: '0 is in band 1 (any value)' });
  });
});

describe('a rate', () => {
  test.each([
    ['marginal', '900.00', '0.00'], ['marginal', '1000.01', '0.01'], ['marginal', '6000.00', '2700.00'],
    ['marginal', '-400.00', '-200.00'], ['marginal', '-3000.00', '-1100.00'], ['marginal', '0', '0.00'],
    ['whole', '999.99', '0.00'], ['whole', '1000.00', '600.00'], ['whole', '5000.00', '1100.00'], ['whole', '-1000.01', '-300.00'],
  ])('reads %s: %s gives %s', (reads, saved, value) => {
    expect(given(banded(`bands: saved, edge: from, reads: ${reads}, ${two}`), { saved })).toBe(value);
  });

  test('is told with the parts of the sum', () => {
    const policy = banded(`bands: saved, edge: from, reads: marginal, ${two}`);
    const told = why(policy, { saved: '6000.00' });
    expect(told.bound).toEqual({
      zh: '6000.00 在第 5 档：5000.00及以上；1000.00 × 0% + 4000.00 × 60% + 1000.00 × 20% + 100.00',
      en: '6000.00 is in band 5 (5000.00 or more); 1000.00 × 0% + 4000.00 × 60% + 1000.00 × 20% + 100.00',
    });
    expect(told.rule?.zh).toBe('结余分段乘以各档的比例后相加：低于−1000：30%；−1000（含）至0（不含）：50%；0（含）至1000（不含）：0%；1000（含）至5000（不含）：60%；5000及以上：20%，另加100');
    const whole = banded('bands: points, edge: to, reads: whole, table: [ { to: 0.5, rate: 0 }, { from: 0.5, rate: price } ]');
    expect(why(whole, { points: '10' })).toMatchObject({
      value: '5.00', bound: { en: '10 is in band 2 (above 0.5); 10 × 0.5' }, inputs: [{ name: 'points' }, { name: 'price' }],
      rule: { en: 'the whole of Points times the rate of its band: 0.5 or less: 0; above 0.5: Price of a point' },
    });
  });

  test('of a band that is not reached is not among what it was made from', () => {
    const policy = banded('bands: saved, edge: from, reads: marginal, table: [ { to: 100, rate: line / 100 }, { from: 100, rate: score, plus: 1 } ]');
    expect(why(policy, { saved: '50.00' }).inputs.map(({ name }) => name)).toEqual(['saved', 'line']);
    expect(why(policy, { saved: '150.00', score: '0.1' }).inputs.map(({ name }) => name)).toEqual(['saved', 'line', 'score']);
  });
});

describe('the facts are refused', () => {
  test.each([
    ['beyond the bands', 'bands: score, edge: from, reads: value, outside: refuse, table: [ { from: 60, to: 100, gives: 1 } ]', { score: '59.995' }, 'NO_BAND'],
    ['above the bands', 'bands: score, edge: from, reads: value, outside: refuse, table: [ { from: 60, to: 100, gives: 1 } ]', { score: '100' }, 'NO_BAND'],
    ['when 0 is not reached from below', 'bands: score, edge: from, reads: marginal, outside: refuse, table: [ { from: line - 60, rate: 1 } ]', { line: '61', score: '70' }, 'NO_BAND'],
    ['when 0 is not reached from above', 'bands: score, edge: from, reads: marginal, outside: refuse, table: [ { to: 60 - line, rate: 1 } ]', { line: '61', score: '-70' }, 'NO_BAND'],
    ['when edges leave a gap', 'bands: score, edge: from, reads: value, table: [ { to: line, gives: 1 }, { from: 60, gives: 2 } ]', { line: '59' }, 'BANDS_GAP'],
    ['when edges overlap', 'bands: score, edge: from, reads: value, table: [ { to: line, gives: 1 }, { from: 60, gives: 2 } ]', { line: '61' }, 'BANDS_OVERLAP'],
    ['when a band is turned round', 'bands: score, edge: from, reads: value, table: [ { to: 60, gives: 1 }, { from: 60, to: line, gives: 2 }, { from: line, gives: 3 } ]', { line: '59' }, 'BAND_BACKWARDS'],
  ])('%s', (_when, keys, values, code) => {
    expect(refused(() => given(banded(keys), values))).toEqual([`steps.banded ${code}`]);
  });

  test('naming the value, the bands and the row', () => {
    const keys = 'each: consortia, bands: spent, edge: from, reads: whole, outside: refuse, table: [ { to: 100, rate: 1 } ]';
    const run = (): unknown => evaluate(banded(keys), { ...others, consortia: [{ consortium: 'A', heads: '3' }, { consortium: 'B', heads: '1', spent: '100.00' }] });
    expect(run).toThrow('steps.banded[B]: 100.00 is in no band; the bands cover: below 100.00.');
  });

  test('but a band of facts may be empty', () => {
    const policy = banded('bands: score, edge: from, reads: value, table: [ { to: 60, gives: 1 }, { from: 60, to: line, gives: 2 }, { from: line, gives: 3 } ]');
    expect([given(policy, { score: '59' }), given(policy, { score: '60' })]).toEqual(['1', '3']);
  });
});

const number = fc.integer({ min: -400, max: 400 }).map((n) => rate(BigInt(n), 4n));
/** Bands that follow on each other, open at both ends. */
const ladder = fc.uniqueArray(fc.integer({ min: -60, max: 60 }), { maxLength: 6 }).map((edges): Edges[] => {
  const sorted = edges.toSorted((a, b) => a - b).map((edge) => rate(BigInt(edge)));
  return [undefined, ...sorted].map((from, index) => ({ from, to: sorted[index] }));
});
const bands = ladder.chain((edges) => fc.array(number, { minLength: edges.length, maxLength: edges.length })
  .map((rates) => edges.map((each, index): KnownBand => ({ ...each, gives: rates[index] as Rate }))));

describe('properties', () => {
  test('bands partition the line, whichever way edges go', () => {
    fc.assert(fc.property(ladder, number, fc.constantFrom<EdgeRule>('from', 'to'), (edges, value, edge) => {
      expect(edgeTroubles(edges, true)).toEqual([]);
      const index = bandOf(edges, edge, value);
      const { from, to } = edges[index] as Edges;
      expect(edges.filter((each) => bandOf([each], edge, value) === 0)).toHaveLength(1);
      if (from) expect(compare(value, from)).toBeGreaterThanOrEqual(edge === 'from' ? 0 : 1);
      if (to) expect(compare(to, value)).toBeGreaterThanOrEqual(edge === 'to' ? 0 : 1);
    }));
  });

  test('a list with an edge moved is found out, with a value that shows it', () => {
    fc.assert(fc.property(ladder.filter((edges) => edges.length > 1), fc.nat(), fc.integer({ min: -9, max: 9 }), (edges, at, by) => {
      const index = at % (edges.length - 1);
      const moved = edges.map((each, i) => (i === index ? { ...each, to: add(each.to as Rate, rate(BigInt(by), 10n)) } : each));
      const troubles = edgeTroubles(moved, true);
      expect(troubles.length > 0).toBe(by !== 0);
      for (const trouble of troubles) {
        if (!('found' in trouble)) continue;
        const holding = moved.filter((each) => bandOf([each], 'from', trouble.found) === 0);
        expect(holding).toHaveLength(trouble.code === 'BANDS_GAP' ? 0 : 2);
      }
    }));
  });

  test('the parts of an amount are the amount', () => {
    fc.assert(fc.property(ladder, number, (edges, amount) => {
      expect(edges.map((each) => partIn(each, amount)).reduce(add, zero)).toEqual(amount);
    }));
  });

  test('marginal rates pay without a jump, nothing for nothing, and what the pieces say', () => {
    fc.assert(fc.property(bands, number, (known, amount) => {
      const pieces = piecesOf('marginal', known);
      expect(jumpsOf(pieces)).toEqual([]);
      const paid = known.map((band) => multiply(partIn(band, amount), band.gives)).reduce(add, zero);
      expect(valueAt(pieces[bandOf(known, 'from', amount)]!, amount)).toEqual(paid);
      expect(valueAt(pieces[bandOf(known, 'to', zero)]!, zero)).toEqual(zero);
    }));
  });

  test('with rates that rise, the whole amount pays no less than its parts; with rates that fall, no more', () => {
    const sorted = bands.map((known) => {
      const rates = known.map(({ gives }) => gives).sort(compare);
      return known.map((band, index) => ({ ...band, gives: rates[index] as Rate }));
    });
    fc.assert(fc.property(sorted, number.map(({ n, d }) => rate(n < 0n ? -n : n, d)), (rising, amount) => {
      const difference = (known: KnownBand[]): Rate => {
        const index = bandOf(known, 'from', amount);
        return subtract(valueAt(piecesOf('whole', known)[index]!, amount), valueAt(piecesOf('marginal', known)[index]!, amount));
      };
      expect(compare(difference(rising), zero)).toBeGreaterThanOrEqual(0);
      const falling = rising.map((band, index) => ({ ...band, gives: (rising.at(-1 - index) as KnownBand).gives }));
      expect(compare(difference(falling), zero)).toBeLessThanOrEqual(0);
    }));
  });

  test('the jump at an edge is what the two bands pay there', () => {
    fc.assert(fc.property(bands, fc.constantFrom<BandsStep['reads']>('value', 'whole', 'marginal'), (known, reads) => {
      const pieces = piecesOf(reads, known.map((band) => ({ ...band, plus: reads === 'value' ? undefined : band.gives })));
      for (const { at, before, after, size } of jumpsOf(pieces)) {
        expect(subtract(after, before)).toEqual(size);
        const [left, right] = [bandOf(known, 'to', at), bandOf(known, 'from', at)];
        expect([before, after]).toEqual([valueAt(pieces[left]!, at), valueAt(pieces[right]!, at)]);
      }
      const falls = fallsOf(pieces);
      expect(falls.jumps.every(({ size }) => compare(size, zero) < 0)).toBe(true);
    }));
  });

  test('the order of the rows changes nothing', () => {
    const policy = banded('each: consortia, bands: spent - 1 * spent / 2, edge: from, reads: marginal, table: [ { to: 100, rate: 10% }, { from: 100, rate: 1/3 } ]');
    const spent = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(spent, (fen) => {
      const consortia = fen.map((each, index) => ({ consortium: `C${index}`, heads: '1', spent: (each / 100).toFixed(2) }));
      const results = (rows: typeof consortia): unknown => {
        const amount = evaluate(policy, { ...others, consortia: rows }).amounts.get('banded');
        return amount?.is === 'column' ? new Map(amount.rows.map(({ key, value }) => [key, value])) : undefined;
      };
      expect(results(consortia.toReversed())).toEqual(results(consortia));
    }), { numRuns: 20 });
  });
});
