/** How the numbers and ranges of bands are said. */
import { describe, expect, test } from '@jest/globals';
import { pure, unitOf, yuan, type Unit } from '../../../../server/core/feel/unit.ts';
import { rangeWords, sayEdges, sayRate, sayValue } from '../../../../server/core/policy/rules/bands-words.ts';
import type { EdgeRule, Edges } from '../../../../server/core/policy/rules/ladder.ts';
import { rate } from '../../../../server/core/rate.ts';

const [sixty, eighty] = [rate(60n), rate(80n)];

test.each<[string, Unit, string]>([
  ['59995/1000', pure, '59.995'], ['1/3', pure, '0.333333'], ['60/1', unitOf('point'), '60'],
  ['60/1', yuan, '60.00'], ['5999/100', yuan, '59.99'], ['59995/1000', yuan, '59.995'], ['1/3', yuan, '0.333333'],
])('the number %s is said without losing half a fen', (text, unit, said) => {
  const [n = 0n, d] = text.split('/').map(BigInt);
  expect(sayValue(rate(n, d), unit)).toBe(said);
});

test('a pure rate is said in per cent, others in their unit', () => {
  expect([sayRate(rate(4n, 5n), pure), sayRate(rate(1n, 3n), pure), sayRate(rate(1n, 2n), { yuan: 1, point: -1 })]).toEqual(['80%', '33.333333%', '0.5']);
});

describe('a range', () => {
  test.each<[EdgeRule, Edges, string, string]>([
    ['from', {}, '任何数值', 'any value'],
    ['from', { to: sixty }, '低于60', 'below 60'],
    ['from', { from: sixty, to: eighty }, '60（含）至80（不含）', 'from 60 to below 80'],
    ['from', { from: eighty }, '80及以上', '80 or more'],
    ['to', { to: sixty }, '60及以下', '60 or less'],
    ['to', { from: sixty, to: eighty }, '60（不含）至80（含）', 'above 60 up to 80'],
    ['to', { from: eighty }, '高于80', 'above 80'],
  ])('with the edge %s of %j', (edge, edges, zh, en) => {
    expect(sayEdges(edges, edge, pure)).toEqual({ zh, en });
  });

  test('of names is said in each language', () => {
    expect(rangeWords({ zh: '线', en: 'the line' }, undefined, 'from')).toEqual({ zh: '线及以上', en: 'the line or more' });
  });
});
