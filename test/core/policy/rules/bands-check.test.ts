/** What a list of bands must cover: all that the limits of the policy allow, and no more. */
import { describe, expect, test } from '@jest/globals';
import { pure } from '../../../../server/core/feel/unit.ts';
import { checkPolicy } from '../../../../server/core/policy/check.ts';
import { troubleValues } from '../../../../server/core/policy/rules/bands-check.ts';
import { rate } from '../../../../server/core/rate.ts';
import { changed, small } from '../kit.ts';

/** The faults of a policy that bands a score with these limits, without warnings. */
function codes(limits: string, edge: string, table: string): string[] {
  const score = `  score: { type: score, ${limits}default: 70, title: { zh: 得分, en: Score } }\n  consortia:\n    type: table`;
  const step = `  - { id: banded, bands: score, edge: ${edge}, reads: value, table: [ ${table} ], why: s1, title: { zh: 分档, en: Banded } }\n  - { id: package,`;
  const { faults } = checkPolicy(changed(small, ['  consortia:\n    type: table', score], ['  - { id: package,', step]));
  return faults.filter(({ severity }) => severity !== 'warning').map(({ code, values }) => `${code} ${String(values['found'] && (values['found'] as { en: string }).en)}`);
}

const from60 = '{ from: 60, to: 80, gives: 1 }, { from: 80, gives: 2 }';
const to100 = '{ to: 80, gives: 1 }, { from: 80, to: 100, gives: 2 }';

describe('the ends', () => {
  test.each([
    ['at_least: 60, ', 'from', from60, []],
    ['at_least: 60, ', 'to', from60, ['BANDS_END_OPEN 60']],
    ['at_least: 60.01, ', 'to', from60, []],
    ['at_least: 59.99, ', 'from', from60, ['BANDS_END_OPEN 59.99']],
    ['', 'from', from60, ['BANDS_END_OPEN 0']],
    ['at_least: none, ', 'from', from60, ['BANDS_END_OPEN 59']],
    ['at_least: none, ', 'to', from60, ['BANDS_END_OPEN 60']],
    ['at_most: 100, ', 'to', to100, []],
    ['at_most: 100, ', 'from', to100, ['BANDS_END_OPEN 100']],
    ['at_most: 99.99, ', 'from', to100, []],
    ['at_most: 100.01, ', 'to', to100, ['BANDS_END_OPEN 100.01']],
    ['', 'to', to100, ['BANDS_END_OPEN 101']],
    ['', 'from', to100, ['BANDS_END_OPEN 100']],
    ['', 'from', '{ from: 0, gives: 1 }', []],
    ['', 'from', '{ gives: 1 }', []],
  ])('%s edge %s, %s: %j', (limits, edge, table, expected) => {
    expect(codes(limits, edge, table)).toEqual(expected);
  });
});

test('a trouble is told with the number of the band, from 1', () => {
  expect(troubleValues({ code: 'BANDS_GAP', index: 0, to: rate(1n), from: rate(2n), found: rate(3n, 2n) }, pure)).toEqual({ band: '1', to: '1', from: '2', found: '1.5' });
  expect(troubleValues({ code: 'BAND_BACKWARDS', index: 1, to: rate(1n), from: rate(2n) }, pure)).toEqual({ band: '2', to: '1', from: '2' });
});
