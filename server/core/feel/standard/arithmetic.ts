/** `+ - * / **` and the minus sign on numbers, texts, days, times and durations; null for what does not go together. */
import { add, divide, isZero, multiply, negate, rate, subtract, type Rate } from '../../rate.ts';
import type { Meter } from '../meter.ts';
import { addMonths, calendarDay, lastYear } from './calendar.ts';
import { instantOf, isClock, isDuration, sameClock } from './compare.ts';
import { floorOf, wholePart } from './decimal.ts';
import { anyPower } from './irrational.ts';
import { dateTime, secondsPerDay } from './temporal-text.ts';
import { isKind, type DateTime, type Day, type Duration, type Months, type TimeOfDay, type Value } from './value.ts';

type Moment = Day | TimeOfDay | DateTime;
type Span = Duration | Months;

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

export function duration(seconds: Rate): Duration {
  return { is: 'days and time duration', seconds };
}

export function months(count: bigint): Months {
  return { is: 'years and months duration', months: count };
}

function isMonths(value: Value): value is Months {
  return isKind(value, 'years and months duration');
}

function isSpan(value: Value): value is Span {
  return isDuration(value) || isMonths(value);
}

function isMoment(value: Value): value is Moment {
  return isClock(value) || isKind(value, 'date');
}

/** The same duration the other way; null for what is neither a number nor a duration. */
export function negated(value: Value): Value {
  if (isKind(value, 'number')) return negate(value);
  return isSpan(value) ? negatedSpan(value) : null;
}

function negatedSpan(value: Span): Span {
  return isMonths(value) ? months(-value.months) : duration(negate(value.seconds));
}

export function calculate(op: ArithmeticOperator, left: Value, right: Value, meter: Meter): Value {
  if (isKind(left, 'number') && isKind(right, 'number')) {
    const result = onNumbers(op, left, right);
    return result && meter.made(result);
  }
  switch (op) {
    case '+': return plus(left, right, meter);
    case '-': return minus(left, right);
    case '*': return isKind(left, 'number') ? times(right, left) : times(left, right);
    case '/': return over(left, right);
    case '**': return null;
  }
}

function onNumbers(op: ArithmeticOperator, left: Rate, right: Rate): Rate | null {
  switch (op) {
    case '+': return add(left, right);
    case '-': return subtract(left, right);
    case '*': return multiply(left, right);
    case '/': return isZero(right) ? null : divide(left, right);
    case '**': return anyPower(left, right);
  }
}

function plus(left: Value, right: Value, meter: Meter): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    meter.spend(left.length + right.length);
    return left + right;
  }
  if (isMonths(left) && isMonths(right)) return months(left.months + right.months);
  if (isDuration(left) && isDuration(right)) return duration(add(left.seconds, right.seconds));
  if (isMoment(left) && isSpan(right)) return shifted(left, right);
  return isSpan(left) && isMoment(right) ? shifted(right, left) : null;
}

function minus(left: Value, right: Value): Value {
  if (isSpan(left) && isSpan(right)) return left.is === right.is ? plusSpans(left, negatedSpan(right)) : null;
  if (isMoment(left) && isSpan(right)) return shifted(left, negatedSpan(right));
  return isMoment(left) && isMoment(right) ? between(left, right) : null;
}

function plusSpans(left: Span, right: Span): Span {
  return isMonths(left) ? months(left.months + (right as Months).months) : duration(add(left.seconds, (right as Duration).seconds));
}

/** Whole months are kept of a product or a quotient, without what is beyond the point. */
function scaled(value: Span, factor: Rate): Span {
  return isMonths(value) ? months(wholePart(multiply(rate(value.months), factor))) : duration(multiply(value.seconds, factor));
}

function times(value: Value, factor: Value): Value {
  return isSpan(value) && isKind(factor, 'number') ? scaled(value, factor) : null;
}

function over(left: Value, right: Value): Value {
  if (!isSpan(left)) return null;
  if (isKind(right, 'number')) return isZero(right) ? null : scaled(left, divide(rate(1n), right));
  if (isMonths(left)) return isMonths(right) && right.months !== 0n ? rate(left.months, right.months) : null;
  return isDuration(right) && !isZero(right.seconds) ? divide(left.seconds, right.seconds) : null;
}

/** Later by a duration, which may be negative; a time goes round the clock, and a day counts from its midnight. */
function shifted(moment: Moment, by: Span): Value {
  if (isMonths(by)) {
    if (moment.is === 'time') return null;
    const day = addMonths(moment.day, by.months);
    return day === undefined ? null : { ...moment, day };
  }
  if (moment.is === 'time') return { ...moment, seconds: dateTime(0, add(moment.seconds, by.seconds), undefined).seconds };
  if (moment.is === 'date') return known({ is: 'date', day: moment.day + Number(floorOf(divide(by.seconds, secondsPerDay))) });
  return known(dateTime(moment.day, add(moment.seconds, by.seconds), moment.offset));
}

/** Null beyond the last year. */
function known<M extends Day | DateTime>(moment: M): M | null {
  return Math.abs(calendarDay(moment.day).year) <= lastYear ? moment : null;
}

/** A day is its midnight in UTC when it meets an instant. */
function midnight(value: Day | DateTime): DateTime {
  return value.is === 'date' ? { is: 'date and time', day: value.day, seconds: rate(0n), offset: 0 } : value;
}

/** The duration from `right` to `left`; null when one is a time alone or one clock has no offset. */
function between(left: Moment, right: Moment): Value {
  if (left.is === 'time' || right.is === 'time') {
    if (left.is !== 'time' || right.is !== 'time' || !sameClock(left, right)) return null;
    const [mine, theirs] = [left, right].map(({ seconds, offset }) => instantOf({ day: 0, seconds, offset })) as [Rate, Rate];
    return duration(subtract(mine, theirs));
  }
  const [later, earlier] = [midnight(left), midnight(right)];
  return sameClock(later, earlier) ? duration(subtract(instantOf(later), instantOf(earlier))) : null;
}
