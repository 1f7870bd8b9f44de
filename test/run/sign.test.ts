import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Run } from '../../server/model/run.ts';
import { lockRun } from '../../server/run/case.ts';
import { returnRun, signRun } from '../../server/run/sign.ts';
import { effects } from '../../server/schema.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { preparedBudget, sign, signAll } from '../kit/year.ts';

let fixture: County;
let run: Run;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());
beforeEach(async () => {
  await plant(fixture, 'truncate approval, posting, journal_entry, consortium_package, budget, run cascade');
  run = await preparedBudget(fixture.county);
});

const signing = (login: Login, changes: Partial<{ run: string; hash: string; step: string }> = {}) => fixture.county.as(login, (asking) => (
  signRun(asking, effects, { region: 610726, run: run.id, hash: run.hash, step: 'INSURANCE_BUREAU', note: '', ...changes })));
const returning = (login: Login, note = '人数有误', hash = run.hash) => fixture.county.as(login, (asking) => returnRun(asking, { region: 610726, run: run.id, hash, note }));
const stateNow = async () => (await ownerRows<{ state: string }>(fixture, 'select state from run where id = $1', [run.id]))[0]?.state;

describe('signing is refused', () => {
  test.each<[string, Login, Parameters<typeof signing>[1], string]>([
    ['to the preparer', 'health', { step: 'HEALTH_BUREAU_APPROVER' }, 'SIGNED_BY_PREPARER run'],
    ['to another role', 'finance', {}, 'ROLE_NOT_ALLOWED role'],
    ['to somebody whose grant has ended', 'former', {}, 'REGION_NOT_YOURS region'],
    ['to somebody of another region', 'head', {}, 'REGION_NOT_YOURS region'],
    ['for another hash', 'insurance', { hash: '0'.repeat(64) }, 'RUN_CHANGED hash'],
    ['for an office that does not sign', 'finance', { step: 'FINANCE_BUREAU' }, 'STEP_NOT_WAITING step'],
    ['for an office that there is not', 'insurance', { step: 'nobody' }, 'STEP_NOT_WAITING step'],
    ['on a run that there is not', 'insurance', { run: '01990000-0000-7000-8000-000000000000' }, 'NOT_FOUND run'],
  ])('%s', async (_what, login, changes, fault) => {
    expect(await leavesNothing(fixture, () => refusal(signing(login, changes)))).toEqual([fault]);
    expect(await stateNow()).toBe('SUBMITTED');
  });

  test('a second time, by the same person for another office', async () => {
    await signing('both');
    expect(await leavesNothing(fixture, () => refusal(signing('both', { step: 'HEALTH_BUREAU_APPROVER' })))).toEqual(['SIGNED_TWICE run']);
    expect(await refusal(signing('insurance'))).toEqual(['STEP_NOT_WAITING step']);
    expect(await stateNow()).toBe('REVIEWING');
  });

  test('once it is posted, and once it is returned', async () => {
    await signAll(fixture.county, run);
    expect(await refusal(signing('both'))).toEqual(['RUN_NOT_OPEN run']);
    expect(await refusal(returning('both'))).toEqual(['RUN_NOT_OPEN run']);
    expect(await stateNow()).toBe('POSTED');
    await plant(fixture, 'truncate approval, posting, journal_entry, consortium_package, budget, run cascade');
    run = await preparedBudget(fixture.county);
    await returning('approver');
    expect(await refusal(signing('insurance'))).toEqual(['RUN_NOT_OPEN run']);
  });
});

describe('returning', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['without a reason', () => returning('approver', ' \n'), 'NOTE_MISSING note'],
    ['by an office that does not sign', () => returning('finance'), 'ROLE_NOT_ALLOWED role'],
    ['of another hash', () => returning('approver', 'x', 'f'.repeat(64)), 'RUN_CHANGED hash'],
  ])('%s is refused', async (_what, work, fault) => {
    expect(await leavesNothing(fixture, () => refusal(work()))).toEqual([fault]);
  });

  test('and signing by the preparer are refused, even with a role that signs', async () => {
    await returning('approver');
    run = await preparedBudget(fixture.county, {}, 'double');
    expect(await refusal(returning('double'))).toEqual(['SIGNED_BY_PREPARER run']);
    expect(await refusal(signing('double', { step: 'HEALTH_BUREAU_APPROVER' }))).toEqual(['SIGNED_BY_PREPARER run']);
  });

  test('by somebody who has signed undoes what they did', async () => {
    await signing('both');
    expect((await returning('both')).state).toBe('RETURNED');
  });

  test('closes the run and makes room for the next', async () => {
    await signing('insurance');
    expect((await returning('approver')).state).toBe('RETURNED');
    expect(await ownerRows(fixture, 'select step, verdict, note from approval order by at, id')).toEqual([
      { step: 'INSURANCE_BUREAU', verdict: 'SIGNED', note: '' }, { step: 'RETURN', verdict: 'RETURNED', note: '人数有误' }]);
    const next = await preparedBudget(fixture.county);
    await signAll(fixture.county, next);
    expect(await ownerRows(fixture, 'select state from run order by id')).toEqual([{ state: 'RETURNED' }, { state: 'POSTED' }]);
  });
});

describe('at once', () => {
  test('whoever waited for the lock sees what happened meanwhile, also of a run read before', async () => {
    const state = await fixture.county.as('insurance', async ({ em }) => {
      await em.findOneOrFail(Run, { regionId: 610726, id: run.id });
      await returning('approver');
      return (await lockRun(em, 610726, run.id)).state;
    });
    expect(state).toBe('RETURNED');
  });

  test('twenty signatures of one step are one signature; the last step posts one entry', async () => {
    const storm = (step: string, logins: Login[]) => Promise.allSettled(Array.from({ length: 20 }, (_, index) => sign(fixture.county, run, step, logins[index % logins.length])));
    const first = await storm('INSURANCE_BUREAU', ['insurance', 'both']);
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const last = await storm('HEALTH_BUREAU_APPROVER', ['approver']);
    expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of [...first, ...last]) {
      if (answer.status === 'rejected') expect(['STEP_NOT_WAITING step', 'RUN_NOT_OPEN run']).toContain((await refusal(Promise.reject(answer.reason)))[0]);
    }
    const [counts] = await ownerRows(fixture, 'select (select count(*)::int from approval) as approvals, (select count(*)::int from journal_entry) as entries, (select count(*)::int from budget) as budgets');
    expect(counts).toEqual({ approvals: 2, entries: 1, budgets: 1 });
  });
});
