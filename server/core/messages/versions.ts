/** Changes of what is posted, and of what somebody else is working on. */
export const versionMessages = {
  CHANGE_REASONS_NONE: { zh: 'change_reasons 至少要写一条变更事由；不限事由的，不写这一项。', en: 'change_reasons names at least one reason; leave it out where any reason will do.' },
  CHANGE_REASON_MISSING: { zh: '“{stage}”入账后的变更要选定事由：{allowed}。', en: '{stage} is changed after posting for one of these reasons: {allowed}; name it.' },
  CHANGE_REASON_UNKNOWN: { zh: '“{found}”不是“{stage}”的变更事由；政策规定的是：{allowed}。', en: '"{found}" is no reason for a change of {stage}; the policy names: {allowed}.' },
  DRAFT_MOVED_ON: {
    zh: '您打开之后，{by} 于 {at} 编制了另一份（{state}）。您填的内容没有保存，也没有丢；请对照对方改动后再报。',
    en: 'Since you opened this, {by} prepared another at {at} ({state}). What you typed is not saved, and not lost: compare it with the other before you prepare it.',
  },
} as const;
