/** Regions are apart in the database itself: what the application's login sees and writes under every context. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { managerFor } from '../server/db.ts';
import { Person } from '../server/model/people.ts';
import { makeCounty, type County } from './kit/county.ts';
import { ownerRows, plant } from './kit/ledger.ts';
import { fixedTotal, preparedIncentive, published, runOf, settledYear, signAll } from './kit/year.ts';

let fixture: County;
let client: pg.Client;
let tables: string[];

const tenantTables = `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, (select count(*)::int from pg_policy where polrelid = c.oid) as policies
  from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    and exists (select from pg_attribute where attrelid = c.oid and attname = 'region_id' and not attisdropped) order by 1`;

beforeAll(async () => {
  fixture = await makeCounty();
  await settledYear(fixture.county);
  await fixedTotal(fixture.banner);
  const incentive = await preparedIncentive(fixture.banner);
  await signAll(fixture.banner, runOf(incentive));
  await published(fixture.banner, incentive);
  await ownerRows(fixture, "insert into department select region_id, id, id, 'D', '内科' from institution");
  await ownerRows(fixture, "insert into institution_succession select a.region_id, a.id, b.id, '2009-06-01' from institution a join institution b on b.region_id = a.region_id where (a.code, b.code) in (('VA1', 'VA2'), ('U02', 'U01'))");
  await ownerRows(fixture, "insert into person_number select region_id, id, 'ID_CARD', 't1', '', sha256(id::text::bytea), '6107*1234' from person");
  await ownerRows(fixture, `insert into request_key select 610726, id, 'a-key-of-sixteen', repeat('0', 64), '{}', now() from account limit 1`);
  await ownerRows(fixture, `insert into ledger_check select 610726, id, now(), id, '[]' from account limit 1`);
  await ownerRows(fixture, `insert into signed_head select region_id, sequence, hash, now(), 'ab', repeat('ab', 64) from chain_link`);
  await ownerRows(fixture, `insert into import_file select 610726, id, '支出.csv', repeat('ab', 32), 1, id, now() from account limit 1`);
  await ownerRows(fixture, "insert into import_part select region_id, id, 0, 'x' from import_file");
  await ownerRows(fixture, `insert into import (region_id, id, file_id, target, state, reading, columns, follow_sum, rows, position, started_by_id, started_at)
    select region_id, id, id, 'CARE_CASES', 'OPEN', '{}', '{}', false, 0, 0, uploaded_by_id, now() from import_file`);
  await ownerRows(fixture, "insert into import_column select region_id, 'SPENDING', '月份', 'month', uploaded_by_id, now() from import_file");
  await ownerRows(fixture, `insert into institution_spending (region_id, id, institution_id, month, kind, amount, recorded_by_id, recorded_at, known_from)
    select i.region_id, i.id, i.id, '2025-01', 'INSIDE', 1, a.id, now(), now() from institution i, (select id from account limit 1) a`);
  await ownerRows(fixture, "insert into care_case select i.region_id, i.id, i.id, '2025-01', 'B1', '正常', 1, f.id, 1 from institution i, import_file f");
  await ownerRows(fixture, "insert into care_case_set select f.region_id, i.id, i.id, '2025-01', f.id, 1, 1, now() from import_file f join institution i on i.region_id = f.region_id");
  await plant(fixture, `insert into held_item select region_id, id, 'A', '待核实', prepared_by_id, now(), '[]' from run;
    insert into confirmation_call select region_id, id, id, 5, 'confirmed', '2026-03-10', '2026-03-17' from run;
    insert into confirmation_line select region_id, id, 'A', id from run;
    insert into confirmation select region_id, id, 'A', id, hash, 'DISPUTED', prepared_by_id, null, '不符', now() from run;
    insert into confirmation_answer select region_id, id, 'A', false, '已核对', prepared_by_id, null, now() from run;
    insert into pay_objection select n.region_id, n.id, n.id, n.pay_run_id, p.id, null, 'x', n.published_by_id, now() from notice n join person p on p.region_id = n.region_id limit 1;
    insert into pay_objection_file select region_id, id, id, 'a.pdf', 'application/pdf', 1, encode(sha256('a'), 'hex'), 'a', now() from pay_objection;
    insert into pay_objection_ruling select region_id, id, id, true, 'x', account_id, null, now() from pay_objection;
    insert into stale_acceptance select region_id, id, id, id, prepared_by_id, '数额不变', now() from run;
    insert into obligation (region_id, id, institution_id, month, kind, name, amount, recorded_by_id, recorded_at, known_from)
      select i.region_id, i.id, i.id, '2010-12', 'OTHER', '电费', 1, a.id, now(), now() from institution i, (select id from account limit 1) a;
    insert into opening_balance (region_id, id, institution_id, year, amount, recorded_by_id, recorded_at, known_from)
      select i.region_id, i.id, i.id, 2010, 1, a.id, now(), now() from institution i, (select id from account limit 1) a;
    insert into second_allocation select region_id, id, institution_id, id, '2010-12', 'second', 1, 'SAVED', '{}', '{}', '', id, prepared_by_id, null, now() from run where institution_id is not null;
    insert into assessment_scheme select region_id, id, 'INSTITUTIONS', 2026, 1, '{"zh": "方案", "en": "x"}', '{}', '{}', repeat('0', 64), '', prepared_by_id, now() from run limit 1;
    insert into assessment_round select region_id, id, id, scope, year, proposed_by_id, now(), null, null, null from assessment_scheme;
    insert into assessment_unit select r.region_id, r.id, r.id, i.id, null, i.id, i.code, i.code, 'x' from assessment_round r join institution i on i.region_id = r.region_id limit 1;
    insert into assessment_entry select u.region_id, u.id, u.id, 'SELF', 'VALUE', 'x', '1', '', r.opened_by_id, null, now(), null from assessment_unit u join assessment_round r on r.id = u.round_id;
    insert into assessment_result select region_id, id, unit_id, 'SELF', null, null, null, '[]', repeat('0', 64), '', recorded_by_id, null, now(), null, '', null from assessment_entry;
    insert into assessment_evidence select region_id, id, unit_id, 'x', 'SELF', 'a.pdf', 'application/pdf', 1, encode(sha256('a'), 'hex'), 'a', recorded_by_id, now() from assessment_entry;
    insert into assessment_objection select region_id, id, unit_id, 'x', 'x', recorded_by_id, now(), null, null, null, null from assessment_entry`);
  await ownerRows(fixture, `insert into document_prefix select 610726, id, '宁卫', '2026-01-01', id, now() from account limit 1`);
  await ownerRows(fixture, `insert into chart_account select 610726, id, 'claims', '5001', '医疗费用', '2026-01-01', id, now() from account limit 1`);
  await ownerRows(fixture, `insert into voucher_export select 610726, id, '2026-01', '2026-01', '2026-01-31', '{claims}', 1, 1, 'x', encode(sha256('x'), 'hex'), id, now() from account limit 1`);
  await ownerRows(fixture, `insert into paper select region_id, id, '宁卫', 2026, 1, 'STATEMENT', id, null, 'YUAN', 'x', encode(sha256('x'), 'hex'), 'x', encode(sha256('x'), 'hex'), prepared_by_id, null, now() from run where state = 'POSTED' and region_id = 610726 limit 1`);
  await ownerRows(fixture, `insert into paper_void select region_id, id, '有误', issued_by_id, null, now() from paper`);
  await plant(fixture, `insert into deduction select region_id, id, id, '2025-01', 'UNION_FEE', 1, '', (select id from account limit 1), null, null, null, now(), null from person limit 1;
    insert into recovery select p.region_id, p.id, p.institution_id, l.person_id, p.id, 1, 'x', (select id from account limit 1), now() from pay_run p join pay_line l on l.pay_run_id = p.id limit 1;
    insert into pay_out select region_id, pay_run_id, institution_id, '2025-01', 1, 0, 1, 1 from recovery;
    insert into pay_out_part select region_id, pay_run_id, pay_run_id from recovery;
    insert into pay_out_line select region_id, pay_run_id, person_id, 1, 0, 1 from recovery;
    insert into pay_out_deduction select region_id, pay_run_id, person_id, 'UNION_FEE', 1 from recovery;
    insert into recovery_instalment select region_id, id, pay_run_id, 1 from recovery;
    insert into payment_batch select region_id, id, pay_run_id, 1, 'CSV', 1, 1, '[]', begun_by_id, now() from recovery;
    insert into payment_line select region_id, id, id, 1, pay_run_id, person_id, 1, 't1', '', 'x', null, null from recovery;
    insert into payment_return select region_id, id, id, 'x', '2025-01', begun_by_id, now(), null, null, null from recovery;
    insert into payment_given select region_id, id, 'x', begun_by_id, now(), encode(sha256('x'), 'hex') from recovery`);
  tables = (await ownerRows<{ name: string }>(fixture, tenantTables)).map(({ name }) => name);
  client = new pg.Client(fixture.database.app);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await fixture.close();
});

async function countIn(table: string, regions: string | null): Promise<number> {
  await client.query(regions === null ? 'reset app.regions' : `set app.regions = '${regions}'`);
  const { rows: [row] } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return row?.count ?? -1;
}

test('every table with a region is under forced row-level security with one policy; the others are known by name', async () => {
  const found = await ownerRows<{ name: string; forced: boolean; policies: number }>(fixture, tenantTables);
  expect(found.filter(({ forced, policies }) => !forced || policies !== 1)).toEqual([]);
  expect(found.length).toBeGreaterThan(20);
  const others = await ownerRows<{ name: string }>(fixture, `select relname as name from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace and not relname = any ($1) order by 1`, [tables]);
  expect(others.map(({ name }) => name)).toEqual(['access_token', 'account', 'delegation', 'identity', 'indicator_library', 'invitation', 'library_policy', 'mikro_orm_migrations', 'pool', 'pool_region', 'recovery_code', 'region', 'role_grant', 'second_factor', 'second_factor_rule', 'session', 'sign_in_attempt', 'standing_case', 'working_calendar']);
});

test('every key of a tenant table has the region in it, on both ends of a reference to another tenant table', async () => {
  const keys = await ownerRows<{ table: string; name: string; own: string[]; target: string | null; theirs: string[] }>(fixture, `
    select c.conrelid::regclass::text as table, c.conname as name,
      (select array_agg(attname::text) from pg_attribute where attrelid = c.conrelid and attnum = any (c.conkey)) as own,
      nullif(c.confrelid, 0)::regclass::text as target,
      coalesce((select array_agg(attname::text) from pg_attribute where attrelid = c.confrelid and attnum = any (c.confkey)), '{}') as theirs
    from pg_constraint c where c.contype in ('p', 'u', 'f') and c.connamespace = 'public'::regnamespace`);
  const own = keys.filter(({ table }) => tables.includes(table));
  const without = own.filter(({ target, own: columns, theirs }) => (target === null ? !columns.includes('region_id') : tables.includes(target) && !(columns.includes('region_id') && theirs.includes('region_id'))));
  expect(without).toEqual([]);
  expect(own.length).toBeGreaterThan(60);
  const indexes = await ownerRows<{ name: string }>(fixture, `select i.indexrelid::regclass::text as name from pg_index i
    where i.indrelid::regclass::text = any ($1) and i.indisunique
      and not (select attnum from pg_attribute where attrelid = i.indrelid and attname = 'region_id') = any (i.indkey::int2[])`, [tables]);
  expect(indexes).toEqual([]);
});

describe('under a context', () => {
  test('of one region its rows alone are there; of both, the sum; of none or another, nothing', async () => {
    for (const table of tables) {
      const byRegion = new Map((await ownerRows<{ region_id: number; count: number }>(fixture, `select region_id, count(*)::int as count from ${table} group by 1`)).map(({ region_id, count }) => [region_id, count]));
      const [county = 0, banner = 0] = [byRegion.get(610726), byRegion.get(150724)];
      expect([table, county + banner > 0]).toEqual([table, true]);
      expect([table, await countIn(table, '610726'), await countIn(table, '150724'), await countIn(table, '610726,150724')]).toEqual([table, county, banner, county + banner]);
      expect([table, await countIn(table, null), await countIn(table, ''), await countIn(table, '610000')]).toEqual([table, 0, 0, 0]);
    }
  });

  test.each(["x", '610726;150724', "610726' or true --", '{610726}', '610726,', '6e5', '610726 150724'])('that is malformed (%s) no row comes back', async (context) => {
    for (const table of tables) {
      await client.query("select set_config('app.regions', $1, false)", [context]);
      const rows = await client.query(`select * from ${table}`).then((answer) => answer.rows.length, () => 0);
      expect([table, rows]).toEqual([table, 0]);
    }
  });

  test('of one region no row of another is written', async () => {
    await ownerRows(fixture, tables.map((table) => `alter table ${table} disable trigger user`).join('; ')); // else they refuse before the policy does
    await client.query("set app.regions = '150724'");
    for (const table of tables) {
      const [columns] = (await client.query<{ list: string }>("select string_agg(quote_ident(attname), ', ' order by attnum) as list from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''", [table])).rows;
      const [row] = await ownerRows<object>(fixture, `select to_jsonb(t) || '{"region_id": 610726}' as row from ${table} t limit 1`);
      const insert = client.query(`insert into ${table} (${columns?.list}) select ${columns?.list} from jsonb_populate_record(null::${table}, $1)`, [JSON.stringify((row as { row: object }).row)]);
      await expect(insert).rejects.toThrow(`new row violates row-level security policy for table "${table}"`);
    }
  });

  test('does not stay on a connection of the pool', async () => {
    const count = (regions: number[]) => managerFor(fixture.orm, regions).count(Person, {});
    for (let round = 0; round < 12; round += 1) {
      const [both, none, one] = await Promise.all([count([610726, 150724]), count([]), count([150724])]);
      expect([both, none, one]).toEqual([15, 0, 6]);
    }
  });
});
