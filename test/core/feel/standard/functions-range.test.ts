import { describe, expect, test } from '@jest/globals';
import { rangeFunctions } from '../../../../server/core/feel/standard/functions-range.ts';
import { readRange } from '../../../../server/core/feel/standard/range-text.ts';
import { rangeOf } from '../../../../server/core/feel/standard/range.ts';
import { write } from '../../../../server/core/feel/standard/text.ts';
import { rate } from '../../../../server/core/rate.ts';
import { says, untried } from '../../../kit/feel.ts';

const cases: [string, string][] = [
  ['before(1, 2)', 'true'],
  ['before(1, [2..3])', 'true'],
  ['before(2, [2..3])', 'false'],
  ['before(2, (2..3])', 'true'],
  ['before([1..2), 2)', 'true'],
  ['before([1..2], (2..3])', 'true'],
  ['before([1..2], [2..3])', 'false'],
  ['before(1, "a")', 'null'],
  ['before(null, 1)', 'null'],
  ['before((< 3), [5..6])', 'true'],
  ['before((> 3), [5..6])', 'false'],
  ['before(1, (!= 3))', 'null'],
  ['before(range1: [1..2], range2: [3..4])', 'true'],
  ['after(3, [1..2])', 'true'],
  ['after([3..4], 4)', 'false'],
  ['after(2, 1)', 'true'],
  ['meets([1..2], [2..3])', 'true'],
  ['meets([1..2), [2..3])', 'false'],
  ['meets((< 2), (> 2))', 'false'],
  ['meets((> 1), [2..3])', 'false'],
  ['met by([2..3], [1..2])', 'true'],
  ['overlaps([1..3], [2..4])', 'true'],
  ['overlaps([1..2), [2..4])', 'false'],
  ['overlaps(1, [2..4])', 'null'],
  ['overlaps before([1..3], [2..4])', 'true'],
  ['overlaps before([1..3], (1..4])', 'true'],
  ['overlaps before((1..3], [1..4])', 'false'],
  ['overlaps after([2..4], [1..3])', 'true'],
  ['finishes(5, [1..5])', 'true'],
  ['finishes(5, [1..5))', 'false'],
  ['finishes([3..5], [1..5])', 'true'],
  ['finished by([1..5], 5)', 'true'],
  ['includes([1..5], 5)', 'true'],
  ['includes([1..5), 5)', 'false'],
  ['includes([1..5), (1..5))', 'true'],
  ['includes((> 1), [2..3])', 'true'],
  ['includes((> 1), (> 1))', 'true'],
  ['includes([2..3], (> 1))', 'false'],
  ['includes([2..3], (< 5))', 'false'],
  ['includes((< 5), [2..3])', 'true'],
  ['during(3, [1..5])', 'true'],
  ['starts(1, [1..5])', 'true'],
  ['starts([1..3], [1..5])', 'true'],
  ['starts((1..3], [1..5])', 'false'],
  ['started by([1..5], [1..3])', 'true'],
  ['coincides(1, 1.0)', 'true'],
  ['coincides([1..2], [1..2])', 'true'],
  ['coincides([1..2], [1..2))', 'false'],
  ['coincides(1, [1..1])', 'null'],
];

describe('how points and ranges lie', () => {
  test.each(cases)('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));

  test('all of them are tried', () => expect(untried(Object.keys(rangeFunctions), cases.flat())).toEqual([]));
});

describe('ranges', () => {
  test.each([
    ['[1..3]', '[1..3]'],
    [' ( -1.5 .. 3 [ ', '(-1.5..3)'],
    [']"a".."c"]', '("a".."c"]'],
    ['[@"2026-01-01"..date("2026-02-01")]', '[@"2026-01-01"..@"2026-02-01"]'],
    ['[time("08:00:00")..@"12:00:00"]', '[@"08:00:00"..@"12:00:00"]'],
    ['[duration("P1D")..@"P2D"]', '[@"P1D"..@"P2D"]'],
    ['[date and time("2026-01-01")..@"2026-01-01T01:00:00"]', '[@"2026-01-01T00:00:00"..@"2026-01-01T01:00:00"]'],
    ['', 'null'],
    ['1', 'null'],
    ['< 3', 'null'],
    ['[1..', 'null'],
    ['[3..1]', 'null'],
    ['[1.."a"]', 'null'],
    ['[2..)', '>= 2'],
    ['(2..[', '> 2'],
    ['( .. 2]', '<= 2'],
    ['] .. 2)', '< 2'],
    ['[..2]', 'null'],
    ['[2..]', 'null'],
    ['(..)', 'null'],
    ['(null..)', 'null'],
    ['(..[1])', 'null'],
    ['[null..1]', 'null'],
    ['[1..null]', 'null'],
    ['[1..x]', 'null'],
    ['[1e9999..2]', 'null'],
    ['[date(2026, 1, 1)..@"2026-01-02"]', 'null'],
    ['[date(x)..@"2026-01-02"]', 'null'],
  ])('from the text %s', (text, range) => expect(write(readRange(text))).toBe(range));

  test('of ends that go together', () => {
    expect(rangeOf(rate(1n), null, true, true)).toMatchObject({ is: 'range', high: null });
    expect([rangeOf(rate(1n), 'a', true, true), rangeOf(true, false, true, true)]).toEqual([null, null]);
  });

  test.each([
    ['[1..3].start', '1'],
    ['[1..3].end', '3'],
    ['(1..3].start included', 'false'],
    ['(1..3].end included', 'true'],
    ['(< 3).start', 'null'],
    ['(> 3).end', 'null'],
    ['(>= 3) = (>= 3)', 'true'],
    ['(= 3) = (= 3)', 'true'],
    ['(!= 3) = (= 3)', 'false'],
    ['(> 3) = (< 3)', 'false'],
    ['[1..3] = [1..3)', 'false'],
    ['[1..3] = [1..4]', 'false'],
    ['string((< 3))', '"< 3"'],
    ['string((<= 3))', '"<= 3"'],
    ['string((> 3))', '"> 3"'],
    ['string((>= 3))', '">= 3"'],
    ['string((= 3))', '"= 3"'],
    ['string((null..3))', '"(null..3)"'],
    ['[1.."a"]', 'null'],
    ['range("[1..2]")', '[1..2]'],
    ['range("[2..)") = >= 2', 'true'],
    ['range("(..2)") = < 2', 'true'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));
});
