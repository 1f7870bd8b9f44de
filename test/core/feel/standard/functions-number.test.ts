import { describe, expect, test } from '@jest/globals';
import { numberFunctions } from '../../../../server/core/feel/standard/functions-number.ts';
import { says, untried } from '../../../kit/feel.ts';

const cases: [string, string][] = [
  ['decimal(2/3, 2)', '0.67'],
  ['decimal(0.125, 2)', '0.12'],
  ['decimal(1250, -2)', '1200'],
  ['decimal(1/3, 2.9)', '0.33'],
  ['floor(-7/2)', '-4'],
  ['floor(7.29, 1)', '7.2'],
  ['ceiling(-7/2)', '-3'],
  ['ceiling(7.21, 1)', '7.3'],
  ['round up(-1.21, 1)', '-1.3'],
  ['round down(-1.29, 1)', '-1.2'],
  ['round half up(-1.25, 1)', '-1.3'],
  ['round half down(-1.25, 1)', '-1.2'],
  ['round up(1.21, 6176)', '1.21'],
  ['round up(1.21, 6177)', 'null'],
  ['round down(1.21, -6112)', 'null'],
  ['round down(1.21)', 'null'],
  ['round down(1.21, null)', 'null'],
  ['abs(-3.5)', '3.5'],
  ['abs(@"-P2DT1H") = @"P2DT1H"', 'true'],
  ['abs(@"-P14M") = @"P14M"', 'true'],
  ['abs(@"P14M") = @"P14M"', 'true'],
  ['abs(@"2026-01-01")', 'null'],
  ['modulo(17, 5)', '2'],
  ['modulo(-17, 5)', '3'],
  ['modulo(17, -5)', '-3'],
  ['modulo(2.5, 0)', 'null'],
  ['sqrt(9/16)', '0.75'],
  ['sqrt(-1)', 'null'],
  ['log(1)', '0'],
  ['log(0)', 'null'],
  ['exp(0)', '1'],
  ['odd(-7)', 'true'],
  ['odd(8)', 'false'],
  ['odd(7.5)', 'false'],
  ['even(-8)', 'true'],
  ['even(7)', 'false'],
  ['even(0.5)', 'false'],
  ['number("12.50")', '12.5'],
  ['number("12,50")', 'null'],
  ['number(12.50)', '12.5'],
  ['number(null)', 'null'],
  ['number("1.234,5", ".", ",")', '1234.5'],
  ['number("1 234.5", " ", ".")', '1234.5'],
  ['number("1234,5", null, ",")', '1234.5'],
  ['number("1.234,5", null, ",")', 'null'],
  ['number("1,234", ",", null)', '1234'],
  ['number("1,234", ",", ",")', 'null'],
  ['number("1;234", ";", ".")', 'null'],
  ['number("1,234", ",", ";")', 'null'],
  ['number(from: "1,234", grouping separator: ",", decimal separator: ".")', '1234'],
  ['number("-1.5e3")', '-1500'],
];

describe('functions on numbers', () => {
  test.each(cases)('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));

  test('all of them are tried', () => expect(untried(Object.keys(numberFunctions), cases.flat())).toEqual([]));
});
