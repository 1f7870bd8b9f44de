import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { originsOf } from '../../../server/core/policy/origins.ts';
import { layPolicy } from '../../../server/core/policy/overlay.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { originsOfSentence } from '../../../web/policy/origins.ts';
import { overlay } from '../../kit/overlay.ts';

const base = readFileSync(new URL('../../../seeds/policies/ningqiang-2018.yaml', import.meta.url), 'utf8');

test('every sentence with a value of a policy laid over another has its origin, the parts of a step that of the step', () => {
  const laid = layPolicy(overlay, () => base).laid!;
  const origins = originsOf(laid);
  const told = (at: string) => originsOfSentence(laid.policy, origins, at).map(({ layer, field }) => [layer, field].filter(Boolean).join(' '));
  expect(told('decisions.budget_share')).toEqual(['ningqiang-2018@2 at_least', 'ningqiang-2018@1 at_most', 'ningqiang-2018@2 default']);
  expect(told('decisions.set_heads')).toEqual(['ningqiang-2018@2 at_most']);
  expect([told('steps.package'), told('steps.counted_heads'), told('steps.financing'), told('steps.risk_fund')]).toEqual([['ningqiang-2018@2'], ['ningqiang-2018@2'], ['ningqiang-2018@1'], ['ningqiang-2018@1']]);
  expect(told('facts.standard')).toEqual([]);
  const silent = sentencesOf(laid.policy).filter(({ at, section }) => (section === 'steps' || section === 'checks' || section === 'parameters') && told(at).length === 0);
  expect(silent.map(({ at }) => at)).toEqual([]);
});
