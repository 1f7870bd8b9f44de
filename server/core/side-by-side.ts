/** Figures of several side by side: the mean of those that have one, and each one's difference to it. */
import { add, divide, fromFen, rate, roundPlaces, subtract, toFen, zero, type Rate } from './rate.ts';
import type { Money } from './money.ts';

/** What a figure is counted in: `money` in fen as yuan, `count` whole, `score` with two decimals. */
export type Measured = 'money' | 'count' | 'score';

/** Decimals of a mean; the mean of counts has one. */
const places: Record<Measured, number> = { money: 2, count: 1, score: 2 };

/** The mean of the figures that are there, rounded half away from zero; nothing where none is. */
export function meanOf(figures: ReadonlyArray<Rate | undefined>, measured: Measured): Rate | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  if (known.length === 0) return undefined;
  return roundPlaces(divide(known.reduce((sum, figure) => add(sum, figure), zero), rate(BigInt(known.length))), places[measured], 'half-away');
}

/** How much more one figure is than another; nothing where either is missing. */
export function beyond(figure: Rate | undefined, other: Rate | undefined): Rate | undefined {
  return figure && other ? subtract(figure, other) : undefined;
}

/** An amount by a number of people, to the fen; nothing where there is nobody. */
export function perHead(amount: Money, people: number): Money | undefined {
  return people === 0 ? undefined : toFen(divide(fromFen(amount), rate(BigInt(people))));
}
