/** What is refused around working days and the confirmation of runs. */
export const confirmationMessages = {
  CALENDAR_MISSING: {
    zh: '没有 {year} 年的工作日历，不能推算工作日；请由管理员按国务院办公厅公布的放假安排载入（npm run admin -- load-calendar）。',
    en: 'There is no calendar of working days for {year}, so they cannot be counted; an administrator loads the published arrangement (npm run admin -- load-calendar).',
  },
  CALENDAR_DAY: { zh: '“{found}”不是 {year} 年的日期，或首日晚于末日。', en: '"{found}" is not a day of {year}, or the first day is after the last.' },
  CALENDAR_WORKDAY: { zh: '“{found}”不是周末，或同时列为放假日，不能作为调休上班日。', en: '"{found}" is no weekend day, or is off as well; it cannot be a weekend day that is worked.' },
  CALENDAR_EMPTY: { zh: '{year} 年的工作日历没有一个放假日。', en: 'The calendar of {year} has no holiday.' },
  WORKING_DAYS_NOT_VALID: { zh: '工作日数应为 1 至 60 的整数，现为“{found}”。', en: 'The working days must be a whole number from 1 to 60, not "{found}".' },
  CONFIRMED_NOTHING: {
    zh: '环节“{stage}”没有按“{found}”逐行划转的金额，无可确认。',
    en: 'The stage "{stage}" moves no amount by row of a table with the key "{found}": there is nothing to confirm.',
  },
  CONFIRMER_MISSING: { zh: '“{found}”没有可以确认的机构（医共体要有牵头医院）。', en: 'There is no institution that confirms for {found} (a consortium needs its head hospital).' },
  CONFIRMATION_WAITS: { zh: '以下机构尚未确认或异议未答复，不能作最后签批：{missing}。', en: 'The last signature waits for confirmation, or for the answer to a dispute: {missing}.' },
  CONFIRMATION_NOT_OPEN: { zh: '“{found}”现在不能确认或提出异议：{state}。', en: '{found} cannot be confirmed or disputed now: {state}.' },
  CONFIRMATION_LATE: { zh: '确认期限已于 {dueOn} 届满。', en: 'The time for confirmation ended on {dueOn}.' },
  DISPUTE_NOT_OPEN: { zh: '“{found}”没有待答复的异议：{state}。', en: '{found} has no dispute that waits for an answer: {state}.' },
  DISPUTE_UPHELD: { zh: '已采纳对“{found}”的异议；不能原样再报，请重新编制。', en: 'A dispute about {found} was upheld: the run is not handed in again unchanged; prepare another.' },
} as const;
