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
  CLAIM_NEGATIVE: {
    zh: '申报额为 {found}；申报额不能为负。',
    en: 'The claim is {found}; a claim may not be negative.',
  },
  POOL_NEGATIVE: {
    zh: '可支付的总额为 {found}，不能为负。',
    en: 'The pool is {found}; nothing can be paid out of less than 0.',
  },
  BASES_ABOVE_POOL: {
    zh: '各行的基数和下限合计 {bases}，已超过总额 {amount}，差 {missing}；斜率不能为负。',
    en: 'The bases and lower bounds of the rows come to {bases}, above the pool of {amount} by {missing}; the slope may not be negative.',
  },
  POOL_NOT_SPENT: {
    zh: '各行都达到上限或没有倍数，总额 {amount} 还剩 {left} 无处可用；请调高上限或减少总额。',
    en: 'Every row has met its upper bound or has nothing to multiply: {left} of the {amount} cannot be spent. Raise the bounds or lower the pool.',
  },
  MONTH_EXPECTED: {
    zh: '此处应为月份；起止日期请写 period: { from, until }。',
    en: 'A month is expected here; days are written as period: { from, until }.',
  },
  DAY_EXPECTED: {
    zh: '此处应为日期。',
    en: 'A day is expected here.',
  },
  PERIOD_BACKWARDS: {
    zh: '期间自 {from} 起，至 {until}（不含）止；止日必须晚于起日。',
    en: 'The period runs from {from} until {until} (exclusive); its end must be later than its start.',
  },
  PERIOD_NOT_MONTHS: {
    zh: '期间自 {from} 至 {until}（不含）；按月计算时应为整月，起止都在一日。',
    en: 'The period runs from {from} until {until} (exclusive); counting by months needs whole months, from the first of one to the first of another.',
  },
  POST_BACKWARDS: {
    zh: '在岗自 {from} 起，至 {until}（不含）止；止日不能早于起日。',
    en: 'The time in post runs from {from} until {until} (exclusive); its end may not be before its start.',
  },
  OVERRIDE_AMOUNT_UNKNOWN: {
    zh: '没有哪一步得出“{found}”{suggestion}；只能改定步骤得出的金额。',
    en: 'No step gives "{found}"{suggestion}; what is decided otherwise is an amount of a step.',
  },
  OVERRIDE_TWICE: {
    zh: '“{amount}”已可由“{first}”改定；一项金额只能有一个改定。',
    en: '"{amount}" may already be decided otherwise by "{first}"; an amount has one override.',
  },
  OVERRIDE_OF_PARTS: {
    zh: '“{amount}”是步骤“{step}”分出的，各部分合计等于整体，不能单独改定；请先用 formula 另立一项，再改定那一项。',
    en: '"{amount}" comes from "{step}", whose parts add up to the whole, and is not changed alone: give it a name of its own by a formula, and override that.',
  },
  OVERRIDE_NOT_NUMBER: {
    zh: '“{amount}”不是数，不能改定。',
    en: '"{amount}" is no number and cannot be decided otherwise.',
  },
  OVERRIDE_UNREADABLE: {
    zh: '{title}（{at}）应按行的键写 { value, reason }；单个金额直接写 { value, reason }。',
    en: '{title} ({at}) should be { value, reason } by the key of the row; of a single amount just { value, reason }.',
  },
  REASON_MISSING: {
    zh: '{title}（{at}）没有写理由；改定必须说明理由。',
    en: '{title} ({at}) gives no reason; a value decided otherwise needs one.',
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
