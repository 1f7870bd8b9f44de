/** Functions on numbers. */
import { absolute, divide, isZero, multiply, rate, sign, subtract, type Rate, type RoundingMode } from '../../rate.ts';
import { duration, months } from './arithmetic.ts';
import { way, type Overload } from './builtin.ts';
import { floorOf, readDecimal, roundScale, wholePart } from './decimal.ts';
import { exponential, logarithm, squareRoot } from './irrational.ts';
import type { Value } from './value.ts';

function rounded(n: Rate, scale: Rate, mode: RoundingMode): Rate | null {
  return roundScale(n, Number(wholePart(scale)), mode) ?? null;
}

function rounding(mode: RoundingMode): Overload[] {
  return [way(['n: number', 'scale: number'], ([n, scale]) => rounded(n, scale, mode))];
}

/** As `rounding`, to a whole number when the scale is left out. */
function toWhole(mode: RoundingMode): Overload[] {
  return [way(['n: number'], ([n]) => rounded(n, rate(0n), mode)), ...rounding(mode)];
}

/** The remainder has the sign of the divisor. */
function modulo(dividend: Rate, divisor: Rate): Rate | null {
  if (isZero(divisor)) return null;
  return subtract(dividend, multiply(divisor, rate(floorOf(divide(dividend, divisor)))));
}

function remainderOfTwo(number: Rate): Rate {
  return modulo(number, rate(2n))!;
}

const groups: readonly (string | null)[] = [' ', ',', '.', null];
const points: readonly (string | null)[] = ['.', ',', null];

function numberOf(from: string, group: string | null, point: string | null): Value {
  if (!groups.includes(group) || !points.includes(point) || (group !== null && group === point)) return null;
  const plain = group === null ? from : from.replaceAll(group, '');
  const pointed = point === ',' ? plain.replaceAll('.', '?').replaceAll(',', '.') : plain;
  return readDecimal(pointed) ?? null;
}

export const numberFunctions: Readonly<Record<string, readonly Overload[]>> = {
  decimal: rounding('half-even'),
  floor: toWhole('floor'),
  ceiling: toWhole('ceiling'),
  'round up': rounding('up'),
  'round down': rounding('down'),
  'round half up': rounding('half-up'),
  'round half down': rounding('half-down'),
  abs: [
    way(['n: number'], ([n]) => absolute(n)),
    way(['n: days and time duration'], ([n]) => duration(absolute(n.seconds))),
    way(['n: years and months duration'], ([n]) => months(n.months < 0n ? -n.months : n.months)),
  ],
  modulo: [way(['dividend: number', 'divisor: number'], ([dividend, divisor]) => modulo(dividend, divisor))],
  sqrt: [way(['number: number'], ([number]) => squareRoot(number))],
  log: [way(['number: number'], ([number]) => logarithm(number))],
  exp: [way(['number: number'], ([number]) => exponential(number))],
  odd: [way(['number: number'], ([number]) => absolute(remainderOfTwo(number)).n === 1n && number.d === 1n)],
  even: [way(['number: number'], ([number]) => sign(remainderOfTwo(number)) === 0)],
  number: [
    way(['from: number'], ([from]) => from),
    way(['from: string'], ([from]) => numberOf(from, null, null)),
    way(['from: string', 'grouping separator: string or null', 'decimal separator: string or null'],
      ([from, group, point]) => numberOf(from, group, point)),
  ],
};

