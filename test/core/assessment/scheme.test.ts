import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inOrder } from '../../../server/core/assessment/policy-text.ts';
import { compileScheme, schemeFaults, shareOfPercent, weightsTotal } from '../../../server/core/assessment/scheme.ts';
import type { Scheme } from '../../../server/core/assessment/indicator.ts';
import { formatPercent, formatRate } from '../../../server/core/rate.ts';
import { say } from '../../../server/core/refusal.ts';
import { grades, input, plain, schemeOf } from './kit.ts';
import { refused } from '../policy/kit.ts';

const a = plain('a', { method: 'best', worth: '100' });
const b = plain('b', { method: 'lowest', worth: '100' }, 'less');
const words = { zh: '甲', en: 'x' };

test('a scheme that weighs to a whole compiles to a policy without faults', () => {
  const { policy, inputs, alone } = compileScheme(schemeOf([[a, '0.6'], [b, '0.4']]));
  expect(policy.steps.map(({ id }) => id)).toEqual(['a', 'a_score', 'b', 'b_score', 'total', 'grade', 'failed']);
  expect([...inputs.keys(), ...alone.keys()]).toEqual(['a_in', 'b_in', 'a', 'b']);
});

test('a scheme without vetoes, of consortia', () => {
  expect(compileScheme(schemeOf([[a, '1']], { vetoes: [], scope: 'CONSORTIA' })).policy.id).toBe('assessment-consortia-2026');
});

test('a target may be a rate', () => {
  const rate = plain('c', { method: 'proportional', full: 'c_least', worth: '100' }, 'more', { type: 'money', per: 'person', at_least: '10' });
  const { policy } = compileScheme(schemeOf([[{ ...rate, inputs: [input('c_in', { type: 'money', per: 'person', title: words })] }, '1']]));
  expect(policy.parameters.has('c_least')).toBe(true);
});

describe('is refused', () => {
  const grade = (id: string, from: string, failed: boolean) => ({ id, from, failed, title: words });
  test.each<[string, Scheme, string[]]>([
    ['without indicators', schemeOf([]), ['SCHEME_EMPTY indicators']],
    ['with weights short of a whole', schemeOf([[a, '0.6'], [b, '0.35']]), ['WEIGHTS_NOT_WHOLE indicators']],
    ['with weights above a whole', schemeOf([[a, '0.6'], [b, '0.45']]), ['WEIGHTS_NOT_WHOLE indicators']],
    ['with a weight of nothing', schemeOf([[a, '1'], [b, '0']]), ['WEIGHT_NOT_PART indicators[1].weight']],
    ['with a weight above the whole', schemeOf([[a, '1.5'], [b, '-0.5']]), ['WEIGHT_NOT_PART indicators[0].weight', 'WEIGHT_NOT_PART indicators[1].weight']],
    ['with a weight that is no number', schemeOf([[a, '1'], [b, 'x']]), ['WEIGHT_NOT_PART indicators[1].weight']],
    ['with an indicator twice', schemeOf([[a, '0.5'], [a, '0.5']]), ['INDICATOR_TWICE indicators[1]']],
    ['with two inputs of one name', schemeOf([[a, '0.5'], [{ ...b, inputs: [input('a_in', { type: 'share' })] }, '0.5']]), ['INPUT_DIFFERS indicators[1]']],
    ['of a year that is none', schemeOf([[a, '1']], { year: 1999 }), ['SCHEME_YEAR year']],
    ['of a year far off', schemeOf([[a, '1']], { year: 2101 }), ['SCHEME_YEAR year']],
    ['with a veto twice', schemeOf([[a, '1']], { vetoes: [{ id: 'v', title: words }, { id: 'v', title: words }] }), ['VETO_TWICE vetoes[1].id']],
    ['with a veto of a name that is none', schemeOf([[a, '1']], { vetoes: [{ id: 'V or true', title: words }] }), ['NAME_FORM vetoes[0].id']],
    ['with one grade', schemeOf([[a, '1']], { grades: grades.slice(0, 1) }), ['GRADES_TOO_FEW grades']],
    ['with a grade from no number', schemeOf([[a, '1']], { grades: [grade('x', 'sixty', false), grade('y', '0', true)] }), ['NUMBER_UNREADABLE grades[0].from']],
    ['with a grade twice', schemeOf([[a, '1']], { grades: [grade('x', '60', false), grade('x', '0', true)] }), ['GRADE_TWICE grades[1]']],
    ['with two grades from one score', schemeOf([[a, '1']], { grades: [grade('x', '0', false), grade('y', '0.0', false)] }), ['GRADE_TWICE grades[1]']],
    ['with a grade of a name that is none', schemeOf([[a, '1']], { grades: [grade('"x"', '60', false), grade('y', '0', true)] }), ['NAME_FORM grades[0].id']],
    ['with a grade above the full score', schemeOf([[a, '1']], { grades: [grade('x', '101', false), grade('y', '0', true)] }), ['GRADE_TOO_HIGH grades[0].from']],
    ['with scores below every grade', schemeOf([[a, '1']], { grades: [grade('x', '60', false), grade('y', '10', true)] }), ['GRADES_NOT_FROM_ZERO grades']],
    ['with a failed grade above one that passes', schemeOf([[a, '1']], { grades: [grade('x', '90', false), grade('z', '60', true), grade('y', '0', false)] }), ['GRADE_FAILED_ABOVE grades']],
    ['with failed grades alone', schemeOf([[a, '1']], { grades: [grade('x', '60', true), grade('y', '0', true)] }), ['GRADE_FAILED_ABOVE grades']],
  ])('%s', (_what, scheme, codes) => {
    const faults = schemeFaults(scheme);
    expect(faults.map(({ code, at }) => `${code} ${at}`)).toEqual(codes);
    for (const fault of faults) expect(say(fault, 'zh') + say(fault, 'en')).not.toMatch(/\{\w+\}/);
    expect(refused(() => compileScheme(scheme))).toHaveLength(codes.length);
  });

  test('for what the policy language alone can tell: an indicator that makes none', () => {
    expect(refused(() => compileScheme(schemeOf([[{ ...a, value: 'gone' }, '1']])))).toContain('steps.a.formula FORMULA_UNKNOWN_NAME');
  });

  test('with the difference', () => {
    const [fault] = schemeFaults(schemeOf([[a, '0.6'], [b, '0.355']]));
    expect(fault && say(fault, 'zh')).toBe('权重合计 95.5%，应为 100%，差 4.5%。');
  });
});

test('weights total what they are; what cannot be read counts as nothing', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 20 }), (tenThousandths) => {
    const { total, difference } = weightsTotal([...tenThousandths.map((each) => formatRate({ n: BigInt(each), d: 10_000n })), 'x']);
    const sum = tenThousandths.reduce((all, each) => all + each, 0);
    expect([Number(total.n * 10_000n / total.d), Number(difference.n * 10_000n / difference.d)]).toEqual([sum, 10_000 - sum]);
  }));
});

test('per cent as written and as a share', () => {
  expect(['12.5', ' 100 ', '', 'x'].map(shareOfPercent)).toEqual(['0.125', '1', '', 'x']);
  expect(formatPercent(weightsTotal(['0.125']).difference)).toBe('87.5%');
});

test('grades from the lowest up', () => {
  expect(inOrder(grades).map(({ id }) => id)).toEqual(['failed', 'qualified', 'good', 'excellent']);
});
