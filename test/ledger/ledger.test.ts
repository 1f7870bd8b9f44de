/** The ledger against the application's own login: what it cannot write, and what the checks find when an owner plants it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import pg from 'pg';
import { movementsOf } from '../../server/core/policy/stages.ts';
import { postRun } from '../../server/ledger/post.ts';
import { Fund } from '../../server/model/fund.ts';
import { Run } from '../../server/model/run.ts';
import { replay } from '../../server/run/prepare.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, paidBasic, preparedIncentive, runOf, settledYear } from '../kit/year.ts';

let fixture: County;
let client: pg.Client;
/** A run that waits for its signatures. */
let open: Run;
const regions = "select set_config('app.regions', '610726,150724', false)";

beforeAll(async () => {
  fixture = await makeCounty();
  await settledYear(fixture.county);
  await fixedTotal(fixture.banner);
  await paidBasic(fixture.banner, '2010-01');
  open = runOf(await preparedIncentive(fixture.banner));
  client = new pg.Client(fixture.database.app);
  await client.connect();
  await client.query(regions);
});
afterAll(async () => {
  await client.end();
  await fixture.close();
});

/** The SQLSTATE that a statement of the application ends with; it is rolled back either way. */
async function fault(statement: string, values: unknown[] = []): Promise<string> {
  await client.query('begin');
  try {
    await client.query(statement, values);
    await client.query('set constraints all immediate');
    return 'written';
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await client.query('rollback');
  }
}

const denied = '42501';

describe('the application cannot', () => {
  test.each(['posting', 'journal_entry', 'approval', 'frozen_facts', 'policy_version', 'spending', 'certificate', 'budget', 'consortium_package', 'settlement', 'settlement_line', 'pay_line', 'notice', 'role_grant', 'account', 'chain_link'])(
    'change or remove a row of %s', async (table) => {
      const [column] = await ownerRows<{ name: string }>(fixture, 'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 1 order by attnum limit 1', [table]);
      expect(await fault(`update ${table} set ${column?.name} = ${column?.name}`)).toBe(denied);
      expect(await fault(`delete from ${table}`)).toBe(denied);
      expect(await fault(`truncate ${table} cascade`)).toBe(denied);
    });

  test.each(['amounts', 'decisions', 'hash', 'facts_hash', 'steps', 'prepared_by_id', 'policy_version_id', 'year'])('change %s of a run', async (column) => {
    expect(await fault(`update run set ${column} = ${column}`)).toBe(denied);
  });

  test('switch the rules off or make its own', async () => {
    for (const statement of ['alter table posting disable trigger all', 'alter table posting no force row level security', 'drop policy region_isolation on posting', 'create table mine ()', 'set session_replication_role = replica', 'set role postgres']) {
      expect([denied, '42704', '22023']).toContain(await fault(statement));
    }
  });

  test.each([['POSTED', 'APPROVED'], ['POSTED', 'RETURNED'], ['POSTED', 'PREPARED']])('bring a run from %s to %s', async (from, to) => {
    expect(await fault('update run set state = $1 where state = $2', [to, from])).toBe('FP007');
  });
});

