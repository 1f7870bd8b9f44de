/** Roles lent and handed over: who acts in whose place, what that never allows, and who could do too much. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { actsFor } from '../../server/access/asker.ts';
import { inTransaction } from '../../server/db.ts';
import type { Role } from '../../server/model/account.ts';
import { Approval, type Run } from '../../server/model/run.ts';
import { registerDepartment } from '../../server/organisation/register-parts.ts';
import { proposePolicy, publishPolicy, withdrawPolicy } from '../../server/policy/propose-policy.ts';
import { delegate, endDelegation, type Delegate } from '../../server/rights/delegate.ts';
import { handOver } from '../../server/rights/hand-over.ts';
import { overlapsIn } from '../../server/rights/separation.ts';
import { signable } from '../../server/run/in-place-of.ts';
import { giveBack } from '../kit/correct.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { preparedBudget, sign } from '../kit/year.ts';

const today = '2026-03-10';
const day = (text: string) => new Date(`${text}T03:00:00Z`);
let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
  await ownerRows(fixture, `insert into role_grant (id, account_id, region_code, role, valid_from) select $1, id, 610726, 'ADMINISTRATOR', '2009-01-01' from account where login = 'nobody'`, [v7()]);
});
afterAll(() => fixture.close());

async function grantOf(login: Login, role: string): Promise<string> {
  const [row] = await ownerRows<{ id: string }>(fixture, 'select g.id from role_grant g join account a on a.id = g.account_id where a.login = $1 and g.role = $2 and g.region_code = 610726', [login, role]);
  return row?.id ?? '';
}
const accountId = async (login: Login) => (await fixture.askerOf(login)).id;
const lend = async (from: Login, role: string, to: string, changes: Partial<Delegate> = {}) => {
  const grant = await grantOf(from, role);
  return fixture.county.as(from, (asking) => delegate(asking, { region: 610726, grant, to, from: today, until: '2026-03-20', ...changes }));
};
const rolesOf = async (login: Login, on: string) => (await fixture.askerOf(login, day(on))).grants.map(({ region, role, actsFor: lender }) => `${region} ${role}${lender ? ' lent' : ''}`);
const clear = () => ownerRows(fixture, 'delete from delegation');
const returnAll = () => ownerRows(fixture, "update run set state = 'RETURNED' where state in ('SUBMITTED', 'REVIEWING')");

describe('a role that is lent', () => {
  afterAll(clear);

  test('holds on its days, both included, in the place of who lent it, and ends with the grant that was lent', async () => {
    await lend('insurance', 'INSURANCE_BUREAU', 'officer');
    expect(await rolesOf('officer', '2026-03-09')).toEqual(['610726 FINANCE_OFFICER']);
    for (const on of [today, '2026-03-20']) expect(await rolesOf('officer', on)).toEqual(['610726 FINANCE_OFFICER', '610726 INSURANCE_BUREAU lent']);
    expect(await rolesOf('officer', '2026-03-21')).toEqual(['610726 FINANCE_OFFICER']);
    expect(await rolesOf('insurance', today)).toEqual(['610726 INSURANCE_BUREAU']);
    const officer = await fixture.askerOf('officer');
    expect(actsFor(officer, 610726, ['INSURANCE_BUREAU'])).toBe(await accountId('insurance'));
    expect(actsFor(officer, 610726, ['FINANCE_OFFICER'])).toBeNull();
    await ownerRows(fixture, "update role_grant set valid_until = '2026-03-15' where id = $1", [await grantOf('insurance', 'INSURANCE_BUREAU')]);
    expect(await rolesOf('officer', '2026-03-15')).toEqual(['610726 FINANCE_OFFICER']);
    await ownerRows(fixture, 'update role_grant set valid_until = null where id = $1', [await grantOf('insurance', 'INSURANCE_BUREAU')]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['somebody else\'s', async () => fixture.county.as('hr', async (asking) => delegate(asking, { region: 610726, grant: await grantOf('finance', 'FINANCE_BUREAU'), to: 'officer', from: today, until: today })), 'NOT_FOUND grant'],
    ['one that was lent', async () => fixture.county.as('officer', async (asking) => delegate(asking, { region: 610726, grant: await grantOf('insurance', 'INSURANCE_BUREAU'), to: 'hr', from: today, until: today })), 'DELEGATION_LENT grant'],
    ['the power over rights', () => lend('nobody', 'ADMINISTRATOR', 'officer'), 'DELEGATION_ROLE grant'],
    ['to oneself', () => lend('finance', 'FINANCE_BUREAU', 'finance'), 'GRANT_TO_ONESELF to'],
    ['to a login of another region', () => lend('finance', 'FINANCE_BUREAU', 'staffA'), 'NOT_FOUND login'],
    ['to a login that is not there', () => lend('finance', 'FINANCE_BUREAU', 'no-such-login'), 'NOT_FOUND login'],
    ['to somebody whose roles have ended', () => lend('finance', 'FINANCE_BUREAU', 'former'), 'NOT_FOUND login'],
    ['from a day that has passed', () => lend('finance', 'FINANCE_BUREAU', 'officer', { from: '2026-03-09' }), 'DELEGATION_DAYS until'],
    ['to a day before it begins', () => lend('finance', 'FINANCE_BUREAU', 'officer', { until: '2026-03-09' }), 'DELEGATION_DAYS until'],
    ['for more than a year', () => lend('finance', 'FINANCE_BUREAU', 'officer', { until: '2027-03-11' }), 'DELEGATION_DAYS until'],
  ])('is refused: %s', async (_what, work, expected) => {
    await leavesNothing(fixture, async () => expect(await refusal(work())).toEqual([expected]));
  });

  test('is ended by either of the two, and by nobody else', async () => {
    await clear();
    const loan = await lend('insurance', 'INSURANCE_BUREAU', 'officer');
    const end = (login: Login, on: string) => fixture.county.as(login, (asking) => endDelegation(asking, { region: 610726, delegation: loan.id }), day(on));
    expect(await refusal(end('hr', '2026-03-12'))).toEqual(['NOT_FOUND delegation']);
    expect((await end('officer', '2026-03-12')).validUntil).toBe('2026-03-12');
    expect((await end('insurance', '2026-03-14')).validUntil).toBe('2026-03-12');
    expect(await rolesOf('officer', '2026-03-12')).toEqual(['610726 FINANCE_OFFICER']);
  });
});

describe('what is done in another\'s place', () => {
  let run: Run;
  const budgetOf = async (login: Login, year: number) => { run = await preparedBudget(fixture.county, { year }, login); };
  const signed = (login: Login, step: string) => sign(fixture.county, run, step, login);
  const waiting = async (login: Login) => {
    const asker = await fixture.askerOf(login);
    return inTransaction(fixture.orm, [610726], async (em) => signable(asker, run, await em.find(Approval, { run: { id: run.id } }), run.steps as Role[]));
  };
  /** Past the verbs, as the application's login would write it. */
  const plantApproval = async (login: Login, lender: Login | null, step: string) => inTransaction(fixture.orm, [610726], async (em) => em.execute(
    "insert into approval (region_id, id, run_id, step, account_id, for_id, run_hash, verdict, note, at) values (610726, ?, ?, ?, ?, ?, ?, 'SIGNED', '', now())",
    [v7(), run.id, step, await accountId(login), lender && await accountId(lender), run.hash]));
  afterAll(clear);

  test('is kept on the signature, on the run and in the audit log', async () => {
    await lend('insurance', 'INSURANCE_BUREAU', 'officer');
    await lend('health', 'HEALTH_BUREAU', 'hr');
    await budgetOf('hr', 2026);
    expect(run).toMatchObject({ preparedById: await accountId('hr'), preparedForId: await accountId('health') });
    await signed('officer', 'INSURANCE_BUREAU');
    await signed('approver', 'HEALTH_BUREAU_APPROVER');
    const rows = await ownerRows(fixture, 'select a.login, f.login as lender from approval p join account a on a.id = p.account_id left join account f on f.id = p.for_id where run_id = $1 order by 1', [run.id]);
    expect(rows).toEqual([{ login: 'approver', lender: null }, { login: 'officer', lender: 'insurance' }]);
    const log = await ownerRows(fixture, "select a.login, f.login as lender, e.action from audit_event e join account a on a.id = e.account_id left join account f on f.id = e.for_id where e.action in ('PREPARE_RUN', 'SIGN_RUN') order by e.at, 1");
    expect(log).toEqual(expect.arrayContaining([
      { login: 'hr', lender: 'health', action: 'PREPARE_RUN' }, { login: 'officer', lender: 'insurance', action: 'SIGN_RUN' }, { login: 'approver', lender: null, action: 'SIGN_RUN' },
    ]));
    await clear();
  });

  test('is kept in the audit log of the register too, beside a role of one\'s own', async () => {
    await lend('health', 'HEALTH_BUREAU', 'insurance');
    const institution = fixture.county.institutions.VA1 as string;
    await fixture.county.as('insurance', (asking) => registerDepartment(asking, { region: 610726, institution, code: 'D1', name: '全科' }));
    expect(await ownerRows(fixture, "select a.login, f.login as lender from audit_event e join account a on a.id = e.account_id left join account f on f.id = e.for_id where e.action = 'REGISTER_DEPARTMENT'"))
      .toEqual([{ login: 'insurance', lender: 'health' }]);
    await clear();
  });

  test('never publishes a policy that the lender proposed', async () => {
    const text = readFileSync(new URL('../../seeds/policies/ewenki-2010.yaml', import.meta.url), 'utf8');
    const { id, hash } = await fixture.county.as('approver', (asking) => proposePolicy(asking, { region: 610726, text, reason: '' }));
    const published = (login: Login) => refusal(fixture.county.as(login, (asking) => publishPolicy(asking, { region: 610726, id, hash })));
    await lend('approver', 'HEALTH_BUREAU_APPROVER', 'officer');
    expect(await leavesNothing(fixture, () => published('officer'))).toEqual(['SIGNED_BY_PREPARER policy']);
    await fixture.county.as('double', (asking) => withdrawPolicy(asking, { region: 610726, id, hash }));
    await clear();
  });

  test('never publishes what was proposed for oneself, in the table too', async () => {
    const text = readFileSync(new URL('../../seeds/policies/ewenki-2010.yaml', import.meta.url), 'utf8').replace(/^version: .*$/m, 'version: "9"');
    await lend('approver', 'HEALTH_BUREAU_APPROVER', 'nobody');
    const { id, hash, proposedForId } = await fixture.county.as('nobody', (asking) => proposePolicy(asking, { region: 610726, text, reason: '' }));
    expect(proposedForId).toBe(await accountId('approver'));
    await clear();
    const published = (login: Login) => fixture.county.as(login, (asking) => publishPolicy(asking, { region: 610726, id, hash }));
    expect(await leavesNothing(fixture, () => refusal(published('approver')))).toEqual(['SIGNED_BY_PREPARER policy']);
    await lend('approver', 'HEALTH_BUREAU_APPROVER', 'officer');
    expect(await leavesNothing(fixture, () => refusal(published('officer')))).toEqual(['SIGNED_BY_PREPARER policy']);
    await clear();
    const direct = (by: string, lender: string | null) => ownerRows(fixture, "update policy_version set state = 'PUBLISHED', decided_by_id = $2, decided_for_id = $3, decided_at = now() where id = $1", [id, by, lender]);
    await expect(direct(await accountId('approver'), null)).rejects.toThrow(/policy_version_by_another/);
    await expect(direct(await accountId('officer'), await accountId('approver'))).rejects.toThrow(/policy_version_by_another/);
    await expect(direct(await accountId('officer'), await accountId('nobody'))).rejects.toThrow(/policy_version_by_another/);
    expect((await published('double')).state).toBe('PUBLISHED');
  });

  test('never signs what one prepared oneself', async () => {
    await lend('approver', 'HEALTH_BUREAU_APPROVER', 'health');
    await budgetOf('health', 2027);
    expect(await waiting('health')).toEqual([]);
    expect(await refusal(signed('health', 'HEALTH_BUREAU_APPROVER'))).toEqual(['SIGNED_BY_PREPARER run']);
    await expect(plantApproval('health', 'approver', 'HEALTH_BUREAU_APPROVER')).rejects.toThrow('nobody signs what they prepared');
    await clear();
  });

  test('never signs, for somebody, what they prepared; nor what was prepared for oneself', async () => {
    await lend('double', 'HEALTH_BUREAU_APPROVER', 'officer');
    await budgetOf('double', 2028);
    expect(await waiting('officer')).toEqual([]);
    expect(await refusal(signed('officer', 'HEALTH_BUREAU_APPROVER'))).toEqual(['SIGNED_BY_PREPARER run']);
    await expect(plantApproval('officer', 'double', 'HEALTH_BUREAU_APPROVER')).rejects.toThrow('nor through another');
    await clear();
    await returnAll();
    await lend('double', 'HEALTH_BUREAU', 'officer');
    await budgetOf('officer', 2028);
    expect(await waiting('double')).toEqual([]);
    expect(await refusal(signed('double', 'HEALTH_BUREAU_APPROVER'))).toEqual(['SIGNED_BY_PREPARER run']);
    await expect(plantApproval('double', null, 'HEALTH_BUREAU_APPROVER')).rejects.toThrow('nor through another');
    await clear();
  });

  test('never signs twice, by oneself and for another, in either order', async () => {
    await lend('both', 'INSURANCE_BUREAU', 'officer');
    await budgetOf('health', 2029);
    await signed('officer', 'INSURANCE_BUREAU');
    expect(await waiting('both')).toEqual([]);
    expect(await refusal(signed('both', 'HEALTH_BUREAU_APPROVER'))).toEqual(['SIGNED_TWICE run']);
    await expect(plantApproval('both', null, 'HEALTH_BUREAU_APPROVER')).rejects.toThrow('nobody signs twice');
    await clear();
    await returnAll();
    await lend('approver', 'HEALTH_BUREAU_APPROVER', 'insurance');
    await budgetOf('health', 2029);
    await signed('insurance', 'INSURANCE_BUREAU');
    expect(await refusal(signed('insurance', 'HEALTH_BUREAU_APPROVER'))).toEqual(['SIGNED_TWICE run']);
    expect(await waiting('insurance')).toEqual([]);
    expect(await waiting('approver')).toEqual(['HEALTH_BUREAU_APPROVER']);
  });
});

