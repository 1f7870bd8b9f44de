/** What is refused of papers, their numbers, and vouchers. */
export const paperMessages = {
  DOCUMENT_PREFIX_FORM: { zh: '机关代字“{found}”应为 2 至 20 个汉字或字母，不含空格、年份和序号，例如：{example}。', en: 'The prefix "{found}" should be 2 to 20 Chinese characters or letters, without spaces, year or number, such as {example}.' },
  DOCUMENT_PREFIX_MISSING: { zh: '{on} 还没有机关代字；请先在“公文”页设定。', en: 'No prefix of document numbers holds on {on}; set one on the page of papers first.' },
  SETTING_NOT_LATER: { zh: '新的设定须晚于已有的（自 {allowed} 起），现为 {found}；已有的不改。', en: 'A new setting begins after the present one (from {allowed}), not on {found}; what holds is not changed.' },
  PAPER_RUN_NOT_POSTED: { zh: '只有已入账的核算可以出公文，这份的状态是{state}。', en: 'Papers are made of posted runs only; this one is {state}.' },
  PAPER_RECIPIENT_UNKNOWN: { zh: '这份核算没有拨给“{found}”的款项；有：{allowed}。', en: 'The run moved nothing to {found}; it did to: {allowed}.' },
  PAPER_STANDING: { zh: '这份公文已有文号 {found}；可以重印，或作废后另发。', en: 'This paper has the number {found}: print it again, or void it and issue another.' },
  PAPER_VOID_ALREADY: { zh: '文号 {found} 已经作废。', en: '{found} is void already.' },
  PERIOD_REVERSED: { zh: '起始月份 {found} 晚于截止月份 {allowed}。', en: 'The first month, {found}, is after the last, {allowed}.' },
  PERIOD_NOT_OVER: { zh: '{found} 尚未结束；导出的月份必须已经结束，这样每次导出才相同。', en: '{found} is not over; months are exported when they are, so that each export is the same.' },
  CHART_ACCOUNT_FORM: { zh: '科目代码“{found}”应为 3 至 30 位数字、字母、点或横线，例如：4001.02。', en: 'The account code "{found}" should be 3 to 30 digits, letters, points or hyphens, such as 4001.02.' },
  CHART_CLASS_UNKNOWN: { zh: '政策里没有账户“{found}”；有：{allowed}。', en: 'No policy has the account {found}; they have: {allowed}.' },
  CHART_UNMAPPED: { zh: '这些账户还没有对应的会计科目：{found}。', en: 'These accounts have no account of the chart yet: {found}.' },
  CHART_EXPORTED: { zh: '“{found}”的凭证已导出至 {allowed}；新的对应须自其后生效。', en: 'Vouchers of {found} have been exported up to {allowed}; another mapping begins after that.' },
  VOUCHERS_DIFFER: { zh: '这一期间首次导出时有 {allowed} 笔凭证、合计 {was}，现在账上是 {found} 笔、{now}；请核对后再用。', en: 'When the period was first exported it had {allowed} entries of {was}; the ledger now has {found} of {now}. Find out why before you go on.' },
  VOUCHERS_NONE: { zh: '{found} 没有已入账的凭证。', en: 'Nothing was posted in {found}.' },
} as const;
