/** Puts jobs into the queue, in the transaction that wants them. */
import type { EntityManager } from '@mikro-orm/postgresql';

/** What each job is told: ids alone. What it needs beside them it reads when it runs, under the rights of that moment. */
export interface Payloads {
  /** Runs the ledger's checks; `account` asked for it, or nobody did. */
  'check-ledger': { region: number; account: string | null };
  'sign-head': { region: number };
  'clean-request-keys': { region: number };
  /** Writes down what silence means for lines of runs whose time for confirmation is over. */
  'record-silence': { region: number };
  'clean-sessions': Record<string, never>;
  /** The dry run and the recording of a large import; `account` asked for it. */
  'check-import': { region: number; id: string; account: string };
  'load-import': { region: number; id: string; account: string };
  /** Takes up the imports that a process left in the middle. */
  'resume-imports': Record<string, never>;
  /** Puts the others into the queue, for every region. */
  nightly: Record<string, never>;
}

export type Task = keyof Payloads;

/** One job of a key waits at a time; asking again while it waits changes nothing. */
export async function addJob<T extends Task>(em: EntityManager, task: T, payload: Payloads[T]): Promise<void> {
  const key = [task, ...Object.values(payload)].join(' ');
  await em.execute("select graphile_worker.add_job(?, ?::json, job_key := ?, job_key_mode := 'preserve_run_at', max_attempts := 5)", [task, JSON.stringify(payload), key]);
}
