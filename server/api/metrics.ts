/** Figures of this process for Prometheus. */
import { timingSafeEqual } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Request, RequestHandler } from 'express';
import type pg from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { managerFor } from '../db.ts';
import { isAway } from '../db/fault.ts';
import { sha256 } from '../hash.ts';

export interface Metrics {
  observe(labels: { route: string; method: string; status: string }, seconds: number): void;
  /** Gives the figures to whoever may read them; to others there is no such page. */
  send: RequestHandler;
}

interface PoolCounts {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

async function poolOf(orm: MikroORM): Promise<PoolCounts> {
  return (orm.em.getConnection() as unknown as { getNativeClient(): Promise<pg.Pool> }).getNativeClient();
}

function poolGauge(orm: MikroORM): Gauge {
  return new Gauge({
    name: 'fenpei_database_connections', help: 'Connections of the pool, by what they do', labelNames: ['state'], registers: [],
    async collect() {
      const { totalCount, idleCount, waitingCount } = await poolOf(orm);
      this.set({ state: 'busy' }, totalCount - idleCount);
      this.set({ state: 'idle' }, idleCount);
      this.set({ state: 'waited-for' }, waitingCount);
    },
  });
}

const jobCounts = `select count(*) filter (where attempts < max_attempts)::integer as waiting, count(*) filter (where attempts >= max_attempts)::integer as failed
  from graphile_worker._private_jobs`;

function queueGauge(orm: MikroORM): Gauge {
  return new Gauge({
    name: 'fenpei_jobs', help: 'Jobs of the queue, by state', labelNames: ['state'], registers: [],
    async collect() {
      this.reset();
      const rows = await managerFor(orm, []).execute<Array<{ waiting: number; failed: number }>>(jobCounts).catch((error: unknown) => {
        if (isAway(error)) return []; // the other figures are wanted all the more
        throw error;
      });
      for (const { waiting, failed } of rows) {
        this.set({ state: 'waiting' }, waiting);
        this.set({ state: 'failed' }, failed);
      }
    },
  });
}

const loopback = /^(127\.|::1$|::ffff:127\.)/;
const forwarded = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
}

/** With a token, who has it; without, whoever asks on this machine itself and not through a proxy on it. */
function mayRead(request: Request, token: string | undefined): boolean {
  if (token !== undefined) return sameSecret(request.get('authorization') ?? '', `Bearer ${token}`);
  return loopback.test(request.socket.remoteAddress ?? '') && !forwarded.some((name) => request.get(name) !== undefined);
}

export function makeMetrics(orm: MikroORM, token: string | undefined): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const gauge of [poolGauge(orm), queueGauge(orm)]) registry.registerMetric(gauge);
  const labelNames = ['route', 'method', 'status'] as const;
  const requests = new Counter({ name: 'fenpei_requests_total', help: 'Requests answered', labelNames, registers: [registry] });
  const seconds = new Histogram({
    name: 'fenpei_request_seconds', help: 'How long requests took', labelNames, registers: [registry], buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
  });
  return {
    observe(labels, took) {
      requests.inc(labels);
      seconds.observe(labels, took);
    },
    async send(request, response) {
      if (!mayRead(request, token)) return void response.sendStatus(404);
      const text = await registry.metrics();
      response.type(registry.contentType).send(text);
    },
  };
}
