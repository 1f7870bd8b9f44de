/** Names, types and order of a policy. */
import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../../server/core/policy/analyse.ts';
import { compilePolicy } from '../../../server/core/policy/compiled.ts';
import { checkNames, checkUse } from '../../../server/core/policy/names.ts';
import { mentioned, sortSteps } from '../../../server/core/policy/order.ts';
import type { Policy, Step } from '../../../server/core/policy/policy.ts';
import { readPolicy } from '../../../server/core/policy/read.ts';
import { formulasOf } from '../../../server/core/policy/rules/rules.ts';
import { Symbols, typeOfQuantity } from '../../../server/core/policy/symbols.ts';
import { FormulaTyping } from '../../../server/core/policy/typing.ts';
import { changed, every, policyOf, refused, small } from './kit.ts';

const policy = policyOf(small);
const full = policyOf(every);
const step = (of: Policy, id: string): Step => of.steps.find((each) => each.id === id) as Step;
const unchecked = (text: string): Policy => readPolicy(text).policy as Policy;

describe('names', () => {
  test('are given once, columns once in their table', () => {
    expect(checkNames(full)).toEqual([]);
    const clash = unchecked(changed(small, ['id: overspend,', 'id: heads,']));
    expect(checkNames(clash).map(({ code, line, values }) => [code, line, values['name']])).toEqual([['NAME_TWICE', 17, 'heads']]);
  });

  test('that nothing uses are told', () => {
    expect(checkUse(policy, new Set(['standard', 'consortia.heads', 'kept'])).map(({ at }) => at)).toEqual(['decisions.risk_share', 'facts.consortia.columns.spent']);
  });

  test('are found from a row, then from the whole', () => {
    const symbols = new Symbols(policy);
    expect(symbols.find('heads', 'consortia')).toMatchObject({ column: true, name: { kind: 'fact' } });
    expect(symbols.find('standard', 'consortia')).toMatchObject({ column: false });
    expect(symbols.find('heads')).toBeUndefined();
    expect(symbols.find('heads', 'nowhere')).toBeUndefined();
    const scope = symbols.scope('consortia');
    expect([...scope.names()]).toEqual(expect.arrayContaining(['heads', 'standard', 'consortia', 'financing']));
    expect([...scope.columns('consortia')]).toEqual(expect.arrayContaining(['consortium', 'heads', 'package']));
    expect([...symbols.scope().names()]).not.toContain('heads');
    expect(scope.columnOf('nowhere', 'heads')).toBeUndefined();
  });

  test('have the type of their quantity', () => {
    expect(typeOfQuantity({ kind: 'reference', table: 'units' })).toEqual({ is: 'reference', table: 'units' });
    expect(typeOfQuantity({ kind: 'option', options: new Map([['a', { zh: '甲', en: 'A' }]]) })).toEqual({ is: 'text', options: ['a'] });
  });
});

describe('order', () => {
  test('puts every step after those that it rests on', () => {
    const { order, faults } = sortSteps(full.steps);
    expect(faults).toEqual([]);
    const ids = order.map(({ id }) => id);
    expect(ids.indexOf('total')).toBeLessThan(ids.indexOf('each_person'));
    expect(ids).toHaveLength(full.steps.length);
    expect([...mentioned(formulasOf(step(full, 'weight')))]).toEqual(['level', 'factor']);
  });

  test('shows the path of a circle', () => {
    const circular = unchecked(changed(small, ['split: surplus', 'split: surplus - development / 2']));
    const { cyclic, faults } = sortSteps(circular.steps);
    expect([...cyclic].map(({ id }) => id)).toEqual(['sharing']);
    expect(faults).toMatchObject([{ code: 'STEPS_IN_A_CIRCLE', values: { path: 'sharing → sharing (development)' } }]);
  });
});

describe('types', () => {
  test('of all amounts are found', () => {
    const { amounts } = compilePolicy(full);
    expect(amounts.get('point_value')?.type).toEqual({ is: 'number', unit: { yuan: 1, point: -1 } });
    expect(amounts.get('warned')?.type).toEqual({ is: 'boolean' });
    expect(amounts.get('under_floor')?.type).toEqual({ is: 'number', unit: { yuan: 1 } });
  });

  test('of names that are broken are not told again', () => {
    const wrong = unchecked(changed(small, ['standard * sum(consortia.heads)', 'standart * sum(consortia.heads)']));
    expect(analyse(wrong).faults.map(({ at, code }) => `${at} ${code}`)).toEqual(['steps.financing.formula FORMULA_UNKNOWN_NAME']);
    expect(analyse(wrong, new Set(['standart'])).faults).toEqual([]);
  });

  test('figures that the policy fixes are known before it runs', () => {
    const ground = { policy, symbols: new Symbols(policy), broken: new Set<string>(), faults: [], used: new Set<string>() };
    const typing = new FormulaTyping(ground);
    const [, kept, other] = formulasOf(step(policy, 'sharing'));
    expect([typing.fixed(kept as never), typing.fixed(other as never)]).toEqual([{ n: 4n, d: 5n }, { n: 1n, d: 5n }]);
    expect(typing.fixed(formulasOf(step(policy, 'carving'))[1] as never)).toBeUndefined();
    expect(ground.faults).toEqual([]);
  });
});

test('a policy is compiled once, and not at all with faults', () => {
  expect(compilePolicy(policy)).toBe(compilePolicy(policy));
  expect(refused(() => compilePolicy(unchecked(changed(small, ['by: heads', 'by: head']))))).toEqual(['steps.package.by FORMULA_UNKNOWN_NAME']);
});
