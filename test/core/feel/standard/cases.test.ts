import { describe, expect, test } from '@jest/globals';
import { CaseFault, judge, readValue, type Written } from '../../../../server/core/feel/standard/cases.ts';
import { write } from '../../../../server/core/feel/standard/text.ts';

const number = (value: string): Written => ({ type: 'decimal', value });
const judged = (expression: string, expected: Written, inputs: Record<string, Written> = {}) => judge({ expression, inputs, expected });

describe('a case', () => {
  test.each<[string, Written]>([
    ['1/3', number('0.3333333333333333333333333333333333')],
    ['1/3', number('0.33333333333333')],
    ['1/8', number('0.125')],
    ['[1, 2/3]', { list: [number('1'), number('0.66666667')] }],
    ['{a: 1}', { context: { a: number('1.0') } }],
    ['1/0', { null: true }],
    ['"a"', { type: 'string', value: 'a' }],
    ['@"P1D"', { type: 'duration', value: 'PT24H' }],
    ['@"08:00:00Z"', { type: 'time', value: '08:00:00+00:00' }],
  ])('passes: %s', (expression, expected) => expect(judged(expression, expected)).toEqual({ is: 'passed' }));

  test.each<[string, Written, string]>([
    ['1/3', number('0.3333333'), '0.3333333'],
    ['1/3', number('0.33333334'), '0.33333334'],
    ['0.123456789012', number('0.12345679'), '0.12345679'],
    ['[1]', { list: [] }, '[]'],
    ['{a: 1}', { context: { b: number('1') } }, '{b: 1}'],
    ['{a: 1}', { context: {} }, '{}'],
    ['1', { null: true }, 'null'],
    ['@"08:00:00Z"', { type: 'time', value: '09:00:00+01:00' }, '09:00:00+01:00'],
  ])('fails: %s', (expression, wanted, expected) => expect(judged(expression, wanted)).toMatchObject({ is: 'failed', expected }));

  test('takes its inputs, and is refused for what is left out', () => {
    expect(judged('a + b c', number('3'), { a: number('1'), 'b c': number('2') })).toEqual({ is: 'passed' });
    expect(judged('now()', { null: true })).toMatchObject({ is: 'refused', faults: [{ code: 'FORMULA_UNSUPPORTED' }] });
    expect(judged('1', { type: 'time', value: '08:00:00@Asia/Shanghai' })).toMatchObject({ is: 'refused' });
  });

  test('has values of known types', () => {
    expect(write(readValue({ list: [{ type: 'boolean', value: 'true' }, { type: 'boolean', value: 'false' }, { type: 'date', value: '2026-01-01' }] }))).toBe('[true, false, 2026-01-01]');
    expect(write(readValue({ type: 'dateTime', value: '2026-01-01T00:00:00' }))).toBe('2026-01-01T00:00:00');
  });

  test.each<[Written, string]>([
    [null, 'not a value: null'],
    [[1], 'not a value: [1]'],
    [{ type: 'money', value: '1' }, 'unknown type: {"type":"money","value":"1"}'],
    [{ value: '1' }, 'unknown type'],
    [{ type: 'decimal', value: 'one' }, 'not a decimal: "one"'],
    [{ type: 'decimal', value: 1 }, 'not a decimal: 1'],
    [{ type: 'boolean', value: 'yes' }, 'not a boolean: "yes"'],
  ])('with %j is not a case', (written, says) => {
    expect(() => readValue(written)).toThrow(CaseFault);
    expect(() => readValue(written)).toThrow(says);
    expect(() => judged('1', written)).toThrow(CaseFault);
  });
});
