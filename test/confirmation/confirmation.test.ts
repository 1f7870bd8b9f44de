/** Confirmation of a settlement by the head hospitals: in time, once, each its own line; silence, disputes and their answers; what the database holds of it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { answerDispute } from '../../server/confirmation/answer-dispute.ts';
import { sayLine } from '../../server/confirmation/say-line.ts';
import { inTransaction } from '../../server/db.ts';
import { withClient } from '../../server/db/roles.ts';
import { Confirmation } from '../../server/model/confirmation.ts';
import type { Run } from '../../server/model/run.ts';
import { tasks } from '../../server/report/tasks.ts';
import { delegate } from '../../server/rights/delegate.ts';
import { loadCalendar, loadCalendars } from '../../server/run/calendars.ts';
import { confirmingOf, recordSilences } from '../../server/run/confirmation.ts';
import { returnRun, submitRun } from '../../server/run/sign.ts';
import { correctedRun, lateFacts } from '../kit/correct.ts';
import { makeCounty, moment, type County, type Login } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { publishYear } from '../kit/stages.ts';
import { confirmAll, postedBudget, preparedSettlement, recordYear, settlementFacts, sign, signAll } from '../kit/year.ts';

const seed = (path: string) => readFileSync(new URL(`../../seeds/${path}.yaml`, import.meta.url), 'utf8');
const region = 610726;
const at = (day: string) => new Date(`${day}T03:00:00Z`);
/** Handed in on Tuesday 2026-03-10: five working days end on Tuesday the 17th. */
const [lastDay, tooLate] = [at('2026-03-17'), at('2026-03-18')];

let fixture: County;
const as: County['county']['as'] = (login, verb, now) => fixture.county.as(login, verb, now);
const of = ({ id, hash }: Run, row: string) => ({ region, run: id, hash, row });
const confirm = (login: Login, run: Run, row: string, now = moment) => as(login, (asking) => sayLine(asking, { ...of(run, row), verdict: 'CONFIRMED' }), now);
const dispute = (login: Login, run: Run, row: string, reason = '报销金额与本院不符', now = moment) => as(login, (asking) => sayLine(asking, { ...of(run, row), verdict: 'DISPUTED', reason }), now);
const answer = (login: Login, run: Run, row: string, upheld: boolean, reason = '已核对', now = moment) => as(login, (asking) => answerDispute(asking, { ...of(run, row), upheld, reason }), now);
const states = async (run: Run, on = '2026-03-10') => Object.fromEntries((await inTransaction(fixture.orm, [region], (em) => confirmingOf(em, run, on)))!.lines.map(({ row, state }) => [row, state]));
const stateOf = async ({ id }: Run) => (await ownerRows<{ state: string }>(fixture, 'select state from run where id = $1', [id]))[0]?.state;

/** The first two of the three signatures. */
async function nearlySigned(run: Run, now?: Date): Promise<void> {
  for (const step of ['INSURANCE_BUREAU', 'FINANCE_BUREAU']) await sign(fixture.county, run, step, undefined, now);
}
const lastSigns = (run: Run, now?: Date) => sign(fixture.county, run, 'HEALTH_BUREAU_APPROVER', undefined, now);

beforeAll(async () => {
  fixture = await makeCounty();
  await publishYear(fixture);
  await postedBudget(fixture.county);
  await recordYear(fixture.county);
});
afterAll(() => fixture.close());

/** Undefined before the first test. */
let run: Run;
/** A settlement of which nothing has been said or signed: the last one, where nothing was done with it. */
beforeEach(async () => {
  const untouched = (run as Run | undefined) === undefined ? [] : await ownerRows(fixture, `select from run r where id = $1 and state = 'SUBMITTED'
    and not exists (select from confirmation c where c.run_id = r.id) and not exists (select from approval a where a.run_id = r.id)`, [run.id]);
  if (untouched.length === 1) return;
  await ownerRows(fixture, "update run set state = 'RETURNED' where stage = 'SETTLEMENT' and state in ('SUBMITTED', 'REVIEWING')");
  run = await preparedSettlement(fixture.county);
});

