/** Works on the queue of jobs in PostgreSQL, beside the requests of this process; several processes share one queue. */
import { Logger, parseCronItems, run } from 'graphile-worker';
import pg from 'pg';
import { inTransaction } from '../db.ts';
import { addJob } from '../db/queue.ts';
import type { Connection } from '../db/connection.ts';
import type { Log } from '../api/log.ts';
import { tasks, type Tools } from './tasks.ts';

export interface Worker {
  /** Finishes the jobs that run, and takes no more. */
  stop(): Promise<void>;
}

/** 02:30 in China; cron is read in UTC. Of several processes one puts the job into the queue. */
const nightly = parseCronItems([{ task: 'nightly', match: '30 18 * * *', identifier: 'nightly', options: { backfillPeriod: 86_400_000, maxAttempts: 5 } }]);
const jobsAtOnce = 2;

/** The library's own sentences can hold what a job was told; its level and the fact are enough. */
const quietLogger = (log: Log) => new Logger(({ taskIdentifier, jobId }) => (level, message) => {
  if (level === 'error' || level === 'warning') log[level === 'error' ? 'error' : 'warn']({ task: taskIdentifier, job: jobId, said: message.replace(/[^\x20-\x7e]|\d+|'[^']*'|"[^"]*"/g, '').slice(0, 120) }, 'the queue of jobs');
});

/** `app` is the plain login of the application: the queue's tables are its owner's, who made them with the migrations. */
export async function startWorker(app: Connection, tools: Tools): Promise<Worker> {
  const pool = new pg.Pool({ ...app, max: jobsAtOnce + 2 });
  pool.on('error', (err) => tools.log.warn({ err }, 'a connection of the queue was lost'));
  pool.on('connect', (client) => client.on('error', (err) => tools.log.warn({ err }, 'a connection of the queue was lost')));
  const runner = await run({ pgPool: pool, taskList: tasks(tools), parsedCronItems: nightly, concurrency: jobsAtOnce, noHandleSignals: true, logger: quietLogger(tools.log) });
  await inTransaction(tools.orm, [], (em) => addJob(em, 'resume-imports', {})); // a process that was killed keeps its job for hours
  return {
    async stop() {
      await runner.stop();
      await pool.end();
    },
  };
}
