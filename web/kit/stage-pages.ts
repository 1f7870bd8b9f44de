/** Where each stage has its page. */
const pages: Readonly<Record<string, string>> = { BUDGET: '/budget', SETTLEMENT: '/settlement', PAY_TOTAL: '/pay', BASIC_PAY: '/pay', INCENTIVE_PAY: '/pay' };

/** `MONTHLY_ADVANCE` of `2026-03` is at `/stages/monthly-advance/2026-03`. */
export function pageOfStage(stage: string, period: string): string {
  if (stage === 'PAY_OUT' || stage === 'PAY_RETURN') return `/payout?month=${period}`;
  return pages[stage] ?? `/stages/${stage.toLowerCase().replaceAll('_', '-')}/${period}`;
}