test('without the calendar of a year nothing is handed in, also when the days only run into it', async () => {
  await ownerRows(fixture, "update run set state = 'RETURNED' where id = $1", [run.id]);
  const handsIn = (now: Date) => as('health', (asking) => submitRun(asking, { region, run: run.id, hash: run.hash }), now);
  for (const now of [at('2027-01-04'), at('2026-12-28')]) expect(await leavesNothing(fixture, () => refusal(handsIn(now)))).toEqual(['CALENDAR_MISSING 2027']);
  await handsIn(at('2026-12-24'));
  expect((await inTransaction(fixture.orm, [region], (em) => confirmingOf(em, run, '2026-12-24')))).toMatchObject({ dueOn: '2026-12-31', workingDays: 5, silence: 'confirmed' });
});

test('the last signature waits for every line, and says which are missing', async () => {
  await nearlySigned(run);
  expect(await leavesNothing(fixture, () => refusal(lastSigns(run)))).toEqual(['CONFIRMATION_WAITS run']);
  await confirm('headA', run, 'A', lastDay);
  await expect(lastSigns(run)).rejects.toThrow(/^.*: 机构HB \(B\): waits for confirmation\.$/);
  expect(await states(run)).toEqual({ A: 'CONFIRMED', B: 'WAITING' });
});

test.each<[string, () => Promise<unknown>, string]>([
  ['another institution\'s line', () => confirm('headA', run, 'B'), 'NOT_FOUND row'],
  ['by an office', () => confirm('health', run, 'A'), 'ROLE_NOT_ALLOWED role'],
  ['by the institution\'s personnel', () => confirm('personnelA', run, 'A'), 'NOT_FOUND row'],
  ['a row that there is not', () => confirm('headA', run, 'C'), 'NOT_FOUND row'],
  ['what was not seen', () => confirm('headA', { ...run, hash: 'x' } as Run, 'A'), 'RUN_CHANGED hash'],
  ['a dispute without a reason', () => dispute('headA', run, 'A', '  '), 'ACT_REASON_MISSING reason'],
  ['after the last day', () => confirm('headA', run, 'A', tooLate), 'CONFIRMATION_LATE row'],
  ['an answer to nothing', () => answer('health', run, 'A', false), 'DISPUTE_NOT_OPEN row'],
])('%s is refused', async (_what, work, fault) => {
  if (fault.startsWith('CONFIRMATION_LATE')) expect(await states(run, '2026-03-18')).toEqual({ A: 'CONFIRMED_BY_SILENCE', B: 'CONFIRMED_BY_SILENCE' });
  expect(await leavesNothing(fixture, () => refusal(work()))).toEqual([fault]);
});

test('a line is spoken of once', async () => {
  await confirm('headA', run, 'A');
  for (const again of [() => confirm('headA', run, 'A'), () => dispute('headA', run, 'A')]) expect(await leavesNothing(fixture, () => refusal(again()))).toEqual(['CONFIRMATION_NOT_OPEN row']);
});

test('a delegate confirms in the place of the head', async () => {
  const [{ id: grant }] = await ownerRows<{ id: string }>(fixture, "select g.id from role_grant g join account a on a.id = g.account_id where a.login = 'headB'") as [{ id: string }];
  await as('headB', (asking) => delegate(asking, { region, grant, to: 'officer', from: '2026-03-10', until: '2026-03-12' }));
  await confirm('officer', run, 'B');
  const [row] = await ownerRows<{ by: string; for: string }>(fixture, 'select a.login as by, f.login as for from confirmation c join account a on a.id = c.account_id join account f on f.id = c.for_id where run_id = $1', [run.id]);
  expect(row).toEqual({ by: 'officer', for: 'headB' });
  await ownerRows(fixture, 'delete from delegation');
});

describe('silence', () => {
  test('counts as the policy says once the last day is over; every night it is written down', async () => {
    const night = (now: Date) => inTransaction(fixture.orm, [region], (em) => recordSilences(em, region, now));
    await confirm('headA', run, 'A');
    await leavesNothing(fixture, () => night(lastDay));
    await night(tooLate);
    expect(await states(run)).toEqual({ A: 'CONFIRMED', B: 'CONFIRMED_BY_SILENCE' });
    await leavesNothing(fixture, () => night(at('2026-03-19')));
    expect(await leavesNothing(fixture, () => refusal(confirm('headB', run, 'B', tooLate)))).toEqual(['CONFIRMATION_NOT_OPEN row']);
  });

  test('is known at the last signature even before it is written down', async () => {
    await nearlySigned(run);
    expect(await refusal(lastSigns(run, lastDay))).toEqual(['CONFIRMATION_WAITS run']);
    await ownerRows(fixture, "update run set state = 'RETURNED' where id = $1", [run.id]);
    expect(await states(run, '2026-03-18')).toEqual({ A: 'CONFIRMED_BY_SILENCE', B: 'CONFIRMED_BY_SILENCE' });
  });
});

