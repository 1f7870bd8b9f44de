/** Corrections through the database: whatever comes late, in whatever order, the ledger adds up to the latest facts. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dice } from '../../seeds/demo/random.ts';
import { formatMoney, parseMoney } from '../../server/core/money.ts';
import { Refusal } from '../../server/core/refusal.ts';
import type { RawFacts } from '../../server/core/policy/policy.ts';
import { Budget } from '../../server/model/budget.ts';
import { PayRun, PayTotal } from '../../server/model/pay.ts';
import type { Run } from '../../server/model/run.ts';
import { Settlement, SettlementLine } from '../../server/model/settlement.ts';
import { setGradeStandard } from '../../server/organisation/register-parts.ts';
import { correctionDraft } from '../../server/run/correct.ts';
import { knownAt } from '../../server/run/known.ts';
import { makings } from '../../server/schema.ts';
import { recordSpending } from '../../server/spending/record-spending.ts';
import { accept, correctedRun, lateFacts, preparedCorrection } from '../kit/correct.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { expectGolden, faultsIn, leavesNothing, ownerRows, printedLedger } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, paidBasic, released, runOf, settledYear, sign, signAll } from '../kit/year.ts';

let fixture: County;
let budget: Run;
let settlement: Run;
beforeAll(async () => {
  fixture = await makeCounty();
  ({ budget, settlement } = await settledYear(fixture.county));
});
afterAll(() => fixture.close());

const later = new Date('2026-04-01T03:00:00Z');
const sums = async (where: string) => new Map((await ownerRows<{ account: string; sum: string }>(fixture, `select account, sum(amount)::text as sum from posting where ${where} group by account having sum(amount) <> 0 order by account`)).map(({ account, sum }) => [account, BigInt(sum)]));
const heads = (a: number, b: number): RawFacts => ({ consortia: [{ consortium: 'A', heads: String(a) }, { consortium: 'B', heads: String(b) }] });
const spend = (claims: string, month = '2026-12', now?: Date) => fixture.county.as('insurance', (asking) => recordSpending(asking, {
  region: 610726, consortium: fixture.county.consortia.A as string, month, claims: parseMoney(claims, ''), contractFees: parseMoney('1680000.00', ''),
}), now);

describe('a correction is refused', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['without a reason', () => preparedCorrection(fixture.county, settlement, { reason: ' ' }), 'ACT_REASON_MISSING reason'],
    ['by another office', () => preparedCorrection(fixture.county, settlement, {}, 'insurance'), 'ROLE_NOT_ALLOWED role'],
    ['when nothing is known otherwise', () => preparedCorrection(fixture.county, settlement), 'NOTHING_TO_CORRECT run'],
    ['of heads that the budget has fixed', () => preparedCorrection(fixture.county, settlement, { facts: heads(1, 132000) }), 'FACT_NOT_EDITABLE facts.consortia[0].heads'],
    ['of a run that there is not', () => preparedCorrection(fixture.county, { id: '01990000-0000-7000-8000-000000000000', hash: '' }), 'NOT_FOUND run'],
    ['as late facts, without any', () => lateFacts(fixture.county, settlement, {}), 'NOTHING_TO_CORRECT facts'],
    ['as late facts, without a reason', () => lateFacts(fixture.county, budget, heads(1, 1), 'health', ''), 'ACT_REASON_MISSING reason'],
  ])('%s', async (_what, work, fault) => {
    expect(await leavesNothing(fixture, () => refusal(work()))).toEqual([fault]);
  });
});

describe('spending that comes late', () => {
  let first: Run;

  test('is taken once the settlement is posted, changes nothing by itself, and is the difference of a signed correction', async () => {
    const before = await sums('true');
    await spend('71234569.89', '2026-12', later);
    expect(await sums('true')).toEqual(before);
    first = await correctedRun(fixture.county, settlement, {}, 'health', later);
    expect([first.correctsId, first.held]).toEqual([settlement.id, []]);
    const changed = await sums(`entry_id = (select id from journal_entry where run_id = '${first.id}')`);
    expect(changed.get('difference-payable/claims')).toBe(200n);
    expect([...changed.keys()].filter((account) => account.startsWith('difference-recoverable/')).length).toBeGreaterThan(0);
    expect([...(await sums("account like 'package/%'"))]).toEqual([]);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });

  test('and the settlement is known as it was, and as it is', async () => {
    const used = (asOf: Date | null) => fixture.county.as('health', async ({ em }) => {
      const known = await em.findOneOrFail(Settlement, { regionId: 610726, year: 2026, ...knownAt(asOf) });
      const line = await em.findOneOrFail(SettlementLine, { settlement: known, consortium: { code: 'A' } });
      return line.used;
    });
    expect([await used(new Date('2026-03-20T00:00:00Z')), await used(null), await used(later)]).toEqual([7_291_456_789n, 7_291_456_989n, 7_291_456_989n]);
  });

  test('the corrected run is not corrected again, its correction is; a second one waits until the first is through', async () => {
    expect(await refusal(preparedCorrection(fixture.county, settlement))).toEqual(['CORRECTED_ALREADY run']);
    await spend('71234567.89');
    const second = await preparedCorrection(fixture.county, first);
    expect(await refusal(preparedCorrection(fixture.county, first))).toEqual(['CORRECTED_ALREADY run']);
    expect(await refusal(spend('1.00'))).toEqual(['YEAR_SETTLED month']);
    await signAll(fixture.county, second);
    expect([...(await sums("step = 'claims_paid' and \"row\" = 'A' and line % 2 = 0"))]).toEqual([['claims', 7_123_456_789n], ['difference-payable/claims', 200n], ['difference-recoverable/claims', -200n]]);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
    expectGolden(new URL('correct.txt', import.meta.url), await printedLedger(fixture, fixture.county));
    settlement = second;
  });
});

describe('a corrected budget', () => {
  test('makes the settlement stale, which is visible, not computed again, and cannot be signed until it is redone or accepted', async () => {
    const next = await correctedRun(fixture.county, budget, { facts: heads(168010, 131990) });
    const known = await fixture.county.as('health', ({ em }) => em.find(Budget, { regionId: 610726, year: 2026 }, { orderBy: { knownFrom: 'asc', id: 'asc' } }));
    expect(known.map(({ knownUntil }) => knownUntil === null)).toEqual([false, true]);
    expect(known[1]?.allocated).toBe(known[0]?.allocated);
    const stale = (id: string) => ownerRows(fixture, 'select upstream, correction from stale_upstreams(610726, $1)', [id]);
    expect(await stale(settlement.id)).toEqual([{ upstream: budget.id, correction: next.id }]);
    const redone = await preparedCorrection(fixture.county, settlement);
    expect(await stale(redone.id)).toEqual([]);
    await signAll(fixture.county, redone);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
    [budget, settlement] = [next, redone];
  });

  test('that is posted while a settlement is being signed stops the signatures, in the database too', async () => {
    await spend('71234568.00');
    const open = await preparedCorrection(fixture.county, settlement);
    await sign(fixture.county, open, 'INSURANCE_BUREAU');
    budget = await correctedRun(fixture.county, budget, { facts: heads(168020, 131980) });
    expect(await refusal(sign(fixture.county, open, 'FINANCE_BUREAU'))).toEqual(['RUN_STALE run']);
    const direct = ownerRows(fixture, `insert into approval (region_id, id, run_id, step, account_id, run_hash, verdict, note, at)
      select 610726, gen_random_uuid(), $1, 'FINANCE_BUREAU', (select id from account where login = 'finance'), $2, 'SIGNED', '', now()`, [open.id, open.hash]);
    await expect(direct).rejects.toMatchObject({ code: 'FP013' });
    expect(await refusal(accept(fixture.county, open, 'health'))).toEqual(['SIGNED_BY_PREPARER run']);
    expect(await refusal(accept(fixture.county, open, 'hr'))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await refusal(accept(fixture.county, open, 'approver', ' '))).toEqual(['ACT_REASON_MISSING reason']);
    expect(await refusal(accept(fixture.county, { ...open, hash: 'f' }, 'approver'))).toEqual(['RUN_CHANGED hash']);
    await accept(fixture.county, open, 'approver');
    expect(await refusal(accept(fixture.county, open, 'approver'))).toEqual(['RUN_NOT_STALE run']);
    await sign(fixture.county, open, 'FINANCE_BUREAU');
    await sign(fixture.county, open, 'HEALTH_BUREAU_APPROVER');
    settlement = await correctedRun(fixture.county, open);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });
});

test('late facts are recorded in two times, change nothing, and are in the next correction', async () => {
  const rows = () => ownerRows<{ value: string; open: boolean }>(fixture, `select value, known_until is null as open from known_fact
    where stage = 'SETTLEMENT' and path = 'institutions/TA1/score' order by known_from, id`);
  expect(await rows()).toEqual([{ value: '90', open: true }]);
  await lateFacts(fixture.county, settlement, { institutions: (await scores('TA1', '60')) }, 'health', '补报考核', later);
  expect(await rows()).toEqual([{ value: '90', open: false }, { value: '60', open: true }]);
  const next = await correctedRun(fixture.county, settlement);
  expect([...(await sums(`"row" = 'TA1' and line % 2 = 0 and entry_id = (select id from journal_entry where run_id = '${next.id}')`)).keys()]).toEqual(['difference-recoverable/TA1']);
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  settlement = next;
});

/** The members as the settlement has them, one with another score. */
async function scores(institution: string, score: string): Promise<Array<Record<string, string>>> {
  const [frozen] = await ownerRows<{ facts: RawFacts }>(fixture, 'select facts from frozen_facts f join run r on r.facts_hash = f.hash where r.id = $1', [settlement.id]);
  const rows = frozen?.facts.institutions as Array<Record<string, string>>;
  return rows.map((row) => (row.institution === institution ? { ...row, score } : row));
}

