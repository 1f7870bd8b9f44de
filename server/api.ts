/** The HTTP server: the GraphQL API, the spreadsheets, the built web, on one port. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import type { MikroORM } from '@mikro-orm/postgresql';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Context } from './access/context.ts';
import type { DataKeys } from './access/data-keys.ts';
import { callbackPath, Oidc, type OidcSettings } from './access/oidc.ts';
import { returnFromProvider } from './access/oidc-return.ts';
import { refuseForeign } from './access/origin.ts';
import { senderOf, tellForeign } from './access/request.ts';
import { answerFailures, formatErrors } from './api/answers.ts';
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
import { evidencePath, readEvidence, receiveEvidence, sendEvidence } from './assessment/send-evidence.ts';
import { sendAudit } from './audit/send-audit.ts';
import { managerFor } from './db.ts';
import { executing } from './execute.ts';
import { receiveFile } from './intake/receive-file.ts';
import { sendMarked } from './intake/send-marked.ts';
import { sendPaper } from './paper/send-paper.ts';
import { sendVouchers } from './paper/send-vouchers.ts';
import { sendSideBySide } from './report/send-side-by-side.ts';
import { sendPayWorkbook } from './report/send-pay-workbook.ts';
import { loaders } from './loaders.ts';
import { makeSchema } from './schema.ts';


function contextOf(orm: MikroORM, dataKeys: DataKeys, oidc: Oidc | null): (request: Request, response: Response) => Promise<Context> {
  return async (request, response) => {
    const now = new Date();
    const mutation: Context['mutation'] = { transaction: null };
    return {
      orm, dataKeys, now, mutation, views: new Map(),
      ...await senderOf(orm, oidc, request, response, now),
      // a mutation reads its answer in its own transaction: it sees what it wrote, and waits for no second connection
      ...loaders((regions) => mutation.transaction?.em ?? managerFor(orm, regions)),
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
  dataKeys: DataKeys;
  /** Holds the built web application, where there is one. */
  webDirectory?: string;
  /** Who has it may read `/metrics` from anywhere; without one only this machine may. */
  metricsToken?: string | undefined;
  log?: Log;
  /** An identity provider to sign in by. */
  oidc?: OidcSettings | undefined;
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
export async function createApi({ orm, dataKeys, webDirectory, metricsToken, oidc, log = makeLog(process.env.LOG_LEVEL ?? 'warn') }: ApiOptions): Promise<Api> {
  const app = express();
  const server = http.createServer({ requestTimeout: receiveSeconds * 1000 }, app);
  const metrics = makeMetrics(orm, metricsToken);
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(requests(log, metrics));
  app.use(helmet({
    contentSecurityPolicy: { directives: { 'base-uri': ["'none'"], 'frame-ancestors': ["'none'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:', 'blob:'], 'upgrade-insecure-requests': null } },
  }));
  app.use(compression(), cookieParser(), refuseForeign, tellForeign(orm));
  serveHealth(app, orm, log);
  app.get('/metrics', metrics.send);
  app.use(['/graphql', '/reports', '/audit.csv', '/papers.pdf', '/vouchers.csv', '/vouchers.xlsx', evidencePath, '/intake/files', '/intake/marked'], (_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  const apollo = await startApollo(server, log);
  const makeContext = contextOf(orm, dataKeys, oidc ? new Oidc(oidc) : null);
  if (webDirectory) app.get('/graphql', graphiql(webDirectory, makeContext));
  const contexts = new WeakMap<Request, Context>();
  const withContext: RequestHandler = async (request, response, next) => { // before Apollo, which would answer a token that does not hold with 500
    contexts.set(request, await makeContext(request, response));
    next();
  };
  app.use('/graphql', ...readBody, withContext, expressMiddleware(apollo, { context: async ({ req }) => contexts.get(req) as Context }));
  app.get(callbackPath, async (request, response) => returnFromProvider(await makeContext(request, response), request, response, (error) => log.warn({ err: error }, 'the identity provider failed')));
  app.get('/reports/side-by-side.xlsx', async (request, response) => sendSideBySide(await makeContext(request, response), request, response));
  app.get('/reports/pay.xlsx', async (request, response) => sendPayWorkbook(await makeContext(request, response), request, response));
  app.get('/audit.csv', async (request, response) => sendAudit(await makeContext(request, response), request, response));
  app.get('/papers.pdf', async (request, response) => sendPaper(await makeContext(request, response), request, response));
  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/vouchers.${format}`, async (request, response) => sendVouchers(await makeContext(request, response), request, response, format));
  }
  app.post(evidencePath, ...readEvidence, async (request: Request, response: Response) => receiveEvidence(await makeContext(request, response), request, response));
  app.get(evidencePath, async (request, response) => sendEvidence(await makeContext(request, response), request, response));
  app.post('/intake/files', async (request, response) => receiveFile(await makeContext(request, response), request, response));
  app.get('/intake/marked', async (request, response) => sendMarked(await makeContext(request, response), request, response));
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
