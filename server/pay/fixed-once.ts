/** What the total has fixed for a person, such as the main leader's incentive, is paid once in its year. */
import type { Asking } from '../access/asker.ts';
import type { Policy } from '../core/policy/policy.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import type { PayRun } from '../model/pay.ts';
import { stageOf } from './pay-draft.ts';

const paidBefore = `
  select s.code as person, own.step, earlier.period
  from pay_line own
  join pay_run p on p.region_id = own.region_id and p.id = own.pay_run_id
  join pay_run earlier on earlier.region_id = p.region_id and earlier.institution_id = p.institution_id and earlier.year = p.year and earlier.id <> p.id and earlier.paid_at is not null
  join pay_line l on l.region_id = earlier.region_id and l.pay_run_id = earlier.id and l.person_id = own.person_id and l.step = own.step
  join person s on s.region_id = own.region_id and s.id = own.person_id
  where own.region_id = ? and own.pay_run_id = ? and own.step in (select json_array_elements_text(?::json))
  order by s.code, own.step limit 1`;

/** Refuses a distribution that pays somebody a second time what the pay total moved for them (FIXED_PAID_ALREADY). */
export async function requireFixedOnce({ em }: Asking, payRun: PayRun, policy: Policy): Promise<void> {
  const total = new Set(policy.stages.get('pay-total')?.moves.map((move) => move.amount));
  const fixed = (policy.stages.get(stageId(stageOf[payRun.kind]))?.moves ?? []).map((move) => move.amount).filter((amount) => total.has(amount));
  if (fixed.length === 0) return;
  const [found] = await em.execute<Array<{ person: string; step: string; period: string }>>(paidBefore, [payRun.regionId, payRun.id, JSON.stringify(fixed)]);
  if (found) refuse('FIXED_PAID_ALREADY', `${found.step}[${found.person}]`, { person: found.person, period: found.period, step: amountTitle(policy, found.step) });
}