describe('an entry', () => {
  const entryOf = (run: Run) => `insert into journal_entry (region_id, id, fund_id, run_id, "on", memo, posted_by_id, posted_at)
    select region_id, '01990000-0000-7000-8000-000000000001', (select id from fund where code = 'performance-pay' and region_id = ${run.regionId}), '${run.id}', now(), '{"zh": "", "en": ""}', prepared_by_id, now() from run where id = '${run.id}'`;
  const lines = (...amounts: string[]) => `insert into posting (region_id, entry_id, line, account, amount, step) values ${amounts.map((amount, line) => `(150724, '01990000-0000-7000-8000-000000000001', ${line}, 'a${line}', ${amount}, 's')`).join(', ')}`;

  test('of a run that is not approved is refused', async () => {
    expect(await fault(entryOf(open))).toBe('FP005');
    await expect(fixture.banner.as('finance', async ({ em, now, asker }) => {
      const run = await em.findOneOrFail(Run, { regionId: 150724, id: open.id });
      const { policy, evaluation } = await replay(em, run);
      const fund = await em.findOneOrFail(Fund, { regionId: 150724 });
      await postRun(em, { run, fund, movements: movementsOf(policy, evaluation, 'incentive-pay'), on: '2026-03-10', memo: { zh: '发放', en: 'Pay' }, by: asker.id, at: now });
    })).rejects.toThrow(/only an approved run is posted/);
    expect(await fault("update run set state = 'APPROVED' where id = $1", [open.id])).toBe('FP004');
    expect(await fault("update run set state = 'POSTED' where id = $1", [open.id])).toBe('FP007');
  });

  test('that does not balance, and a second one of a run, are refused; a balanced one is not', async () => {
    await plant(fixture, `update run set state = 'APPROVED' where id = '${open.id}'`);
    const entry = entryOf(open);
    const link = `insert into chain_link select h.region_id, h.sequence + 1, e.id, c.text, h.hash, link_hash(h.region_id, h.sequence + 1, h.hash, c.text)
      from chain_head h join journal_entry e on e.region_id = h.region_id and e.run_id = '${open.id}' cross join lateral (select sha256_hex(entry_text(e.region_id, e.id)) as text) c;
      update chain_head h set sequence = l.sequence, hash = l.hash from chain_link l where l.region_id = h.region_id and l.sequence = h.sequence + 1`;
    expect(await fault(`${entry}; ${lines('100', '-99')}; ${link}`)).toBe('FP006');
    expect(await fault(`${entry}; ${lines('100', '0')}`)).toBe('23514');
    expect(await fault(`${entry}; ${lines('100', '-60', '-40')}; ${link}`)).toBe('written');
    expect(await fault(`${entry}; ${lines('100', '-60', '-40')}`)).toBe('FP011');
    expect(await fault(`${entry}; ${entry.replace('000001', '000002')}`)).toBe('23505');
    await plant(fixture, `update run set state = 'SUBMITTED' where id = '${open.id}'`);
    const [posted] = await fixture.banner.as('finance', ({ em }) => em.find(Run, { regionId: 150724, state: 'POSTED' }, { limit: 1 }));
    expect(await fault(entryOf(posted as Run))).toBe('FP005');
  });

  test('takes no further lines once it is posted, not even balanced ones', async () => {
    expect(await fault("insert into posting (region_id, entry_id, line, account, amount, step) select region_id, id, 998 + n, 'package/A', n * 2 - 1, 's' from journal_entry, generate_series(0, 1) n")).toBe('FP008');
  });

  test('without lines is refused before it is written', async () => {
    const work = () => fixture.banner.as('finance', async ({ em, now, asker }) => {
      const run = await em.findOneOrFail(Run, { regionId: 150724, id: open.id });
      await postRun(em, { run, fund: await em.findOneOrFail(Fund, { regionId: 150724 }), movements: [{ step: 's', from: 'a', to: 'b', amount: 0n }], on: '2026-03-10', memo: { zh: '无', en: 'none' }, by: asker.id, at: now });
    });
    expect(await leavesNothing(fixture, () => refusal(work()))).toEqual(['ENTRY_EMPTY postings']);
  });
});

describe('a signature', () => {
  const insert = (run: string, account: string, hash: string, step: string) => fault(`insert into approval (region_id, id, run_id, step, account_id, run_hash, verdict, note, at)
    select region_id, '01990000-0000-7000-8000-000000000003', id, '${step}', ${account}, ${hash}, 'SIGNED', '', now() from run where ${run}`);
  const someone = "(select id from account where login = 'officer')";

  test('of the preparer, on another hash, on a closed run, for an office that does not sign, twice: the database refuses each', async () => {
    const waiting = "state = 'SUBMITTED'";
    expect(await insert(waiting, 'prepared_by_id', 'hash', 'HR_BUREAU')).toBe('FP001');
    expect(await insert(waiting, someone, "repeat('0', 64)", 'HR_BUREAU')).toBe('FP002');
    expect(await insert("state = 'POSTED' and stage = 'PAY_TOTAL'", someone, 'hash', 'HR_BUREAU')).toBe('FP003');
    expect(await insert(waiting, someone, 'hash', 'FINANCE_BUREAU')).toBe('FP003');
    expect(await insert(waiting, someone, 'hash', 'HR_BUREAU')).toBe('written');
  });
});

