/** What each job does: one transaction under its region, after looking at the rights again. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { TaskList } from 'graphile-worker';
import { removeOldKeys } from '../access/request-key.ts';
import { requireRole } from '../access/asker.ts';
import { askerOf, removeOldSessions } from '../access/sign-in.ts';
import type { Log } from '../api/log.ts';
import { dayOf } from '../clock.ts';
import type { Signer } from '../core/ledger-file/write.ts';
import { Refusal } from '../core/refusal.ts';
import { inTransaction, regionCodes } from '../db.ts';
import { addJob, type Payloads, type Task } from '../db/queue.ts';
import { checkInJob } from '../intake/check-import.ts';
import { loadInJob } from '../intake/confirm-import.ts';
import { resumeImports } from '../intake/resume-imports.ts';
import { recordCheck } from '../ledger/record-check.ts';
import { signHead } from '../ledger/sign-head.ts';
import { Account } from '../model/account.ts';
import { recordSilences } from '../run/confirmation.ts';

export interface Tools {
  orm: MikroORM;
  signer: Signer;
  log: Log;
  now: () => Date;
}

type Work<T extends Task> = (tools: Tools, payload: Payloads[T]) => Promise<void>;

/** Who asked must still be an auditor of the region when the job runs. */
const checkLedger: Work<'check-ledger'> = ({ orm, log, now }, { region, account }) => inTransaction(orm, [region], async (em) => {
  if (account !== null) requireRole(await askerOf(em, await em.findOneOrFail(Account, account), dayOf(now())), region, ['AUDITOR']);
  const found = await recordCheck(em, region, account, now());
  if (found > 0) log.error({ region, checks: found }, 'checks of the ledger found something');
});

/** Whoever asked, with the rights of now. */
const askerOfJob = ({ orm, now }: Tools, region: number, account: string) => inTransaction(orm, [region], async (em) => askerOf(em, await em.findOneOrFail(Account, account), dayOf(now())));

const nightly: Work<'nightly'> = ({ orm }) => inTransaction(orm, [], async (em) => {
  for (const region of await regionCodes(orm)) {
    await addJob(em, 'check-ledger', { region, account: null });
    await addJob(em, 'sign-head', { region });
    await addJob(em, 'clean-request-keys', { region });
    await addJob(em, 'record-silence', { region });
  }
  await addJob(em, 'clean-sessions', {});
});

const works: { [T in Task]: Work<T> } = {
  'check-ledger': checkLedger,
  nightly,
  'sign-head': ({ orm, signer, now }, { region }) => inTransaction(orm, [region], (em) => signHead(em, region, signer, now())),
  'clean-request-keys': ({ orm, now }, { region }) => inTransaction(orm, [region], (em) => removeOldKeys(em, region, now())),
  'record-silence': ({ orm, now }, { region }) => inTransaction(orm, [region], (em) => recordSilences(em, region, now())),
  'check-import': async (tools, { region, id, account }) => checkInJob(tools.orm, await askerOfJob(tools, region, account), region, id, tools.now()),
  'load-import': async (tools, { region, id, account }) => loadInJob(tools.orm, await askerOfJob(tools, region, account), region, id, tools.now),
  'resume-imports': async ({ orm }) => {
    for (const region of await regionCodes(orm)) await inTransaction(orm, [region], (em) => resumeImports(em, region));
  },
  'clean-sessions': ({ orm, now }) => inTransaction(orm, [], (em) => removeOldSessions(em, now())),
};

/** The jobs as graphile-worker takes them. One that is refused is not tried again: the rights are what they are. */
export function tasks(tools: Tools): TaskList {
  const run = <T extends Task>(task: T) => async (payload: unknown) => {
    try {
      await works[task](tools, payload as Payloads[T]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tools.log.warn({ task, code: error.faults[0]?.code }, 'a job was refused');
    }
  };
  return Object.fromEntries((Object.keys(works) as Task[]).map((task) => [task, run(task)]));
}
