/** Every request has an id, a line in the log, its time in the metrics, and a bound on its statements. */
import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Request, RequestHandler } from 'express';
import type { Context } from '../access/context.ts';
import { currentScope, inScope, type RequestScope } from '../db/request-scope.ts';
import { statementSeconds } from './bounds.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export const idHeader = 'X-Request-Id';
const idForm = /^[A-Za-z0-9-]{8,50}$/;

/** What a scope tells of itself at the end of its request. */
interface Told extends RequestScope {
  operation?: string;
}

/** The paths that the server knows by name; all others are files and pages of the web application. */
const routes = ['/graphql', '/reports/pay.xlsx', '/reports/side-by-side.xlsx', '/audit.csv', '/assessment-evidence', '/intake/files', '/intake/marked', '/healthz', '/readyz', '/metrics'];

function routeOf({ path }: Request): string {
  return routes.includes(path) ? path : 'web';
}

/** A caller's own id is taken over where it cannot be mistaken for anything else. */
function idOf(request: Request): string {
  const given = request.get(idHeader) ?? '';
  return idForm.test(given) ? given : randomUUID();
}

export function requests(log: Log, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const id = idOf(request);
    const from = performance.now();
    const controller = new AbortController();
    const route = routeOf(request);
    const scope: Told = { name: `fenpei ${randomUUID()}`, statementMs: statementSeconds * 1000, left: controller.signal };
    response.set(idHeader, id);
    response.on('close', () => {
      const whole = response.writableFinished;
      if (!whole) controller.abort();
      const ms = Math.ceil(performance.now() - from);
      const { method } = request;
      metrics.observe({ route, method, status: whole ? String(response.statusCode) : 'left' }, ms / 1000);
      log.info({ id, method, route, status: response.statusCode, ms, ...(whole ? {} : { left: true }), ...(scope.operation ? { operation: scope.operation } : {}) }, 'request');
    });
    inScope(scope, next);
  };
}

/** Notes what an operation asks for by the names of the schema; names and values that the caller chose may hold anything. */
export const tellOperation: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        const scope: Told | undefined = currentScope();
        if (!scope || !operation) return;
        const fields = operation.selectionSet.selections.flatMap((selection) => (selection.kind === 'Field' ? [selection.name.value] : []));
        scope.operation = `${operation.operation} ${[...new Set(fields)].join(' ')}`;
      },
    };
  },
};
