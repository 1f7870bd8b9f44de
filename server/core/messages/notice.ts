/** What is refused around notices of pay, objections to them and payslips. */
export const noticeMessages = {
  PUBLISHED_WITHOUT_PAY: { zh: '环节“{stage}”不发放工资，published 只能写 true 或 false。', en: 'The stage "{stage}" pays nobody; published is true or false there.' },
  NOTICE_DAYS_FIXED: { zh: '政策规定公示 {days} 个工作日，到 {allowed} 止，不能另定为“{found}”。', en: 'The policy has {days} working days of notice, until {allowed}; {found} cannot be chosen.' },
  NOTICE_DAY_NEEDED: { zh: '政策没有规定公示天数，请写明公示截止日。', en: 'The policy does not say how long it is published; name the last day of the notice.' },
  NOTICE_OPEN: { zh: '公示期到 {closesOn} 止，次日起方可发放。', en: 'It is published until {closesOn} and can be paid from the day after.' },
  PAY_OBJECTION_WAITS: {
    zh: '{people} 的公示异议尚未复核，不能发放；可先对其暂缓，其余人员照发。',
    en: 'An objection about {people} waits for a ruling, so nothing is paid; hold the person and the rest can go.',
  },
  PAY_OBJECTION_LATE: { zh: '公示期已于 {closesOn} 届满，不再受理异议。', en: 'The notice ended on {closesOn}; objections are no longer taken.' },
  PAY_OBJECTION_NOT_YOURS: { zh: '只能对{allowed}提出异议。', en: 'An objection is possible to {allowed} only.' },
  PAY_OBJECTION_OPEN: { zh: '对这一行已有一条待复核的异议。', en: 'There is an objection to this line that waits for a ruling.' },
  PAY_OBJECTION_PAID: { zh: '已经发放，不再受理异议；请向单位申请更正。', en: 'It has been paid; ask the institution for a correction instead.' },
  PAY_OBJECTION_RULED: { zh: '这条异议已经复核：{state}。', en: 'The objection has been ruled on: {state}.' },
  PAY_OBJECTION_OWN_WORK: { zh: '编制人和异议人不能自己复核，请由另一人办理。', en: 'Whoever prepared the distribution or objects does not rule on it; somebody else does.' },
  PAY_OBJECTION_UPHELD: { zh: '对 {people} 的异议已成立；不能原样再报，请重新编制。', en: 'An objection about {people} was upheld: the run is not handed in again unchanged; prepare another.' },
  SUPPOSED_UNKNOWN: { zh: '不能假设“{found}”；可以假设：{allowed}。', en: '{found} cannot be supposed; these can: {allowed}.' },
} as const;
