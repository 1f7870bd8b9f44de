/** Pay that rests on what it may not be tied to, however deep. */
import { describe, expect, test } from '@jest/globals';
import { bases, basisOf, basisWords, saysBasis } from '../../../server/core/policy/bases.ts';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { compilePolicy } from '../../../server/core/policy/compiled.ts';
import { refuseBases, searchBases } from '../../../server/core/policy/pay-bases.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { stepReads } from '../../../server/core/policy/step-reads.ts';
import { say } from '../../../server/core/refusal.ts';
import { policyOf } from './kit.ts';
import { faults, hospital, refusal, step } from './rules/hospital.ts';

const income = '  drugs: { type: money, default: 0, basis: drug-income, title: { zh: 药费, en: Drug bills } }\n';
const options = 'options: { none: { zh: 无, en: None }, drug-income: { zh: 药品, en: Drugs } }';
const given = `  indicators:
    type: table
    key: indicator
    title: { zh: 指标, en: Indicators }
    columns:
      kind: { type: option, ${options}, title: { zh: 性质, en: Kind } }
      score: { type: score, title: { zh: 得分, en: Score } }
`;
const fixed = `  indicators:
    type: table
    key: indicator
    why: s1
    title: { zh: 指标, en: Indicators }
    columns:
      kind: { type: option, ${options}, title: { zh: 性质, en: Kind } }
      score: { type: score, title: { zh: 得分, en: Score } }
    rows: [ { indicator: 满意度, kind: none, score: 1 }, { indicator: 药占比, kind: drug-income, score: 2 } ]
`;
/** The hospital with a further fact, or a further parameter. */
const withFact = (text: string, fact: string): string => text.replace('facts:\n', `facts:\n${fact}`);
const withParameter = (text: string, parameter: string): string => text.replace('parameters:\n', `parameters:\n${parameter}`);
const deep = step('kept', 'formula: drugs / 2') + step('points_of', 'each: staff, formula: kept * factor') + step('pay', 'each: staff, formula: points_of, pays: staff');
const told = (text: string): string[] => checkPolicy(text).faults.filter(({ severity }) => severity !== 'warning').map((fault) => `${fault.at} ${say(fault, 'en')}`);

