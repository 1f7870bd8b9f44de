import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { giveBackLost } from '../../server/db/pool.ts';
import { withClient } from '../../server/db/roles.ts';
import { freshDatabase, type FreshDatabase } from '../kit/database.ts';

let database: FreshDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ ...database.app, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  giveBackLost(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const endAll = () => withClient(database.owner, (client) => client.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'fenpei_app' and datname = current_database()"));

test('a connection that ends in use is back in the pool, also when nobody gives it back, or somebody does later', async () => {
  for (let round = 0; round < 4; round += 1) {
    const client = await pool.connect();
    await client.query('begin');
    const ended = new Promise((done) => { client.once('end', done); }); // events.once would also throw the error that comes before
    await endAll();
    await ended;
    if (round % 2 === 0) client.release();
    expect([pool.totalCount, pool.waitingCount]).toEqual([0, 0]);
  }
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a connection that is well is used again, and given back once', async () => {
  for (let round = 0; round < 20; round += 1) {
    const client = await pool.connect();
    await client.query('select 1');
    client.release();
    client.release();
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
    expect(client.listenerCount('end')).toBeLessThan(5);
  }
});
