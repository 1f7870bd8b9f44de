import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sumMoney } from '../../server/core/money.ts';
import { workbookBeside, type BookEntry, type Entry } from '../../server/core/workbook-beside.ts';

const amounts = (basic: bigint, duty = 0n) => new Map([['basic', basic], ['duty', duty]]);
const entry = (key: string, basic: bigint, duty = 0n, name = `name ${key}`): Entry => ({ key, name, amounts: amounts(basic, duty) });
const row = (at: number, key: string, basic: bigint, duty = 0n, name = `name ${key}`): BookEntry => ({ ...entry(key, basic, duty, name), row: at });
const items = ['basic', 'duty'];

describe('a workbook beside what is worked out here', () => {
  test('people are matched by their number, or by a name that is there once on either side', () => {
    const found = workbookBeside(items, [row(3, 'A', 1n), row(4, '', 2n, 0n, 'Bo'), row(5, '', 3n, 0n, 'Cy'), row(6, '', 3n, 0n, 'Cy'), row(7, '', 4n, 0n, 'Di'), row(8, 'X', 5n), row(9, '', 5n, 0n, 'Ed')],
      [entry('A', 1n), entry('B', 2n, 0n, 'Bo'), entry('C', 3n, 0n, 'Cy'), entry('D', 4n, 0n, 'Di'), entry('E', 4n, 0n, 'Di')]);
    expect(found.matched.map(({ row: at, key, by }) => [at, key, by])).toEqual([[3, 'A', 'key'], [4, 'B', 'name']]);
    expect(found.onlyThere.map(({ row: at }) => at)).toEqual([5, 6, 7, 8, 9]);
    expect(found.onlyHere.map(({ key }) => key)).toEqual(['C', 'D', 'E']);
  });

  test('a number in two rows is told, and neither row is taken', () => {
    const found = workbookBeside(items, [row(2, 'A', 1n), row(3, 'B', 1n), row(4, 'A', 2n)], [entry('A', 1n), entry('B', 1n)]);
    expect([found.twice, found.matched.map(({ key }) => key), found.onlyThere, found.onlyHere.map(({ key }) => key)]).toEqual([[{ key: 'A', rows: [2, 4] }], ['B'], [], ['A']]);
  });

  test('the first difference stands first; an item that one side lacks counts as nothing', () => {
    const [one] = workbookBeside(items, [{ ...row(2, 'A', 0n), amounts: new Map([['duty', 5n]]) }], [entry('A', 7n, 6n)]).matched;
    expect(one?.differences).toEqual([{ item: 'basic', theirs: 0n, ours: 7n }, { item: 'duty', theirs: 5n, ours: 6n }]);
  });

  test('differences of one kind are one cause', () => {
    const book = [row(2, 'A', 0n), row(3, 'B', 900n), row(4, 'C', 1000n), row(5, 'D', 1000n), row(6, 'E', 3000n), row(7, 'F', 10_000n), row(8, 'G', 20_000n), row(9, 'H', 700n), row(10, 'I', 500n)];
    const own = [entry('A', 800n), entry('B', 0n), entry('C', 1099n), entry('D', 1500n), entry('E', 3500n), entry('F', 11_000n), entry('G', 22_000n), entry('H', 100n), entry('I', 500n)];
    const { causes, sums } = workbookBeside(['basic'], book, own);
    expect(causes).toEqual([
      { kind: 'absent-there', item: 'basic', people: ['A'], sum: 800n },
      { kind: 'absent-here', item: 'basic', people: ['B'], sum: -900n },
      { kind: 'rounding', item: 'basic', people: ['C'], sum: 99n },
      { kind: 'same-amount', item: 'basic', people: ['D', 'E'], sum: 1000n, amount: 500n },
      { kind: 'same-ratio', item: 'basic', people: ['F', 'G'], sum: 3000n, ratio: { n: 11n, d: 10n } },
      { kind: 'single', item: 'basic', people: ['H'], sum: -600n },
    ]);
    expect(sums).toEqual([{ item: 'basic', theirs: 37_100n, ours: 40_499n }]);
  });

  test('causes and people who are on one side only add up to the difference of the totals', () => {
    const money = fc.bigInt({ min: 0n, max: 400n });
    const people = fc.uniqueArray(fc.record({ key: fc.constantFrom(...'ABCDEFGHIJ'), theirs: fc.option(money), ours: fc.option(money) }), { selector: ({ key }) => key });
    fc.assert(fc.property(people, (given) => {
      const book = given.flatMap(({ key, theirs }, index) => (theirs === null ? [] : [row(index + 2, key, theirs)]));
      const own = given.flatMap(({ key, ours }) => (ours === null ? [] : [entry(key, ours)]));
      const { causes, onlyThere, onlyHere, sums: [sum] } = workbookBeside(['basic'], book, own);
      const basic = (entries: readonly Entry[]) => sumMoney(entries.map((each) => each.amounts.get('basic') as bigint));
      expect(sumMoney(causes.map((each) => each.sum)) + basic(onlyHere) - basic(onlyThere)).toBe(sum!.ours - sum!.theirs);
    }), { numRuns: 300 });
  });
});
