import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { calculatorOf, payStays } from '../../../server/core/policy/benefit.ts';
import { circumstancesIn, examplesOf } from '../../../server/core/policy/benefit-examples.ts';
import { changed, folder, policyOf } from './kit.ts';

const text = readFileSync(`${folder}stay.yaml`, 'utf8');
const more = `  - it: { zh: 没有住院, en: No stay }
    facts: { stays: [], hospitals: [] }
    decisions: { aid: 10%, other: 50% }
    gives: { budgets: 0.00 }
  - it: { zh: 拒绝, en: Refused }
    facts: { stays: [ { stay: a, cost: 1.00, level: town, scheme: 居民 } ], hospitals: [] }
    decisions: { aid: 10%, cut: 71%, other: 50% }
    refuses: { at: decisions.cut, code: ABOVE_LIMIT }
`;

test('stays begin with those of the examples, and with the figures decided there', () => {
  const policy = policyOf(changed(text, ['a, cost: 1100.00,', 'a, note: 急诊, cost: 1100.00,']) + more);
  const calculator = calculatorOf(policy, 'stay');
  const [first, ...others] = examplesOf(policy, calculator);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ it: { en: 'Two stays' }, given: { facts: {}, decisions: { aid: '10%' } } });
  expect(first?.stays[0]).toEqual({ stay: 'a', cost: '1100.00', level: 'city', scheme: '居民' });
  expect(payStays(calculator, first!.given, first!.stays).every(({ paid }) => paid)).toBe(true);
});

test('of what is given for the whole policy a calculator takes what it asks for', () => {
  const calculator = calculatorOf(policyOf(text), 'stay');
  expect(circumstancesIn(calculator, { facts: { heads: '1', stays: [] }, decisions: { cut: '5%', other: '1' } })).toEqual({ facts: {}, decisions: { cut: '5%' } });
});

test('an example without the table has no stays', () => {
  const policy = policyOf(text);
  expect(examplesOf({ ...policy, examples: policy.examples.map((example) => ({ ...example, facts: {} })) }, calculatorOf(policy, 'stay'))).toEqual([]);
});
