import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RawFacts } from '../../server/core/policy/policy.ts';
import { SettlementLine } from '../../server/model/settlement.ts';
import { certificatesOf } from '../../server/run/spending.ts';
import { returnRun } from '../../server/run/sign.ts';
import { prepareSettlement } from '../../server/settlement/prepare-settlement.ts';
import { settlementDraft } from '../../server/settlement/settlement-draft.ts';
import { recordSpending } from '../../server/spending/record-spending.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { certify, postedBudget, preparedSettlement, recordYear, settlementFacts, sign, signAll } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const prepared = (changes: Parameters<typeof preparedSettlement>[1] = {}) => preparedSettlement(fixture.county, changes);

test('without a posted budget there is nothing to settle', async () => {
  expect(await refusal(prepared({ facts: {} }))).toEqual(['BUDGET_MISSING year']);
  await postedBudget(fixture.county);
});

test('every month of every consortium must be recorded; the missing ones are named', async () => {
  await fixture.county.as('insurance', (asking) => recordSpending(asking, { region: 610726, consortium: fixture.county.consortia.A as string, month: '2026-05', claims: 0n, contractFees: 0n }));
  const work = () => fixture.county.as('health', (asking) => prepareSettlement(asking, { region: 610726, year: 2026, facts: {}, decisions: {}, reason: '' }));
  expect(await leavesNothing(fixture, () => refusal(work()))).toEqual(['SPENDING_MISSING year']);
  await expect(work()).rejects.toThrow(/A 2026-04, A 2026-06.*B 2026-12/);
});

test('the draft has spending and certificates as recorded, and keeps what the budget fixed', async () => {
  await recordYear(fixture.county);
  await certify(fixture.county, 'B', '2500000.00');
  const draft = await fixture.county.as('health', (asking) => settlementDraft(asking, 610726, 2026));
  expect(draft.facts.consortia).toEqual([
    expect.objectContaining({ consortium: 'A', heads: '168000', claims: '71234567.89', contract_fees: '1680000.00', certified: '0.00' }),
    expect.objectContaining({ consortium: 'B', heads: '132000', claims: '63000000.00', contract_fees: '1320000.00', certified: '2500000.00' }),
  ]);
  expect(draft.facts.institutions).toContainEqual({ institution: 'HA', member_of: 'A', role: 'head', staff: '3' });
  expect(draft.editable).toEqual(['consortia.cause', 'institutions.served', 'institutions.score']);
  expect(draft.origins['consortia/A/claims']).toContain('2026');
});

test.each<[string, RawFacts, Record<string, string>, string[]]>([
  ['heads', { consortia: [{ consortium: 'A', heads: '168001' }, { consortium: 'B' }] }, {}, ['FACT_NOT_EDITABLE facts.consortia[0].heads']],
  ['claims', { consortia: [{ consortium: 'A', claims: '1.00' }, { consortium: 'B' }] }, {}, ['FACT_NOT_EDITABLE facts.consortia[0].claims']],
  ['the standard and the risk share', { standard: '700.00' }, { risk_share: '9%' }, ['FACT_NOT_EDITABLE facts.standard', 'DECISION_NOT_YOURS decisions.risk_share']],
])('%s cannot be changed at settlement', async (_what, facts, decisions, faults) => {
  expect(await leavesNothing(fixture, () => refusal(prepared({ facts, decisions })))).toEqual(faults);
});

test('the figures of the county, through the verbs', async () => {
  const run = await prepared();
  expect(run.amounts).toMatchObject({
    financing: '207000000.00', risk_fund: '20700000.00', outpatient_pool: '27000000.00', serious_illness_pool: '15000000.00', rest: '144300000.00',
    budget: '137085000.00', reserve: '7215000.00', per_head: '456.95', package: { A: '76767600.00', B: '60317400.00' },
    surplus: { A: '3853032.11', B: '0.00' }, distributed: { A: '3082425.69' }, development: { A: '770606.42' }, hospitals_pool: { A: '2774183.12' }, clinics_pool: { A: '308242.57' },
    overspend: { A: '0.00', B: '4002600.00' }, reasonable_consortium: { B: '500000.00' }, reasonable_agency: { B: '2000000.00' }, unreasonable_head: { B: '1502600.00' },
  });
  expect(run.upstreamIds).toHaveLength(1);
  expect(run.steps).toEqual(['INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HEALTH_BUREAU_APPROVER']);
  await signAll(fixture.county, run);
  const lines = await fixture.county.as('health', ({ em }) => em.find(SettlementLine, { regionId: 610726 }, { orderBy: { consortium: { code: 'asc' } } }));
  expect(lines.map((line) => [line.package, line.used, line.surplus, line.overspend])).toEqual([
    [76_767_600_00n, 72_914_567_89n, 3_853_032_11n, 0n], [60_317_400_00n, 64_320_000_00n, 0n, 4_002_600_00n],
  ]);
  const sums = await ownerRows<{ account: string; sum: string }>(fixture, "select account, sum(amount)::text as sum from posting where account like 'package/%' group by account");
  expect(sums.every(({ sum }) => sum === '0')).toBe(true);
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  expect(await refusal(prepared({ facts: {} }))).toEqual(['RUN_OPEN period']);
});

test('a returned settlement makes room for spending and for the next; overspend without a certificate is the head hospital\'s', async () => {
  const other = await makeCounty();
  try {
    const { county } = other;
    await postedBudget(county);
    await recordYear(county);
    const first = await preparedSettlement(county);
    await sign(county, first, 'INSURANCE_BUREAU');
    await county.as('finance', (asking) => returnRun(asking, { region: 610726, run: first.id, hash: first.hash, note: '待认定' }));
    expect(await county.as('insurance', ({ em }) => certificatesOf(em, 610726, 2026))).toEqual([]);
    const second = await preparedSettlement(county, { facts: await settlementFacts(county) });
    expect(second.amounts).toMatchObject({ reasonable_overspend: { B: '0.00' }, unreasonable_head: { B: '4002600.00' } });
    await signAll(county, second);
    expect(await ownerRows(other, "select sum(amount)::text as sum from posting where account = 'head-hospital/B'")).toEqual([{ sum: '-400260000' }]);
  } finally {
    await other.close();
  }
});

test('spending that comes while the year is being settled is in the settlement or refused', async () => {
  const other = await makeCounty();
  try {
    const { county } = other;
    await postedBudget(county);
    await recordYear(county);
    const facts = await settlementFacts(county);
    const correct = (claims: bigint) => county.as('insurance', (asking) => recordSpending(asking, { region: 610726, consortium: county.consortia.A as string, month: '2026-01', claims, contractFees: 0n }));
    const [settled, ...corrections] = await Promise.allSettled([preparedSettlement(county, { facts }), ...Array.from({ length: 8 }, (_, index) => correct(BigInt(index + 1)))]);
    expect(settled?.status).toBe('fulfilled');
    for (const each of corrections) if (each.status === 'rejected') expect(await refusal(Promise.reject(each.reason))).toEqual(['YEAR_SETTLED month']);
    const [standing] = await ownerRows<{ claims: string }>(other, `select sum(claims)::text as claims from spending s where consortium_id = $1
      and not exists (select from spending r where r.replaces_id = s.id)`, [county.consortia.A]);
    const [run] = await ownerRows<{ claims: string }>(other, "select amounts->'claims_paid'->>'A' as claims from run where stage = 'SETTLEMENT'");
    expect(run?.claims.replace('.', '')).toBe(standing?.claims);
  } finally {
    await other.close();
  }
});
