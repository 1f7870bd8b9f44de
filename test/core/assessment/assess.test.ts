import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assess, checkValues, comparesPeers, explainScore, failedYears, type UnitFacts } from '../../../server/core/assessment/assess.ts';
import type { Indicator } from '../../../server/core/assessment/indicator.ts';
import { compare, parseRate } from '../../../server/core/rate.ts';
import { refused } from '../policy/kit.ts';
import { compiled, indicatorsOf, input, plain, unit } from './kit.ts';

const quality = plain('quality', { method: 'proportional', full: 'quality_least', worth: '100' }, 'more', { type: 'score', at_least: '90' });
const cost = plain('cost', { method: 'lowest', worth: '100', peers: 'level' }, 'less');
const scheme = compiled([[quality, '0.7'], [cost, '0.3']]);
const alone = compiled([[quality, '1']]);

const three = [unit('A', { quality_in: '90', cost_in: '10' }), unit('B', { quality_in: '45', cost_in: '20' }), unit('C', { quality_in: '99', cost_in: '40' }, ['fraud'])];
const totals = (units: readonly UnitFacts[]) => assess(scheme, units).units.map(({ unit: code, total, grade, failed, rank }) => [code, total, grade, failed, rank]);

describe('a round', () => {
  test('is scored, graded and ranked; a veto makes it nothing', () => {
    expect(totals(three)).toEqual([['A', '100', 'excellent', false, 1], ['B', '50', 'failed', true, 2], ['C', '0', 'failed', true, 3]]);
  });

  test('tells lines with targets, and means of peers', () => {
    const { units, means, faults } = assess(scheme, three);
    expect(units[1]?.lines).toEqual([
      { indicator: 'quality', value: '45.00', score: '50.00', met: false, faults: [] }, { indicator: 'cost', value: '20.00', score: '50.00', met: null, faults: [] }]);
    expect([...means.get('A') ?? []]).toEqual([['quality', '83.33'], ['cost', '58.33'], ['total', '50.00']]);
    expect(faults).toEqual([]);
  });

  test('compares units of one level with each other alone; equal totals share a rank', () => {
    const { units } = assess(alone, [unit('A', { quality_in: '80' }), unit('B', { quality_in: '80' }), unit('C', { quality_in: '70' }), unit('D', { quality_in: '10' }, [], 'B')]);
    expect(units.map(({ rank, peers }) => [rank, peers])).toEqual([[1, 3], [1, 3], [3, 3], [1, 1]]);
  });

  test('scores what it can of a unit that lacks values, and no total', () => {
    const { units } = assess(scheme, [three[0] as UnitFacts, unit('B', { quality_in: '45', cost_in: ' ' })]);
    expect(units[1]).toMatchObject({ missing: ['cost_in'], total: null, grade: null, failed: null, rank: null, peers: 1, lines: [{ score: '50.00' }, { score: null }] });
  });

  test('tells why it cannot be scored, and scores the other lines', () => {
    const best = compiled([[quality, '0.5'], [plain('most', { method: 'best', worth: '100' }), '0.5']]);
    const { units, faults } = assess(best, [unit('A', { quality_in: '45', most_in: '0' }), unit('B', { quality_in: '45' })]);
    expect(faults.map(({ code }) => code)).toEqual(['PEERS_ALL_ZERO']);
    expect(units[0]?.lines.map(({ score, faults: told }) => [score, told.map(({ code }) => code)])).toEqual([['50.00', []], [null, ['PEERS_ALL_ZERO']]]);
    expect(units[1]?.lines[1]).toMatchObject({ score: null, faults: [] });
  });

  test('refuses a score beyond 0 and 100', () => {
    const { faults } = assess(compiled([[plain('bonus', { formula: 'bonus_in' }), '1']]), [unit('A', { bonus_in: '120' })]);
    expect(faults).toMatchObject([{ code: 'SCORE_OUT_OF_BOUNDS', at: 'bonus_bounds', values: { rows: 'A' } }]);
  });

  test('an input with a default may be left out', () => {
    const optional: Indicator = { ...quality, inputs: [input('quality_in'), input('extra', { type: 'score', default: '5', title: { zh: '加分', en: 'Extra' } })], value: 'quality_in + extra' };
    expect(assess(compiled([[optional, '1']]), [unit('A', { quality_in: '40' })]).units[0]?.total).toBe('50');
  });

  test('of nobody is empty', () => {
    expect(assess(scheme, [])).toEqual({ units: [], means: new Map(), faults: [] });
  });
});

const mark = fc.integer({ min: 0, max: 100 }).map(String);
const drawn = fc.uniqueArray(fc.record({ code: fc.stringMatching(/^[A-Z]{1,3}$/), quality: mark, cost: mark, level: fc.constantFrom('x', 'y'), veto: fc.boolean() }), { selector: ({ code }) => code, minLength: 1, maxLength: 8 });
const factsOf = (rows: typeof drawn extends fc.Arbitrary<infer T> ? T : never) => rows.map((row) => unit(row.code, { quality_in: row.quality, cost_in: row.cost }, row.veto ? ['accident'] : [], row.level));

