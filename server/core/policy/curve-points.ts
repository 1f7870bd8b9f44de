/** A function known only by trying it on a grid, as few straight pieces: where it bends or jumps is found to one unit of the grid. */
import { absolute, add, compare, divide, equal, multiply, rate, subtract, zero, type Rate } from '../rate.ts';
import type { Fault } from '../refusal.ts';

/** The function at one place: a value, or why there is none. `regime` changes wherever another rule takes hold. */
export type Tried = { y: Rate; regime: string } | { faults: readonly Fault[] };

export interface CurvePoint {
  x: Rate;
  y: Rate;
}

/** Two neighbouring places between which the value jumps; at one and the same place where the jump is known exactly. */
export interface Cliff {
  before: CurvePoint;
  after: CurvePoint;
  /** `after` − `before`. */
  size: Rate;
}

export interface Curve {
  /** Straight from point to point within a piece; from piece to piece the value jumps or there is none. */
  pieces: CurvePoint[][];
  cliffs: Cliff[];
  /** Stretches without a value, and why at their beginning. */
  refused: Array<{ from: Rate; to: Rate; faults: readonly Fault[] }>;
  /** There are more bends than were looked for: points between may be missing. */
  rough: boolean;
}

export interface Grid {
  from: Rate;
  /** The distance of neighbouring places, above 0. */
  unit: Rate;
  /** How many units there are, at least 1. */
  units: bigint;
}

type Sample = { index: bigint; x: Rate } & Tried;
type Valued = Extract<Sample, { y: Rate }>;

const probes = 64n;
const samplesMost = 3000;
/** What cannot be seen in a drawing, as a part of its height. */
const fine = rate(1n, 2000n);

const isValued = (sample: Sample): sample is Valued => 'y' in sample;

function sameRegime(a: Sample, b: Sample): boolean {
  return isValued(a) && isValued(b) ? a.regime === b.regime : isValued(a) === isValued(b);
}

/** How far a point lies off the straight line between two others. */
function off(a: CurvePoint, b: CurvePoint, { x, y }: CurvePoint): Rate {
  const slope = divide(subtract(b.y, a.y), subtract(b.x, a.x));
  return absolute(subtract(y, add(a.y, multiply(slope, subtract(x, a.x)))));
}

class Search {
  rough = false;
  private readonly grid: Grid;
  private readonly tryAt: (x: Rate) => Tried;
  private tried = 0;
  private tolerance = zero;

  constructor(grid: Grid, tryAt: (x: Rate) => Tried) {
    this.grid = grid;
    this.tryAt = tryAt;
  }

  private at(index: bigint): Sample {
    this.tried += 1;
    const x = add(this.grid.from, multiply(rate(index), this.grid.unit));
    return { index, x, ...this.tryAt(x) };
  }

  /** What must be seen: more than rounding and more than a hair's breadth of the height. */
  run(rounding: Rate): { samples: Sample[]; tolerance: Rate } {
    const { units } = this.grid;
    const first = [...new Set(Array.from({ length: Number(probes) + 1 }, (_, each) => (units * BigInt(each)) / probes))].map((index) => this.at(index));
    const values = first.filter(isValued).map(({ y }) => y).sort(compare);
    const height = subtract(values.at(-1) ?? zero, values[0] ?? zero);
    const hair = multiply(height, fine);
    this.tolerance = compare(hair, rounding) > 0 ? hair : rounding;
    const samples = first.flatMap((sample, place) => {
      const next = first[place + 1];
      return next ? [sample, ...this.between(sample, next)] : [sample];
    });
    return { samples, tolerance: this.tolerance };
  }

  /** The samples between two that are needed to see what happens there. */
  private between(low: Sample, high: Sample): Sample[] {
    if (high.index - low.index === 1n) return [];
    if (this.tried >= samplesMost) {
      this.rough = true;
      return [];
    }
    const middle = this.at((low.index + high.index) / 2n);
    if (sameRegime(low, high) && sameRegime(low, middle) && this.straight(low, high, middle)) return [];
    return [...this.between(low, middle), middle, ...this.between(middle, high)];
  }

