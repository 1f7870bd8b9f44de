/** Whether this process is alive, and whether it may be sent requests. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Express } from 'express';
import { missingMigrations } from '../db.ts';
import { codeOf } from '../db/fault.ts';
import type { Log } from './log.ts';

/** What `/readyz` says: the database answers and has every migration of this release. */
export interface Readiness {
  ready: boolean;
  database: 'reached' | 'away';
  migrations: 'current' | 'behind' | 'unknown';
}

export async function readiness(orm: MikroORM, log: Log): Promise<Readiness> {
  try {
    const behind = (await missingMigrations(orm)).length > 0;
    return { ready: !behind, database: 'reached', migrations: behind ? 'behind' : 'current' };
  } catch (err) {
    log.warn({ code: codeOf(err) }, 'the database does not answer');
    return { ready: false, database: 'away', migrations: 'unknown' };
  }
}

export function serveHealth(app: Express, orm: MikroORM, log: Log): void {
  app.get('/healthz', (_request, response) => void response.json({ healthy: true }));
  app.get('/readyz', async (_request, response) => {
    const found = await readiness(orm, log);
    response.status(found.ready ? 200 : 503).json(found);
  });
}
