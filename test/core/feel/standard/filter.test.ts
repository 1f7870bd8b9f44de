import { describe, expect, test } from '@jest/globals';
import { says } from '../../../kit/feel.ts';

describe('filters', () => {
  test.each([
    ['["a", "b", "c"][2]', '"b"'],
    ['["a", "b", "c"][-1]', '"c"'],
    ['["a", "b", "c"][0]', 'null'],
    ['["a", "b", "c"][4]', 'null'],
    ['["a", "b", "c"][1.5]', 'null'],
    ['["a", "b", "c"][1 + 1]', '"b"'],
    ['[1, 2, 3][item > 1]', '[2, 3]'],
    ['[{n: 1}, {n: 5}][n > 2].n', '[5]'],
    ['[{n: 1}, {n: null}, 3][n < 2]', '[{n: 1}]'],
    ['[{item: 1}, {item: 3}][item = 3]', '[{item: 3}]'],
    ['{k: 2, l: [1, 2, 3][item = k]}.l', '[2]'],
    ['[1, 2]["a"]', '[]'],
    ['5[1]', '5'],
    ['5[true]', '[5]'],
    ['null[1]', 'null'],
    ['null[true]', '[]'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));
});