  private straight(low: Sample, high: Sample, middle: Sample): boolean {
    return !isValued(low) || compare(off(low, high as Valued, middle as Valued), this.tolerance) <= 0;
  }
}

/** How steep the line is between samples of one regime, without its sign. */
function slopeOf(a: Sample | undefined, b: Sample | undefined): Rate | undefined {
  if (!a || !b || !isValued(a) || !isValued(b) || a.regime !== b.regime) return undefined;
  return absolute(divide(subtract(b.y, a.y), subtract(b.x, a.x)));
}

/** Whether the value between the samples `at - 1` and `at` changes by more than the slopes beside them and rounding explain. */
function jumps(samples: readonly Sample[], at: number, rounding: Rate, tolerance: Rate): boolean {
  const [low, high] = [samples[at - 1], samples[at]] as [Valued, Valued];
  if (high.index - low.index !== 1n) return false;
  const [left, right] = [slopeOf(samples[at - 2], low), slopeOf(high, samples[at + 1])];
  const same = low.regime === high.regime;
  if (same && (!left || !right)) return false;
  const steepest = [left ?? zero, right ?? zero].reduce((a, b) => (compare(a, b) > 0 ? a : b));
  const size = absolute(subtract(high.y, low.y));
  const natural = add(multiply(steepest, subtract(high.x, low.x)), rounding);
  return compare(size, natural) > 0 && !(same && compare(size, tolerance) <= 0);
}

/** Points of a piece that its shape cannot do without (Ramer, Douglas and Peucker), and those where the regime changes. */
function simplify(points: readonly Valued[], tolerance: Rate): CurvePoint[] {
  const [first, last] = [points[0] as Valued, points.at(-1) as Valued];
  const inner = points.slice(1, -1);
  const bends = inner.map((point, index) => ({ index: index + 1, changed: point.regime !== (points[index] as Valued).regime || point.regime !== (points[index + 2] as Valued).regime, off: off(first, last, point) }));
  const worst = bends.find(({ changed }) => changed) ?? bends.reduce<(typeof bends)[number] | undefined>((a, b) => (a && compare(a.off, b.off) >= 0 ? a : b), undefined);
  if (!worst || (!worst.changed && compare(worst.off, tolerance) <= 0)) return equal(first.x, last.x) ? [first] : [first, last];
  return [...simplify(points.slice(0, worst.index + 1), tolerance), ...simplify(points.slice(worst.index), tolerance).slice(1)];
}

function plain({ x, y }: CurvePoint): CurvePoint {
  return { x, y };
}

/**
 * Tries a function on a grid, closely where it bends, jumps or changes its regime, and gives it as straight pieces.
 * `rounding` is how far rounding alone may move a value.
 */
export function tryCurve(grid: Grid, rounding: Rate, tryAt: (x: Rate) => Tried): Curve {
  const search = new Search(grid, tryAt);
  const { samples, tolerance } = search.run(rounding);
  const pieces: Valued[][] = [];
  const curve: Curve = { pieces: [], cliffs: [], refused: [], rough: false };
  for (const [place, sample] of samples.entries()) {
    const before = samples[place - 1];
    if (!isValued(sample)) {
      const open = before && !isValued(before) ? curve.refused.at(-1) : undefined;
      if (open) open.to = sample.x;
      else curve.refused.push({ from: sample.x, to: sample.x, faults: sample.faults });
    } else if (!before || !isValued(before)) {
      pieces.push([sample]);
    } else if (jumps(samples, place, rounding, tolerance)) {
      curve.cliffs.push({ before: plain(before), after: plain(sample), size: subtract(sample.y, before.y) });
      pieces.push([sample]);
    } else {
      (pieces.at(-1) as Valued[]).push(sample);
    }
  }
  return { ...curve, pieces: pieces.map((piece) => simplify(piece, tolerance).map(plain)), rough: search.rough };
}
