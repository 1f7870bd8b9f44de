import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { changed, policyOf, small } from './kit.ts';

const written = 'change_reasons: { heads: { zh: 人数变动, en: other heads }, error: { zh: 数据有误, en: an error } }';
const staged = changed(small, ['steps:\n', `accounts:
  financing: { zh: 筹资, en: Financing }
  package: { zh: 包干, en: Package }
stages:
  budget:
    signed_by: [insurance-bureau, health-bureau-approver]
    ${written}
    why: s1
    moves:
      - { amount: risk, from: financing, to: package }
      - { amount: package, from: financing, to: "package/{consortium}" }
steps:
`]);
const withIt = (to: string) => changed(staged, [written, to]);

describe('change_reasons', () => {
  test('names for which reasons alone a stage is changed', () => {
    expect([...policyOf(staged).stages.get('budget')!.changeReasons!]).toEqual([['heads', { zh: '人数变动', en: 'other heads' }], ['error', { zh: '数据有误', en: 'an error' }]]);
    expect(policyOf(changed(staged, [`    ${written}\n`, ''])).stages.get('budget')!.changeReasons).toBeUndefined();
  });

  test('is said in the sentences of the policy', () => {
    const { says } = sentencesOf(policyOf(staged)).find(({ at }) => at === 'stages.budget')!;
    expect(says.zh).toContain('入账后只因人数变动、数据有误而变更');
    expect(says.en).toContain('changed after it is posted for these reasons alone: other heads, an error');
  });

  test.each<[string, string, string[]]>([
    ['no reason at all', 'change_reasons: {}', ['CHANGE_REASONS_NONE']],
    ['no map', 'change_reasons: any', ['SHAPE', 'CHANGE_REASONS_NONE']],
    ['one language', 'change_reasons: { heads: { zh: 人数变动 } }', ['FIELD_MISSING']],
    ['another word', 'change_reasons: { heads: { zh: 人数变动, en: heads, by: all } }', ['KEY_UNKNOWN']],
    ['a name that is none', 'change_reasons: { 1st: { zh: 一, en: first } }', ['NAME_NOT_VALID']],
  ])('%s is refused', (_what, to, codes) => {
    expect(checkPolicy(withIt(to)).faults.map(({ code }) => code)).toEqual(codes);
  });
});
