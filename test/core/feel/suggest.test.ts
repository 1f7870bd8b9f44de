import { describe, expect, test } from '@jest/globals';
import { nearest, suggestion } from '../../../server/core/feel/suggest.ts';

describe('suggestions', () => {
  test.each([
    ['haeds', ['spent', 'heads'], undefined],
    ['head', ['spent', 'heads'], 'heads'],
    ['standrad', ['standard', 'stand'], 'standard'],
    ['参保人', ['参保人数', '已用'], '参保人数'],
    ['甲', ['乙'], undefined],
    ['headss', ['head', 'heads'], 'heads'],
    ['x', [], undefined],
    ['standards', ['stndrds', 'st'], 'stndrds'],
    ['abcdef', ['xyzxyz'], undefined],
    ['x'.repeat(101), ['x'.repeat(100)], undefined],
    ['x'.repeat(100), ['x'.repeat(101)], 'x'.repeat(101)],
  ])('%s among %j', (found, names, expected) => {
    expect(nearest(found, names)).toBe(expected);
  });

  test('is a question in both languages, or nothing', () => {
    expect(suggestion('head', ['heads'])).toEqual({ zh: '（是否应为“heads”？）', en: ' (did you mean "heads"?)' });
    expect(suggestion('head', [])).toEqual({ zh: '', en: '' });
  });
});
