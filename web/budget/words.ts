import type { Catalogue } from '../kit/words.ts';

export const words = {
  title: { zh: '{year} 年总额预算', en: 'Budget of {year}' },
  lead: { zh: '从筹资总额留出各项基金，余下的作为总额预算，按参保人数分给各医共体包干。', en: 'Funds are set aside from the financing; the rest is the budget, divided among the consortia by the people they cover.' },
  packages: { zh: '各医共体包干额', en: 'Packages by consortium' },
  lessForSaving: { zh: '{name}：上年结余 {surplus} 元，本年包干额却由 {before} 元降到 {now} 元。核定基数不宜因节约而调低（避免“鞭打快牛”）；确需调低的，请在说明中写明理由。', en: '{name}: it saved {surplus} yuan last year, and its package falls from {before} to {now} yuan. A base should not fall because money was saved; if it must, give the reason in the note.' },
} as const satisfies Catalogue;
