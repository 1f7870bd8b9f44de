/** A month's notice as the policy asks for it: its days, its masks, objections and rulings, and what is paid only after them; in the verbs and in the database. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { inTransaction } from '../../server/db.ts';
import { withClient } from '../../server/db/roles.ts';
import { Notice, type PayRun } from '../../server/model/pay.ts';
import { giveEvidence, takeEvidence } from '../../server/notice/evidence.ts';
import { objectToPay } from '../../server/notice/object-to-pay.ts';
import { publishPayRun } from '../../server/notice/publish-pay-run.ts';
import { ruleObjection } from '../../server/notice/rule-objection.ts';
import { printNotice } from '../../server/notice/send-notice.ts';
import { noticeSheet, notices, publicSheet } from '../../server/notice/sheets.ts';
import { releasePayRun } from '../../server/pay/release-pay-run.ts';
import { tasks } from '../../server/report/tasks.ts';
import { loadCalendars } from '../../server/run/calendars.ts';
import { prepareCorrection } from '../../server/run/correct.ts';
import { holdItem } from '../../server/run/hold.ts';
import { noticeOf as noticeOfRun, payRunOf } from '../../server/run/pay-run.ts';
import { submitRun } from '../../server/run/sign.ts';
import { makings } from '../../server/schema.ts';
import { makeCounty, moment, publish, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, points, preparedIncentive, preparedPay, runOf, signAll, staffWith } from '../kit/year.ts';

const region = 150724;
const seed = (path: string) => readFileSync(new URL(`../../seeds/${path}.yaml`, import.meta.url), 'utf8');
/** Published on Tuesday 2026-03-10 for five working days: until Tuesday the 17th. */
const [lastDay, after] = [new Date('2026-03-17T03:00:00Z'), new Date('2026-03-18T03:00:00Z')];

let fixture: County;
let served: Served;
const as: County['banner']['as'] = (login, verb, now) => fixture.banner.as(login, verb, now);
const nothing = (work: () => Promise<unknown>) => leavesNothing(fixture, () => refusal(work()));
const published = (payRun: PayRun, now?: Date, closesOn: string | null = null) => as('health', (asking) => publishPayRun(asking, { region, id: payRun.id, closesOn }), now);
const paid = (payRun: PayRun, now: Date) => as('finance', (asking) => releasePayRun(asking, { region, id: payRun.id }), now);
const noticeOf = (payRun: PayRun) => as('health', ({ em }) => em.findOneOrFail(Notice, { regionId: region, payRun: { id: payRun.id } }));
const sheet = async (login: Login, payRun: PayRun, now?: Date) => {
  const { id } = await noticeOf(payRun);
  return as(login, (asking) => noticeSheet(asking, region, id), now);
};
const lineOf = async (payRun: PayRun, code: string) => (await ownerRows<{ code: string }>(fixture, 'select distinct p.code from pay_line l join person p on p.id = l.person_id where pay_run_id = $1 order by 1', [payRun.id])).findIndex((each) => each.code === code) + 1;
const object = async (login: Login, payRun: PayRun, code: string, { reason = '积分少计了夜班', item = null, now = moment }: { reason?: string; item?: string | null; now?: Date } = {}) => {
  const [{ id: notice }, line] = [await noticeOf(payRun), await lineOf(payRun, code)];
  return as(login, (asking) => objectToPay(asking, { region, notice, line, item, reason }), now);
};
const rule = (login: Login, objection: { id: string }, upheld: boolean, reason = '已核对考勤', now?: Date) => as(login, (asking) => ruleObjection(asking, { region, objection: objection.id, upheld, reason }), now);
interface Shown {
  name: string;
  state: string;
  objected: string;
  now: string | null;
  difference: string | null;
  rulable: boolean;
  ruling: { reason: string } | null;
}
/** The objections as the API shows them to a login. */
const shown = async (login: Login): Promise<Shown[]> => {
  const visitor = await served.visitor(login);
  const { data } = await visitor.ask('{ payObjections(region: 150724) { name state objected now difference rulable ruling { reason } } }');
  return (data as unknown as { payObjections: Shown[] }).payObjections;
};
const states = async (login: Login) => (await shown(login)).map(({ name, state, difference }) => [name, state, difference]);
const stateOf = async (payRun: PayRun) => (await ownerRows<{ state: string }>(fixture, 'select state from run where id = $1', [payRun.run.id]))[0]?.state;
const reviewed = async (payRun: PayRun, now?: Date) => {
  await signAll(fixture.banner, runOf(payRun), now);
  return payRun;
};