describe('after a return', () => {
  test('whoever signed, for somebody or oneself, signs again; two of them never stand together', async () => {
    await clear();
    await returnAll();
    await lend('both', 'INSURANCE_BUREAU', 'officer');
    const run = await preparedBudget(fixture.county, { year: 2030 }, 'health');
    const back = (login: Login, to: string) => giveBack(fixture.county, run, login, to);
    await sign(fixture.county, run, 'INSURANCE_BUREAU', 'officer');
    await back('both', 'INSURANCE_BUREAU');
    await sign(fixture.county, run, 'INSURANCE_BUREAU', 'officer');
    expect(await refusal(sign(fixture.county, run, 'HEALTH_BUREAU_APPROVER', 'both'))).toEqual(['SIGNED_TWICE run']);
    await back('approver', 'INSURANCE_BUREAU');
    await sign(fixture.county, run, 'INSURANCE_BUREAU', 'both');
    expect(await refusal(sign(fixture.county, run, 'HEALTH_BUREAU_APPROVER', 'both'))).toEqual(['SIGNED_TWICE run']);
    await sign(fixture.county, run, 'HEALTH_BUREAU_APPROVER', 'approver');
    await clear();
  });
});

describe('who could both prepare and approve', () => {
  const found = (on = today) => fixture.county.as('auditor', async ({ em }) => (await overlapsIn(em, 610726, on)).map(({ login, stage, prepares, approves }) =>
    [login, stage, ...[...prepares, ...approves].map(({ role, onBehalfOf }) => role + (onBehalfOf ? ` for ${onBehalfOf}` : ''))].join(' ')));
  const always = ['double BUDGET HEALTH_BUREAU HEALTH_BUREAU_APPROVER', 'double SETTLEMENT HEALTH_BUREAU HEALTH_BUREAU_APPROVER'];
  afterAll(clear);

  test('is found by their own roles', async () => {
    await clear();
    expect(await found()).toEqual(always);
  });

  test('and by lent ones, while or before they are lent', async () => {
    await lend('health', 'HEALTH_BUREAU', 'insurance', { from: '2026-04-01', until: '2026-04-30' });
    const lent = ['insurance BUDGET HEALTH_BUREAU for health 的姓名 INSURANCE_BUREAU', 'insurance SETTLEMENT HEALTH_BUREAU for health 的姓名 INSURANCE_BUREAU'];
    expect(await found()).toEqual([...always, ...lent]);
    expect(await found('2026-04-30')).toEqual([...always, ...lent]);
    expect(await found('2026-05-01')).toEqual(always);
  });

  test('but not where the two never hold on one day', async () => {
    await clear();
    const id = await accountId('officer');
    const add = (role: string, from: string, until: string | null) => ownerRows(fixture, 'insert into role_grant (id, account_id, region_code, role, valid_from, valid_until) values ($1, $2, 610726, $3, $4, $5)', [v7(), id, role, from, until]);
    await add('HEALTH_BUREAU', '2026-01-01', '2026-06-01');
    await add('HEALTH_BUREAU_APPROVER', '2026-06-01', null);
    expect(await found()).toEqual(always);
    await ownerRows(fixture, 'delete from role_grant where account_id = $1 and role in ($2, $3)', [id, 'HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER']);
  });

  test('and a role of the city above reaches the county', async () => {
    await ownerRows(fixture, "insert into role_grant (id, account_id, region_code, role, valid_from) select $1, id, 610700, 'HEALTH_BUREAU', '2026-01-01' from account where login = 'approver'", [v7()]);
    expect(await rolesOf('approver', today)).toEqual(['150724 HEALTH_BUREAU_APPROVER', '610700 HEALTH_BUREAU', '610726 HEALTH_BUREAU', '610726 HEALTH_BUREAU_APPROVER']);
    expect(await found()).toEqual(['approver BUDGET HEALTH_BUREAU HEALTH_BUREAU_APPROVER', 'approver SETTLEMENT HEALTH_BUREAU HEALTH_BUREAU_APPROVER', ...always]);
    await ownerRows(fixture, "delete from role_grant where region_code = 610700 and account_id = (select id from account where login = 'approver')");
  });
});

