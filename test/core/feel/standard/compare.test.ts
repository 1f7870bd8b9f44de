import { describe, expect, test } from '@jest/globals';
import { order, same } from '../../../../server/core/feel/standard/compare.ts';
import { readLiteral } from '../../../../server/core/feel/standard/temporal-text.ts';
import type { Value } from '../../../../server/core/feel/standard/value.ts';
import { says } from '../../../kit/feel.ts';

const at = (text: string): Value => readLiteral(text);

describe('equality', () => {
  test.each([
    ['null = null', 'true'],
    ['1 = null', 'false'],
    ['1 = 1.0', 'true'],
    ['"a" = "A"', 'false'],
    ['true = false', 'false'],
    ['[1, 2] = [1, 2]', 'true'],
    ['[1, 2] = [1]', 'false'],
    ['[1, "a"] = [1, 2]', 'null'],
    ['{a: 1, b: 2} = {b: 2, a: 1}', 'true'],
    ['{a: 1} = {b: 1}', 'false'],
    ['{a: 1} = {a: 1, b: 1}', 'false'],
    ['[] = {}', 'null'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));

  test('of times is to the second, and never between a clock with an offset and one without', () => {
    expect(same(at('08:00:00.1'), at('08:00:00.9'))).toBe(true);
    expect(same(at('08:00:00Z'), at('09:00:00+01:00'))).toBe(true);
    expect(same(at('08:00:00Z'), at('08:00:00'))).toBe(false);
    expect(same(at('2026-01-01T08:00:00Z'), at('2026-01-01T09:00:00+01:00'))).toBe(true);
  });
});

describe('order', () => {
  test.each([
    ['2026-01-01', '2026-01-02', -1],
    ['08:00:00', '08:00:01', -1],
    ['08:00:00Z', '08:00:00', null],
    ['2026-01-01T08:00:00+08:00', '2026-01-01T00:00:01Z', -1],
    ['2026-01-01T08:00:00', '08:00:00', null],
    ['P1D', 'PT24H', 0],
    ['P1M', '-P1M', 1],
    ['P1M', 'P30D', null],
  ])('%s lies to %s as %s', (left, right, place) => expect(order(at(left), at(right))).toBe(place));
});
