import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { certificatesOf, spendingOf } from '../../server/run/spending.ts';
import { certifyOverspend } from '../../server/spending/certify-overspend.ts';
import { pacesOf } from '../../server/spending/pace.ts';
import { recordSpending } from '../../server/spending/record-spending.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { certify, postedBudget, preparedSettlement, recordYear } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const record = (claims: bigint, changes: Partial<{ consortium: string; month: string; contractFees: bigint }> = {}, login: Login = 'insurance') => fixture.county.as(login, (asking) => (
  recordSpending(asking, { region: 610726, consortium: fixture.county.consortia.A as string, month: '2026-01', claims, contractFees: 0n, ...changes })));
const standing = () => fixture.county.as('insurance', async ({ em }) => (await spendingOf(em, 610726, 2026)).map(({ month, claims }) => [month, claims]));
const unknown = '01990000-0000-7000-8000-000000000000';

describe('spending', () => {
  test('a later record stands in the place of the first, which is kept', async () => {
    const first = await record(100n);
    const second = await record(200n);
    const third = await record(150n);
    await record(7n, { month: '2026-02' });
    expect(second.replacesId).toBe(first.id);
    expect(third.replacesId).toBe(second.id);
    expect(await standing()).toEqual([['2026-01', 150n], ['2026-02', 7n]]);
    expect(await ownerRows(fixture, 'select from spending')).toHaveLength(4);
  });

  test('twenty records at once make one chain', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => record(BigInt(index), { month: '2026-03' })));
    expect((await standing()).filter(([month]) => month === '2026-03')).toHaveLength(1);
    expect(await ownerRows(fixture, "select from spending where month = '2026-03' and replaces_id is not null")).toHaveLength(19);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by another office', () => record(1n, {}, 'health'), 'ROLE_NOT_ALLOWED role'],
    ['in another region', () => record(1n, {}, 'head'), 'REGION_NOT_YOURS region'],
    ['of no consortium', () => record(1n, { consortium: unknown }), 'NOT_FOUND consortium'],
    ['of claims below zero', () => record(-1n), 'MONEY_NEGATIVE claims'],
    ['of fees below zero', () => record(1n, { contractFees: -1n }), 'MONEY_NEGATIVE contractFees'],
  ])('%s is refused', async (_what, work, fault) => {
    expect(await leavesNothing(fixture, () => refusal(work()))).toEqual([fault]);
  });
});

describe('certificates', () => {
  const certifying = (changes: Partial<{ consortium: string; amount: bigint; cause: string }>, login: Login = 'insurance') => fixture.county.as(login, (asking) => (
    certifyOverspend(asking, { region: 610726, consortium: fixture.county.consortia.B as string, year: 2026, amount: 1n, cause: '疫情', ...changes })));

  test('the last one of a consortium and year stands', async () => {
    await certify(fixture.county, 'B', '1.00');
    await certify(fixture.county, 'B', '2500000.00', ' 重大疫情 ');
    const found = await fixture.county.as('insurance', async ({ em }) => (await certificatesOf(em, 610726, 2026)).map(({ amount, cause }) => [amount, cause]));
    expect(found).toEqual([[250_000_000n, '重大疫情']]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by the health bureau', () => certifying({}, 'health'), 'ROLE_NOT_ALLOWED role'],
    ['of no consortium', () => certifying({ consortium: unknown }), 'NOT_FOUND consortium'],
    ['of less than nothing', () => certifying({ amount: -1n }), 'MONEY_NEGATIVE amount'],
    ['without a cause', () => certifying({ cause: ' ' }), 'CAUSE_MISSING cause'],
  ])('%s is refused', async (_what, work, fault) => {
    expect(await leavesNothing(fixture, () => refusal(work()))).toEqual([fault]);
  });
});

test('a year that is being settled takes neither spending nor certificates; the next year does', async () => {
  await postedBudget(fixture.county);
  await recordYear(fixture.county);
  await preparedSettlement(fixture.county);
  expect(await leavesNothing(fixture, () => refusal(record(1n)))).toEqual(['YEAR_SETTLED month']);
  expect(await leavesNothing(fixture, () => refusal(certify(fixture.county, 'A', '1.00')))).toEqual(['YEAR_SETTLED year']);
  await record(1n, { month: '2027-01' });
});

describe('the pace of packages', () => {
  const paces = (login: Login) => fixture.county.as(login, (asking) => pacesOf(asking, 610726, 2026, null));

  test('is told of each package with its spending so far', async () => {
    const found = await paces('finance');
    expect(found.map(({ consortium, package: whole, used, left, months, expected }) => [consortium.code, whole, used + left === whole, months, expected === used])).toEqual([
      ['A', 7_676_760_000n, true, 12, true], ['B', 6_031_740_000n, true, 12, true],
    ]);
    expect(found[1]).toMatchObject({ warnings: ['over'], usedUpIn: '2026-12' });
  });

  test('is the own consortium\'s for the head of a head hospital, and for nobody else', async () => {
    expect((await paces('headA')).map(({ consortium }) => consortium.code)).toEqual(['A']);
    expect(await refusal(paces('personnelA'))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await fixture.county.as('finance', (asking) => pacesOf(asking, 610726, 2031, null))).toEqual([]);
  });
});
