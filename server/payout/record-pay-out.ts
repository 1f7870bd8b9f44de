/** What follows when a pay-out is approved: its entry, and what each person is to be paid. */
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { sumMoney } from '../core/money.ts';
import { netOf, requireNet } from '../core/payout/net.ts';
import { refuse } from '../core/refusal.ts';
import { factsText } from '../core/run-text.ts';
import { sha256 } from '../hash.ts';
import { postRun } from '../ledger/post.ts';
import type { Run } from '../model/run.ts';
import { lockPayOuts } from '../run/deductions.ts';
import { dueOf, postingOf } from '../run/due.ts';
import { fundOf } from '../run/fund.ts';
import { payOutDraft, type DraftPay } from './pay-out-draft.ts';

async function writeLines({ em }: Asking, { regionId: region, id: run, upstreamIds }: Run, pays: readonly DraftPay[]): Promise<void> {
  const rows = pays.map((pay) => ({ person: pay.id, gross: String(pay.gross), deducted: String(netOf(pay).deducted), net: String(netOf(pay).net) }));
  const items = pays.flatMap(({ id, deductions }) => [...deductions].filter(([, amount]) => amount > 0n).map(([item, amount]) => ({ person: id, item, amount: String(amount) })));
  const recovered = pays.flatMap(({ instalments }) => instalments.map(({ claim, amount }) => ({ claim, amount: String(amount) })));
  await em.execute('insert into pay_out_part (region_id, pay_run_id, run_id) select region_id, id, ?::uuid from pay_run where region_id = ? and run_id::text in (select json_array_elements_text(?::json))',
    [run, region, JSON.stringify(upstreamIds)]);
  await em.execute(`insert into pay_out_line (region_id, run_id, person_id, gross, deducted, net) select ?, ?::uuid, person, gross, deducted, net
    from json_to_recordset(?::json) as g (person uuid, gross bigint, deducted bigint, net bigint)`, [region, run, JSON.stringify(rows)]);
  await em.execute('insert into pay_out_deduction (region_id, run_id, person_id, item, amount) select ?, ?::uuid, person, item, amount from json_to_recordset(?::json) as g (person uuid, item text, amount bigint)',
    [region, run, JSON.stringify(items)]);
  await em.execute('insert into recovery_instalment (region_id, recovery_id, run_id, amount) select ?, claim, ?::uuid, amount from json_to_recordset(?::json) as g (claim uuid, amount bigint)',
    [region, run, JSON.stringify(recovered)]);
}

/** Refuses a run that is of other pay or other deductions than are known now (PAY_OUT_CHANGED): it was handed in again after a return. */
export async function recordPayOut(asking: Asking, run: Run): Promise<void> {
  const { em, asker, now } = asking;
  const institution = await run.institution!.loadOrFail();
  await lockPayOuts(em, run.regionId);
  const { pays, facts, origins } = await payOutDraft(em, institution, run.period, { own: run.id });
  if (sha256(factsText({ facts, origins })) !== run.factsHash) refuse('PAY_OUT_CHANGED', 'run', { institution: institution.name, month: run.period });
  requireNet(pays);
  const [gross, net] = [sumMoney(pays.map((pay) => pay.gross)), sumMoney(pays.map((pay) => netOf(pay).net))];
  await em.execute('insert into pay_out (region_id, run_id, institution_id, month, gross, deducted, net, people) values (?, ?, ?, ?, ?, ?, ?, ?)',
    [run.regionId, run.id, institution.id, run.period, String(gross), String(gross - net), String(net), pays.length]);
  await writeLines(asking, run, pays);
  await postRun(em, {
    run, fund: await fundOf(em, run), movements: postingOf(run, await dueOf(em, run)), on: dayOf(now), by: asker.id, at: now,
    memo: { zh: `${institution.name} ${run.period} 代扣与发放`, en: `Deductions and pay-out of ${institution.code}, ${run.period}` },
  });
}
