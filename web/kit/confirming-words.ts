import type { Catalogue } from './words.ts';

export const confirmingWords = {
  title: { zh: '机构确认', en: 'Confirmation by the institutions' },
  term: { zh: '{from} 报送，{days} 个工作日内（至 {due}）', en: 'Handed in {from}; within {days} working days, until {due}' },
  silenceConfirms: { zh: '逾期不答复视为确认', en: 'silence counts as confirmed' },
  silenceDisputes: { zh: '逾期不答复视为异议', en: 'silence counts as disputed' },
  calendar: { zh: '工作日历', en: 'Working days' },
  line: { zh: '项目', en: 'Line' },
  institution: { zh: '机构', en: 'Institution' },
  state: { zh: '状态', en: 'State' },
  acts: { zh: '办理', en: 'To do' },
  said: { zh: '由谁、何时', en: 'By whom, when' },
  inPlaceOf: { zh: '{name}（受 {lender} 委托）', en: '{name} (for {lender})' },
  dispute: { zh: '异议：“{reason}”', en: 'Dispute: “{reason}”' },
  answered: { zh: '{name} 答复：“{answer}”', en: 'Answer of {name}: “{answer}”' },
  toLine: { zh: '去确认', en: 'To your line' },
  uphold: { zh: '采纳异议并退回', en: 'Uphold and return' },
  upholdHint: { zh: '核算退回编制人，重新编制后各机构重新确认。', en: 'The run goes back to its preparer; the next one is confirmed anew.' },
  reject: { zh: '不采纳异议', en: 'Reject the dispute' },
  rejectHint: { zh: '理由对所有审批人可见，核算继续审批。', en: 'Every signer sees the reason; the approval goes on.' },
  done: { zh: '已办理。', en: 'Done.' },
} as const satisfies Catalogue;
