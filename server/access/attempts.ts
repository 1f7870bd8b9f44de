/** Slows down the guessing of passwords: ten attempts of one login or from one address in fifteen minutes, then a pause. Counted in the database, for all processes together. */
import { createHash } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

const guesses = 10;
const windowSeconds = 15 * 60;

/** Of what was typed only the hash is kept: it may be a password in the wrong field. */
const hashed = (key: string) => createHash('sha256').update(key).digest('hex');

/** The library writes `$1`, a number as often as it likes; the ORM takes one `?` for each value. */
function clientOf(orm: MikroORM) {
  return {
    async query({ text, values = [] }: { text: string; values?: unknown[] }): Promise<{ rows: object[]; rowCount: number }> {
      const given: unknown[] = [];
      const statement = text.replace(/\$(\d+)/g, (_slot, number: string) => {
        given.push(values[Number(number) - 1]);
        return '?';
      });
      const rows = await orm.em.fork().execute<object[]>(statement, given);
      return { rows, rowCount: rows.length };
    },
  };
}

export class Attempts {
  private readonly orm: MikroORM;
  private readonly limiter: RateLimiterPostgres;

  /** `allowed` within fifteen minutes under one key. */
  constructor(orm: MikroORM, allowed = guesses) {
    this.orm = orm;
    this.limiter = new RateLimiterPostgres({
      storeClient: clientOf(orm), storeType: 'client', tableName: 'sign_in_attempt', tableCreated: true, clearExpiredByTimeout: false,
      points: allowed, duration: windowSeconds, keyPrefix: '',
    });
  }

  /** Counts an attempt under each key. Minutes to wait before the next one when it is one too many, else 0. */
  async count(keys: readonly string[]): Promise<number> {
    const waits = await Promise.all(keys.map(async (key) => {
      try {
        await this.limiter.consume(hashed(key));
        return 0;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
      }
    }));
    return Math.max(...waits);
  }

  async forget(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.limiter.delete(hashed(key))));
  }

  /** Drops what no longer counts. */
  async clear(): Promise<void> {
    await this.orm.em.fork().execute('delete from sign_in_attempt where expire < ?', [Date.now()]);
  }
}

const known = new WeakMap<MikroORM, Attempts>();

/** The attempts of a database. */
export function attemptsOf(orm: MikroORM): Attempts {
  const attempts = known.get(orm) ?? new Attempts(orm);
  known.set(orm, attempts);
  return attempts;
}
