/** An operation ends when its time is over or its client has gone; what the database still does for it is stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { Refusal } from '../core/refusal.ts';
import { stopStatements } from '../db.ts';
import { currentScope } from '../db/request-scope.ts';
import { operationSeconds } from './bounds.ts';
import type { Log } from './log.ts';

const againMs = 200;

/** Stops statement after statement until the work has ended: it may be between two of them, or wait for a connection. */
async function stop(orm: MikroORM, name: string, work: Promise<unknown>, log: Log): Promise<void> {
  const ended = work.then(() => true, () => true);
  do {
    await stopStatements(orm, name).catch((err: unknown) => log.warn({ err }, 'a statement could not be stopped'));
  } while (!(await Promise.race([ended, pause(againMs, false)])));
}

const tooSlow = (seconds: number): ExecutionResult => {
  const refusal = new Refusal({ code: 'TOO_SLOW', at: '', values: { allowed: String(seconds) } });
  return { data: null, errors: [new GraphQLError(refusal.message, { originalError: refusal })] };
};

/** The result of the work, or TOO_SLOW after `seconds` or when the client has left. */
export async function bounded(orm: MikroORM, log: Log, run: () => Promise<ExecutionResult>, seconds = operationSeconds): Promise<ExecutionResult> {
  const scope = currentScope();
  const work = run();
  if (!scope) return work;
  const over = AbortSignal.any([AbortSignal.timeout(seconds * 1000), scope.left]);
  let tell: () => void = () => undefined;
  const ended = new Promise<undefined>((done) => {
    tell = () => done(undefined);
    over.addEventListener('abort', tell, { once: true });
    if (over.aborted) tell();
  });
  const result = await Promise.race([work, ended]);
  over.removeEventListener('abort', tell);
  if (result) return result;
  void stop(orm, scope.name, work, log);
  return tooSlow(seconds);
}
