/** What follows when a run of a stage of the policy's own is approved: its one journal entry, in the fund that the stage names. */
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { postRun } from '../ledger/post.ts';
import type { Run } from '../model/run.ts';
import { dueOf, memoOf, postingOf } from '../run/due.ts';
import { fundOf } from '../run/fund.ts';
import { stageOf } from '../run/preparers.ts';

export async function recordStage({ em, asker, now }: Asking, run: Run): Promise<void> {
  const figures = await dueOf(em, run);
  const { title } = await stageOf(run);
  await postRun(em, {
    run, fund: await fundOf(em, run), movements: postingOf(run, figures), on: dayOf(now), by: asker.id, at: now,
    memo: memoOf(run, { zh: `${run.period} ${title.zh}`, en: `${title.en} of ${run.period}` }),
  });
}
