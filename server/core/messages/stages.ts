/** What is wrong with the stages and accounts of a policy. */
export const stageMessages = {
  ACCOUNT_NOT_VALID: {
    zh: '账户“{found}”写法不对；应为小写英文和连字符，可带花括号，如 package/<consortium>。',
    en: 'The account "{found}" is not written as one: lower-case letters and hyphens, with braces if need be, such as package/<consortium>.',
  },
  ACCOUNT_UNKNOWN: { zh: 'accounts 里没有账户“{found}”{suggestion}。', en: 'There is no account "{found}" under accounts{suggestion}.' },
  ACCOUNT_UNUSED: { zh: '账户“{found}”没有任何资金经过。', en: 'No money passes through the account "{found}".' },
  ACCOUNT_OF_UNKNOWN: {
    zh: '花括号里的“{found}”既不是该表的列，也不是文本类基础数据{suggestion}；可用：{allowed}。',
    en: '"{found}" in braces is neither a column of the table nor a text fact{suggestion}; there are: {allowed}.',
  },
  SIGNERS_MISSING: { zh: '每个环节要写明由谁签批（signed_by）。', en: 'Every stage names who signs for it (signed_by).' },
  SIGNER_TWICE: { zh: '“{found}”在一个环节里写了两次。', en: '"{found}" signs twice for one stage.' },
  MOVE_AMOUNT_UNKNOWN: { zh: '没有名为“{found}”的金额可以划转{suggestion}。', en: 'There is no amount "{found}" to move{suggestion}.' },
  MOVE_WITHOUT_MONEY: { zh: '“{found}”不是以元计的金额，不能划转。', en: '"{found}" is not an amount in yuan and cannot be moved.' },
  STAGE_UNTITLED: {
    zh: '平台没有环节“{found}”{suggestion}；平台已有：{allowed}。政策自己的环节要写名称（title）和周期（period）。',
    en: 'The platform has no stage "{found}"{suggestion}; it has: {allowed}. A stage of the policy\'s own needs a title and a period.',
  },
  FUND_UNKNOWN: { zh: 'funds 里没有基金“{found}”{suggestion}。', en: 'There is no fund "{found}" under funds{suggestion}.' },
  STAGE_UNKNOWN: { zh: '政策没有环节“{found}”{suggestion}。', en: 'The policy has no stage "{found}"{suggestion}.' },
  STAGE_ROUND: { zh: '环节“{stage}”以“{found}”为前提，而后者又要等它。', en: 'The stage "{stage}" rests on "{found}", which waits for it in turn.' },
  STAGE_CYCLE: {
    zh: '环节“{stage}”不能以“{found}”为前提：一年一次的环节不能等每月一次的，发放工资的环节不能作前提；要用其金额，请写 from。',
    en: 'The stage "{stage}" cannot rest on "{found}": what comes once a year does not rest on what comes monthly, and nothing rests on pay; to use its amounts write `from`.',
  },
  TAKEN_OTHERWISE: {
    zh: '{title} 不能取自“{found}”：单位要相同（或都是是否），一列要取自以同一名称为键的表的一列，单个数要取自单个金额。',
    en: '{title} cannot be taken from "{found}": the units must be the same (or both yes or no), a column comes from a column of a table with a key of the same name, a single value from a single amount.',
  },
} as const;
