/** What bounds the statements of one request: how long each may take, and the name by which those that run can be stopped. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestScope {
  /** Of this request alone; at most 63 bytes, the longest name PostgreSQL keeps of an application. */
  readonly name: string;
  /** The longest that one statement may take, in milliseconds. */
  readonly statementMs: number;
  /** Aborted when the client has gone. */
  readonly left: AbortSignal;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Everything that `work` starts belongs to the request. */
export const inScope = <T>(scope: RequestScope, work: () => T): T => scopes.run(scope, work);

/** For what acts upon a request from outside, such as stopping its statements. */
export const outsideScope = <T>(work: () => T): T => scopes.exit(work);

export const currentScope = (): RequestScope | undefined => scopes.getStore();

/** Settings of each transaction of the request; none outside of one, as in a job or a command. */
export function scopeSettings(): Record<string, string> {
  const scope = currentScope();
  return scope ? { statement_timeout: String(scope.statementMs), application_name: scope.name } : {};
}
