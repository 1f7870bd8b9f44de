/** Equality and order as the standard has them: null where two values are not of one kind. */
import { add, compare, rate, subtract, type Rate } from '../../rate.ts';
import { floorOf } from './decimal.ts';
import { secondsPerDay } from './temporal-text.ts';
import { isKind, kindOf, type Context, type DateTime, type Duration, type Range, type TimeOfDay, type Value } from './value.ts';

export type Truth = boolean | null;
export type Sign = -1 | 0 | 1;

/** Seconds since 1970-01-01T00:00:00, in UTC where the offset is known. */
export function instantOf({ day, seconds, offset = 0 }: { day: number; seconds: Rate; offset?: number | undefined }): Rate {
  return add(rate(BigInt(day) * secondsPerDay.n - BigInt(offset)), seconds);
}

/** Whether both have an offset from UTC, or neither. */
export function sameClock(left: TimeOfDay | DateTime, right: TimeOfDay | DateTime): boolean {
  return (left.offset === undefined) === (right.offset === undefined);
}

/** Times and instants are compared by whole seconds, as the standard's own cases do. */
function inSeconds(value: TimeOfDay | DateTime): bigint {
  return floorOf(value.is === 'time' ? subtract(value.seconds, rate(BigInt(value.offset ?? 0))) : instantOf(value));
}

function signOf(left: bigint | number | string, right: bigint | number | string): Sign {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** How two values of one kind lie to each other; null for kinds without order and for clocks that cannot be compared. */
export function order(left: Value, right: Value): Sign | null {
  if (isKind(left, 'number') && isKind(right, 'number')) return compare(left, right);
  if (typeof left === 'string' && typeof right === 'string') return signOf(left, right);
  if (isKind(left, 'date') && isKind(right, 'date')) return signOf(left.day, right.day);
  if (isClock(left) && isClock(right)) return left.is === right.is && sameClock(left, right) ? signOf(inSeconds(left), inSeconds(right)) : null;
  if (isDuration(left) && isDuration(right)) return compare(left.seconds, right.seconds);
  if (isKind(left, 'years and months duration') && isKind(right, 'years and months duration')) return signOf(left.months, right.months);
  return null;
}

export function isClock(value: Value): value is TimeOfDay | DateTime {
  return isKind(value, 'time') || isKind(value, 'date and time');
}

export function isDuration(value: Value): value is Duration {
  return isKind(value, 'days and time duration');
}

/** Whether two values are equal; null when they are of different kinds or are functions. */
export function same(left: Value, right: Value): Truth {
  if (left === null || right === null) return left === right;
  if (kindOf(left) !== kindOf(right)) return null;
  if (typeof left === 'boolean') return left === right;
  if (isKind(left, 'list')) return sameList(left, right as readonly Value[]);
  if (isKind(left, 'context')) return sameContext(left, right as Context);
  if (isKind(left, 'range')) return sameRange(left, right as Range);
  if (isKind(left, 'function')) return null;
  return order(left, right) === 0;
}

/** Whether two values are known to be equal. */
export function matches(left: Value, right: Value): boolean {
  return same(left, right) === true;
}

function sameList(left: readonly Value[], right: readonly Value[]): Truth {
  if (left.length !== right.length) return false;
  return every(left.map((item, index) => same(item, right[index]!)));
}

function sameContext(left: Context, right: Context): Truth {
  const [mine, theirs] = [left.entries, right.entries];
  if (mine.size !== theirs.size || [...mine.keys()].some((key) => !theirs.has(key))) return false;
  return every([...mine].map(([key, value]) => same(value, theirs.get(key)!)));
}

function sameRange(left: Range, right: Range): Truth {
  const end = (mine: Value | undefined, theirs: Value | undefined): Truth =>
    mine === undefined || theirs === undefined ? mine === theirs : same(mine, theirs);
  const alike = left.lowIncluded === right.lowIncluded && left.highIncluded === right.highIncluded && left.point === right.point;
  return every([alike, end(left.low, right.low), end(left.high, right.high)]);
}

/** True when all are, false when one is, else null. */
export function every(truths: readonly Value[]): Truth {
  if (truths.includes(false)) return false;
  return truths.every((truth) => truth === true) ? true : null;
}

/** True when one is, false when all are, else null. */
export function some(truths: readonly Value[]): Truth {
  if (truths.includes(true)) return true;
  return truths.every((truth) => truth === false) ? false : null;
}

const signs = {
  '<': (sign: Sign) => sign < 0, '<=': (sign: Sign) => sign <= 0, '>': (sign: Sign) => sign > 0, '>=': (sign: Sign) => sign >= 0,
} as const;

export type Comparison = keyof typeof signs | '=' | '!=';

export function holds(op: Comparison, left: Value, right: Value): Truth {
  if (op === '=' || op === '!=') {
    const equality = same(left, right);
    return op === '=' || equality === null ? equality : !equality;
  }
  const sign = order(left, right);
  return sign === null ? null : signs[op](sign);
}

/** Whether the value lies in the range. */
export function liesIn(value: Value, { low, high, lowIncluded, highIncluded, point }: Range): Truth {
  if (point) return holds(point, value, low!);
  return every([
    low === undefined || holds(lowIncluded ? '>=' : '>', value, low),
    high === undefined || holds(highIncluded ? '<=' : '<', value, high),
  ]);
}

/** Whether two values are the same in every part: of one kind, and a time with the same offset. */
export function identical(left: Value, right: Value): boolean {
  if (isClock(left) && isClock(right) && left.offset !== right.offset) return false;
  return matches(left, right);
}
