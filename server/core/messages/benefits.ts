/** What benefit calculators refuse, and how they say it. */
export const benefitMessages = {
  BENEFIT_AMOUNT_UNKNOWN: {
    zh: '表 {table} 中没有这样的“{found}”{suggestion}；待遇的费用是该表的一列，支付方和展示的金额是步骤在该表上得出的列。',
    en: 'The table {table} has no such "{found}"{suggestion}; the bill is a column of that table, payers and what is shown are columns that steps give it.',
  },
  BENEFIT_NOT_MONEY: {
    zh: '“{found}”不是以元计的金额；费用和各方支付都是金额。',
    en: '"{found}" is no amount in yuan; the bill and what each payer pays are.',
  },
  BENEFIT_ROWS_TOGETHER: {
    zh: '“{amount}”由“{by}”看到了别的行；一次就医的待遇只能由这一行、参数和决定事项得出。',
    en: 'Through "{by}" the amount "{amount}" looks at other rows; the benefit of one stay rests on its own row, on figures of the policy and on decisions.',
  },
  BENEFIT_NOT_WHOLE: {
    zh: '算例“{it}”的 {row}：费用 {bill} 元，各方合计 {paid} 元，相差 {difference} 元；各方支付加起来必须等于费用。',
    en: 'Row {row} of the example "{it}": the bill is {bill} yuan and the payers come to {paid}, {difference} apart; payers must add up to the bill.',
  },
  BENEFIT_PART_NEGATIVE: {
    zh: '算例“{it}”的 {row}：{payer}支付 {paid} 元；任何一方都不能付负数。',
    en: 'Row {row} of the example "{it}": {payer} pays {paid} yuan; nobody pays less than nothing.',
  },
  BENEFIT_UNKNOWN: {
    zh: '政策 {policy} 没有名为“{found}”的待遇{suggestion}。',
    en: 'The policy {policy} has no benefit "{found}"{suggestion}.',
  },
  STAY_NOT_WHOLE: {
    zh: '费用 {bill} 元，而按政策各方合计 {paid} 元；加起来不等于费用，不能采用，请报告制定政策的部门。',
    en: 'The bill is {bill} yuan, but by this policy the payers come to {paid}; that is not the bill, so the result cannot be used. Tell whoever wrote the policy.',
  },
  STAY_PART_NEGATIVE: {
    zh: '按政策{payer}应付 {paid} 元；任何一方都不能付负数，结果不能采用，请核对所填的数字或报告制定政策的部门。',
    en: 'By this policy {payer} would pay {paid} yuan; nobody pays less than nothing. Check the figures, or tell whoever wrote the policy.',
  },
  STAY_BLOCKED: {
    zh: '不能结算（{title}）：{says}',
    en: 'Not settled ({title}): {says}',
  },
  STAYS_TOO_MANY: {
    zh: '一次给出了 {found} 行，最多 {limit} 行；请分几次。',
    en: '{found} rows were given at once; at most {limit} may be. Send them in parts.',
  },
  STAYS_UNREADABLE: {
    zh: '读不出这份表：{reason}。',
    en: 'The table cannot be read: {reason}.',
  },
  STAYS_HEADING_UNKNOWN: {
    zh: '第一行是各列的名称；没有名为“{found}”的列{suggestion}。',
    en: 'The first line names the columns; there is no column "{found}"{suggestion}.',
  },
  STAYS_HEADING_TWICE: {
    zh: '第一行中“{found}”出现了两次。',
    en: 'The first line names "{found}" twice.',
  },
} as const;
