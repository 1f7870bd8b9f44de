/** What is wrong with a benefit is told where it stands. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { say } from '../../../server/core/refusal.ts';
import { changed, folder, policyOf } from './kit.ts';

const stay = readFileSync(`${folder}stay.yaml`, 'utf8');
const errors = (...changes: Array<[string, string]>) => checkPolicy(changed(stay, ...changes)).faults.filter(({ severity }) => severity !== 'warning');
const codes = (...changes: Array<[string, string]>) => errors(...changes).map(({ code, at }) => `${at} ${code}`);
const payers = '{ patient: own, pool: fund, medical-aid: aided }';

test('a benefit is read with its payers in the order in which they are told', () => {
  const benefit = policyOf(stay).benefits.get('stay');
  expect(benefit).toMatchObject({ id: 'stay', table: 'stays', bill: { amount: 'cost' }, why: ['s1'] });
  expect(benefit?.payers.map(({ payer, amount }) => [payer, amount])).toEqual([['pool', 'fund'], ['medical-aid', 'aided'], ['patient', 'own']]);
  expect(benefit?.shows.map(({ amount }) => amount)).toEqual(['above', 'ratio', 'big']);
});

test('a bill is used, and so are amounts that payers pay', () => {
  const warned = (text: string) => checkPolicy(text).faults.map(({ values }) => values['name']);
  expect(warned(stay)).toEqual([]);
  const unbilled = changed(stay, ['      note:', '      unread: { type: money, default: 0.00, title: { zh: 未读, en: Unread } }\n      note:']);
  expect(warned(unbilled)).toEqual(['stays.unread']);
});

describe('refused is', () => {
  test.each<[string, string[], ...Array<[string, string]>]>([
    ['a table that there is not', ['benefits.stay TABLE_UNKNOWN'], ['    each: stays\n    bill', '    each: stais\n    bill']],
    ['a table of the policy itself', ['benefits.stay TABLE_UNKNOWN'], ['    each: stays\n    bill', '    each: schemes\n    bill']],
    ['a bill that is no column', ['benefits.stay.bill BENEFIT_AMOUNT_UNKNOWN'], ['bill: cost', 'bill: budgets']],
    ['a bill that is no money', ['benefits.stay.bill BENEFIT_NOT_MONEY'], ['bill: cost', 'bill: ratio']],
    ['a bill that is no number', ['benefits.stay.bill BENEFIT_NOT_MONEY'], ['bill: cost', 'bill: level']],
    ['a payer nobody knows', ['benefits.stay.payers.insurer NOT_ONE_OF'], ['pool: fund', 'insurer: fund']],
    ['a part that no step gives', ['benefits.stay.payers.pool BENEFIT_AMOUNT_UNKNOWN'], ['pool: fund', 'pool: cost']],
    ['a part that is no money', ['benefits.stay.payers.pool BENEFIT_NOT_MONEY'], ['pool: fund', 'pool: growth']],
    ['an amount to show that there is not', ['benefits.stay.shows[2] BENEFIT_AMOUNT_UNKNOWN'], ['[above, ratio, big]', '[above, ratio, bigg]']],
    ['no payer at all', ['benefits.stay FIELD_MISSING'], [`    payers: ${payers}\n`, '']],
    ['no bill', ['benefits.stay FIELD_MISSING'], ['    bill: cost\n', '']],
    ['no source', ['benefits.stay WHY_MISSING'], ['    why: s1\n    each: stays\n    bill', '    each: stays\n    bill']],
    ['a name that is none', ['benefits.1st NAME_NOT_VALID'], ['  stay:\n    title: { zh: 住院报销', '  1st:\n    title: { zh: 住院报销']],
    ['another key', ['benefits.stay.pay KEY_UNKNOWN'], [`payers: ${payers}`, `payers: ${payers}\n    pay: x`]],
  ])('%s', (_what, expected, ...changes) => expect(codes(...changes)).toEqual(expected));

  test('what another fault has spoilt is not told again', () => {
    expect(codes(['formula: above * ratio', 'formula: above * nothing'])).toEqual(['steps.fund.formula FORMULA_UNKNOWN_NAME']);
    expect(codes(['    title: { zh: 住院, en: Stay }\n    columns', '    titel: { zh: 住院, en: Stay }\n    columns'])).toEqual(['facts.stays FIELD_MISSING', 'facts.stays.titel KEY_UNKNOWN']);
  });
});

describe('one stay rests on its own row: refused is', () => {
  const by = (...changes: Array<[string, string]>) => errors(...changes).filter(({ code }) => code === 'BENEFIT_ROWS_TOGETHER').map(({ values }) => values['by']);
  const aided = 'formula: (cost - fund) * aid, why';
  test.each<[string, string, string]>([
    ['a sum of all rows', 'aided', 'formula: sum(stays.cost) * aid, why'],
    ['a count of all rows', 'aided', 'formula: (cost - fund) * aid / count(stays.stay), why'],
    ['an amount that looks at another table', 'budgets', 'formula: per_head * heads * aid, why'],
    ['a division among the rows', 'aided', 'divide: deductible, among: stays, by: 1, leftover: largest-remainder, why'],
    ['claims on one pool', 'aided', 'prorate: cost - fund, among: stays, pool: deductible, unpaid: { id: unpaid, title: { zh: 未付, en: Unpaid } }, left: { id: left, title: { zh: 余, en: Left } }, leftover: largest-remainder, why'],
    ['a slope', 'aided', 'solve: deductible, among: stays, times: 1, slope: { id: slope, title: { zh: 斜率, en: Slope } }, leftover: largest-remainder, why'],
  ])('%s', (_what, name, formula) => {
    const each = /^(divide|prorate|solve)/.test(formula) ? '' : 'each: stays, ';
    expect(by([`id: aided, each: stays, ${aided}`, `id: aided, ${each}${formula}`])).toContain(name);
  });

  test.each(['best', 'lowest', 'mean'])('a score against peers, method %s; one that looks at its own row is none', (method) => {
    const scored = `  - { id: scored, each: stays, score: cost, method: ${method}, worth: 1, why: s1, title: { zh: 分, en: Score } }\n`;
    expect(by([`  - { id: own,`, `${scored}  - { id: own,`], ['shows: [above,', 'shows: [scored,'])).toEqual(['scored']);
    const own = changed(scored, [`method: ${method}, worth: 1`, 'method: linear, at: 0, worth: 1, per: 1, adds: 1']);
    expect(by([`  - { id: own,`, `${own}  - { id: own,`], ['shows: [above,', 'shows: [scored,'])).toEqual([]);
  });

  test('a reference to rows of the facts', () => {
    expect(by(['scheme: { type: reference, table: schemes', 'scheme: { type: reference, table: hospitals'], ['then scheme.scheme_ratio else scheme.scheme_ratio - cut', 'then 1 else if scheme.budget > 0 then 1 else cut'])).toContain('scheme');
    expect(by(['      note:', '      at: { type: reference, table: hospitals, title: { zh: 医院, en: Hospital } }\n      note:'], ['if referred or', 'if at = at or referred or'])).toContain('at');
  });

  test('a table named as such', () => {
    const examples = ['gives: { fund: { a: 500.00, b: 400.00 }, aided: { a: 60.00, b: 20.00 }, own: { a: 540.00, b: 180.00 }, ', 'gives: { '] as [string, string];
    expect(by([aided, 'formula: (cost - fund) * aid * count(stays) / 2, why'], examples)).toEqual(['aided', 'aided']);
    expect(errors([aided, 'formula: (cost - fund) * aid * count(schemes) / 2, why'], examples)).toEqual([]);
  });
});

describe('payers add up to the bill', () => {
  test('else the example that shows it is told, with the row and the difference', () => {
    const [fault] = errors(['formula: cost - fund - aided', 'formula: cost - fund'], ['own: { a: 540.00, b: 180.00 }', 'own: { a: 600.00, b: 200.00 }']);
    expect([fault?.code, fault?.at, fault && say(fault, 'en')]).toEqual([
      'BENEFIT_NOT_WHOLE', 'benefits.stay', 'Row a of the example "Two stays": the bill is 1100.00 yuan and the payers come to 1160.00, 60.00 apart; payers must add up to the bill.',
    ]);
  });

  test('and nobody pays less than nothing', () => {
    const [fault] = errors(['decisions: { aid: 10%', 'decisions: { aid: 150%'], ['aided: { a: 60.00, b: 20.00 }, own: { a: 540.00, b: 180.00 }', 'aided: { a: 900.00 }, own: { a: -300.00 }'], ['other: 50% }\n', 'other: 50% }\n    blocks: [aid_little]\n']);
    expect([fault?.code, fault && say(fault, 'zh')]).toEqual(['BENEFIT_PART_NEGATIVE', '算例“两次”的 a：个人支付 -300.00 元；任何一方都不能付负数。']);
  });
});

test('the policy tells who bears the bill, given or worked out', () => {
  const says = (...changes: Array<[string, string]>) => sentencesOf(policyOf(changed(stay, ...changes))).filter(({ section }) => section === 'benefits');
  expect(says()).toEqual([{
    at: 'benefits.stay', section: 'benefits', title: { zh: '住院报销', en: 'Stay' }, why: ['s1'],
    says: { zh: '费用由各方支付：统筹基金付基金，医疗救助（民政）付救助，个人付自付', en: 'Cost is borne by: Pooled fund (Fund), Medical aid (civil affairs) (Aid), Patient (Own)' },
  }]);
  const made = '  - { id: own, each: stays, formula: cost - fund - aided, why: s1, title: { zh: 自付, en: Own } }\n';
  const counted = '  - { id: counted, each: stays, formula: cost * 1, why: s1, title: { zh: 计入, en: Counted } }\n';
  expect(says([made, made + counted], ['bill: cost', 'bill: counted'])[0]?.says.zh).toMatch(/^计入由各方支付/);
});
