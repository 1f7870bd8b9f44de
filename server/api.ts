/** The HTTP server: the GraphQL API, the spreadsheets, the built web, on one port. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import { DriverException } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import helmet from 'helmet';
import { pino } from 'pino';
import type { Context } from './access/context.ts';
import type { DataKeys } from './access/data-keys.ts';
import { askerOfToken } from './access/sign-in.ts';
import { sendAudit } from './audit/send-audit.ts';
import { dayOf } from './clock.ts';
import { Refusal, say, type Fault } from './core/refusal.ts';
import { managerFor } from './db.ts';
import { depthLimit } from './depth-limit.ts';
import { executing } from './execute.ts';
import { sendPayWorkbook } from './report/send-pay-workbook.ts';
import { loaders } from './loaders.ts';
import { makeSchema } from './schema.ts';

const cookie = 'fenpei';
const log = pino({ level: process.env.LOG_LEVEL ?? 'warn' });

const bothLanguages = (fault: Fault) => ({ code: fault.code, at: fault.at, zh: say(fault, 'zh'), en: say(fault, 'en') });

/** A refusal as an error of the API: its code, its place, and its sentences in both languages. */
function refusalExtensions({ faults }: Refusal) {
  const said = faults.map(bothLanguages);
  return {
    code: faults[0]?.code, at: faults[0]?.at, faults: said,
    messages: { zh: said.map(({ zh }) => zh).join('\n'), en: said.map(({ en }) => en).join('\n') },
  };
}

/** GraphQL wraps what a scalar throws, twice for a variable. */
function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

/** An id that is none is not found, as any other that is not there. */
function unknownId(cause: unknown): Refusal | undefined {
  const found = cause instanceof DriverException && cause.code === '22P02' ? /type uuid: "(.*)"/s.exec(cause.message)?.[1] : undefined;
  return found === undefined ? undefined : new Refusal({ code: 'NOT_FOUND', at: 'id', values: { what: { zh: '编号', en: 'id' }, found } });
}

/** A mistake of the caller is explained; a mistake of ours is logged, and the caller gets its number. */
function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { path, locations } = formatted;
  const cause = causeOf(unwrapResolverError(error));
  const refused = cause instanceof Refusal ? cause : unknownId(cause);
  if (refused) return { message: refused.message, path, locations, extensions: refusalExtensions(refused) };
  if (formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') return formatted;
  const reference = randomUUID().slice(0, 8);
  log.error({ err: cause, reference, path }, 'a resolver failed');
  const refusal = new Refusal({ code: 'INTERNAL', at: '', values: { found: reference } });
  return { message: refusal.message, path, locations, extensions: refusalExtensions(refusal) };
}

function contextOf(orm: MikroORM, dataKeys: DataKeys): (request: Request, response: Response) => Promise<Context> {
  return async (request, response) => {
    const now = new Date();
    const token = (request.cookies as Record<string, string | undefined>)[cookie] ?? null;
    const asker = token ? await askerOfToken(managerFor(orm, []), token, now, dayOf(now)) : null;
    const attributes = { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' } as const;
    const mutation: Context['mutation'] = { transaction: null };
    return {
      orm, dataKeys, asker, now, token, from: request.ip ?? '', mutation, views: new Map(),
      // a mutation reads its answer in its own transaction: it sees what it wrote, and waits for no second connection
      ...loaders((regions) => mutation.transaction?.em ?? managerFor(orm, regions)),
      setSession: (value, expires) => void response.cookie(cookie, value, { ...attributes, expires }),
      clearSession: () => void response.clearCookie(cookie, attributes),
    };
  };
}

/** What fails outside GraphQL: a body that is no JSON is the caller's mistake, all else is ours and is told by its number alone. */
const answerFailure: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) return next(error);
  const status = isHttpError(error) ? error.status : 500;
  const reference = randomUUID().slice(0, 8);
  if (status >= 500) log.error({ err: error, reference, path: request.path }, 'a request failed');
  const refusal = new Refusal(status >= 500 ? { code: 'INTERNAL', at: '', values: { found: reference } } : { code: 'REQUEST_UNREADABLE', at: '', values: { found: String(status) } });
  response.status(status).json({ errors: [{ message: refusal.message, extensions: refusalExtensions(refusal) }] });
};

function isHttpError(error: unknown): error is { status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}

function serveWeb(app: Express, directory: string): void {
  app.use(express.static(directory, { index: false, maxAge: '1y', immutable: true }));
  app.get('/{*path}', (_request, response) => response.sendFile('index.html', { root: directory, maxAge: 0 }));
}

export interface Api {
  listen(port: number, host: string): Promise<{ port: number }>;
  close(): Promise<void>;
}

/** Assembles the server; `webDirectory` holds the built web, when there is one. */
export async function createApi({ orm, dataKeys, webDirectory }: { orm: MikroORM; dataKeys: DataKeys; webDirectory?: string }): Promise<Api> {
  const app = express();
  const server = http.createServer(app);
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(helmet({
    contentSecurityPolicy: { directives: { 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:', 'blob:'], 'upgrade-insecure-requests': null } },
  }));
  app.use(compression(), cookieParser());
  app.get('/healthz', async (_request, response) => {
    const healthy = await orm.isConnected();
    response.status(healthy ? 200 : 503).json({ healthy });
  });
  const apollo = new ApolloServer<Context>({
    gateway: executing(await makeSchema()), csrfPrevention: true, introspection: true, stopOnTerminationSignals: false, includeStacktraceInErrorResponses: false,
    formatError, validationRules: [depthLimit], persistedQueries: false,
    plugins: [ApolloServerPluginDrainHttpServer({ httpServer: server }), ApolloServerPluginCacheControlDisabled() as ApolloServerPlugin<Context>],
  });
  await apollo.start();
  const makeContext = contextOf(orm, dataKeys);
  app.use('/graphql', express.json({ limit: '2mb' }), expressMiddleware(apollo, { context: ({ req, res }) => makeContext(req, res) }));
  app.get('/reports/pay.xlsx', async (request, response) => sendPayWorkbook(await makeContext(request, response), request, response));
  app.get('/audit.csv', async (request, response) => sendAudit(await makeContext(request, response), request, response));
  if (webDirectory) serveWeb(app, webDirectory);
  app.use(answerFailure);
  return {
    listen: (port, host) => new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port }));
    }),
    close: () => apollo.stop(),
  };
}
