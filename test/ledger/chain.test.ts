/** The chain over each region's journal, under load and against whoever writes past the application. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { entryText, follow, noHash, type ChainedEntry, type ChainEnd } from '../../server/core/chain.ts';
import { initOrm, inTransaction } from '../../server/db.ts';
import { withClient } from '../../server/db/roles.ts';
import { sha256 } from '../../server/hash.ts';
import { findFaults } from '../../server/ledger/checks.ts';
import { postRun } from '../../server/ledger/post.ts';
import { Account } from '../../server/model/account.ts';
import { Fund } from '../../server/model/fund.ts';
import { Run } from '../../server/model/run.ts';
import { banner, makeCounty, moment, ningqiang, type County } from '../kit/county.ts';
import { ownerRows, plant } from '../kit/ledger.ts';
import { preparedBudget, preparedTotal } from '../kit/year.ts';

const posts = 50;
const poolSize = 10;

let fixture: County;
/** As many connections as there are posts. */
let orms: MikroORM[];
let poster: string;

/** Approved and signed copies of a run, each for another period, planted by the owner. */
async function plantApproved(run: Run, from: number, count: number): Promise<string[]> {
  await plant(fixture, `
    create temporary table made on commit drop as select gen_random_uuid() as id, place from generate_series(${from}, ${from + count - 1}) place;
    insert into run select (jsonb_populate_record(r, jsonb_build_object('id', m.id, 'period', (1000 + m.place)::text, 'state', 'APPROVED'))).*
      from run r, made m where r.id = '${run.id}';
    insert into approval select r.region_id, gen_random_uuid(), r.id, step, a.id, r.hash, 'SIGNED', '', now()
      from run r join made m on m.id = r.id cross join unnest(r.steps) with ordinality as steps (step, place)
      join (select id, row_number() over (order by id) as place from account where id <> '${run.preparedById}') a on a.place = steps.place`);
  const rows = await ownerRows<{ id: string }>(fixture, "select id from run where region_id = $1 and state = 'APPROVED' order by period", [run.regionId]);
  return rows.map(({ id }) => id);
}

/** Posts a run; `meanwhile` happens after the post and before its transaction ends. */
function post(orm: MikroORM, region: number, id: string, meanwhile?: () => Promise<unknown>, memo = '发放'): Promise<void> {
  return inTransaction(orm, [region], async (em) => {
    const run = await em.findOneOrFail(Run, { regionId: region, id });
    const fund = await em.findOneOrFail(Fund, { regionId: region, code: 'performance-pay' });
    await postRun(em, {
      run, fund, on: '2026-03-10', memo: { zh: memo, en: memo }, by: poster, at: moment,
      movements: [{ step: 's', from: 'pool', to: 'card', amount: 5n }, { step: memo, row: memo, from: 'pool', to: memo, amount: 7n }],
    });
    await meanwhile?.();
  });
}

beforeAll(async () => {
  fixture = await makeCounty();
  orms = await Promise.all(Array.from({ length: posts / poolSize }, () => initOrm(fixture.database.app)));
  poster = (await fixture.county.as('finance', ({ em }) => em.findOneOrFail(Account, { login: 'finance' }))).id;
});
afterAll(async () => {
  await Promise.all(orms.map((orm) => orm.close()));
  await fixture.close();
});

interface Row {
  sequence: number;
  previous: string;
  content: string;
  hash: string;
}

const linksOf = (region: number) => ownerRows<Row>(fixture, 'select sequence, previous, content, hash from chain_link where region_id = $1 order by sequence', [region]);

/** The entries here are made by hand: their amounts are not those of their runs, and one check finds them all. */
const chainFaults = async () => (await inTransaction(fixture.orm, [banner, ningqiang], findFaults)).filter(({ check }) => check !== 'postings-equal-amounts.sql');

