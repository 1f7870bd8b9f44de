/** `npm run admin` as an operator runs it: it prints links, never passwords. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { acceptInvitation } from '../../server/access/invitations.ts';
import type { Connection } from '../../server/db/connection.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { runScript, type Ended } from '../kit/script.ts';
import { someOf } from '../kit/sizes.ts';

const folder = mkdtempSync(join(tmpdir(), 'admin-'));
let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(async () => {
  await fixture.close();
  rmSync(folder, { recursive: true });
});

const addressOf = ({ host, port, user, password, database }: Connection) => `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

function admin(...args: string[]): Ended {
  return runScript('admin', args, { DATABASE_URL: addressOf(fixture.database.app), DATABASE_OWNER_URL: addressOf(fixture.database.owner), DATA_DIR: folder, PUBLIC_URL: 'https://pay.example.cn' });
}

test('create-user prints a link that makes the account; revoke ends it; list and link follow', async () => {
  const made = admin('create-user', '--login', 'first', '--name', '管理员', '--role', 'ADMINISTRATOR', '--region', '610726');
  expect([made.code, made.err]).toEqual([0, '']);
  const token = /^https:\/\/pay\.example\.cn\/invitation#([\w-]{43})$/m.exec(made.out)?.[1] ?? '';
  expect(await ownerRows(fixture, "select from account where login = 'first'")).toEqual([]);
  await acceptInvitation(fixture.orm, token, { password: 'unruly heron of the county' }, new Date());
  const roles = async () => (await fixture.askerOf('first' as Login, new Date())).grants.map(({ role }) => role);
  expect(await roles()).toEqual(['ADMINISTRATOR']);

  const listed = admin('list', '--region', '610726');
  expect(listed.out).toMatch(/^610726\tfirst\t管理员\tADMINISTRATOR\t\t\t\t\d{4}-\d{2}-\d{2}\t$/m);
  expect(listed.out).toMatch(/^610726\theadA\theadA 的姓名\tHOSPITAL_HEAD\t机构HA\t/m);
  expect(listed.out).not.toContain('staffA');

  expect(admin('link', '--login', 'first', '--subject', 'one', '--issuer', 'https://id.example.cn').code).toBe(0);
  expect(admin('link', '--login', 'hr', '--subject', 'one', '--issuer', 'https://id.example.cn')).toMatchObject({ code: 1, err: 'one at https://id.example.cn belongs to another account.\n' });

  expect(admin('revoke', '--login', 'first').out).toBe('first: 终止 1 项权限 / 1 grants ended\n');
  expect(await roles()).toEqual([]);
});

test('lint names who could both prepare and approve, and ends with 1', () => {
  const { code, out, err } = admin('lint', '--region', '610726');
  expect(code).toBe(1);
  expect(out).toBe(['BUDGET', 'SETTLEMENT'].map((stage) => `610726\tdouble\tdouble 的姓名\t${stage}\tHEALTH_BUREAU\tHEALTH_BUREAU_APPROVER\n`).join(''));
  expect(err).toBe('2 处可既编制又审批 / 2 could both prepare and approve\n');
  expect(admin('lint', '--region', '150724')).toMatchObject({ code: 0, out: '' });
});

test('load-calendar adds the working days of a year as the owner of the tables, and refuses a faulty file with its places', async () => {
  const file = join(folder, 'year.yaml');
  const text = 'year: 2031\nsource: { document: 通知, issued: 2030-11-01, address: https://www.gov.cn/ }\nholidays: [ { name: { zh: 元旦, en: New Year }, first: 2031-01-01, last: 2031-01-01 } ]\nworkdays: [2031-01-04]\n';
  const load = (written: string) => {
    writeFileSync(file, written);
    return admin('load-calendar', file);
  };
  expect(load(text)).toEqual({ code: 0, out: '2031 年工作日历已载入 / the working days of 2031 are loaded\n', err: '' });
  expect(await ownerRows(fixture, 'select year, days_off, days_worked from working_calendar')).toEqual([{ year: 2031, days_off: ['2031-01-01'], days_worked: ['2031-01-04'] }]);
  expect(await leavesNothing(fixture, () => Promise.resolve(load(text.replace('2031-01-04', '2031-01-06'))))).toMatchObject({ code: 1, err: expect.stringContaining('"2031-01-06" is no weekend day') });
  expect(admin('load-calendar', join(folder, 'none.yaml'))).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read: ENOENT') });
});

test.each(someOf<[string[], string]>([
  [['list', 'more'], 'usage: '],
  [['create-user', '--region', '610726', '--role', 'KING', '--login', 'xx', '--name', 'x'], '--role is KING; it must be one of '],
  [['create-user', '--region', '999999', '--role', 'AUDITOR', '--login', 'xx', '--name', 'x'], 'There is no region 999999.'],
  [['create-user', '--region', '610726', '--role', 'HOSPITAL_HEAD', '--login', 'xx', '--name', 'x'], 'Hospital head needs institution'],
  [['revoke', '--login', 'unknown'], 'There is no account unknown.'],
]))('%j is refused in a sentence', async (args, sentence) => {
  await leavesNothing(fixture, async () => {
    const { code, err } = admin(...args);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
    expect(err).not.toMatch(/ at .*\.ts/);
  });
});
