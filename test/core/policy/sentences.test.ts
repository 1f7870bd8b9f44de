/** A policy read as sentences. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { changed, every, policyOf, small } from './kit.ts';

const ningqiang = readFileSync(new URL('../../../seeds/policies/ningqiang-2018.yaml', import.meta.url), 'utf8');
const said = (text: string, language: 'zh' | 'en') =>
  Object.fromEntries(sentencesOf(policyOf(text)).map(({ at, title, says }) => [at, `${title[language]} | ${says[language]}`]));

describe('the sentences of a policy', () => {
  test('say what is given, fixed, decided, done and checked', () => {
    expect(said(small, 'zh')).toMatchObject({
      'facts.standard': '人均标准 | 金额（元/人）',
      'facts.consortia.columns.spent': '医共体 · 已用 | 金额，未给出时为 0.00',
      'parameters.kept': '分配比例 | 80%',
      'decisions.risk_share': '风险金比例 | 比例，不高于 10%，未给出时为 10%，由医疗保障局确定',
      'steps.package': '包干 | 逐个医共体：总额在各医共体之间按参保人数的比例分配',
      'checks.within': '不超支 | 须已用 ≤ 包干，否则提醒',
    });
    expect(said(every, 'en')).toMatchObject({
      'facts.year_end': 'End of the year | a day, at least 2009-01-01, at most 2011-12-31',
      'facts.units.columns.open': 'Unit · Open | yes or no, if not given yes',
      'facts.staff.columns.post': 'Staff · Post | Nurse / Doctor',
      'parameters.levels.county': 'Level · county | Factor 1.5, Level above county',
      'decisions.manner': 'Manner | Equal / By work, if not given By work, given by unheard-of-office',
      'steps.each_person': 'Whole yuan each | Total ÷ number of Staff, rounded down to a multiple of 1',
      'steps.unit_pool': 'Pool of the unit | for each Unit: Incentive, divided among the rows of Unit in proportion to Factor of the unit (only where Open, otherwise 0)',
      'checks.enough': 'Enough | must hold: Left ≥ 0, otherwise it is blocked',
    });
  });

  test('say who signs and which amounts move', () => {
    expect(said(ningqiang, 'en')['stages.budget']).toMatch(/^Budget \| signed by Insurance bureau, Approver of the health bureau, .*goes from Financing to /);
    expect(said(ningqiang, 'zh')['stages.budget']).toMatch(/^总额预算 \| 由医疗保障局、卫生健康局审批人依次审核，.*由筹资转入/);
    const published = changed(ningqiang, ['  budget:\n', '  budget:\n    published: true\n']);
    expect(said(published, 'zh')['stages.budget']).toContain('公示后发放');
  });

  test('say no when the answer is no, and name the rows that the policy fixes', () => {
    const text = changed(every, ['steps:\n', 'steps:\n  - { id: doubled, each: levels, formula: factor * 2, why: s1, title: { zh: 两倍, en: Doubled } }\n']);
    expect(said(text, 'zh')['steps.doubled']).toBe('两倍 | 逐个级别：系数 × 2');
    expect(said(ningqiang, 'zh')['facts.payments.columns.payment_approved']).toBe('分院支出申请 · 已按程序审批 | 是或否，未给出时为 否');
  });

  test('name their sources', () => {
    const why = sentencesOf(policyOf(every)).filter(({ section }) => section !== 'facts').map(({ why: sources }) => sources.length);
    expect(Math.min(...why)).toBeGreaterThan(0);
  });
});
