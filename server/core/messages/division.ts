/** What divisions, totals and bases of pay refuse, and how they say it. */
export const divisionMessages = {
  EXCESS_NOT_SAID: {
    zh: '有上限 cap 而没有说明超出部分的去向；请写 excess: redistribute（转给其他行）或 excess: { id, title }（按行另记）。',
    en: 'There is a cap, but not where goes what it cuts off; add excess: redistribute (to the other rows) or excess: { id, title } (kept by row).',
  },
  UNPLACED_NOT_NAMED: {
    zh: '各行都达到上限时可能有余额；请写 unplaced: { id, title } 说明余额去向。',
    en: 'When every row has met its cap something may remain; name it: unplaced: { id, title }.',
  },
  AMOUNT_NEGATIVE: {
    zh: '要分的金额为 {found}；有上限或下限时不能为负。',
    en: 'The amount to divide is {found}; between caps and floors it may not be negative.',
  },
  FLOORS_ABOVE_AMOUNT: {
    zh: '各行下限合计 {floors}，而可分的只有 {amount}，差 {missing}；请调低下限或增加金额。',
    en: 'The floors of the rows come to {floors}, but only {amount} is to be divided: {missing} too little. Lower the floors or raise the amount.',
  },
  TOTAL_ITEM_UNKNOWN: {
    zh: '没有哪一步得出“{found}”{suggestion}；总额只能列步骤得出的金额。',
    en: 'No step gives "{found}"{suggestion}; a total lists amounts that steps give.',
  },
  TOTAL_ITEM_ELSEWHERE: {
    zh: '总额按表“{table}”的行计算，“{found}”不是该表的金额。',
    en: 'The total stands for each row of "{table}", and "{found}" is no amount of that table.',
  },
  TOTAL_ITEM_TWICE: {
    zh: '“{amount}”已计入总额“{total}”；一项金额只能计入一个总额一次。',
    en: '"{amount}" counts already in the total "{total}"; an amount counts once in one total.',
  },
  TOTAL_ITEM_IN_AND_OUT: {
    zh: '“{amount}”既计入总额“{total}”，又写在其外；只能取一。',
    en: '"{amount}" counts in the total "{total}" and is also said to be outside it; it can be only one.',
  },
  TOTAL_MISSES: {
    zh: '“{amount}”在“{stage}”发放，却不在任何总额之内，也没有写明在总额之外；请写入 items 或 outside。',
    en: '"{amount}" is paid at "{stage}", but counts in no total and is not said to be outside: add it to items or outside.',
  },
  FORBIDDEN_BASIS: {
    zh: '“{amount}”发给人员，却取决于“{indicator}”，即{basis}（{path}）；人员的绩效工资不得与之挂钩。',
    en: '"{amount}" is paid to staff, but depends on "{indicator}", {basis} ({path}); pay may not be tied to it.',
  },
  PAIR_EXPECTED: {
    zh: '不兼得的收入两项一组；这里写了 {count} 项。',
    en: 'Incomes that exclude each other come in pairs; {count} are written here.',
  },
  EXCLUSIVE_APART: {
    zh: '“{first}”与“{second}”不在同一张表，不能按行核对是否兼得。',
    en: '"{first}" and "{second}" are not of one table, so no row can be checked for both.',
  },
} as const;