/** What the dice gave may be what stands already: then there is nothing to correct, and all stays. */
async function unlessSame<T>(work: () => Promise<T>, same: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.faults[0]?.code === 'NOTHING_TO_CORRECT') return same;
    throw error;
  }
}

test('any number of corrections in any order leaves the postings at the latest evaluation', async () => {
  const random = dice(2026, 'corrections');
  for (let round = 0; round < (process.env.FULL === '1' ? 60 : 6); round += 1) {
    const what = random.between(1, 3);
    if (what === 1) {
      const moved = random.between(-300, 300);
      budget = await unlessSame(() => correctedRun(fixture.county, budget, { facts: heads(168000 + moved, 132000 - moved) }), budget);
    } else if (what === 2) await spend(formatMoney(BigInt(random.between(6_900_000_000, 7_700_000_000))));
    else {
      const institutions = await scores(random.pick(['HA', 'TA1', 'TA2', 'VA1', 'HB']), String(random.between(50, 100)));
      await unlessSame(async () => { await lateFacts(fixture.county, settlement, { institutions }); }, undefined);
    }
    settlement = await unlessSame(() => correctedRun(fixture.county, settlement), settlement);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  }
  expect(await ownerRows(fixture, 'select sum(amount)::int as sum from posting')).toEqual([{ sum: 0 }]);
}, 600_000);