describe('a dispute', () => {
  beforeEach(async () => {
    await confirm('headA', run, 'A');
    await dispute('headB', run, 'B');
    await nearlySigned(run);
  });

  test('holds the last signature until the preparing office answers', async () => {
    expect(await refusal(lastSigns(run))).toEqual(['CONFIRMATION_WAITS run']);
    expect(await leavesNothing(fixture, () => refusal(answer('insurance', run, 'B', false)))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await leavesNothing(fixture, () => refusal(answer('health', run, 'B', false, ' ')))).toEqual(['ACT_REASON_MISSING reason']);
    await answer('health2', run, 'B', false);
    expect(await states(run)).toEqual({ A: 'CONFIRMED', B: 'REJECTED' });
    expect(await leavesNothing(fixture, () => refusal(answer('health', run, 'B', true)))).toEqual(['DISPUTE_NOT_OPEN row']);
  });

  test('that is upheld returns the run, by its preparer too; it is not handed in again, and the next is confirmed anew', async () => {
    await answer('health', run, 'B', true);
    expect([await stateOf(run), await states(run)]).toEqual(['RETURNED', { A: 'CONFIRMED', B: 'UPHELD' }]);
    expect(await leavesNothing(fixture, () => refusal(as('health', (asking) => submitRun(asking, { region, run: run.id, hash: run.hash }))))).toEqual(['DISPUTE_UPHELD run']);
    const next = await preparedSettlement(fixture.county);
    expect([next.redoesId, await states(next)]).toEqual([run.id, { A: 'WAITING', B: 'WAITING' }]);
    run = next;
  });
});

test('a run that comes back unchanged keeps what was said and has new time', async () => {
  await confirm('headA', run, 'A');
  await as('insurance', (asking) => returnRun(asking, { region, run: run.id, hash: run.hash, note: '请核对' }));
  expect(await leavesNothing(fixture, () => refusal(confirm('headB', run, 'B')))).toEqual(['RUN_NOT_OPEN run']);
  await as('health', (asking) => submitRun(asking, { region, run: run.id, hash: run.hash }), lastDay);
  expect([await states(run, '2026-03-24'), await states(run, '2026-03-25')]).toEqual([{ A: 'CONFIRMED', B: 'WAITING' }, { A: 'CONFIRMED', B: 'CONFIRMED_BY_SILENCE' }]);
});

test('home asks the head for their line, and the preparing office for its answer', async () => {
  const asked = async (login: Login) => (await as(login, (asking) => tasks(asking, region, 2026))).map(({ title, detail, path }) => [title.zh, detail.zh, path]);
  expect(await asked('headA')).toEqual([['请确认：年终清算 2026', 'A · 2026-03-17 前', `/confirmations/${run.id}/A`]]);
  await dispute('headA', run, 'A');
  expect([await asked('headA'), (await asked('health')).filter(([title]) => title?.startsWith('请答复'))]).toEqual([[], [['请答复异议：年终清算 2026', 'A', '/settlement']]]);
});

test('the calendar of a year is added once, and again when the arrangement changes', async () => {
  const known = async () => (await ownerRows<{ year: number; count: number }>(fixture, 'select year, count(*)::int as count from working_calendar group by 1 order by 1')).map(({ year, count }) => [year, count]);
  const load = (text: string, day: string) => withClient(fixture.database.owner, (client) => loadCalendar(client, text, at(day)));
  expect([await load(seed('calendars/2025'), '2026-03-10'), await load(seed('calendars/2026'), '2026-03-10'), await known()]).toEqual([2025, 2026, [[2025, 1], [2026, 1]]]);
  const changed = seed('calendars/2026').replace('2026-05-01, last: 2026-05-05', '2026-05-01, last: 2026-05-04');
  await load(changed, '2026-04-01');
  await withClient(fixture.database.owner, (client) => loadCalendars(client, [seed('calendars/2025'), seed('calendars/2026')], at('2026-04-02')));
  expect(await known()).toEqual([[2025, 1], [2026, 2]]);
});

