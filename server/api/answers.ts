/** How failures are told: a mistake of the caller is explained in both languages; a mistake of ours is logged, and the caller gets its number. */
import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { DriverException } from '@mikro-orm/core';
import type { ErrorRequestHandler } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { apiMessages } from '../core/messages/api.ts';
import { Refusal, say, type Code, type Fault } from '../core/refusal.ts';
import { codeOf, isAway } from '../db/fault.ts';
import { bodyMax, statementSeconds, tokensMax } from './bounds.ts';
import type { Log } from './log.ts';

const bothLanguages = (fault: Fault) => ({ code: fault.code, at: fault.at, zh: say(fault, 'zh'), en: say(fault, 'en') });
const refusalOf = (code: Code, at = '', values: Record<string, string> = {}) => new Refusal({ code, at, values });

/** What may be sent again as it is. */
const passing: readonly Code[] = ['DATABASE_AWAY', 'BUSY', 'TOO_SLOW'];

/** A refusal as an error of the API: its code, its place, its sentences in both languages, and whether a retry may succeed. */
export function refusalExtensions({ faults }: Refusal) {
  const said = faults.map(bothLanguages);
  const code = faults[0]?.code;
  return {
    code, at: faults[0]?.at, faults: said,
    messages: { zh: said.map(({ zh }) => zh).join('\n'), en: said.map(({ en }) => en).join('\n') },
    ...(code && passing.includes(code) ? { retry: true } : {}),
  };
}

/** GraphQL wraps what a scalar throws, twice for a variable. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

/** What the database refused or could not do, in the words of the API; undefined where it is a fault of ours. */
function databaseRefusal(cause: unknown): Refusal | undefined {
  if (isAway(cause)) return refusalOf('DATABASE_AWAY');
  const code = codeOf(cause);
  if (code === '57014') return refusalOf('TOO_SLOW', '', { allowed: String(statementSeconds) });
  if (code === '40001' || code === '40P01' || code === '55P03') return refusalOf('BUSY');
  if (code === '22021' || code === '22P05') return refusalOf('TEXT_MALFORMED', 'variables');
  const id = cause instanceof DriverException && code === '22P02' ? /type uuid: "(.*)"/s.exec(cause.message)?.[1] : undefined;
  return id === undefined ? undefined : new Refusal({ code: 'NOT_FOUND', at: 'id', values: { what: { zh: '编号', en: 'id' }, found: id } }); // an id that is none is not found, as any other that is not there
}

/** What Apollo says of requests that do not fit; it keeps its code and gets its sentences in both languages. */
function apolloRefusal({ message, extensions }: GraphQLFormattedError): Refusal | undefined {
  const code = extensions?.code;
  if (typeof code !== 'string' || !Object.hasOwn(apiMessages, code)) return undefined;
  if (code === 'GRAPHQL_PARSE_FAILED' && /tokens?\. Parsing aborted/.test(message)) return refusalOf('QUERY_TOO_LONG', 'query', { allowed: String(tokensMax) });
  return refusalOf(code as keyof typeof apiMessages, '', { found: message });
}

/** Shapes every error of an answer, and logs what is a fault of ours. */
export function formatErrors(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { path, locations } = formatted;
    const cause = causeOf(unwrapResolverError(error));
    const refused = cause instanceof Refusal ? cause : databaseRefusal(cause) ?? apolloRefusal(formatted) ?? failure(log, cause, { path });
    return { message: refused.message, path, locations, extensions: refusalExtensions(refused) };
  };
}

function failure(log: Log, err: unknown, where: object): Refusal {
  const reference = randomUUID().slice(0, 8);
  log.error({ err, reference, ...where }, 'a request failed');
  return refusalOf('INTERNAL', '', { found: reference });
}

/** What goes wrong before an operation is known, with the status that tells it over HTTP. */
export function asRequestError(error: unknown): GraphQLError {
  const status = isAway(error) ? 503 : 500;
  return new GraphQLError('the request could not be begun', { originalError: error as Error, extensions: { http: { status } } });
}

/** A request of another site is forbidden, a token that does not hold is no sign-in, anything else is the caller's mistake. */
function refusedStatus({ faults }: Refusal): number {
  if (faults.some(({ code }) => code === 'REQUEST_FOREIGN')) return 403;
  return faults.some(({ code }) => code.startsWith('TOKEN_')) ? 401 : 400;
}

function httpStatusOf(error: unknown): number {
  const own = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  if (error instanceof Refusal) return refusedStatus(error);
  return isAway(error) ? 503 : own >= 400 && own < 500 ? own : 500;
}

/** What fails outside GraphQL: a body that cannot be read is the caller's mistake, all else is ours. */
export function answerFailures(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = httpStatusOf(error);
    const told = error instanceof Refusal ? error
      : status === 413 ? refusalOf('BODY_TOO_LARGE', 'body', { allowed: bodyMax })
        : status < 500 ? refusalOf('REQUEST_UNREADABLE', '', { found: String(status) })
          : databaseRefusal(error) ?? failure(log, error, { method: request.method });
    if (error instanceof Refusal) log.warn({ code: error.faults[0]?.code }, 'a request was refused');
    if (!request.complete) response.set('connection', 'close'); // what is still under way is not read
    response.status(status).json({ errors: [{ message: told.message, extensions: refusalExtensions(told) }] });
  };
}