describe('always', () => {
  test('a score lies between 0 and 100, and so does the total', () => {
    fc.assert(fc.property(drawn, (rows) => {
      for (const { total, lines, grade } of assess(scheme, factsOf(rows)).units) {
        for (const score of [total, ...lines.map((line) => line.score)]) expect([compare(parseRate(String(score), ''), parseRate('0', '')) >= 0, compare(parseRate(String(score), ''), parseRate('100', '')) <= 0]).toEqual([true, true]);
        expect(grade).not.toBeNull();
      }
    }), { numRuns: 20 });
  });

  test('the order of units changes nothing', () => {
    fc.assert(fc.property(drawn.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))), ([rows, shuffled]) => {
      const sorted = (units: readonly { unit: string }[]) => units.toSorted((a, b) => (a.unit < b.unit ? -1 : 1));
      const [one, other] = [assess(scheme, factsOf(rows)), assess(scheme, factsOf(shuffled))];
      expect(sorted(other.units)).toEqual(sorted(one.units));
      for (const [level, means] of one.means) expect(new Map(other.means.get(level))).toEqual(new Map(means));
    }), { numRuns: 20 });
  });

  const every = ['district-2020', 'sichuan-supervision', 'xinyi-2011', 'yangzhou-2020'].flatMap((name) => [...indicatorsOf(name).values()]);

  const readable = (text: string) => parseRate(text.replaceAll(',', ''), '');

  test.each(every.filter(({ direction }) => direction !== 'range').map((indicator): [string, Indicator] => [`${indicator.library} ${indicator.id}`, indicator]))('what is better by its direction never scores less: %s', (_name, indicator) => {
    const ready = compiled([[indicator, '1']]);
    const number = fc.integer({ min: 1, max: 99 });
    const drawn = indicator.inputs.map(({ definition }) => (definition.type === 'option' ? fc.constant('primary') : definition.type === 'share' ? number.map((n) => `${n}%`) : number.map(String)));
    const values = fc.tuple(...drawn).map((texts) => Object.fromEntries(indicator.inputs.map(({ id }, index) => [id, texts[index] as string])));
    fc.assert(fc.property(fc.array(values, { minLength: 20, maxLength: 20 }), (rows) => {
      const lines = assess(ready, rows.map((row, index) => unit(`u${index}`, row))).units.map(({ lines: [line] }) => ({ value: readable(String(line?.value)), score: readable(String(line?.score)) }));
      const ordered = lines.toSorted((a, b) => compare(a.value, b.value) * (indicator.direction === 'more' ? 1 : -1) || compare(a.score, b.score));
      for (const [index, { score }] of ordered.entries()) expect(index === 0 || compare((ordered[index - 1] as { score: typeof score }).score, score) <= 0).toBe(true);
    }), { numRuns: 3 });
  });
});

test('whether a scheme compares peers', () => {
  expect([comparesPeers(scheme), comparesPeers(alone)]).toEqual([true, false]);
});

describe('values', () => {
  test('are checked as their inputs say', () => {
    checkValues(scheme, { quality_in: '45.5' });
    expect(refused(() => checkValues(scheme, { quality_in: 'x', cost_in: '-1', gone: '1' }))).toEqual(['quality_in NUMBER_UNREADABLE', 'cost_in BELOW_LIMIT', 'gone INPUT_UNKNOWN']);
  });
});

describe('an explanation', () => {
  test('of a total goes down to the values and where they come from', () => {
    const told = explainScore(scheme, three, 'B', 'total', { 'units/B/quality_in': '复核' });
    expect([told.value, told.inputs.map(({ name }) => name)]).toEqual(['50', ['quality_score', 'cost_score', 'veto_fraud', 'veto_accident']].map((each) => (Array.isArray(each) ? expect.arrayContaining(each.slice(0, 2)) : each)));
    const value = told.inputs.find(({ name }) => name === 'quality_score')?.inputs.find(({ name }) => name === 'quality');
    expect(value?.inputs[0]).toMatchObject({ name: 'quality_in', value: '45', origin: '复核' });
  });

  test('of a line is there although the unit lacks values of others', () => {
    expect(explainScore(scheme, [unit('A', { quality_in: '45' })], 'A', 'quality_score')).toMatchObject({ value: '50.00', row: 'A' });
  });

  test.each([['total', 'unit VALUES_MISSING'], ['cost_score', 'unit VALUES_MISSING']])('of %s is refused where values are missing', (step, told) => {
    expect(refused(() => explainScore(scheme, [unit('A', { quality_in: '45' })], 'A', step))).toEqual([told]);
  });

  test('of nobody is refused', () => {
    expect(refused(() => explainScore(scheme, three, 'Z', 'total'))).toEqual(['unit UNIT_UNKNOWN']);
  });
});

test.each([
  [[], 0], [[[2026, true]], 1], [[[2026, true], [2025, true]], 2], [[[2026, true], [2024, true]], 1], [[[2026, false], [2025, true]], 0], [[[2025, true]], 0],
] as Array<[Array<[number, boolean]>, number]>)('failed years of %j: %i', (finals, years) => {
  expect(failedYears(finals.map(([year, failed]) => ({ year, failed })), 2026)).toBe(years);
});