test(`${posts} posts at once, the first of the region among them, give one chain without gaps`, async () => {
  const ids = await plantApproved(await preparedTotal(fixture.banner), 0, posts);
  expect(ids).toHaveLength(posts);
  expect(await linksOf(banner)).toEqual([]);
  await Promise.all(ids.map((id, index) => post(orms[index % orms.length] as MikroORM, banner, id)));
  const links = await linksOf(banner);
  expect(links.map(({ sequence }) => sequence)).toEqual(Array.from({ length: posts }, (_each, index) => index + 1));
  const end = links.reduce((before: ChainEnd, link) => follow(before, link, sha256), { region: banner, sequence: 0, hash: noHash });
  expect(await ownerRows(fixture, 'select sequence, hash from chain_head where region_id = $1', [banner])).toEqual([{ sequence: posts, hash: end.hash }]);
  expect(await ownerRows(fixture, 'select from chain_link join journal_entry on id = entry_id')).toHaveLength(posts);
  expect(await chainFaults()).toEqual([]);
});

test('posts of one region wait for one another, those of another region do not; what is rolled back leaves no gap', async () => {
  const [first, second, third] = await plantApproved(await preparedTotal(fixture.banner, { year: 2011 }), 100, 3) as [string, string, string];
  const [elsewhere] = await plantApproved(await preparedBudget(fixture.county), 0, 1) as [string];
  const [one, other] = orms as [MikroORM, MikroORM];
  const order: string[] = [];
  let waiting: Promise<unknown> = Promise.resolve();
  await post(one, banner, first, async () => {
    waiting = post(other, banner, second).then(() => order.push('second'));
    await post(other, ningqiang, elsewhere).then(() => order.push('elsewhere'));
    await waitsForLock(fixture);
    order.push('first');
  });
  await waiting;
  expect(order).toEqual(['elsewhere', 'first', 'second']);
  await expect(post(one, banner, third, () => Promise.reject(new Error('undone')))).rejects.toThrow('undone');
  await post(one, banner, third);
  expect((await linksOf(banner)).map(({ sequence }) => sequence)).toEqual(Array.from({ length: posts + 3 }, (_each, index) => index + 1));
  expect(await chainFaults()).toEqual([]);
});

/** Returns once some session waits for the lock on a chain's head. */
async function waitsForLock(county: County): Promise<void> {
  for (let round = 0; round < 500; round += 1) {
    const waiting = await ownerRows(county, "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%chain_head%'");
    if (waiting.length > 0) return;
    await new Promise((done) => { setTimeout(done, 10); });
  }
  throw new Error('nobody waits for the head');
}

test('the database writes the text of an entry as the core does, whatever is in it', async () => {
  const strange = '"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028 <&> é 县 😀 \u{10FFFF}';
  const [id] = await plantApproved(await preparedTotal(fixture.banner, { year: 2012 }), 200, 1) as [string];
  await post(orms[0] as MikroORM, banner, id, undefined, strange);
  const [row] = await ownerRows<{ text: string }>(fixture, 'select entry_text(region_id, id) as text from journal_entry where run_id = $1', [id]);
  const entry = JSON.parse(row?.text ?? '') as ChainedEntry;
  expect(row?.text).toBe(entryText(entry));
  expect(entry).toMatchObject({ memo: { zh: strange }, at: moment.toISOString(), run: { id }, lines: [{}, {}, { account: strange, row: strange, amount: '7' }, {}] });
});

