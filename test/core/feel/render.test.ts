import { describe, expect, test } from '@jest/globals';
import { render, type Phrases } from '../../../server/core/feel/render.ts';
import { english } from '../../../server/core/feel/say-en.ts';
import { chinese } from '../../../server/core/feel/say-zh.ts';
import type { Wording } from '../../../server/core/feel/say.ts';
import { parsed } from '../../kit/formulas.ts';

function phrases(wording: Wording, closed: boolean): Phrases {
  const all: Phrases = {
    ...wording, brackets: (inner) => `<${inner}>`, text: (value) => value, name: (name) => name, path: (base, column) => `${base}.${column}`,
    argumentsAlone: false, closed: () => closed, within: () => all,
  };
  return all;
}

describe('brackets', () => {
  test.each([
    ['a + b + c', 'a + b + c'],
    ['a + (b + c)', 'a + <b + c>'],
    ['a - (b - c)', 'a − <b − c>'],
    ['(a + b) * c', '<a + b> × c'],
    ['a + b * c', 'a + b × c'],
    ['a / (b * c)', 'a ÷ <b × c>'],
    ['-a + b', '−a + b'],
    ['a + -b', 'a + <−b>'],
    ['-(a + b)', '−<a + b>'],
    ['(a > b) = (c > d)', '<a > b> = <c > d>'],
    ['a and b or c and d', '<a and b> or <c and d>'],
    ['a and (b or c)', 'a and <b or c>'],
    ['(if a then b else c) + 1', '<if a then b, otherwise c> + 1'],
    ['if (if a then b else c) then d else e', 'if <if a then b, otherwise c> then d, otherwise e'],
    ['(a + b).c', '<a + b>.c'],
  ])('%s', (text, expected) => {
    expect(render(parsed(text), phrases(english, true))).toBe(expected);
  });

  test('a call beside an operator is in brackets unless it reads as one word', () => {
    expect(render(parsed('max(a, b) + c'), phrases(chinese, false))).toBe('<a、b 两者中较大的> + c');
    expect(render(parsed('sum(a) + c'), phrases(chinese, true))).toBe('a合计 + c');
  });
});
