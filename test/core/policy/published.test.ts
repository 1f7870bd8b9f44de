import { describe, expect, test } from '@jest/globals';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { text } from '../payslip/kit.ts';
import { changed, policyOf } from './kit.ts';

const withIt = (published: string) => changed(text, ['    signed_by: hr-bureau\n', `    signed_by: [hr-bureau, health-bureau]\n    published: ${published}\n`]);
const errors = (given: string) => checkPolicy(given).faults.filter(({ severity }) => severity !== 'warning').map(({ code }) => code);
const read = (published: string) => policyOf(withIt(published)).stages.get('incentive-pay')!.published;
const whole = '{ working_days: 5, names: full, numbers: shown, amounts: total, open_to: everybody, objections: any, ruled_by: health-bureau }';

describe('published', () => {
  test('says for how long, what is shown to whom, and who rules on objections', () => {
    expect(read(whole)).toEqual({ workingDays: 5, names: 'full', numbers: 'shown', amounts: 'total', openTo: 'everybody', objections: 'any', ruledBy: 'health-bureau' });
  });

  test('shows as little as possible where it does not say, and the first office that signs rules', () => {
    const least = { names: 'surname', numbers: 'hidden', amounts: 'items', openTo: 'institution', objections: 'own', ruledBy: 'hr-bureau' };
    expect(read('{ working_days: 7 }')).toEqual({ workingDays: 7, ...least });
    expect(read('true')).toEqual({ workingDays: null, ...least });
    expect([read('false'), policyOf(text).stages.get('incentive-pay')!.published]).toEqual([false, false]);
  });

  test('is said in the sentences of the policy', () => {
    const said = (published: string) => sentencesOf(policyOf(withIt(published))).find(({ at }) => at === 'stages.incentive-pay')!.says;
    expect(said('true').zh).toContain('公示后发放，异议由人力资源和社会保障局复核');
    expect(said(whole)).toMatchObject({ zh: expect.stringContaining('向社会公示 5 个工作日后发放，异议由卫生健康局复核'), en: expect.stringContaining('published to everybody for 5 working days before it is paid; objections are ruled on by the health bureau') });
    expect(said('{ working_days: 3 }').zh).toContain('在本单位公示 3 个工作日后发放');
    expect(said('{ working_days: 3 }').en).toContain('published in the institution for 3 working days');
    expect(said('true').en).toContain('paid after publication');
  });

  test.each<[string, string, string[]]>([
    ['no days', '{ names: full }', ['FIELD_MISSING', 'WORKING_DAYS_NOT_VALID']],
    ['none of them', '{ working_days: 0 }', ['WORKING_DAYS_NOT_VALID']],
    ['too many', '{ working_days: 61 }', ['WORKING_DAYS_NOT_VALID']],
    ['another office', '{ working_days: 5, ruled_by: court }', ['NOT_ONE_OF']],
    ['another word', '{ working_days: 5, photos: shown }', ['KEY_UNKNOWN']],
    ['another answer', 'perhaps', ['NOT_ONE_OF']],
  ])('%s is refused', (_what, published, codes) => {
    expect(errors(withIt(published))).toEqual(codes);
  });

  test('a map at a stage that pays nobody, and one without a signer, are refused', () => {
    const budget = changed(withIt('true'), ['  incentive-pay:', '  budget:'], ['published: true', 'published: { working_days: 5 }']);
    expect(errors(budget)).toEqual(['PUBLISHED_WITHOUT_PAY']);
    for (const published of ['true', '{ working_days: 5 }']) {
      const unsigned = changed(text, ['    signed_by: hr-bureau\n', `    published: ${published}\n`]);
      expect(errors(unsigned)).toEqual(['SIGNERS_MISSING']);
    }
  });
});
