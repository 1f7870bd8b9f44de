import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assertPlainRole, withClient } from '../../server/db/roles.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

let one: FreshDatabase, two: FreshDatabase;
beforeAll(async () => { [one, two] = await Promise.all([freshDatabase(), freshDatabase()]); });
afterAll(async () => { await Promise.all([one.drop(), two.drop()]); });

const insertRegion = "insert into region (code, name, name_en) values (610000, '陕西省', 'Shaanxi')";

test('databases are apart, and the application has its grants in a clone', async () => {
  await withClient(one.app, async (client) => {
    await assertPlainRole(client);
    await client.query(insertRegion);
  });
  const count = (database: FreshDatabase) => withClient(database.app, async (client) => (await client.query('select from region')).rows.length);
  expect([await count(one), await count(two)]).toEqual([1, 0]);
});

test('the application can neither change a posting nor make a table', async () => {
  await withClient(one.app, async (client) => {
    await expect(client.query('update posting set amount = 0')).rejects.toThrow(/permission denied/);
    await expect(client.query('create table mine ()')).rejects.toThrow(/permission denied/);
  });
});

test('every table with a region is under forced row-level security with a policy', async () => {
  await withClient(one.owner, async (client) => {
    const { rows } = await client.query(`select c.relname from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        and exists (select from pg_attribute where attrelid = c.oid and attname = 'region_id')
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid))`);
    expect(rows).toEqual([]);
  });
});
