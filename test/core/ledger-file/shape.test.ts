import { describe, expect, test } from '@jest/globals';
import { exactly, listOf, mapOf, matching, orNull, record, text, textOr, whole, type Shape } from '../../../server/core/ledger-file/shape.ts';
import { refused } from '../../kit/refused.ts';

const cases: Array<[string, Shape<unknown>, unknown[], unknown[]]> = [
  ['text', text, ['', '县'], [1, null, undefined, ['a'], {}]],
  ['whole', whole, [0, 2 ** 53 - 1], [-1, 0.5, 2 ** 53, '1', null]],
  ['matching', matching(/^a+$/), ['a', 'aa'], ['', 'b', 1, ['a']]],
  ['exactly', exactly('a'), ['a'], ['b', 1]],
  ['orNull', orNull(text), [null, 'a'], [1]],
  ['textOr', textOr(listOf(whole)), ['a', [], [1]], [1, [-1], {}]],
  ['listOf', listOf(text), [[], ['a']], ['a', { length: 0 }, null, ['a', 1]]],
  ['mapOf', mapOf(text), [{}, { a: 'b' }, JSON.parse('{"__proto__":"b"}')], [[], 'a', null, { a: 1 }]],
  ['record', record({ a: text, b: whole }), [{ b: 1, a: '' }], [{ a: '' }, { a: '', b: 1, c: 1 }, { a: 1, b: 1 }, [], null]],
];

describe.each(cases)('%s', (_name, shape, fit, unfit) => {
  test('gives what fits, and refuses the rest', () => {
    for (const value of fit) expect(JSON.stringify(shape(value, 'x'))).toHaveLength(JSON.stringify(value).length);
    for (const value of unfit) expect(refused(() => shape(value, 'x'))[0]?.at).toMatch(/^x/);
  });
});

test('a fault has the path of the value, and its beginning', () => {
  const shape = record({ rows: listOf(mapOf(record({ a: text }))) });
  expect(refused(() => shape({ rows: [{}, { k: { a: 1 } }] }, ''))).toEqual([{ code: 'FILE_SHAPE', at: 'rows[1].k.a', values: { found: '1' } }]);
  expect(refused(() => shape({ rows: [{ k: {} }] }, ''))).toEqual([{ code: 'FILE_FIELDS', at: 'rows[0].k', values: { found: '', allowed: 'a' } }]);
  expect(refused(() => whole('a'.repeat(500), ''))[0]?.values.found).toHaveLength(80);
});
