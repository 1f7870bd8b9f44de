import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { confirmedAmounts } from '../../../server/core/policy/confirmed-by.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { changed, policyOf, small } from './kit.ts';

const staged = changed(small, ['steps:\n', `accounts:
  financing: { zh: 筹资, en: Financing }
  package: { zh: 包干, en: Package }
stages:
  budget:
    signed_by: [insurance-bureau, health-bureau-approver]
    confirmed_by: { of: consortium, working_days: 5, silence: confirmed }
    why: s1
    moves:
      - { amount: risk, from: financing, to: package }
      - { amount: package, from: financing, to: "package/{consortium}" }
steps:
`]);
const written = 'confirmed_by: { of: consortium, working_days: 5, silence: confirmed }';
const withIt = (to: string) => changed(staged, [written, to]);

describe('confirmed_by', () => {
  test('names whose rows are confirmed, the working days and what silence means', () => {
    const policy = policyOf(staged);
    const budget = policy.stages.get('budget')!;
    expect(budget.confirmedBy).toMatchObject({ of: 'consortium', workingDays: 5, silence: 'confirmed' });
    expect(confirmedAmounts(policy, budget, budget.confirmedBy!)).toEqual(['package']);
    expect(policyOf(changed(staged, [`    ${written}\n`, ''])).stages.get('budget')!.confirmedBy).toBeUndefined();
  });

  test('is said in the sentences of the policy', () => {
    const said = (text: string) => sentencesOf(policyOf(text)).find(({ at }) => at === 'stages.budget')!.says;
    expect(said(staged).zh).toContain('各医共体（由牵头医院）在报送后 5 个工作日内确认或提出异议，逾期不答复视为确认');
    expect(said(withIt('confirmed_by: { of: consortium, working_days: 10, silence: disputed }')).en)
      .toContain('each consortium, by its head hospital, confirms or disputes its line within 10 working days after it is handed in: silence counts as disputed');
  });

  test.each<[string, string, string[]]>([
    ['no working days', 'confirmed_by: { of: consortium, silence: confirmed }', ['FIELD_MISSING', 'WORKING_DAYS_NOT_VALID']],
    ['none of them', 'confirmed_by: { of: consortium, working_days: 0, silence: confirmed }', ['WORKING_DAYS_NOT_VALID']],
    ['too many', 'confirmed_by: { of: consortium, working_days: 61, silence: confirmed }', ['WORKING_DAYS_NOT_VALID']],
    ['a half', 'confirmed_by: { of: consortium, working_days: 2.5, silence: confirmed }', ['WORKING_DAYS_NOT_VALID']],
    ['no meaning of silence', 'confirmed_by: { of: consortium, working_days: 5 }', ['FIELD_MISSING']],
    ['another one', 'confirmed_by: { of: consortium, working_days: 5, silence: nothing }', ['NOT_ONE_OF']],
    ['somebody else', 'confirmed_by: { of: county, working_days: 5, silence: confirmed }', ['NOT_ONE_OF']],
    ['rows that do not move', 'confirmed_by: { of: institution, working_days: 5, silence: confirmed }', ['CONFIRMED_NOTHING']],
    ['another word', 'confirmed_by: { of: consortium, working_days: 5, silence: confirmed, by: all }', ['KEY_UNKNOWN']],
    ['no map', 'confirmed_by: consortium', ['SHAPE', 'WORKING_DAYS_NOT_VALID']],
  ])('%s is refused', (_what, to, codes) => {
    expect(checkPolicy(withIt(to)).faults.map(({ code }) => code)).toEqual(codes);
  });
});
