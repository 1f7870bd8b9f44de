/** A list of bands as what it pays: straight pieces, the jumps between them, and where it falls. */
import { add, compare, multiply, sign, subtract, zero, type Rate } from '../../rate.ts';
import type { BandsStep } from '../policy.ts';
import type { Edges } from './ladder.ts';

/** A band whose figures are known. */
export interface KnownBand extends Edges {
  gives: Rate;
  plus?: Rate;
}

/** Between its edges the result is `base + slope × value`. */
export interface Piece extends Edges {
  slope: Rate;
  base: Rate;
}

/** Where the result jumps, by how much, and from which to which. */
export interface Jump {
  at: Rate;
  before: Rate;
  after: Rate;
  size: Rate;
}

export function valueAt({ base, slope }: Piece, value: Rate): Rate {
  return add(base, multiply(slope, value));
}

/** The part of an amount, counted from 0, that lies in a band; what lies below 0 counts negative. */
export function partIn({ from, to }: Edges, amount: Rate): Rate {
  const [low, high] = sign(amount) < 0 ? [amount, zero] : [zero, amount];
  const start = from && compare(from, low) > 0 ? from : low;
  const end = to && compare(to, high) < 0 ? to : high;
  if (compare(start, end) >= 0) return zero;
  return sign(amount) < 0 ? subtract(start, end) : subtract(end, start);
}

/** The base that makes the pieces of marginal rates one line through 0, before `plus`. */
function marginalBase(bands: readonly KnownBand[], { from, to, gives }: KnownBand): Rate {
  const start = from && sign(from) > 0 ? from : to && sign(to) < 0 ? to : zero;
  const paid = bands.reduce((sum, band) => add(sum, multiply(partIn(band, start), band.gives)), zero);
  return subtract(paid, multiply(start, gives));
}

/** The pieces of bands that follow on each other; with marginal rates they must reach 0. */
export function piecesOf(reads: BandsStep['reads'], bands: readonly KnownBand[]): Piece[] {
  return bands.map((band) => {
    const { from, to, gives, plus = zero } = band;
    if (reads === 'value') return { from, to, slope: zero, base: gives };
    const base = reads === 'whole' ? zero : marginalBase(bands, band);
    return { from, to, slope: gives, base: add(base, plus) };
  });
}

/** The jumps at the edges between pieces, in their order. */
export function jumpsOf(pieces: readonly Piece[]): Jump[] {
  return pieces.slice(1).flatMap((piece, index): Jump[] => {
    const at = piece.from as Rate;
    const [before, after] = [valueAt(pieces[index] as Piece, at), valueAt(piece, at)];
    const size = subtract(after, before);
    return sign(size) === 0 ? [] : [{ at, before, after, size }];
  });
}

/** Where a result that rises elsewhere falls: jumps down, and pieces (by index) that slope down. Nothing when it never rises. */
export function fallsOf(pieces: readonly Piece[]): { jumps: Jump[]; pieces: number[] } {
  const jumps = jumpsOf(pieces);
  const rises = [...jumps.map(({ size }) => size), ...pieces.map(({ slope }) => slope)].some((each) => sign(each) > 0);
  if (!rises) return { jumps: [], pieces: [] };
  return {
    jumps: jumps.filter(({ size }) => sign(size) < 0),
    pieces: [...pieces.keys()].filter((index) => sign((pieces[index] as Piece).slope) < 0),
  };
}