let first: PayRun;
beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm);
  await withClient(fixture.database.owner, (client) => loadCalendars(client, [seed('calendars/2026')], moment));
  const policy = seed('policies/ewenki-2010').replace('version: 1', 'version: 2').replace('published: true', 'published: { working_days: 5, open_to: everybody, ruled_by: hr-bureau }');
  await publish(fixture.banner, policy);
  await fixedTotal(fixture.banner);
  first = await reviewed(await preparedIncentive(fixture.banner));
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

describe('a notice', () => {
  test('lasts as many working days as the policy says, and no other day is taken', async () => {
    expect(await nothing(() => published(first, undefined, '2026-03-20'))).toEqual(['NOTICE_DAYS_FIXED closesOn']);
    await published(first);
    expect(await noticeOf(first)).toMatchObject({ closesOn: '2026-03-17', workingDays: 5, names: 'surname', numbers: 'hidden', objections: 'own', ruledBy: 'HR_BUREAU', token: expect.stringMatching(/^[\w-]{43}$/) });
  });

  test('hides names and numbers, and shows everybody in the institution which line is theirs', async () => {
    const { rows, items, total, open, address } = await sheet('staffA', first);
    expect(rows.map(({ line, name, number, total: own, mine, objectable }) => [line, name, number, own, mine, objectable])).toEqual([
      [1, '乌*', null, 566_480n, true, true], [2, '巴*', null, 493_524n, false, false], [3, '李*', null, 472_067n, false, false], [4, '其*', null, 402_329n, false, false], [5, '那*', null, 561_600n, false, false],
    ]);
    expect([items.map(({ step }) => step), total, open, address]).toEqual([['leader_award', 'points_part'], 2_496_000n, true, null]);
    expect((await sheet('head', first)).address).toMatch(/^\/published#150724\/[\w-]{43}$/);
    expect((await as('staffB', (asking) => notices(asking, region, 2010))).map(({ period, open: now }) => [period, now])).toEqual([['2010-12', true]]);
    expect((await sheet('staffA', first, after)).open).toBe(false);
  });

  test('is read by everybody at its own address only', async () => {
    const { token } = await noticeOf(first);
    const found = await inTransaction(fixture.orm, [region], (em) => publicSheet(em, region, token as string, moment));
    expect([found.rows.length, found.rows.some(({ mine, objectable }) => mine || objectable), found.address]).toEqual([5, false, null]);
    expect(await refusal(inTransaction(fixture.orm, [region], (em) => publicSheet(em, region, `${token?.slice(1)}x`, moment)))).toEqual(['NOT_FOUND notice']);
    expect(await refusal(as('former', (asking) => notices(asking, region, 2010)))).toEqual(['REGION_NOT_YOURS region']);
    expect((await as('health', (asking) => notices(asking, 610726, 2010)).catch((error: Error) => error.message))).toEqual([]);
  });

  test('is printed on its side, in Chinese and in English', async () => {
    for (const language of ['zh', 'en'] as const) {
      const file = await printNotice(await sheet('health', first), language);
      expect(file.subarray(0, 5).toString()).toBe('%PDF-');
      expect(file.toString('latin1')).toContain('/MediaBox [0 0 841.89 595.28]');
    }
  });

  test('keeps the distribution from being paid until its last day is over', async () => {
    expect(await nothing(() => paid(first, lastDay))).toEqual(['NOTICE_OPEN notice']);
    await withClient(fixture.database.app, async (client) => {
      await client.query("select set_config('app.regions', '150724', false)");
      await expect(client.query('update pay_run set paid_at = $1 where id = $2', [lastDay, first.id])).rejects.toThrow(/not long enough/);
    });
  });
});

describe('an objection', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['to somebody else\'s line', () => object('staffB', first, 'A'), 'PAY_OBJECTION_NOT_YOURS line'],
    ['to a line that there is not', () => object('staffB', first, 'X'), 'NOT_FOUND line'],
    ['to an item that the line has not', () => object('staffB', first, 'B', { item: 'leader_award' }), 'NOT_FOUND line'],
    ['without a reason', () => object('staffB', first, 'B', { reason: '  ' }), 'ACT_REASON_MISSING reason'],
    ['in too many words', () => object('staffB', first, 'B', { reason: '多'.repeat(2001) }), 'TEXT_OVER reason'],
    ['by who is no staff', () => object('head', first, 'B'), 'ROLE_NOT_ALLOWED role'],
    ['after the last day, which is told,', () => object('staffB', first, 'B', { now: after }), 'PAY_OBJECTION_LATE notice'],
  ])('%s is refused', async (_what, work, fault) => {
    expect(await nothing(work)).toEqual([fault]);
  });

  test('that the verb would refuse is refused by the database too', async () => {
    const notice = await noticeOf(first);
    const [{ staff, head, own, other }] = await ownerRows<Record<string, string>>(fixture, `select (select id from account where login = 'staffB') as staff, (select id from account where login = 'head') as head,
      (select id from person where code = 'B') as own, (select id from person where code = 'M1') as other`) as [Record<string, string>];
    await withClient(fixture.database.app, async (client) => {
      await client.query("select set_config('app.regions', '150724', false)");
      const insert = (person: unknown, account: unknown, at: Date) => client.query('insert into pay_objection (region_id, id, notice_id, pay_run_id, person_id, step, reason, account_id, at) values (150724, $1, $2, $3, $4, null, $5, $6, $7)', [v7(), notice.id, first.id, person, 'x', account, at]);
      await expect(insert(own, staff, after)).rejects.toThrow(/not open for objections/);
      await expect(insert(other, staff, moment)).rejects.toThrow(/a published line that has not been paid/);
      await expect(insert(own, head, moment)).rejects.toThrow(/only staff object/);
      await expect(client.query('update notice set closes_on = $1', ['2030-01-01'])).rejects.toThrow(/permission denied/);
    });
  });

  test('waits for the office that the policy names, and holds the payment', async () => {
    const made = await object('staffB', first, 'B', { item: 'points_part', now: lastDay });
    expect(await nothing(() => object('staffB', first, 'B'))).toEqual(['PAY_OBJECTION_OPEN line']);
    expect((await sheet('staffB', first)).rows.some(({ objectable }) => objectable)).toBe(false);
    expect(await nothing(() => paid(first, after))).toEqual(['PAY_OBJECTION_WAITS run']);
    await expect(paid(first, after)).rejects.toThrow(/about B waits/);
    await withClient(fixture.database.app, async (client) => {
      await client.query("select set_config('app.regions', '150724', false)");
      await expect(client.query('update pay_run set paid_at = $1 where id = $2', [after, first.id])).rejects.toThrow(/waits for a ruling/);
    });
    const waiting = await as('hr', (asking) => tasks(asking, region, 2010));
    expect(waiting.map(({ path }) => path)).toContain(`/notices/${(await noticeOf(first)).id}`);
    expect((await shown('hr')).map(({ rulable, objected }) => [rulable, objected])).toEqual([[true, '4935.24']]);
    expect([(await shown('head')).map(({ rulable }) => rulable), await shown('staffA')]).toEqual([[false], []]);
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const give = (login: Login, name: string, content: Buffer) => as(login, (asking) => giveEvidence(asking, { region, objection: made.id, name, content }));
    const file = await give('staffB', '排班表.png', png);
    expect(await give('staffB', '排班表.png', png)).toBe(file);
    expect(await nothing(() => give('staffA', '排班表.png', png))).toEqual(['NOT_FOUND objection']);
    expect(await nothing(() => give('staffB', '排班表.exe', Buffer.from('MZ')))).toEqual(['EVIDENCE_KIND content']);
    expect(await as('hr', (asking) => takeEvidence(asking, region, file))).toMatchObject({ name: '排班表.png', mediaType: 'image/png', content: png });
    expect(await refusal(as('staffA', (asking) => takeEvidence(asking, region, file)))).toEqual(['NOT_FOUND evidence']);
  });

  test('is ruled on by that office alone, once, with a reason', async () => {
    const [{ id }] = await ownerRows<{ id: string }>(fixture, 'select id from pay_objection') as [{ id: string }];
    expect(await nothing(() => rule('approver', { id }, true))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await nothing(() => rule('hr', { id }, true, ' '))).toEqual(['ACT_REASON_MISSING reason']);
    expect(await nothing(() => rule('hr', { id: v7() }, true))).toEqual(['NOT_FOUND objection']);
    await withClient(fixture.database.app, async (client) => {
      await client.query("select set_config('app.regions', '150724', false)");
      const by = (login: string) => client.query('insert into pay_objection_ruling select 150724, $1, $2, true, $3, a.id, null, $4 from account a where a.login = $5', [v7(), id, 'x', after, login]);
      await expect(by('head')).rejects.toThrow(/nobody rules on their own work/);
      await expect(by('staffB')).rejects.toThrow(/nobody rules on their own work/);
      await expect(by('approver')).rejects.toThrow(/only the office that the policy names/);
    });
    await rule('hr', { id }, true, '夜班漏计，重新核算', after);
    expect(await nothing(() => rule('hr', { id }, false))).toEqual(['PAY_OBJECTION_RULED objection']);
    expect([await stateOf(first), await states('staffB')]).toEqual(['RETURNED', [['巴*', 'UPHELD', null]]]);
  });
});

