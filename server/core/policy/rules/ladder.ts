/** The edges of a list of bands: whether they follow on each other, and in which band a value lies. */
import { compare, divide, rate, type Rate } from '../../rate.ts';

/** Where a band starts and ends; open, or not known yet, where it has no such edge. */
export interface Edges {
  from?: Rate;
  to?: Rate;
}
export type EdgeRule = 'from' | 'to';

/** What is wrong with the band `index` or with it and the next; `found` is a value that no band or both of them hold. */
export type EdgeTrouble =
  | { code: 'BAND_BACKWARDS' | 'BANDS_UNORDERED'; index: number; from: Rate; to: Rate }
  | { code: 'BANDS_GAP' | 'BANDS_OVERLAP'; index: number; from: Rate; to: Rate; found: Rate };

const two = rate(2n);

function between(a: Rate, b: Rate): Rate {
  return divide({ n: a.n * b.d + b.n * a.d, d: a.d * b.d }, two);
}

function higher(a: Rate, b: Rate | undefined): Rate {
  return b && compare(b, a) > 0 ? b : a;
}

function lower(a: Rate, b: Rate | undefined): Rate {
  return b && compare(b, a) < 0 ? b : a;
}

function meeting(index: number, band: Edges, next: Edges): EdgeTrouble | undefined {
  const [to, from] = [band.to, next.from];
  if (!to || !from || compare(to, from) === 0) return undefined;
  if (compare(to, from) < 0) return { code: 'BANDS_GAP', index, from, to, found: between(to, from) };
  const [low, high] = [higher(from, band.from), lower(to, next.to)];
  if (compare(low, high) >= 0) return { code: 'BANDS_UNORDERED', index, from, to };
  return { code: 'BANDS_OVERLAP', index, from, to, found: between(low, high) };
}

/** Everything wrong with known edges. With `strict` a band must hold some value; else it may start where it ends. */
export function edgeTroubles(bands: readonly Edges[], strict: boolean): EdgeTrouble[] {
  return bands.flatMap((band, index): EdgeTrouble[] => {
    const { from, to } = band;
    if (from && to && compare(from, to) >= (strict ? 0 : 1)) return [{ code: 'BAND_BACKWARDS', index, from, to }];
    const next = bands[index + 1];
    const trouble = next && meeting(index, band, next);
    return trouble ? [trouble] : [];
  });
}

/** Whether a value lies in a band; a value on an edge does as the rule of edges says. */
function holds({ from, to }: Edges, edge: EdgeRule, value: Rate): boolean {
  if (from && compare(value, from) < (edge === 'from' ? 0 : 1)) return false;
  return !to || compare(value, to) < (edge === 'from' ? 0 : 1);
}

/** The index of the band that holds a value, or -1. */
export function bandOf(bands: readonly Edges[], edge: EdgeRule, value: Rate): number {
  return bands.findIndex((band) => holds(band, edge, value));
}