test.each<[string, Partial<Record<'institution_id' | 'account_id' | 'at' | 'run_hash' | 'verdict', string>>, string]>([
  ['another institution', { institution_id: "(select id from institution where code = 'HB')", account_id: "(select id from account where login = 'headB')" }, '23503'],
  ['the head of another institution', { account_id: "(select id from account where login = 'headB')" }, 'FP172'],
  ['an office', { account_id: "(select id from account where login = 'health')" }, 'FP172'],
  ['a word after the last day', { at: "'2026-03-18T03:00:00Z'" }, 'FP171'],
  ['silence before it is over', { account_id: 'null' }, 'FP171'],
  ['silence that means something else', { account_id: 'null', at: "'2026-03-18T03:00:00Z'", verdict: "'DISPUTED'" }, 'FP171'],
  ['another hash', { run_hash: "'x'" }, 'FP002'],
  ['a second word', {}, '23505'],
])('the database refuses %s', async (_what, changes, code) => {
  const values = { institution_id: "(select id from institution where code = 'HA')", account_id: "(select id from account where login = 'headA')", at: "'2026-03-10T03:00:00Z'", run_hash: `'${run.hash}'`, verdict: "'CONFIRMED'", ...changes };
  const insert = `insert into confirmation (region_id, run_id, "row", institution_id, run_hash, verdict, account_id, for_id, reason, at)
    values (610726, '${run.id}', 'A', ${values.institution_id}, ${values.run_hash}, ${values.verdict}, ${values.account_id}, null, 'x', ${values.at})`;
  const write = () => inTransaction(fixture.orm, [region], (em) => em.execute(insert));
  if (code === '23505') await write();
  await expect(write()).rejects.toMatchObject({ code });
});

test('the database gives no approval to a run with an open line, and no answer to what is not disputed', async () => {
  await nearlySigned(run);
  const approve = () => inTransaction(fixture.orm, [region], async (em) => {
    await em.execute(`insert into approval (region_id, id, run_id, step, account_id, run_hash, verdict, note, at)
      values (610726, ?, ?, 'HEALTH_BUREAU_APPROVER', (select id from account where login = 'approver'), ?, 'SIGNED', '', now())`, [v7(), run.id, run.hash]);
    await em.execute("update run set state = 'APPROVED' where id = ?", [run.id]);
  });
  await expect(approve()).rejects.toMatchObject({ code: 'FP174' });
  await confirm('headA', run, 'A');
  await expect(inTransaction(fixture.orm, [region], (em) => em.execute(`insert into confirmation_answer (region_id, run_id, "row", upheld, reason, account_id, at)
    values (610726, '${run.id}', 'A', false, 'x', (select id from account where login = 'health'), now())`))).rejects.toMatchObject({ code: 'FP173' });
  await expect(inTransaction(fixture.orm, [region], (em) => em.nativeUpdate(Confirmation, { regionId: region, runId: run.id }, { verdict: 'DISPUTED' }))).rejects.toMatchObject({ code: '42501' });
});

test('confirmed, it is posted; its correction is confirmed anew', async () => {
  await confirmAll(fixture.county, run);
  await signAll(fixture.county, run);
  expect(await stateOf(run)).toBe('POSTED');
  const { institutions } = await settlementFacts(fixture.county);
  await lateFacts(fixture.county, run, { institutions: (institutions as Array<Record<string, string>>).map((row) => ({ ...row, score: row['institution'] === 'HA' ? '95' : '90' })) });
  expect(await refusal(correctedRun(fixture.county, run))).toEqual(['CONFIRMATION_WAITS run']);
  const [made] = await ownerRows<Run>(fixture, "select id, hash, region_id as \"regionId\", steps from run where corrects_id = $1", [run.id]);
  expect(await states(made as Run)).toEqual({ A: 'WAITING', B: 'WAITING' });
  await confirmAll(fixture.county, made as Run);
  await sign(fixture.county, made as Run, 'HEALTH_BUREAU_APPROVER');
  expect(await stateOf(made as Run)).toBe('POSTED');
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
});