describe('a distribution that went back', () => {
  let second: PayRun;
  const late = new Date('2026-03-26T03:00:00Z');

  test('is not handed in again as it is, in the verb and in the database', async () => {
    const { id, hash } = runOf(first);
    expect(await nothing(() => as('head', (asking) => submitRun(asking, { region, run: id, hash })))).toEqual(['PAY_OBJECTION_UPHELD run']);
    await withClient(fixture.database.app, async (client) => {
      await client.query("select set_config('app.regions', '150724', false)");
      await expect(client.query("update run set state = 'SUBMITTED' where id = $1", [id])).rejects.toThrow(/an objection to the distribution was upheld/);
    });
  });

  test('is computed anew, and what is another amount is published anew', async () => {
    const staff = await staffWith(fixture.banner, 'INCENTIVE', { ...points, B: { assessed_points: '95' } });
    second = await reviewed(await preparedPay(fixture.banner, { facts: staff }), after);
    expect(await states('staffB')).toEqual([['巴*', 'RECOMPUTED', '118.88']]);
    expect(await nothing(() => paid(second, after))).toEqual(['NOTICE_MISSING notice']);
    await published(second, after);
    expect(await nothing(() => paid(second, after))).toEqual(['NOTICE_OPEN notice']);
  });

  test('goes without whom an objection waits for: what was published of the others needs no other notice', async () => {
    await object('staffA', second, 'A', { now: after });
    const { id, hash } = runOf(second);
    const run = await as('finance', (asking) => holdItem(asking, makings, { region, run: id, hash, row: 'A', reason: '异议待复核' }), after);
    await signAll(fixture.banner, run, after);
    const [{ id: replaced }] = await ownerRows<{ id: string }>(fixture, 'select id from pay_run where run_id = $1', [run.id]) as [{ id: string }];
    const payRun = await as('finance', (asking) => payRunOf(asking, region, replaced));
    expect((await as('finance', ({ em }) => noticeOfRun(em, payRun)))?.payRun.id).toBe(second.id);
    await paid(payRun, late);
    expect([await stateOf(payRun), await states('staffB'), await faultsIn(fixture, fixture.banner)]).toEqual(['POSTED', [['巴*', 'SETTLED', '118.88']], []]);
    expect(await nothing(() => object('staffB', second, 'B', { now: after }))).toEqual(['PAY_OBJECTION_PAID line']);
  });

  test('pays who was held by a correction, which is published and settles the objection', async () => {
    const [{ id }] = await ownerRows<{ id: string }>(fixture, 'select id from pay_objection order by id desc limit 1') as [{ id: string }];
    await rule('hr', { id }, true, '系数应为 1.20', late);
    const [posted] = await ownerRows<{ id: string }>(fixture, "select id from run where stage = 'INCENTIVE_PAY' and state = 'POSTED'");
    const staff = await staffWith(fixture.banner, 'INCENTIVE', { ...points, A: { assessed_points: '96', tilt: '1.20' }, B: { assessed_points: '95' } });
    const run = await as('head', (asking) => prepareCorrection(asking, makings, { region, run: posted!.id, facts: staff, decisions: {}, reason: '复核成立', lift: 'A' }), late);
    expect((await states('staffA'))[0]?.slice(0, 2)).toEqual(['乌*', 'RECOMPUTED']);
    await signAll(fixture.banner, run, late);
    const [{ id: payRun }] = await ownerRows<{ id: string }>(fixture, 'select id from pay_run where run_id = $1', [run.id]) as [{ id: string }];
    const correction = await as('finance', (asking) => payRunOf(asking, region, payRun));
    expect(await nothing(() => paid(correction, late))).toEqual(['NOTICE_MISSING notice']);
    await published(correction, late);
    await paid(correction, new Date('2026-04-08T03:00:00Z'));
    const [settled] = await shown('staffA');
    expect([settled?.state, settled?.objected, settled?.now, settled?.difference, settled?.ruling?.reason]).toEqual(['SETTLED', '5618.06', '5971.14', '353.08', '系数应为 1.20']);
    expect(await faultsIn(fixture, fixture.banner)).toEqual([]);
    const acts = await ownerRows<{ action: string }>(fixture, "select action from audit_event where action in ('OBJECT_TO_PAY', 'RULE_PAY_OBJECTION', 'TAKE_PAY_EVIDENCE') order by id");
    expect(acts.map(({ action }) => action)).toEqual(['OBJECT_TO_PAY', 'TAKE_PAY_EVIDENCE', 'RULE_PAY_OBJECTION', 'OBJECT_TO_PAY', 'RULE_PAY_OBJECTION']);
  });
});