describe('pay', () => {
  test('that was too high is to be paid back, and what was too low is paid; the cap moves by the difference', async () => {
    const { banner } = fixture;
    const total = await fixedTotal(banner);
    const paid = await paidBasic(banner, '2010-01');
    for (const [grade, monthly] of [['九级', 640_00n], ['十级', 605_00n]] as const) {
      await banner.as('hr', (asking) => setGradeStandard(asking, { region: banner.region, grade, monthly, from: '2009-01-01' }), later);
    }
    const { facts, editable } = await banner.as('head', (asking) => correctionDraft(asking, makings('BASIC_PAY'), runOf(paid)));
    expect([(facts.posts as Array<Record<string, string>>).find(({ grade }) => grade === '九级')?.standard, editable.includes('posts.standard')]).toEqual(['640.00', false]);
    const made = await preparedCorrection(banner, runOf(paid), {}, 'head');
    const find = () => banner.as('head', ({ em }) => em.findOneOrFail(PayRun, { regionId: 150724, run: { id: made.id } }, { populate: ['run'] }));
    const payRun = await find();
    expect([payRun.correction, payRun.total, payRun.people]).toEqual([true, -1000n, 3]);
    expect(await refusal(released(banner, payRun))).toEqual(['SIGNATURES_MISSING run']);
    await signAll(banner, made);
    const released0 = await banner.as('head', async ({ em }) => (await em.findOneOrFail(PayTotal, { regionId: 150724, knownUntil: null })).released);
    await released(banner, payRun);
    expect([...(await sums(`entry_id = (select id from journal_entry where run_id = '${made.id}')`))]).toEqual([['basic-share/U01', 1000n], ['difference-recoverable/U01', -2000n], ['wage-cards/U01', 1000n]]);
    const after = await banner.as('head', ({ em }) => em.findOneOrFail(PayTotal, { regionId: 150724, knownUntil: null }));
    expect([after.released - released0, after.releasedBasic]).toEqual([-1000n, after.released]);
    expect(await faultsIn(fixture, banner)).toEqual([]);
    const next = await correctedRun(banner, total, { facts: { higher_share: '2500.00' } });
    const now = await banner.as('head', ({ em }) => em.findOneOrFail(PayTotal, { regionId: 150724, knownUntil: null }));
    expect([now.total - after.total, now.released]).toEqual([10_000n, after.released]);
    expect(await ownerRows(fixture, 'select correction from stale_upstreams(150724, $1)', [made.id])).toEqual([{ correction: next.id }]);
    const low = await preparedCorrection(banner, next, { facts: { staff: [], higher_share: '0.00' } }).catch((error: Error) => error.message);
    expect(low).toMatch(/rows of/);
    expect(await faultsIn(fixture, banner)).toEqual([]);
  });
});
