/** Finding the shape of a function by trying it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tryCurve, type Curve, type Tried } from '../../../server/core/policy/curve-points.ts';
import { equal, rate, subtract, zero, type Rate } from '../../../server/core/rate.ts';

const grid = { from: zero, unit: rate(1n), units: 1000n };
const draw = (f: (x: bigint) => bigint, regime: (x: bigint) => string = () => ''): Curve =>
  tryCurve(grid, zero, (x): Tried => ({ y: rate(f(x.n)), regime: regime(x.n) }));
const points = ({ pieces }: Curve): string[] => pieces.map((piece) => piece.map(({ x, y }) => `${x.n}:${y.n}`).join(' '));

describe('a curve', () => {
  test('that is straight has two points, and one place one', () => {
    expect(points(draw((x) => 3n * x))).toEqual(['0:0 1000:3000']);
    expect(points(tryCurve({ ...grid, units: 1n }, zero, (x) => ({ y: x, regime: '' })))).toEqual(['0:0 1:1']);
  });

  test('bends and jumps where its slope does, though no rule tells', () => {
    expect(points(draw((x) => (x < 333n ? 0n : 2n * (x - 333n))))).toEqual(['0:0 333:0 1000:1334']);
    const stepped = draw((x) => (x < 333n ? x : x + 100n));
    expect(points(stepped)).toEqual(['0:0 332:332', '333:433 1000:1100']);
    expect(stepped.cliffs).toEqual([{ before: { x: rate(332n), y: rate(332n) }, after: { x: rate(333n), y: rate(433n) }, size: rate(101n) }]);
  });

  test('shows a jump that is too small to see only where another rule takes hold', () => {
    const small = (x: bigint): bigint => (x < 333n ? 1000n * x : 1000n * x + 300n);
    expect(draw(small).cliffs).toEqual([]);
    expect(draw(small, (x) => String(x < 333n)).cliffs).toMatchObject([{ before: { x: rate(332n) }, size: rate(1300n) }]);
  });

  test('keeps the corner of rules even when it is straight there', () => {
    expect(points(draw((x) => x, (x) => String(x < 500n)))).toEqual(['0:0 499:499 500:500 1000:1000']);
  });

  test('that has no shape is said to be rough', () => {
    const noise = draw((x) => (x * 7919n * (x + 13n)) % 1009n);
    expect(noise.rough).toBe(false);
    const wide = tryCurve({ ...grid, units: 1_000_000n }, zero, (x) => ({ y: rate((x.n * 7919n * (x.n + 13n)) % 1009n), regime: '' }));
    expect(wide.rough).toBe(true);
  });

  test('has stretches without a value, each with its reason', () => {
    const curve = tryCurve(grid, zero, (x): Tried => (x.n > 100n && x.n < 400n ? { faults: [{ code: 'NO_BAND', at: String(x.n), values: {} }] } : { y: x, regime: '' }));
    expect(points(curve)).toEqual(['0:0 100:100', '400:400 1000:1000']);
    expect(curve.refused).toEqual([{ from: rate(101n), to: rate(399n), faults: [{ code: 'NO_BAND', at: '101', values: {} }] }]);
    expect(tryCurve(grid, zero, () => ({ faults: [] }))).toEqual({ pieces: [], cliffs: [], refused: [{ from: zero, to: rate(1000n), faults: [] }], rough: false });
  });

  test('that only rounding disturbs has no cliffs', () => {
    const rounded = (x: Rate): Tried => ({ y: rate((x.n + 1n) / 3n), regime: '' });
    const curve = tryCurve(grid, rate(2n), rounded);
    expect(curve.cliffs).toEqual([]);
    expect(points(curve)).toEqual(['0:0 1000:333']);
  });

  test('of bands shows every edge at its unit', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.bigInt({ min: 3n, max: 990n }), { maxLength: 4, selector: (edge) => edge / 4n }), (unsorted) => {
      const edges = unsorted.toSorted((a, b) => (a < b ? -1 : 1));
      const band = (x: bigint): number => edges.filter((edge) => x >= edge).length;
      const curve = draw((x) => BigInt(band(x)) * 5n + x, (x) => String(band(x)));
      expect(curve.cliffs.map(({ after }) => after.x.n)).toEqual(edges);
      expect(curve.cliffs.every(({ before, after, size }) => equal(size, rate(6n)) && equal(subtract(after.x, before.x), rate(1n)))).toBe(true);
    }), { numRuns: 30 });
  });
});
