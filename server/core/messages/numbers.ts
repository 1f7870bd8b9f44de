/** What the numbers, periods and entries of the core refuse, and how they say it. */
export const numbersMessages = {
  NUMBER_EMPTY: {
    zh: '{at} 未填写；请填写数字，例如 12.50。',
    en: '{at} is empty; a number such as 12.50 is expected.',
  },
  NUMBER_FULL_WIDTH: {
    zh: '{at} 为“{found}”，含全角字符；请改用半角，即“{halfWidth}”。',
    en: '{at} is "{found}", which has full-width characters; write it in half-width ones: "{halfWidth}".',
  },
  NUMBER_CHINESE: {
    zh: '{at} 为“{found}”，含汉字；请只用阿拉伯数字，例如 12.50。',
    en: '{at} is "{found}", which has Chinese characters; write Arabic digits only, such as 12.50.',
  },
  NUMBER_EXPONENT: {
    zh: '{at} 为“{found}”，是科学计数法；请写出全部数字，例如 1200000。',
    en: '{at} is "{found}", in scientific notation; write all the digits, such as 1200000.',
  },
  NUMBER_UNREADABLE: {
    zh: '{at} 为“{found}”，不是数字；请填写形如 {example} 的数字。',
    en: '{at} is "{found}", which is not a number; {example} is how one is written.',
  },
  NUMBER_DIGITS: {
    zh: '{at} 为“{found}”，共 {digits} 位数字；最多 {limit} 位。',
    en: '{at} is "{found}", which has {digits} digits; at most {limit} are allowed.',
  },
  NUMBER_THOUSANDS: {
    zh: '{at} 为“{found}”；此处不写千位逗号，请写作“{plain}”。',
    en: '{at} is "{found}"; no thousands commas are written here: write "{plain}".',
  },
  MONEY_THOUSANDS: {
    zh: '{at} 为“{found}”，逗号位置不对；逗号只能按千位分隔，例如 1,234.56，也可以不写。',
    en: '{at} is "{found}", whose commas are misplaced; commas only part thousands, as in 1,234.56, or are left out.',
  },
  MONEY_DECIMALS: {
    zh: '{at} 为“{found}”，有 {decimals} 位小数；金额以元为单位，最多两位小数（到分）。',
    en: '{at} is "{found}", with {decimals} decimals; money is in yuan with at most two decimals (fen).',
  },
  MONEY_DIGITS: {
    zh: '{at} 为“{found}”，整数部分有 {digits} 位；最多 {limit} 位。',
    en: '{at} is "{found}", with {digits} digits before the point; at most {limit} are allowed.',
  },
  MONEY_NEGATIVE: {
    zh: '{at} 为“{found}”；此处金额不得小于 0。',
    en: '{at} is "{found}"; this amount may not be less than 0.',
  },
  DIVISION_BY_ZERO: {
    zh: '{dividend} 除以 0 没有结果；除数不得为 0。',
    en: '{dividend} divided by 0 has no result; the divisor must not be 0.',
  },
  RATE_OVER_ZERO: {
    zh: '{at} 为“{found}”；分母不得为 0。',
    en: '{at} is "{found}"; the number under the stroke must not be 0.',
  },
  EXPONENT_NOT_ALLOWED: {
    zh: '指数为 {found}；只允许 -{limit} 至 {limit} 之间的整数。',
    en: 'The exponent is {found}; only a whole number from -{limit} to {limit} is allowed.',
  },
  POWER_TOO_LARGE: {
    zh: '乘方的结果超过 {limit} 位数字；请减小底数或指数 {exponent}。',
    en: 'The power has more than {limit} digits; make the base or the exponent {exponent} smaller.',
  },
  ROUNDING_STEP_NOT_POSITIVE: {
    zh: '舍入单位为 {found}；必须大于 0，例如 0.01。',
    en: 'The step to round to is {found}; it must be greater than 0, such as 0.01.',
  },
  PLACES_NOT_ALLOWED: {
    zh: '小数位数为 {found}；只允许 {least} 至 {most} 之间的整数。',
    en: 'The number of decimal places is {found}; only a whole number from {least} to {most} is allowed.',
  },
  WEIGHT_NEGATIVE: {
    zh: '“{key}”的分配权重为 {found}；权重不得小于 0。',
    en: 'The weight of "{key}" is {found}; a weight may not be less than 0.',
  },
  CLAIM_TWICE: {
    zh: '分配对象“{key}”出现了不止一次；每个对象只能列一次。',
    en: '"{key}" is listed more than once among those who share; each may be listed once.',
  },
  NOTHING_TO_WEIGH: {
    zh: '有 {amount} 元要分配，但 {count} 个对象的权重全部为 0；至少要有一个权重大于 0。',
    en: 'There is {amount} yuan to divide, but the weights of all {count} who share are 0; at least one must be greater than 0.',
  },
  NOBODY_TO_SHARE: {
    zh: '有 {amount} 元要分配，但没有分配对象；至少要有一个。',
    en: 'There is {amount} yuan to divide, but nobody to share it; at least one is needed.',
  },
  YEAR_NOT_VALID: {
    zh: '{at} 为“{found}”；年份应写作四位数字 YYYY，例如 2026。',
    en: '{at} is "{found}"; a year is written with four digits, YYYY, such as 2026.',
  },
  MONTH_NOT_VALID: {
    zh: '{at} 为“{found}”；月份应写作 YYYY-MM，月为 01 至 12，例如 2026-03。',
    en: '{at} is "{found}"; a month is written YYYY-MM with 01 to 12 for the month, such as 2026-03.',
  },
  DAY_NOT_VALID: {
    zh: '{at} 为“{found}”；日期应为日历上有的一天，写作 YYYY-MM-DD，例如 2026-03-31。',
    en: '{at} is "{found}"; a day is one that the calendar has, written YYYY-MM-DD, such as 2026-03-31.',
  },
  INTERVAL_BACKWARDS: {
    zh: '{at} 从 {from} 到 {until}（不含）；结束必须晚于开始。',
    en: '{at} runs from {from} until {until} (exclusive); the end must be later than the start.',
  },
  ENTRY_EMPTY: {
    zh: '凭证“{memo}”（基金 {fund}，{on}）没有任何非零分录；至少要有一借一贷。',
    en: 'The entry "{memo}" (fund {fund}, {on}) has no posting other than zero; at least one debit and one credit are needed.',
  },
  ENTRY_NOT_BALANCED: {
    zh: '凭证“{memo}”（基金 {fund}，{on}）借方 {debit} 元、贷方 {credit} 元，相差 {difference} 元；借贷必须相等。',
    en: 'The entry "{memo}" (fund {fund}, {on}) debits {debit} yuan and credits {credit} yuan, {difference} yuan apart; the two must be equal.',
  },
  ENTRY_NO_ACCOUNT: {
    zh: '凭证“{memo}”（基金 {fund}，{on}）有一条 {amount} 元的分录没有科目；每条分录都要有科目。',
    en: 'The entry "{memo}" (fund {fund}, {on}) has a posting of {amount} yuan without an account; each posting needs one.',
  },
  TRANSFER_NOT_POSITIVE: {
    zh: '从“{from}”转到“{to}”的金额为 {amount} 元；必须大于 0。',
    en: 'The amount to move from "{from}" to "{to}" is {amount} yuan; it must be greater than 0.',
  },
  TRANSFER_TO_ITSELF: {
    zh: '转出与转入都是“{account}”；两个科目必须不同。',
    en: 'Both sides of the transfer are "{account}"; the two accounts must differ.',
  },
} as const;
