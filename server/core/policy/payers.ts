/** Who may bear a part of a bill. */
import type { Words } from './policy.ts';

/** In the order in which they are told. */
export const payers = ['pool', 'large-cost', 'serious-illness', 'medical-aid', 'finance', 'hospital', 'waived', 'patient'] as const;
export type Payer = (typeof payers)[number];

export const payerWords: Readonly<Record<Payer, Words>> = {
  pool: { zh: '统筹基金', en: 'Pooled fund' },
  'large-cost': { zh: '大额医疗', en: 'Large-cost scheme' },
  'serious-illness': { zh: '大病保险', en: 'Serious-illness insurance' },
  'medical-aid': { zh: '医疗救助（民政）', en: 'Medical aid (civil affairs)' },
  finance: { zh: '财政', en: 'Public finance' },
  hospital: { zh: '医疗机构', en: 'Hospital' },
  waived: { zh: '免收', en: 'Not charged' },
  patient: { zh: '个人', en: 'Patient' },
};
