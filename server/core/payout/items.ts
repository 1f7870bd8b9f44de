/** What is deducted from a person's pay (代扣代缴): the items, as files, policies and pages name them. */
import type { Words } from '../refusal.ts';

export const deductionItems = ['SOCIAL_INSURANCE', 'HOUSING_FUND', 'ANNUITY', 'INCOME_TAX', 'UNION_FEE', 'RECOVERY'] as const;
export type DeductionItem = (typeof deductionItems)[number];

interface ItemKind {
  title: Words;
  /** The column of a pay-out policy's table of people. */
  column: string;
  /** Headers by which a file names it. */
  known: readonly string[];
}

export const itemKinds: Readonly<Record<DeductionItem, ItemKind>> = {
  SOCIAL_INSURANCE: { title: { zh: '社会保险', en: 'Social insurance' }, column: 'social_insurance', known: ['社会保险', '社保', '社保个人', '社会保险个人部分', '五险个人', 'social insurance'] },
  HOUSING_FUND: { title: { zh: '住房公积金', en: 'Housing fund' }, column: 'housing_fund', known: ['住房公积金', '公积金', '公积金个人', 'housing fund'] },
  ANNUITY: { title: { zh: '职业年金', en: 'Occupational annuity' }, column: 'annuity', known: ['职业年金', '年金', '年金个人', 'annuity'] },
  INCOME_TAX: { title: { zh: '个人所得税', en: 'Income tax' }, column: 'income_tax', known: ['个人所得税', '个税', '所得税', 'income tax'] },
  UNION_FEE: { title: { zh: '工会费', en: 'Union fee' }, column: 'union_fee', known: ['工会费', '工会会费', '会费', 'union fee'] },
  RECOVERY: { title: { zh: '追回', en: 'Recovery' }, column: 'recovery', known: ['追回', '扣回', '多发追回', 'recovery'] },
};
