/** Who is let in: by a link that is used once, and never past the holder of a login. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { acceptInvitation, invitationOf } from '../../server/access/invitations.ts';
import { endGrant } from '../../server/rights/accounts.ts';
import { invite, resetPassword, type Invite } from '../../server/rights/invite.ts';
import { makeCounty, moment, password, type County, type Login } from '../kit/county.ts';
import { serve, type Answer, type Served } from '../kit/http.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';

const good = 'unruly heron of the county';
let fixture: County;
let served: Served;
beforeAll(async () => {
  fixture = await makeCounty();
  for (const login of ['nobody', 'both']) {
    await ownerRows(fixture, "insert into role_grant (id, account_id, region_code, role, valid_from) select $1, id, 610726, 'ADMINISTRATOR', '2009-01-01' from account where login = $2", [v7(), login]);
  }
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
const days = (count: number) => new Date(moment.getTime() + count * 86_400_000);
const inviting = (changes: Partial<Invite> = {}, by: Login = 'nobody') => fixture.county.as(by, (asking) =>
  invite(asking, { region: 610726, login: 'newcomer', name: '新来的', roles: [{ role: 'FINANCE_BUREAU' }], ...changes }));
const accept = (token: string, secret = good, now = moment) => acceptInvitation(fixture.orm, token, { password: secret }, now);
const accountId = async (login: Login) => (await fixture.askerOf(login)).id;
const reset = async (login: Login, by: Login = 'nobody') => {
  const account = await accountId(login);
  return fixture.county.as(by, (asking) => resetPassword(asking, { region: 610726, account }));
};

describe('an invitation', () => {
  test('over the wire: a link, a password, a session, and roles of today', async () => {
    const administrator = await served.visitor('nobody');
    const answer = await administrator.ask('mutation ($institution: ID!) { invite(region: 610726, login: "ha-finance", name: "财务科", roles: [{ role: INSTITUTION_FINANCE, institution: $institution }]) }', { institution: fixture.county.institutions.HA });
    const { invite: token } = answer.data as unknown as { invite: string };
    const kept = await ownerRows<{ row: string }>(fixture, 'select to_jsonb(i)::text as row from invitation i union all select to_jsonb(k)::text from request_key k union all select to_jsonb(e)::text from audit_event e');
    expect(kept.some(({ row }) => row.includes(token))).toBe(false);
    const visitor = await served.visitor();
    expect((await visitor.ask('query ($token: String!) { invitation(token: $token) { login name resets } }', { token })).data).toEqual({ invitation: { login: 'ha-finance', name: '财务科', resets: false } });
    const use = (secret: string) => visitor.ask('mutation ($token: String!, $password: String!) { acceptInvitation(token: $token, password: $password) { login grants { role institution { code } onBehalfOf } } }', { token, password: secret });
    expect(codes(await use('short'))).toEqual(['PASSWORD_LENGTH']);
    expect(codes(await use('ha-finance-2026'))).toEqual(['PASSWORD_COMMON']);
    expect((await use(good)).data).toEqual({ acceptInvitation: { login: 'ha-finance', grants: [{ role: 'INSTITUTION_FINANCE', institution: { code: 'HA' }, onBehalfOf: null }] } });
    expect((await visitor.ask('{ me { login } institutions(region: 610726) { edges { node { code } } } }')).data).toEqual({ me: { login: 'ha-finance' }, institutions: { edges: [{ node: { code: 'HA' } }] } });
    expect(codes(await use(good))).toEqual(['INVITATION_CLOSED']);
    const [event] = await ownerRows(fixture, "select a.login, e.action from audit_event e join account a on a.id = e.account_id where e.action = 'INVITE'");
    expect(event).toEqual({ login: 'nobody', action: 'INVITE' });
  });

  test('is used once, also by twenty at once', async () => {
    const token = await inviting({ login: 'once' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(token).then(() => 'in', (error: Error) => error.message)));
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1);
    expect(await ownerRows(fixture, "select from role_grant g join account a on a.id = g.account_id where a.login = 'once'")).toHaveLength(1);
  });

  test('ends after seven days, with another to the same login, and for good: a clock that goes back opens nothing', async () => {
    const first = await inviting({ login: 'late' });
    const second = await inviting({ login: 'late' });
    expect(await refusal(accept(first))).toEqual(['INVITATION_CLOSED invitation']);
    expect((await invitationOf(fixture.orm, second, days(6.9))).login).toBe('late');
    expect(await refusal(accept(second, good, days(7)))).toEqual(['INVITATION_CLOSED invitation']);
    expect(await refusal(accept(second, good, moment))).toEqual(['INVITATION_CLOSED invitation']);
    for (const token of ['', 'x', `${second}x`]) expect(await refusal(accept(token))).toEqual(['INVITATION_CLOSED invitation']);
  });

  test('to a login that is there gives the roles to its holder alone, who shows their password', async () => {
    const token = await inviting({ login: 'officer', roles: [{ role: 'AUDITOR' }] });
    await leavesNothing(fixture, async () => expect(await refusal(accept(token, good))).toEqual(['SIGN_IN_FAILED password']));
    await accept(token, password);
    expect((await fixture.askerOf('officer')).grants.map(({ role }) => role)).toEqual(['AUDITOR', 'FINANCE_OFFICER']);
    expect((await (await served.visitor()).signIn('officer')).errors).toEqual([]);
  });

  test('of somebody who administers no longer gives nothing', async () => {
    const token = await inviting({ login: 'orphan' }, 'both');
    await ownerRows(fixture, "update role_grant set valid_until = '2026-01-01' where role = 'ADMINISTRATOR' and account_id = (select id from account where login = 'both')");
    await accept(token);
    expect(await ownerRows(fixture, "select from role_grant g join account a on a.id = g.account_id where a.login = 'orphan'")).toEqual([]);
  });

  const elsewhere = () => fixture.banner.institutions.U01 as string;
  test.each<[string, () => Promise<unknown>, string]>([
    ['by who administers nothing', () => inviting({}, 'health'), 'ROLE_NOT_ALLOWED role'],
    ['to oneself', () => inviting({ login: 'nobody' }), 'GRANT_TO_ONESELF login'],
    ['without a role', () => inviting({ roles: [] }), 'ROLES_MISSING roles'],
    ['with a login that is none', () => inviting({ login: 'a b' }), 'LOGIN_UNREADABLE login'],
    ['without a name', () => inviting({ name: '  ' }), 'NAME_MISSING name'],
    ['to head no hospital', () => inviting({ roles: [{ role: 'HOSPITAL_HEAD' }] }), 'ROLE_PLACE roles.institution'],
    ['to a bureau in a hospital', () => inviting({ roles: [{ role: 'FINANCE_BUREAU', institution: fixture.county.institutions.HA as string }] }), 'ROLE_PLACE roles.institution'],
    ['to a hospital of another region', () => inviting({ roles: [{ role: 'HOSPITAL_HEAD', institution: elsewhere() }] }), 'NOT_FOUND institution'],
    ['to a hospital that is not there', () => inviting({ roles: [{ role: 'HOSPITAL_HEAD', institution: v7() }] }), 'NOT_FOUND institution'],
    ['to a department that is not there', () => inviting({ roles: [{ role: 'DEPARTMENT_HEAD', institution: fixture.county.institutions.HA as string, department: v7() }] }), 'NOT_FOUND department'],
    ['as a person of another region', () => inviting({ roles: [{ role: 'STAFF', person: fixture.banner.people.A as string }] }), 'NOT_FOUND person'],
  ])('is refused %s', async (_what, work, expected) => {
    await leavesNothing(fixture, async () => expect(await refusal(work())).toEqual([expected]));
  });
});

describe('a new password by an administrator', () => {
  test('ends every session and token, and the password before', async () => {
    const [visitor, again] = [await served.visitor('insurance'), await served.visitor()];
    await visitor.ask('mutation { makeAccessToken(region: 610726, name: "x", scope: READ, days: 9) { secret } }');
    await accept(await reset('insurance'), good);
    expect((await visitor.ask('{ me { login } }')).data).toEqual({ me: null });
    expect(await ownerRows(fixture, 'select from access_token where closed_at is null')).toEqual([]);
    expect(codes(await again.signIn('insurance'))).toEqual(['SIGN_IN_FAILED']);
    expect((await again.signIn('insurance', good)).errors).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['for who has rights elsewhere too', () => reset('health'), 'RESET_ELSEWHERE account'],
    ['for who has rights elsewhere only', () => reset('staffA'), 'NOT_FOUND account'],
    ['for an account that is not there', () => fixture.county.as('nobody', (asking) => resetPassword(asking, { region: 610726, account: v7() })), 'NOT_FOUND account'],
    ['for oneself', () => reset('nobody'), 'GRANT_TO_ONESELF account'],
    ['by who administers nothing', () => reset('insurance', 'hr'), 'ROLE_NOT_ALLOWED role'],
  ])('is refused %s', async (_what, work, expected) => {
    await leavesNothing(fixture, async () => expect(await refusal(work())).toEqual([expected]));
  });
});

test('a grant is ended by an administrator of its region, once, and nobody ends their own', async () => {
  const grantOf = async (login: string, region = 610726) => (await ownerRows<{ id: string }>(fixture, 'select g.id from role_grant g join account a on a.id = g.account_id where a.login = $1 and g.region_code = $2 order by g.role limit 1', [login, region]))[0]?.id ?? '';
  const end = (grant: string, by: Login = 'nobody') => fixture.county.as(by, (asking) => endGrant(asking, { region: 610726, grant }));
  const grant = await grantOf('headA');
  expect((await fixture.askerOf('headA')).grants).toHaveLength(1);
  await end(grant);
  expect((await fixture.askerOf('headA')).grants).toEqual([]);
  expect(await refusal(end(grant))).toEqual(['GRANT_ENDED grant']);
  expect(await refusal(end(await grantOf('nobody')))).toEqual(['GRANT_TO_ONESELF grant']);
  expect(await refusal(end(await grantOf('head', 150724)))).toEqual(['NOT_FOUND grant']);
  expect(await refusal(end(v7()))).toEqual(['NOT_FOUND grant']);
  expect(await refusal(end(await grantOf('hr'), 'health'))).toEqual(['ROLE_NOT_ALLOWED role']);
  const listed = await (await served.visitor('nobody')).ask('{ heldGrants(region: 610726, first: 2) { edges { cursor node { login role } } pageInfo { hasNextPage endCursor } } }');
  expect(listed.data).toMatchObject({ heldGrants: { edges: [{ node: { login: 'approver' } }, { node: { login: 'auditor', role: 'AUDITOR' } }], pageInfo: { hasNextPage: true } } });
  const { endCursor } = (listed.data as unknown as { heldGrants: { pageInfo: { endCursor: string } } }).heldGrants.pageInfo;
  const next = await (await served.visitor('nobody')).ask('query ($after: String) { heldGrants(region: 610726, first: 1, after: $after) { edges { node { login } } } }', { after: endCursor });
  expect(next.data).toEqual({ heldGrants: { edges: [{ node: { login: 'both' } }] } });
});
