/** Two policies side by side. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { changesBetween, differencesBetween, gainsBetween, receiptsOf, sayChange, sayDifference, type Outcome } from '../../../server/core/policy/compare.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import type { RawDecisions, RawFacts } from '../../../server/core/policy/policy.ts';
import { changed, policyOf, small } from './kit.ts';

const facts: RawFacts = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3', spent: '1.00' }, { consortium: 'B', heads: '4' }] };
const given = ', distributed: { A: 1489.60 }';
const free = changed(small, [given, '']).replace(/^ +labels:.*\n/m, '');
const generous = changed(free, ['value: 80%', 'value: 85%']);

function outcome(text: string, run: RawFacts = facts, decisions: RawDecisions = {}): Outcome {
  const policy = policyOf(text);
  return { policy, evaluation: evaluate(policy, run, decisions) };
}

describe('what reads otherwise', () => {
  const english = (before: string, after: string) => changesBetween(policyOf(before), policyOf(after)).map((change) => sayChange(change).en);

  test('nothing, between a policy and itself', () => {
    expect(changesBetween(policyOf(small), policyOf(small))).toEqual([]);
  });

  test('a figure, in both languages', () => {
    const [change] = changesBetween(policyOf(free), policyOf(generous));
    expect(change).toMatchObject({ at: 'parameters.kept', section: 'parameters' });
    expect(sayChange(change!)).toEqual({ zh: '分配比例：80% → 85%', en: 'Distributed share: 80% → 85%' });
  });

  test('a sentence that differs in one language only', () => {
    const text = changed(free, ['zh: 标准', 'zh: 标准二'].every((each) => free.includes(each)) ? ['zh: 标准', 'zh: 标准二'] : ['{ zh: 筹资, en: Financing }', '{ zh: 筹资额, en: Financing }']);
    expect(changesBetween(policyOf(free), policyOf(text)).map(({ at }) => at)).toEqual(['steps.carving', 'steps.risk', 'steps.budget']);
  });

  test('what is new and what is gone', () => {
    const bonus = changed(free, ['checks:\n', '  - { id: bonus, formula: budget * 0.01, why: s1, title: { zh: 奖金, en: Bonus } }\nchecks:\n']);
    expect(english(free, bonus)).toEqual(['Bonus: new: Global × 0.01'.replace('Global', 'Budget')]);
    expect(english(bonus, free)).toEqual(['Bonus: Budget × 0.01 → gone']);
    expect(sayChange(changesBetween(policyOf(bonus), policyOf(free))[0]!).zh).toBe('奖金：总额 × 0.01 → 取消');
  });
});

describe('what it comes to in money', () => {
  test('row by row and in all, only where something differs', () => {
    const differences = differencesBetween(outcome(free), outcome(generous));
    expect(differences.map(({ amount, rows, total }) => [amount, rows.map(({ key, from, to, difference }) => [key, from, to, difference]), total])).toEqual([
      ['distributed', [['A', 148_960n, 158_270n, 9_310n], ['B', 198_720n, 211_140n, 12_420n]], 21_730n],
      ['development', [['A', 37_240n, 27_930n, -9_310n], ['B', 49_680n, 37_260n, -12_420n]], -21_730n],
    ]);
    expect(differences.map((each) => sayDifference(each))).toEqual([
      { zh: '用于分配：2 个医共体有变化，合计 +¥217.30', en: 'Distributed: 2 × Consortium change, +¥217.30' },
      { zh: '发展：2 个医共体有变化，合计 −¥217.30', en: 'Development: 2 × Consortium change, −¥217.30' },
    ]);
  });

  test('of a single amount; an amount that is no money or that is new is left out', () => {
    const more = changed(free, ['formula: standard * sum(consortia.heads)', 'formula: standard * sum(consortia.heads) + 1000.00 * extra'], ['parameters:\n', 'parameters:\n  extra: { type: money, value: 1.00, why: s1, title: { zh: 加, en: Extra } }\n'], ['+ 1000.00 * extra', '+ 1000 * extra'], ['gives: { financing: 4830.00, package: { A: 1863.00, B: 2484.00 } }', 'gives: { financing: 5830.00 }']);
    const counted = changed(more, ['checks:\n', '  - { id: people, formula: sum(consortia.heads), why: s1, title: { zh: 人数, en: People } }\nchecks:\n']);
    const [financing, ...others] = differencesBetween(outcome(free), outcome(counted));
    expect(sayDifference(financing!)).toEqual({ zh: '筹资：+¥1,000.00', en: 'Financing: +¥1,000.00' });
    expect(others.map(({ amount }) => amount)).not.toContain('people');
    expect(differencesBetween(outcome(counted), outcome(changed(counted, ['sum(consortia.heads), why: s1, title: { zh: 人数', 'sum(consortia.heads) + 1 * heads1, why: s1, title: { zh: 人数'], ['facts:\n', 'facts:\n  heads1: { type: count, default: 1, title: { zh: 一, en: One } }\n'])))).toEqual([]);
  });

  test('where only one side has a row', () => {
    const fewer: RawFacts = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3' }, { consortium: 'C', heads: '4' }] };
    const [rows] = differencesBetween(outcome(free), outcome(free, fewer)).filter(({ amount }) => amount === 'package').map((each) => each.rows);
    expect(rows).toEqual([{ key: 'B', from: 248_400n, difference: -248_400n }, { key: 'C', to: 248_400n, difference: 248_400n }]);
  });

  test('of rows that the policy itself fixes', () => {
    const levels = (rate: string) => changed(free, ['parameters:\n', `parameters:\n  levels: { type: table, key: level, why: s1, title: { zh: 级别, en: Level }, columns: { worth: { type: money, title: { zh: 值, en: Worth } } }, rows: [ { level: one, worth: ${rate} }, { level: two, worth: 1.00 } ] }\n`],
      ['checks:\n', '  - { id: twice, each: levels, formula: worth * 2, why: s1, title: { zh: 两倍, en: Twice } }\nchecks:\n']);
    expect(differencesBetween(outcome(levels('2.00')), outcome(levels('3.00'))).map((each) => sayDifference(each).en)).toEqual(['Twice: 1 × Level change, +¥2.00']);
  });
});

describe('who gains and who loses', () => {
  const preset = (id: string) => readFileSync(new URL(`../../../seeds/policies/${id}.yaml`, import.meta.url), 'utf8');

  test('adds up, for each row, what moves at the stages', () => {
    const policy = policyOf(preset('ewenki-2010'));
    const { facts: given0, decisions } = policy.examples[0]!;
    const before: Outcome = { policy, evaluation: evaluate(policy, given0, decisions) };
    expect(receiptsOf(before).get('staff_number')!.size).toBe(5);
    const receipts = receiptsOf(before, ['incentive-pay']).get('staff_number')!;
    const names = new Map((given0['staff'] as Array<Record<string, string>>).map((row) => [row['staff_number']!, row]));
    expect([...receipts.keys()].every((key) => names.has(key))).toBe(true);
    const points = (given0['staff'] as Array<Record<string, string>>).map((row) => (row['points'] === undefined ? row : { ...row }));
    const same = gainsBetween(before, { policy, evaluation: evaluate(policy, { ...given0, staff: points }, decisions) });
    expect([...same.values()].every(({ rows, total }) => rows.length === 0 && total === 0n)).toBe(true);
  });

  test('what goes out of a row\'s own account is taken off, what stays in them counts for nothing', () => {
    const text = changed(free, ['steps:\n', `accounts: { pool: { zh: 池, en: Pool }, package: { zh: 包, en: Package }, growth: { zh: 发展, en: Growth }, people: { zh: 人, en: People } }
stages:
  budget: { signed_by: [finance-bureau], why: s1, moves: [ { amount: package, from: pool, to: "package/{consortium}" } ] }
  settlement:
    signed_by: [finance-bureau]
    why: s1
    moves:
      - { amount: distributed, from: "package/{consortium}", to: people }
      - { amount: development, from: "package/{consortium}", to: "growth/{consortium}" }
steps:\n`]);
    const receipts = receiptsOf(outcome(text)).get('consortium')!;
    expect([...receipts]).toEqual([['A', 186_300n - 148_960n], ['B', 248_400n - 198_720n]]);
    expect(receiptsOf(outcome(text), ['pay-total']).size).toBe(0);
  });

  test('also of rows that the policy itself fixes', () => {
    const text = changed(free, ['parameters:\n', 'parameters:\n  levels: { type: table, key: level, why: s1, title: { zh: 级别, en: Level }, columns: { worth: { type: money, title: { zh: 值, en: Worth } } }, rows: [ { level: one, worth: 2.00 } ] }\n'],
      ['steps:\n', 'accounts: { pool: { zh: 池, en: Pool }, share: { zh: 份, en: Share } }\nstages: { settlement: { signed_by: [finance-bureau], why: s1, moves: [ { amount: twice, from: pool, to: share } ] } }\nsteps:\n  - { id: twice, each: levels, formula: worth * 2, why: s1, title: { zh: 两倍, en: Twice } }\n']);
    expect(receiptsOf(outcome(text))).toEqual(new Map([['level', new Map([['one', 400n]])]]));
  });

  test('for two policies of two places, by the name of the key', () => {
    const paying = (share: string) => changed(free, ['value: 80%', `value: ${share}`], ['steps:\n', `accounts: { pool: { zh: 池, en: Pool }, share: { zh: 份, en: Share } }
stages: { settlement: { signed_by: [finance-bureau], why: s1, moves: [ { amount: distributed, from: pool, to: "share/{consortium}" }, { amount: budget, from: pool, to: share } ] } }
steps:\n`]);
    const gains = gainsBetween(outcome(paying('80%')), outcome(paying('85%'), { ...facts, consortia: [...(facts['consortia'] as Array<Record<string, string>>).slice(0, 1), { consortium: 'C', heads: '4' }] }));
    expect(gains).toEqual(new Map([['consortium', { rows: [
      { key: 'A', from: 148_960n, to: 158_270n, difference: 9_310n },
      { key: 'B', from: 198_720n, difference: -198_720n },
      { key: 'C', to: 211_140n, difference: 211_140n },
    ], total: 21_730n }]]));
    expect(gainsBetween(outcome(free), outcome(paying('80%'))).get('consortium')?.total).toBe(347_680n);
    expect(gainsBetween(outcome(paying('80%')), outcome(free)).get('consortium')?.total).toBe(-347_680n);
  });
});
