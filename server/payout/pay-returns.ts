/** Returned and repeated payments in the ledger (退汇入账): a run of an institution and month over what was recorded for it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { formatMoney } from '../core/money.ts';
import { lastDay, parseMonth } from '../core/period.ts';
import { refuse } from '../core/refusal.ts';
import { factsText } from '../core/run-text.ts';
import { sha256 } from '../hash.ts';
import { postRun } from '../ledger/post.ts';
import type { Institution } from '../model/organisation.ts';
import type { Run } from '../model/run.ts';
import { lockPayOuts } from '../run/deductions.ts';
import { dueOf, postingOf } from '../run/due.ts';
import { fundOf } from '../run/fund.ts';
import { policyFor } from '../run/policies.ts';
import { prepareRun } from '../run/prepare.ts';
import type { OfMonth } from './prepare-pay-out.ts';
import { institutionFor, preparers } from './scope.ts';

/** What came back and what was paid again, of an institution, that is posted with a month; in fen. */
export async function returnsOf(em: EntityManager, { regionId: region, id }: Institution, month: string): Promise<{ returned: bigint; reissued: bigint }> {
  const [found] = await em.execute<[{ returned: string; reissued: string }]>(`
    select coalesce(sum(l.amount) filter (where r.posts_in = :month), 0)::text as returned, coalesce(sum(l.amount) filter (where l.posts_in = :month), 0)::text as reissued
    from payment_line l join pay_out o on o.region_id = l.region_id and o.run_id = l.run_id
    left join payment_return r on r.region_id = l.region_id and r.line_id = l.id
    where l.region_id = :region and o.institution_id = :id`.replaceAll(':month', '?').replace(':region', '?').replace(':id', '?'), [month, month, region, id]);
  return { returned: BigInt(found.returned), reissued: BigInt(found.reissued) };
}

async function factsIn(em: EntityManager, institution: Institution, month: string) {
  const { returned, reissued } = await returnsOf(em, institution, month);
  const origin = `退汇登记 ${month}`;
  return {
    some: returned > 0n || reissued > 0n,
    facts: { unit: institution.code, returned: formatMoney(returned), reissued: formatMoney(reissued), people: [] },
    origins: { unit: `机构登记 · ${institution.name}`, returned: origin, reissued: origin },
  };
}

/** Refuses a month in which nothing came back and nothing was paid again (RETURNS_NONE). */
export async function preparePayReturn(asking: Asking, input: OfMonth & { reason: string }): Promise<Run> {
  const { em } = asking;
  const { region, reason } = input;
  const month = parseMonth(input.month, 'month');
  const institution = await institutionFor(asking, input, preparers);
  await lockPayOuts(em, region);
  const { some, facts, origins } = await factsIn(em, institution, month);
  if (!some) refuse('RETURNS_NONE', 'month', { institution: institution.name, month });
  const version = await policyFor(em, region, 'pay-out', lastDay(month));
  const { run } = await prepareRun(asking, { region, stage: 'PAY_RETURN', year: Number(month.slice(0, 4)), period: month, institution, version, facts, decisions: {}, origins, upstream: [], reason });
  return run;
}

/** The entry of an approved run. Refuses one that something was recorded beside after it was returned (PAY_OUT_CHANGED). */
export async function recordPayReturn({ em, asker, now }: Asking, run: Run): Promise<void> {
  const institution = await run.institution!.loadOrFail();
  await lockPayOuts(em, run.regionId);
  const { facts, origins } = await factsIn(em, institution, run.period);
  if (sha256(factsText({ facts, origins })) !== run.factsHash) refuse('PAY_OUT_CHANGED', 'run', { institution: institution.name, month: run.period });
  await postRun(em, {
    run, fund: await fundOf(em, run), movements: postingOf(run, await dueOf(em, run)), on: dayOf(now), by: asker.id, at: now,
    memo: { zh: `${institution.name} ${run.period} 退汇与重发`, en: `Returned and repeated payments of ${institution.code}, ${run.period}` },
  });
}