describe('a basis that pay may not have', () => {
  test('is found however deep, with the way to it', () => {
    expect(told(withFact(hospital(deep), income))).toEqual([
      'steps.pay "pay" is paid to staff, but depends on "Drug bills", income from drugs (pay → points_of → kept → drugs); pay may not be tied to it.',
    ]);
  });

  test('is told of every amount that pays', () => {
    const both = deep + step('award', 'each: staff, formula: points_of, pays: staff');
    expect(told(withFact(hospital(both), income)).map((fault) => fault.split(' ')[0])).toEqual(['steps.pay', 'steps.award']);
  });

  test('is no matter where nobody is paid', () => {
    expect(told(withFact(hospital(deep.replace(', pays: staff', '')), income))).toEqual([]);
  });

  test.each<[string, string, { before?: string; after?: string }, string]>([
    ['moved at a pay stage', '', { before: 'accounts: { a: { zh: 甲, en: A } }\nstages: { incentive-pay: { signed_by: [hr-bureau], why: s1, moves: [ { amount: pay, from: a, to: a } ] } }\n' }, 'stages.incentive-pay.moves[0]'],
    ['counted in a total', '', { after: 'totals: { t: { title: { zh: 总, en: Total }, why: s1, limit: pool, items: [pay], room: { id: room, title: { zh: 余, en: Room } }, else: warn } }\n' }, 'totals.t.items[0]'],
  ])('is found in what is %s', (_what, _more, around, at) => {
    const text = withFact(hospital(deep.replace(', pays: staff', ''), around), income);
    expect(told(text).map((fault) => fault.split(' ')[0])).toEqual([at]);
  });

  test('is found in conditions, divisions, parameters and columns', () => {
    const gate = step('pay', 'each: staff, where: drugs > 1, formula: claim, pays: staff').replace('drugs > 1', 'drugs > small');
    expect(told(withFact(hospital(gate), income))[0]).toMatch(/\(pay → drugs\)/);
    const column = '      bills: { type: money, default: 0, basis: examination-income, title: { zh: 检查费, en: Bills } }\n';
    const byBills = hospital(step('pay', 'divide: pool, among: staff, by: bills, leftover: largest-remainder, pays: staff')).replace('    columns:\n      unit: {', `    columns:\n${column}      unit: {`);
    expect(told(byBills)[0]).toMatch(/income from examinations and tests \(pay → staff\.bills\)/);
    const target = '  target: { type: money, value: 9.00, basis: revenue-target, why: s1, title: { zh: 目标, en: Target } }\n';
    expect(told(withParameter(hospital(step('pay', 'formula: target, pays: staff')), target))[0]).toMatch(/a revenue target \(pay → target\)/);
  });

  test('in a row of the policy, named by its key', () => {
    const pay = step('merit', 'formula: sum(indicators.score) * pool') + step('pay', 'formula: merit, pays: staff');
    expect(told(withParameter(hospital(pay), fixed))).toEqual([
      'steps.pay "pay" is paid to staff, but depends on "药占比", income from drugs (pay → merit → indicators.score); pay may not be tied to it.',
    ]);
    expect(told(withParameter(hospital(pay), fixed.replace('kind: drug-income', 'kind: none')))).toEqual([]);
    const counted = step('pay', 'formula: count(indicators) * pool, pays: staff');
    expect(told(withParameter(hospital(counted), fixed))[0]).toMatch(/\(pay → indicators\)/);
  });

  test('in a row of the facts it refuses them', () => {
    const text = withFact(hospital(step('pay', 'formula: sum(indicators.score) * pool, pays: staff')), given);
    const row = (kind: string) => ({ indicator: '药占比', kind, score: '1' });
    expect(refusal(text, { pool: '1.00', indicators: [row('none'), { ...row('drug-income'), indicator: 'x' }] })).toEqual(['facts.indicators[1].kind FORBIDDEN_BASIS']);
    const policy = policyOf(text);
    expect(compilePolicy(policy).guarded).toEqual([{ table: 'indicators', column: 'kind', amount: 'pay', path: 'pay → indicators.score' }]);
    expect(() => refuseBases(compilePolicy(policy).guarded, { scalars: new Map(), tables: new Map(), overrides: new Map(), allocated: new Map() })).not.toThrow();
    expect(sentencesOf(policyOf(withFact(hospital(deep.replace(', pays: staff', '')), income))).find(({ at }) => at === 'facts.drugs')?.says)
      .toEqual({ zh: '金额，未给出时为 0.00，属于药品收入，人员绩效不得与之挂钩', en: 'money, if not given 0.00, income from drugs: pay may not be tied to it' });
  });

  test('is one of four, and steps pay staff or nobody', () => {
    expect(Object.keys(basisWords)).toEqual([...bases]);
    expect([basisOf('drug-income'), basisOf('heads')]).toEqual(['drug-income', undefined]);
    expect(saysBasis({ kind: 'option', options: new Map([['revenue-target', { zh: '', en: '' }]]) })).toBe(true);
    expect(saysBasis({ kind: 'money' })).toBe(false);
    expect(faults(step('pay', 'formula: pool, pays: everybody'))).toEqual([expect.stringMatching(/NOT_ONE_OF$/)]);
    const policy = policyOf(hospital(deep.replace('drugs', 'pool').replace('drugs', 'pool')));
    const { symbols } = compilePolicy(policy);
    expect(searchBases(policy, symbols)).toEqual({ faults: [], guarded: [] });
    expect(stepReads(symbols, policy.steps[1] as never)).toEqual([{ name: 'kept' }, { table: 'staff', name: 'factor' }]);
  });
});
