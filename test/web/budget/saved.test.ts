import { expect, test } from '@jest/globals';
import { lessForSaving, packagesIn } from '../../../web/budget/saved.ts';
import { compute } from '../../../web/kit/sheet.ts';
import { exampleSheet } from '../kit/sheets.ts';

test('the packages of a budget are what goes to the accounts of the consortia', () => {
  const sheet = exampleSheet('ningqiang-2018');
  const codes = (sheet.facts['consortia'] as Array<{ consortium: string }>).map(({ consortium }) => consortium);
  const packages = packagesIn(sheet.policy, compute(sheet).printed, codes);
  expect([...packages.keys()]).toEqual(codes);
  expect([...packages.values()].reduce((sum, each) => sum + each, 0n)).toBe(13_708_500_000n);
});

test.each<[string, bigint, string, string[]]>([
  ['saved, and less than last year', 99_99n, '10.00', ['A']],
  ['saved, and as much as last year', 100_00n, '10.00', []],
  ['saved nothing, and less', 99_99n, '0.00', []],
])('%s', (_what, now, surplus, told) => {
  const found = lessForSaving(new Map([['A', now]]), [{ code: 'A', package: '100.00', surplus }, { code: 'gone', package: '5.00', surplus: '1.00' }]);
  expect(found.map(({ code }) => code)).toEqual(told);
});
