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
} as const;
