import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { budgetDraft } from '../../server/budget/budget-draft.ts';
import { Budget, ConsortiumPackage } from '../../server/model/budget.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { budgetGiven, postedBudget, preparedBudget, signAll } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const draft = (year: number) => fixture.county.as('health', (asking) => budgetDraft(asking, 610726, year));

test('the first draft has the register\'s consortia, members as the policy needs none, and only what the budget rests on is open', async () => {
  const { facts, editable, editableDecisions, current } = await draft(2026);
  expect(facts).toEqual({ consortia: [{ consortium: 'A' }, { consortium: 'B' }], institutions: [], flows: [], claim_lines: [], payments: [] });
  expect(editable).toEqual(['standard', 'consortia.heads']);
  expect(editableDecisions).toEqual(['risk_share', 'outpatient_rate', 'serious_illness_rate', 'budget_share', 'reserve_holder']);
  expect(current).toBeNull();
});

test('who may not', async () => {
  for (const login of ['insurance', 'approver', 'finance', 'officer', 'hr'] as const) expect(await leavesNothing(fixture, () => refusal(preparedBudget(fixture.county, {}, login)))).toEqual(['ROLE_NOT_ALLOWED role']);
  for (const login of ['hr', 'headA'] as const) expect(await refusal(fixture.county.as(login, (asking) => budgetDraft(asking, 610726, 2026)))).toEqual(['ROLE_NOT_ALLOWED role']);
  expect(await refusal(preparedBudget(fixture.county, {}, 'head'))).toEqual(['REGION_NOT_YOURS region']);
});

test('a year without a policy, and a year that no calendar has', async () => {
  expect(await refusal(draft(2017))).toEqual(['POLICY_MISSING policy']);
  for (const year of [0, -1, 99_999]) expect(await refusal(draft(year))).toEqual(['DAY_NOT_VALID on']);
});

test('no part of a budget is there before its last signature', async () => {
  const run = await preparedBudget(fixture.county);
  expect(await ownerRows(fixture, 'select from budget union all select from consortium_package union all select from journal_entry')).toHaveLength(0);
  await signAll(fixture.county, run);
  const [budget, packages] = await fixture.county.as('health', async ({ em }) => (
    [await em.findOneOrFail(Budget, { regionId: 610726, year: 2026 }), await em.find(ConsortiumPackage, { regionId: 610726 }, { orderBy: { consortium: { code: 'asc' } } })] as const));
  expect(budget.financing).toBe(207_000_000_00n);
  expect(packages.map(({ heads, amount }) => [heads, amount])).toEqual([[168_000, 76_767_600_00n], [132_000, 60_317_400_00n]]);
  expect(await ownerRows(fixture, 'select account, sum(amount)::text as sum from posting group by account order by account')).toEqual([
    { account: 'county-reserve', sum: '721500000' }, { account: 'financing', sum: '-20700000000' }, { account: 'outpatient-pool', sum: '2700000000' },
    { account: 'package/A', sum: '7676760000' }, { account: 'package/B', sum: '6031740000' }, { account: 'risk-fund', sum: '2070000000' }, { account: 'serious-illness-pool', sum: '1500000000' },
  ]);
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
});

test('people count the same however a whole number is written', async () => {
  const other = await makeCounty();
  try {
    const run = await preparedBudget(other.county, { facts: { standard: '690.00', consortia: [{ consortium: 'A', heads: '168000.00' }, { consortium: 'B', heads: '132000.0' }] } });
    await signAll(other.county, run);
    expect(await ownerRows(other, 'select heads from consortium_package order by heads')).toEqual([{ heads: 132_000 }, { heads: 168_000 }]);
  } finally {
    await other.close();
  }
});

test('a posted budget is not prepared again; the next year starts from it', async () => {
  expect(await leavesNothing(fixture, () => refusal(postedBudget(fixture.county)))).toEqual(['RUN_OPEN period']);
  const next = await draft(2027);
  expect(next.facts).toMatchObject(budgetGiven.facts);
  expect(next.decisions).toEqual(budgetGiven.decisions);
  expect(next.current).toBeNull();
});
