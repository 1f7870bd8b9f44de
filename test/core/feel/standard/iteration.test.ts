import { describe, expect, test } from '@jest/globals';
import { says } from '../../../kit/feel.ts';

describe('iteration', () => {
  test.each([
    ['for x in [1, 2] return x * 2', '[2, 4]'],
    ['for x in 1..2, y in x..3 return 10 * x + y', '[11, 12, 13, 22, 23]'],
    ['for x in 3..1 return x', '[3, 2, 1]'],
    ['for x in 0.5..2.5 return x', '[0.5, 1.5, 2.5]'],
    ['for x in [1..3] return x', '[1, 2, 3]'],
    ['for x in (1..3) return x', '[2]'],
    ['for x in [1..2.5) return x', '[1, 2]'],
    ['for x in [3..1] return x', 'null'],
    ['for x in (> 3) return x', 'null'],
    ['for x in (< 3) return x', 'null'],
    ['for x in ["a".."c"] return x', 'null'],
    ['for x in @"2026-02-27"..@"2026-03-01" return x.day', '[27, 28, 1]'],
    ['for x in [@"2026-02-27"..@"2026-03-01") return x.day', '[27, 28]'],
    ['for x in "a".."c" return x', 'null'],
    ['for x in 1.."c" return x', 'null'],
    ['for x in 5 return x', '[5]'],
    ['for x in null return x', 'null'],
    ['for x in [], y in null return x', '[]'],
    ['for x in [1], y in null return x', 'null'],
    ['for x in 1..5 return if x = 1 then 1 else x * partial[-1]', '[1, 2, 6, 24, 120]'],
    ['for x in 1..3 return count(partial)', '[0, 1, 2]'],
    ['some x in [1, 2] satisfies x > 1', 'true'],
    ['some x in [1, 2] satisfies x > 2', 'false'],
    ['some x in [1, null] satisfies x > 2', 'null'],
    ['some x in null satisfies true', 'null'],
    ['every x in [1, 2] satisfies x > 0', 'true'],
    ['every x in [1, 2], y in [1, 2] satisfies x + y < 4', 'false'],
    ['every x in [1, null] satisfies x > 0', 'null'],
    ['every x in [] satisfies 1', 'true'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));
});
