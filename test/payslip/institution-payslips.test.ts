/** The payslips of an institution: for its head, finance and personnel, month by month and page by page, each look in the audit log. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 } from 'uuid';
import { formatMoney } from '../../server/core/money.ts';
import { institutionPayslips, type InstitutionMonth } from '../../server/payslip/payslips.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { paidYear } from '../kit/year.ts';

let fixture: County;
let served: Served;
beforeAll(async () => {
  fixture = await makeCounty();
  await paidYear(fixture.banner);
  const U01 = fixture.banner.institutions.U01;
  await ownerRows(fixture, "insert into role_grant (id, account_id, region_code, role, institution_id, valid_from) select $1, id, 150724, 'PERSONNEL', $2, '2009-01-01' from account where login = 'nobody'", [v7(), U01]);
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const slips = (login: Login, changes: Partial<InstitutionMonth> = {}) => fixture.banner.as(login, (asking) =>
  institutionPayslips(asking, { region: 150724, institution: fixture.banner.institutions.U01 as string, period: '2010-12', first: 50, after: null, ...changes }));

test('show everybody of the institution what they were paid in the month', async () => {
  const { slips: whole, next } = await slips('nobody');
  expect(next).toBeNull();
  expect(whole.map(({ person, total }) => [person.code, formatMoney(total)])).toEqual(
    (await slips('head')).slips.map(({ person, total }) => [person.code, formatMoney(total)]));
  expect(whole.map(({ person }) => person.code)).toEqual(['A', 'B', 'C', 'D', 'L']);
  expect(whole[0]?.lines.map(({ item, amount }) => [item, formatMoney(amount)])).toContainEqual(['points_part', '5664.80']);
  expect((await slips('nobody', { period: '2011-01' })).slips).toEqual([]);
});

test('page by page are the whole', async () => {
  const first = await slips('nobody', { first: 2 });
  const second = await slips('nobody', { first: 2, after: first.next });
  const third = await slips('nobody', { first: 2, after: second.next });
  expect([first, second, third].map(({ slips: page, next }) => [page.map(({ person }) => person.code), next])).toEqual([[['A', 'B'], 'B'], [['C', 'D'], 'D'], [['L'], null]]);
});

test('are refused to everybody else, and of another institution', async () => {
  for (const login of ['health', 'finance', 'staffA'] as const) expect([login, await refusal(slips(login))]).toEqual([login, ['ROLE_NOT_ALLOWED role']]);
  expect(await refusal(slips('nobody', { institution: fixture.banner.institutions.U02 as string }))).toEqual(['NOT_FOUND institution']);
  expect(await refusal(slips('nobody', { institution: v7() }))).toEqual(['NOT_FOUND institution']);
  for (const first of [0, 201]) expect(await refusal(slips('nobody', { first }))).toEqual(['LIMIT_TOO_HIGH first']);
});

test('are in the audit log when they were looked at', async () => {
  const visitor = await served.visitor('nobody');
  const { errors, data } = await visitor.ask(`{ institutionPayslips(region: 150724, institution: "${fixture.banner.institutions.U01}", period: "2010-12", first: 1) { edges { cursor node { total person { name } } } pageInfo { hasNextPage endCursor } } }`);
  expect([errors, data]).toMatchObject([[], { institutionPayslips: { edges: [{ cursor: 'A', node: { person: { name: '乌云' } } }], pageInfo: { hasNextPage: true, endCursor: 'A' } } }]);
  expect(await ownerRows(fixture, "select subject ->> 'zh' as about from audit_event where action = 'VIEW_INSTITUTION_PAYSLIPS'")).toEqual([{ about: '巴彦托海镇卫生院 2010-12' }]);
});