describe('the application cannot write a link that', () => {
  async function fault(statement: string): Promise<string> {
    return withClient(fixture.database.app, async (client) => {
      await client.query(`set app.regions = '${banner}'; begin`);
      try {
        await client.query(statement);
        await client.query('set constraints all immediate');
        return 'written';
      } catch (error) {
        return (error as pg.DatabaseError).code ?? String(error);
      }
    });
  }
  const entryId = '01990000-0000-7000-8000-000000000001';
  const linkOf = (values: Partial<Record<'sequence' | 'previous' | 'content' | 'hash', string>> = {}) => {
    const given = { sequence: 'h.sequence + 1', previous: 'h.hash', content: `sha256_hex(entry_text(${banner}, '${entryId}'))`, ...values };
    const hash = values.hash ?? `link_hash(${banner}, ${given.sequence}, ${given.previous}, ${given.content})`;
    return `insert into chain_link select ${banner}, ${given.sequence}, '${entryId}', ${given.content}, ${given.previous}, ${hash} from chain_head h`;
  };
  const move = 'update chain_head h set (sequence, hash) = (select l.sequence, l.hash from chain_link l where l.region_id = h.region_id order by l.sequence desc limit 1)';
  let entry: string;

  beforeAll(async () => {
    const ids = await plantApproved(await preparedTotal(fixture.banner, { year: 2013 }), 300, 1);
    entry = `insert into journal_entry select region_id, '${entryId}', (select id from fund), id, now(), '{"zh":"","en":""}', prepared_by_id, now() from run where id = '${ids[0]}';
      insert into posting (region_id, entry_id, line, account, amount, step) values (${banner}, '${entryId}', 0, 'a', 1, 's'), (${banner}, '${entryId}', 1, 'b', -1, 's')`;
  });

  test('is missing, or that the head does not follow', async () => {
    expect(await fault(`${entry}; ${linkOf()}; ${move}`)).toBe('written');
    expect(await fault(entry)).toBe('FP011');
    expect(await fault(`${entry}; ${linkOf()}`)).toBe('FP011');
  });

  test.each([
    ['leaves a gap', linkOf({ sequence: 'h.sequence + 2' })],
    ['does not follow the head', linkOf({ previous: "repeat('0', 64)" })],
    ['is over another entry', linkOf({ content: "repeat('0', 64)" })],
    ['has another hash', linkOf({ hash: "repeat('0', 64)" })],
  ])('%s', async (_what, link) => {
    expect(await fault(`${entry}; ${link}; ${move}`)).toBe('FP010');
  });

  test('takes further lines after it', async () => {
    expect(await fault(`${entry}; ${linkOf()}; insert into posting (region_id, entry_id, line, account, amount, step) values (${banner}, '${entryId}', 2, 'a', 1, 's'), (${banner}, '${entryId}', 3, 'b', -1, 's')`)).toBe('FP008');
  });

  test('moves the head elsewhere, or begins a second chain', async () => {
    expect(await fault('update chain_head set sequence = sequence + 1')).toBe('FP010');
    expect(await fault('update chain_head set sequence = sequence - 1')).toBe('FP010');
    expect(await fault('update chain_head set region_id = 150725')).toBe('42501');
    expect(await fault('delete from chain_head')).toBe('42501');
    expect(await fault(`insert into chain_head values (${banner}, 1, repeat('0', 64))`)).toBe('FP010');
    expect(await fault(`insert into chain_head values (${banner}, 0, repeat('0', 64))`)).toBe('23505');
  });
});

test('entries from before the chain are linked by the migration, in the order of posting', async () => {
  const before = await linksOf(banner);
  const order = await ownerRows<{ id: string }>(fixture, 'select entry_id as id from chain_link where region_id = $1 order by entry_id', [banner]);
  const migration = readFileSync(new URL('../../server/migrations/0003-chain.sql', import.meta.url), 'utf8');
  await withClient(fixture.database.owner, async (client) => {
    await client.query(`drop table chain_link, chain_head cascade; drop trigger entry_is_linked on journal_entry;
      drop function json_text, sha256_hex, entry_text, link_hash, head_moves_with_links, link_follows_head, entry_is_linked cascade`);
    await client.query(migration);
  });
  expect(await linksOf(banner)).toHaveLength(before.length);
  expect(await ownerRows(fixture, 'select entry_id as id from chain_link where region_id = $1 order by sequence', [banner])).toEqual(order);
  expect(await chainFaults()).toEqual([]);
});
