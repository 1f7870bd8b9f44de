import type { Catalogue } from '../kit/words.ts';

export const words = {
  title: { zh: '{year} 年总额预算', en: 'Budget of {year}' },
  lead: { zh: '从筹资总额留出各项基金，余下的作为总额预算，按参保人数分给各医共体包干。', en: 'Funds are set aside from the financing; the rest is the budget, divided among the consortia by the people they cover.' },
  packages: { zh: '各医共体包干额', en: 'Packages by consortium' },
} as const satisfies Catalogue;