describe('the checks', () => {
  const folder = new URL('../../server/ledger/checks/', import.meta.url);
  const planted: Record<string, [fault: string, mend: string]> = {
    'chain-has-no-gaps.sql': ['update chain_link set sequence = sequence + 5 where sequence = 2', 'update chain_link set sequence = sequence - 5 where sequence = 7'],
    'chain-holds-entries.sql': ["update posting set step = 'risk' where step = 'risk_fund'", "update posting set step = 'risk_fund' where step = 'risk'"],
    'entries-balance.sql': ["update posting set amount = amount + 1 where account = 'risk-fund'", "update posting set amount = amount - 1 where account = 'risk-fund'"],
    'known-without-gaps.sql': ["update budget set known_until = now()", 'update budget set known_until = null'],
    'pay-lines-belong.sql': ["insert into pay_line select region_id, pay_run_id, '01990000-0000-7000-8000-000000000009', step, 0 from pay_line limit 1", 'delete from pay_line where amount = 0'],
    'payouts-equal-runs.sql': ["insert into pay_out select region_id, id, institution_id, '2010-12', 1, 0, 1, 1 from run where stage = 'PAY_TOTAL' and state = 'POSTED' limit 1", 'delete from pay_out'],
    'posted-runs-have-one-entry.sql': ["update run set state = 'APPROVED' where stage = 'BUDGET'", "update run set state = 'POSTED' where stage = 'BUDGET'"],
    'postings-equal-amounts.sql': ["update posting set amount = amount * 2 where account in ('risk-fund', 'financing') and step = 'risk_fund'", "update posting set amount = amount / 2 where account in ('risk-fund', 'financing') and step = 'risk_fund'"],
    'posts-lie-in-open-institutions.sql': ["update institution_version set valid_until = '2026-01-01' where institution_id = (select id from institution where code = 'HA')", "update institution_version set valid_until = null where institution_id = (select id from institution where code = 'HA')"],
    'released-equals-paid-lines.sql': ['update pay_total set released = released - 1, released_basic = released_basic - 1', 'update pay_total set released = released + 1, released_basic = released_basic + 1'],
    'settled-packages-are-empty.sql': ["update posting set account = 'package/A' where account = 'development/A'", "update posting set account = 'development/A' where account = 'package/A' and step = 'development' and amount > 0"],
    'signatures-complete.sql': ["update approval set run_hash = repeat('0', 64) where step = 'FINANCE_BUREAU'", "update approval a set run_hash = r.hash from run r where r.id = a.run_id and a.step = 'FINANCE_BUREAU'"],
    'signed-heads-are-in-the-chain.sql': ["insert into signed_head select region_id, sequence, repeat('0', 64), now(), 'ab', repeat('ab', 64) from chain_link where sequence = 1", 'delete from signed_head'],
  };

  test('each has its planted fault', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.sql')).sort()).toEqual(Object.keys(planted));
  });

  test.each([
    ['a deleted link', 'delete from chain_link where sequence = 1'],
    ['a deleted tail', 'delete from chain_link l using chain_head h where l.region_id = h.region_id and l.sequence = h.sequence'],
    ['a deleted tail with its head moved back', 'delete from chain_link l using chain_head h where l.region_id = h.region_id and l.sequence = h.sequence; update chain_head h set (sequence, hash) = (select l.sequence, l.hash from chain_link l where l.region_id = h.region_id order by l.sequence desc limit 1)'],
    ['swapped links', 'update chain_link set sequence = -sequence; update chain_link set sequence = 3 + sequence'],
    ['a changed hash', "update chain_link set hash = repeat('0', 64) where sequence = 1"],
    ['a changed head', "update chain_head set hash = repeat('0', 64)"],
    ['a deleted head', 'delete from chain_head'],
  ])('of the chain find %s', async (_what, statement) => {
    const kept = await ownerRows<{ links: object[]; heads: object[] }>(fixture, 'select (select json_agg(l) from chain_link l) as links, (select json_agg(h) from chain_head h) as heads');
    await plant(fixture, `alter table chain_link drop constraint chain_link_sequence_check; ${statement}`);
    expect((await faultsIn(fixture, fixture.county)).map(({ check }) => check)).toEqual(['chain-has-no-gaps.sql']);
    const json = (rows: object[] | undefined) => `'${JSON.stringify(rows)}'`;
    await plant(fixture, `delete from chain_link; delete from chain_head; insert into chain_link select * from json_populate_recordset(null::chain_link, ${json(kept[0]?.links)});
      insert into chain_head select * from json_populate_recordset(null::chain_head, ${json(kept[0]?.heads)}); alter table chain_link add constraint chain_link_sequence_check check (sequence >= 1)`);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });

  test.each(Object.entries(planted))('%s', async (check, [statement, mend]) => {
    const found = async () => [...await faultsIn(fixture, fixture.county), ...await faultsIn(fixture, fixture.banner)].map((finding) => finding.check);
    expect(await found()).toEqual([]);
    await plant(fixture, statement);
    expect(await found()).toContain(check);
    await plant(fixture, mend);
    expect(await found()).toEqual([]);
  });
});
