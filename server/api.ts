/** The HTTP server: the GraphQL API, the spreadsheets, the built web, on one port. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import DataLoader from 'dataloader';
import express, { type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Context } from './access/context.ts';
import { askerOfToken } from './access/sign-in.ts';
import { answerFailures, asRequestError, formatErrors } from './api/answers.ts';
import { readBody } from './api/body.ts';
import { receiveSeconds, tokensMax } from './api/bounds.ts';
import { costLimit } from './api/cost.ts';
import { graphiql } from './api/graphiql.ts';
import { serveHealth } from './api/health.ts';
import { makeLog, type Log } from './api/log.ts';
import { makeMetrics } from './api/metrics.ts';
import { requests, tellOperation } from './api/requests.ts';
import { sizeLimit } from './api/size-limit.ts';
import { statusByMediaType } from './api/status.ts';
import { sendAudit } from './audit/send-audit.ts';
import { dayOf } from './clock.ts';
import { managerFor } from './db.ts';
import { executing } from './execute.ts';
import { Account } from './model/account.ts';
import { sendPayWorkbook } from './report/send-pay-workbook.ts';
import { headcounts } from './run/register.ts';
import { makeSchema } from './schema.ts';

const cookie = 'fenpei';

type ManagerOf = (regions: readonly number[]) => EntityManager;

/** The keys come from rows that the asker was given. */
function loaders(managerOf: ManagerOf): Pick<Context, 'accountNames' | 'headcounts'> {
  return {
    accountNames: new DataLoader(async (ids: readonly string[]) => {
      const accounts = await managerOf([]).find(Account, { id: { $in: [...ids] } });
      const names = new Map(accounts.map(({ id, name }) => [id, name]));
      return ids.map((id) => names.get(id) ?? id);
    }),
    headcounts: new DataLoader(async (keys: readonly string[]) => {
      const counts = new Map<string, number>();
      for (const region of new Set(keys.map((key) => Number(key.split('/')[0])))) {
        for (const [id, people] of await headcounts(managerOf([region]), region)) counts.set(`${region}/${id}`, people);
      }
      return keys.map((key) => counts.get(key) ?? 0);
    }),
  };
}

function contextOf(orm: MikroORM): (request: Request, response: Response) => Promise<Context> {
  return async (request, response) => {
    const now = new Date();
    const token = (request.cookies as Record<string, string | undefined>)[cookie] ?? null;
    const asker = token ? await askerOfToken(managerFor(orm, []), token, now, dayOf(now)) : null;
    const attributes = { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' } as const;
    const mutation: Context['mutation'] = { transaction: null };
    return {
      orm, asker, now, token, from: request.ip ?? '', mutation, views: new Map(),
      // a mutation reads its answer in its own transaction: it sees what it wrote, and waits for no second connection
      ...loaders((regions) => mutation.transaction?.em ?? managerFor(orm, regions)),
      setSession: (value, expires) => void response.cookie(cookie, value, { ...attributes, expires }),
      clearSession: () => void response.clearCookie(cookie, attributes),
    };
  };
}

function serveWeb(app: Express, directory: string): void {
  app.use(express.static(directory, { index: false, maxAge: '1y', immutable: true }));
  app.get('/{*path}', (_request, response) => response.sendFile('index.html', { root: directory, maxAge: 0 }));
}

export interface Api {
  listen(port: number, host: string): Promise<{ port: number }>;
  /** Takes no more requests, finishes those that run, and then closes. */
  close(): Promise<void>;
}

export interface ApiOptions {
  orm: MikroORM;
  /** Holds the built web application, where there is one. */
  webDirectory?: string;
  /** Who has it may read `/metrics` from anywhere; without one only this machine may. */
  metricsToken?: string | undefined;
  log?: Log;
}

async function startApollo(server: http.Server, log: Log): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    gateway: executing(await makeSchema(), log), csrfPrevention: true, introspection: true, stopOnTerminationSignals: false, includeStacktraceInErrorResponses: false,
    formatError: formatErrors(log), validationRules: [sizeLimit], parseOptions: { maxTokens: tokensMax }, persistedQueries: false,
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: server }), ApolloServerPluginCacheControlDisabled() as ApolloServerPlugin<Context>,
      ApolloServerPluginLandingPageDisabled() as ApolloServerPlugin<Context>, tellOperation, costLimit, statusByMediaType,
    ],
  });
  await apollo.start();
  return apollo;
}

/** Assembles the server. */
export async function createApi({ orm, webDirectory, metricsToken, log = makeLog(process.env.LOG_LEVEL ?? 'warn') }: ApiOptions): Promise<Api> {
  const app = express();
  const server = http.createServer({ requestTimeout: receiveSeconds * 1000 }, app);
  const metrics = makeMetrics(orm, metricsToken);
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(requests(log, metrics));
  app.use(helmet({
    contentSecurityPolicy: { directives: { 'base-uri': ["'none'"], 'frame-ancestors': ["'none'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:', 'blob:'], 'upgrade-insecure-requests': null } },
  }));
  app.use(compression(), cookieParser());
  serveHealth(app, orm, log);
  app.get('/metrics', metrics.send);
  app.use(['/graphql', '/reports', '/audit.csv'], (_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  const apollo = await startApollo(server, log);
  const makeContext = contextOf(orm);
  if (webDirectory) app.get('/graphql', graphiql(webDirectory, makeContext));
  app.use('/graphql', ...readBody, expressMiddleware(apollo, { context: ({ req, res }) => makeContext(req, res).catch((error: unknown) => { throw asRequestError(error); }) }));
  app.get('/reports/pay.xlsx', async (request, response) => sendPayWorkbook(await makeContext(request, response), request, response));
  app.get('/audit.csv', async (request, response) => sendAudit(await makeContext(request, response), request, response));
  if (webDirectory) serveWeb(app, webDirectory);
  app.use(answerFailures(log));
  return {
    listen: (port, host) => new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port }));
    }),
    close: () => apollo.stop(),
  };
}
