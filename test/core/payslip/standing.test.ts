import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupLeast, shownGroups, standingOf } from '../../../server/core/payslip/standing.ts';

const group = (text: string): ReadonlySet<string> => new Set(text);

describe('a group is shown', () => {
  test.each<[string, string[], boolean[]]>([
    ['of five', ['abcde'], [true]],
    ['not of four', ['abcd'], [false]],
    ['again as it was', ['abcde', 'abcde'], [true, true]],
    ['not when one has joined, who would be told by the difference', ['abcdef', 'abcdefg'], [true, false]],
    ['not when one has left', ['abcdef', 'abcde'], [true, false]],
    ['not when one has taken another\'s place', ['abcdef', 'abcdeg'], [true, false]],
    ['when five have joined', ['abcde', 'abcdefghij'], [true, true]],
    ['of quite other people', ['abcde', 'fghij'], [true, true]],
    ['by what was shown, not by what was kept back', ['abcde', 'abcdef', 'abcdefghij'], [true, false, true]],
    ['against every earlier one, also of years ago', ['abcdef', 'ghijk', 'abcdefg'], [true, true, false]],
  ])('%s', (_what, groups, shown) => expect(shownGroups(groups.map(group))).toEqual(shown));
});

/** Somebody who knows every figure that was ever shown takes one group from another: nobody is singled out, nor any few. */
test('the difference of two shown groups never tells of fewer than five people', () => {
  const people = 'abcdefghijklmnop'.split('');
  fc.assert(fc.property(fc.array(fc.subarray(people).map((each) => new Set(each)), { maxLength: 12 }), (groups) => {
    const shown = groups.filter((_, index) => shownGroups(groups)[index]);
    for (const one of shown) {
      for (const other of shown) {
        const left = [...one].filter((person) => !other.has(person)).length;
        expect(left === 0 || left >= groupLeast).toBe(true);
      }
    }
  }), { numRuns: 300 });
});

describe('the place of an amount', () => {
  const yuan = (...amounts: number[]) => amounts.map((amount) => BigInt(amount) * 100n);
  test('is a quarter, with marks to the hundred yuan', () => {
    const amounts = yuan(1010, 1920, 3030, 4040, 5050, 6060, 7070, 8080);
    expect(standingOf(amounts, 101_000n)).toEqual({ people: 8, quarter: 1, lower: 190_000n, median: 400_000n, upper: 610_000n });
    expect(amounts.map((own) => standingOf(amounts, own).quarter)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  test('of equal amounts is one quarter', () => {
    expect(standingOf(yuan(660, 660, 660, 660, 660), 66_000n)).toEqual({ people: 5, quarter: 1, lower: 70_000n, median: 70_000n, upper: 70_000n });
  });

  test('does not depend on the order', () => {
    expect(standingOf(yuan(5, 900, 4, 200, 300), 20_000n)).toEqual(standingOf(yuan(900, 300, 200, 5, 4), 20_000n));
  });

  test('a mark is nobody\'s own amount, unless it is in whole hundreds', () => {
    fc.assert(fc.property(fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 5, maxLength: 30 }), (amounts) => {
      const { lower, median, upper } = standingOf(amounts, amounts[0]!);
      for (const mark of [lower, median, upper]) expect(mark % 10_000n).toBe(0n);
      expect(lower <= median && median <= upper).toBe(true);
    }));
  });
});
