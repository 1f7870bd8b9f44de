import { describe, expect, test } from '@jest/globals';
import { pure, unitOf, yuan } from '../../../server/core/feel/unit.ts';
import { officeWords } from '../../../server/core/policy/offices.ts';
import type { Quantity, Step } from '../../../server/core/policy/policy.ts';
import { brokenLimit, isNumber, kinds, printNumber, printScalar, readScalar, sayScalar, unitOfKind } from '../../../server/core/policy/quantity.ts';
import { modeWords, roundingModes, roundingOf } from '../../../server/core/policy/rounding.ts';
import { yamlReason } from '../../../server/core/policy/yaml-reason.ts';
import { rate, zero } from '../../../server/core/rate.ts';
import { refused } from './kit.ts';

const money: Quantity = { kind: 'money', unit: yuan, atLeast: zero };
const perHead: Quantity = { kind: 'money', unit: { yuan: 1, person: -1 } };
const share: Quantity = { kind: 'share', unit: pure, atMost: rate(1n, 10n) };
const count: Quantity = { kind: 'count', unit: unitOf('person') };
const option: Quantity = { kind: 'option', options: new Map([['yes', { zh: '是', en: 'Yes' }]]) };
const day: Quantity = { kind: 'date', atLeast: '2010-01-01', atMost: '2010-12-31' };

describe('a value', () => {
  test.each<[Quantity, string, unknown, string, string]>([
    [money, '1,234.5', rate(2469n, 2n), '1234.50', '1234.50'],
    [perHead, '690', rate(690n), '690', '690.00'],
    [perHead, '0.0125', rate(1n, 80n), '0.0125', '0.0125'],
    [share, '10%', rate(1n, 10n), '0.1', '10%'],
    [share, '1/3', rate(1n, 3n), '0.333333', '0.333333'],
    [{ kind: 'factor', unit: pure }, '110%', rate(11n, 10n), '1.1', '1.1'],
    [count, '12.00', rate(12n), '12', '12'],
    [{ kind: 'boolean' }, 'false', false, 'false', 'false'],
    [day, '2010-02-28', '2010-02-28', '2010-02-28', '2010-02-28'],
    [{ kind: 'month' }, '2010-02', '2010-02', '2010-02', '2010-02'],
    [option, 'yes', 'yes', 'yes', 'yes'],
    [{ kind: 'text' }, '甲', '甲', '甲', '甲'],
    [{ kind: 'reference', table: 't' }, 'A', 'A', 'A', 'A'],
  ])('of %j: %s', (quantity, text, value, printed, said) => {
    const read = readScalar(text, quantity, 'x');
    expect(read).toEqual(value);
    expect(isNumber(read)).toBe(quantity.unit !== undefined);
    expect([printScalar(read, quantity), sayScalar(read, quantity)]).toEqual([printed, said]);
  });

  test.each<[Quantity, string, string]>([
    [money, '1.005', 'MONEY_DECIMALS'],
    [money, '１', 'NUMBER_FULL_WIDTH'],
    [perHead, '123456789012345678', 'MONEY_DIGITS'],
    [perHead, '-1234567890123456.7', 'MONEY_DIGITS'],
    [perHead, '5%', 'PLAIN_NUMBER_ONLY'],
    [count, '1/2', 'PLAIN_NUMBER_ONLY'],
    [count, '1.5', 'COUNT_NOT_WHOLE'],
    [share, 'ten', 'NUMBER_UNREADABLE'],
    [{ kind: 'boolean' }, 'TRUE', 'BOOLEAN_UNREADABLE'],
    [option, 'no', 'OPTION_UNKNOWN'],
    [day, '2010-2-1', 'DAY_NOT_VALID'],
    [{ kind: 'month' }, '2010-00', 'MONTH_NOT_VALID'],
    [{ kind: 'text' }, ' ', 'TEXT_EMPTY'],
    [{ kind: 'text' }, 'x'.repeat(201), 'TEXT_TOO_LONG'],
  ])('of %j is not %s', (quantity, text, code) => {
    expect(refused(() => readScalar(text, quantity, 'x'))).toEqual([`x ${code}`]);
  });

  test.each<[Quantity, string, ReturnType<typeof brokenLimit>]>([
    [money, '0', undefined],
    [money, '-0.01', { code: 'BELOW_LIMIT', limit: '0.00' }],
    [share, '10%', undefined],
    [share, '10.01%', { code: 'ABOVE_LIMIT', limit: '10%' }],
    [day, '2010-12-31', undefined],
    [day, '2011-01-01', { code: 'ABOVE_LIMIT', limit: '2010-12-31' }],
    [day, '2009-12-31', { code: 'BELOW_LIMIT', limit: '2010-01-01' }],
    [count, '-3', undefined],
  ])('of %j: %s breaks %j', (quantity, text, broken) => {
    expect(brokenLimit(readScalar(text, quantity, 'x'), quantity)).toEqual(broken);
  });

  test('of money is printed to the fen, other numbers as asked or in full', () => {
    expect(printNumber(rate(1n, 3n), yuan, 5)).toBe('0.33');
    expect([printNumber(rate(1n, 8n), pure), printNumber(rate(1n, 8n), pure, 2), printNumber(rate(2n, 3n), pure)]).toEqual(['0.125', '0.13', '0.666667']);
  });

  test('every kind of number has a unit', () => {
    expect(kinds.filter((kind) => unitOfKind[kind])).toEqual(['money', 'count', 'share', 'factor', 'score', 'points', 'minutes', 'hours', 'days', 'months']);
  });
});

test('rounding: yuan to the fen, others only when told', () => {
  const step = {} as Step;
  expect(roundingOf(step, yuan)).toEqual({ to: rate(1n, 100n), mode: 'half-away' });
  expect(roundingOf(step, pure)).toBeUndefined();
  expect(roundingOf({ ...step, round: { to: rate(1n), mode: 'up' } }, pure)).toEqual({ to: rate(1n), mode: 'up' });
  for (const mode of roundingModes) expect(modeWords[mode].zh).toMatch(/\p{Script=Han}/u);
});

test('offices and reasons have words, also unknown ones', () => {
  expect(officeWords('finance-bureau')).toEqual({ zh: '财政局', en: 'Finance bureau' });
  expect(officeWords('toString')).toEqual({ zh: 'toString', en: 'toString' });
  expect(yamlReason('TAB_AS_INDENT').en).toContain('spaces');
  expect(yamlReason('IMPOSSIBLE')).toEqual(yamlReason('UNEXPECTED_TOKEN'));
});
