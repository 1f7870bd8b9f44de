/** What was registered before there was history is carried over: it holds since before the first year of any policy. */
import 'reflect-metadata';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { withClient } from '../../server/db/roles.ts';
import { cloneOf, makeTemplate, testServer, type FreshDatabase } from '../kit/database.ts';

const sql = (name: string) => readFileSync(new URL(`../../server/migrations/${name}.sql`, import.meta.url), 'utf8');
const before = ['0001-river', '0002-isolation', '0003-chain', '0004-request-keys', '0005-audit'];
const id = (number: number) => `'01990000-0000-7000-8000-${String(number).padStart(12, '0')}'`;

/** A county as it was registered before, written by an owner who is no superuser and so stands under the policies too. */
const registered = `
  insert into region values (610000, null, '陕西省', 'Shaanxi'), (610700, 610000, '汉中市', 'Hanzhong'), (610726, null, '宁强县', 'Ningqiang');
  select set_config('app.regions', '610726', false);
  insert into consortium values (610726, ${id(1)}, 'A', '医共体A');
  insert into institution values (610726, ${id(2)}, 'HA', '医院', 'COUNTY_HOSPITAL', ${id(1)}, 'HEAD', 0), (610726, ${id(3)}, 'V', '卫生室', 'VILLAGE_CLINIC', null, null, 0);
  insert into department values (610726, ${id(4)}, ${id(2)}, 'D01', '内科');
  insert into post_grade values (610726, ${id(5)}, '十级', '专业技术十级', 'professional', 192000);
  insert into person values (610726, ${id(6)}, '1', '甲', ${id(2)}, ${id(4)}, ${id(5)}, true, true, 1, 2),
    (610726, ${id(7)}, '2', '乙', ${id(3)}, null, ${id(5)}, false, false, 0, 0), (610726, ${id(8)}, '3', '丙', ${id(2)}, null, ${id(5)}, false, false, 0, 0);
  select set_config('app.regions', '', false);`;

let database: FreshDatabase;
beforeAll(async () => {
  database = await cloneOf(await makeTemplate('fenpei_empty', await testServer(), () => Promise.resolve()));
  const owner = `owner_${process.pid}`;
  await withClient(database.owner, async (client) => {
    await client.query(`create role ${owner} login password 'owner' nosuperuser nobypassrls; grant all on database ${database.owner.database} to ${owner}; grant all on schema public to ${owner}`);
    await client.query(`do $$ begin create role fenpei_app nologin; exception when duplicate_object then null; end $$`);
  });
  const client = new pg.Client({ ...database.owner, user: owner, password: 'owner' });
  await client.connect();
  try {
    await client.query('create table mikro_orm_migrations (name text)');
    for (const name of before) await client.query(sql(name));
    await client.query(registered);
    await client.query(sql('0006-places'));
  } finally {
    await client.end();
  }
});
afterAll(async () => {
  await database.drop();
  await withClient(await testServer(), (client) => client.query(`drop role owner_${process.pid}`));
});

const rows = (statement: string) => withClient(database.owner, async (client) => (await client.query<Record<string, unknown>>(statement)).rows);

test('regions stand under one another by their codes', async () => {
  expect(await rows('select code, parent_code from region order by code')).toEqual([{ code: 610000, parent_code: null }, { code: 610700, parent_code: 610000 }, { code: 610726, parent_code: 610700 }]);
});

test.each([
  ["select i.code, v.name, v.kind from institution_version v join institution i on i.id = v.institution_id order by 1", [{ code: 'HA', name: '医院', kind: 'COUNTY_HOSPITAL' }, { code: 'V', name: '卫生室', kind: 'VILLAGE_CLINIC' }]],
  ["select i.code, m.role, m.valid_from::text as since, m.valid_until as until from institution_membership m join institution i on i.id = m.institution_id", [{ code: 'HA', role: 'HEAD', since: '1950-01-01', until: null }]],
  ["select monthly::text from post_grade_standard", [{ monthly: '192000' }]],
  ["select p.code, n.kind from person_identity n join person p on p.id = n.person_id order by 1", [{ code: '1', kind: 'ESTABLISHMENT' }, { code: '2', kind: 'VILLAGE_DOCTOR' }, { code: '3', kind: 'CONTRACT' }]],
  ["select p.code, i.code as at, d.name as department, a.share::text, a.main, a.leader from assignment a join person p on p.id = a.person_id join institution i on i.id = a.institution_id left join department d on d.id = a.department_id order by 1",
    [{ code: '1', at: 'HA', department: '内科', share: '1.0000', main: true, leader: true }, { code: '2', at: 'V', department: null, share: '1.0000', main: true, leader: false }, { code: '3', at: 'HA', department: null, share: '1.0000', main: true, leader: false }]],
])('%s', async (statement, carried) => {
  expect(await rows(statement)).toEqual(carried);
});