describe('a hand-over', () => {
  const hand = async (from: Login, to: Login, on: string, by: Login = 'nobody') => {
    const [giver, receiver] = [await accountId(from), await accountId(to)];
    return fixture.county.as(by, (asking) => handOver(asking, { region: 610726, from: giver, to: receiver, on }));
  };

  test('ends every role of the one in the region and begins them for the other on one day', async () => {
    expect(await hand('finance', 'officer', '2026-04-01')).toBe(1);
    expect([await rolesOf('finance', '2026-03-31'), await rolesOf('officer', '2026-03-31')]).toEqual([['150724 FINANCE_BUREAU', '610726 FINANCE_BUREAU'], ['610726 FINANCE_OFFICER']]);
    expect([await rolesOf('finance', '2026-04-01'), await rolesOf('officer', '2026-04-01')]).toEqual([['150724 FINANCE_BUREAU'], ['610726 FINANCE_BUREAU', '610726 FINANCE_OFFICER']]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by who administers nothing', () => hand('health', 'hr', '2026-04-01', 'hr'), 'ROLE_NOT_ALLOWED role'],
    ['on a day that has passed', () => hand('health', 'hr', '2026-03-09'), 'HAND_OVER_PAST on'],
    ['to the administrator', () => hand('health', 'nobody', '2026-04-01'), 'GRANT_TO_ONESELF to'],
    ['to the same person', () => hand('health', 'health', '2026-04-01'), 'GRANT_TO_ONESELF to'],
    ['from another region', () => hand('staffA', 'hr', '2026-04-01'), 'NOT_FOUND account'],
    ['to another region', () => hand('health', 'staffA', '2026-04-01'), 'NOT_FOUND account'],
    ['of roles that have ended', () => hand('former', 'hr', '2026-04-01'), 'HAND_OVER_NOTHING from'],
  ])('is refused %s', async (_what, work, expected) => {
    await leavesNothing(fixture, async () => expect(await refusal(work())).toEqual([expected]));
  });
});
