/** The runs of a region in pages: filtered, the newest first, and none that the asker may not see. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { printPlace } from '../../server/model/page.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { fixedTotal, paidBasic, preparedPay, preparedTotal, settledYear } from '../kit/year.ts';

let fixture: County;
let served: Served;
beforeAll(async () => {
  fixture = await makeCounty();
  await settledYear(fixture.county);
  await fixedTotal(fixture.banner);
  await paidBasic(fixture.banner, '2010-01');
  await preparedPay(fixture.banner, { kind: 'BASIC', period: '2010-02' });
  await preparedTotal(fixture.banner, { institution: fixture.banner.institutions.U02 as string, facts: {}, decisions: {} });
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

interface Listed { runs: { edges: Array<{ cursor: string; node: { stage: string; period: string; state: string; institution: { code: string } | null } }>; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }

async function ask(login: Login, given: Record<string, unknown>) {
  const visitor = await served.visitor(login);
  const { data, errors } = await visitor.ask(`query ($region: Int!, $stage: Stage, $year: Int, $state: RunState, $institution: ID, $asOf: DateTimeISO, $first: Int, $after: String) {
    runs(region: $region, stage: $stage, year: $year, state: $state, institution: $institution, asOf: $asOf, first: $first, after: $after) {
      edges { cursor node { stage period state institution { code } } } pageInfo { hasNextPage endCursor } } }`, { region: 150724, first: 50, ...given });
  return { runs: (data as unknown as Listed | null)?.runs, codes: errors.map(({ extensions }) => extensions.code) };
}
const listed = async (login: Login, given: Record<string, unknown> = {}) => (
  (await ask(login, given)).runs?.edges.map(({ node }) => [node.stage, node.period, node.state, node.institution?.code].filter(Boolean).join(' ')));

test('the newest first, by stage, year, state and institution', async () => {
  const all = ['PAY_TOTAL 2010 SUBMITTED U02', 'BASIC_PAY 2010-02 SUBMITTED U01', 'BASIC_PAY 2010-01 POSTED U01', 'PAY_TOTAL 2010 POSTED U01'];
  expect(await listed('health')).toEqual(all);
  expect(await listed('health', { stage: 'BASIC_PAY' })).toEqual([all[1], all[2]]);
  expect(await listed('health', { state: 'POSTED' })).toEqual([all[2], all[3]]);
  expect(await listed('health', { year: 2011 })).toEqual([]);
  expect(await listed('health', { institution: fixture.banner.institutions.U02 })).toEqual([all[0]]);
  expect(await listed('health', { region: 610726, year: 2026 })).toEqual(['SETTLEMENT 2026 POSTED', 'BUDGET 2026 POSTED']);
});

test('in pages that later runs do not shift', async () => {
  const first = (await ask('health', { first: 2 })).runs!;
  expect(first.pageInfo.hasNextPage).toBe(true);
  await preparedPay(fixture.banner, { kind: 'BASIC', period: '2010-03' });
  expect(await listed('health', { first: 2, after: first.pageInfo.endCursor })).toEqual(['BASIC_PAY 2010-01 POSTED U01', 'PAY_TOTAL 2010 POSTED U01']);
  expect((await ask('health', { after: 'x' })).codes).toEqual(['CURSOR_UNREADABLE']);
  expect((await ask('health', { after: printPlace(['x']) })).codes).toEqual((await ask('health', { institution: 'x' })).codes);
  expect((await ask('health', { first: 501 })).codes).toEqual(['LIMIT_TOO_HIGH']);
});

test('of an institution to its head, with those of the consortia; to no other role', async () => {
  expect((await listed('head'))?.every((run) => run.endsWith('U01'))).toBe(true);
  expect(await listed('head', { institution: fixture.banner.institutions.U02 })).toEqual([]);
  expect(await listed('headA', { region: 610726 })).toEqual(['SETTLEMENT 2026 POSTED', 'BUDGET 2026 POSTED']);
  for (const login of ['staffA', 'auditor', 'personnelA'] as const) {
    expect((await ask(login, { region: login === 'staffA' ? 150724 : 610726 })).codes).toEqual(['ROLE_NOT_ALLOWED']);
  }
  expect((await ask('headA', {})).codes).toEqual(['REGION_NOT_YOURS']);
});

test('at an earlier instant, those that had been posted by then', async () => {
  const [row] = await ownerRows<{ at: Date }>(fixture, 'select min(posted_at) as at from journal_entry where region_id = 150724');
  expect(await listed('health', { asOf: row!.at.toISOString() })).toEqual(['BASIC_PAY 2010-01 POSTED U01', 'PAY_TOTAL 2010 POSTED U01']);
  expect(await listed('health', { asOf: new Date(row!.at.getTime() - 1).toISOString() })).toEqual([]);
  expect((await ask('health', { asOf: '2999-01-01T00:00:00Z' })).codes).toEqual(['INSTANT_NOT_VALID']);
});
