/** Whole years driven through the verbs; what they post is kept as a table beside this file. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeCounty, type County } from '../kit/county.ts';
import { expectGolden, faultsIn, printedLedger } from '../kit/ledger.ts';
import { paidYear, settledYear } from '../kit/year.ts';
import { exported, verdictOf } from '../kit/export.ts';

let county: County;
beforeAll(async () => { county = await makeCounty(); });
afterAll(() => county.close());

test('budget and settlement of the county', async () => {
  await settledYear(county.county);
  expectGolden(new URL('ningqiang.txt', import.meta.url), await printedLedger(county, county.county));
  expect(await faultsIn(county, county.county)).toEqual([]);
  expect(verdictOf(await exported(county, county.county)).summary).toMatchObject({ region: 610726, runs: 2, entries: 2, sequence: 2 });
});

test('a year of pay of a township hospital', async () => {
  await paidYear(county.banner);
  expectGolden(new URL('ewenki.txt', import.meta.url), await printedLedger(county, county.banner));
  expect(await faultsIn(county, county.banner)).toEqual([]);
  expect(verdictOf(await exported(county, county.banner)).summary).toMatchObject({ region: 150724, runs: 14, entries: 14, sequence: 14 });
});
