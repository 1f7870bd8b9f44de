/** Items that wait: the rest passes, what is signed is what is posted, and what waited is posted by a run of its own. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PayLine, PayRun } from '../../server/model/pay.ts';
import type { Run } from '../../server/model/run.ts';
import { giveBack, handIn, hold, lift } from '../kit/correct.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, postedBudget, preparedIncentive, preparedSettlement, published, recordYear, released, runOf, settlementFacts, sign, signAll } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
  await postedBudget(fixture.county);
  await recordYear(fixture.county);
  await fixedTotal(fixture.banner);
});
afterAll(() => fixture.close());

const posted = (run: Run, account: string) => ownerRows<{ amount: string }>(fixture, 'select p.amount::text from posting p join journal_entry e on e.id = p.entry_id where e.run_id = $1 and account = $2', [run.id, account]);

describe('a settlement with one institution held', () => {
  let first: Run;
  let held: Run;
  beforeAll(async () => { first = await preparedSettlement(fixture.county); });

  test.each<[string, () => Promise<unknown>, string]>([
    ['without a reason', () => hold(fixture.county, first, 'TA1', 'insurance', ' '), 'ACT_REASON_MISSING reason'],
    ['of a row that nothing goes to', () => hold(fixture.county, first, 'ZZ'), 'HOLD_ROW_UNKNOWN row'],
    ['of another hash', () => hold(fixture.county, { ...first, hash: 'f' }, 'TA1'), 'RUN_CHANGED hash'],
    ['by an office that does not sign', () => hold(fixture.county, first, 'TA1', 'hr'), 'ROLE_NOT_ALLOWED role'],
    ['by the preparer', () => hold(fixture.county, first, 'TA1', 'health'), 'ROLE_NOT_ALLOWED role'],
    ['lifted, which is not held', () => lift(fixture.county, first, 'TA1'), 'HELD_NOT row'],
  ])('is refused %s', async (_what, work, fault) => {
    expect(await leavesNothing(fixture, () => refusal(work()))).toEqual([fault]);
  });

  test('is another run, prepared by the same person, which every office signs anew; the holder may sign', async () => {
    await sign(fixture.county, first, 'INSURANCE_BUREAU');
    held = await hold(fixture.county, first, 'TA1', 'finance');
    expect([held.held, held.redoesId, held.state, held.preparedById]).toEqual([['TA1'], first.id, 'SUBMITTED', first.preparedById]);
    expect(held.hash).not.toBe(first.hash);
    expect(await refusal(sign(fixture.county, first, 'FINANCE_BUREAU'))).toEqual(['RUN_NOT_OPEN run']);
    expect(await refusal(handIn(fixture.county, first))).toEqual(['RUN_REDONE run']);
    expect(await refusal(hold(fixture.county, held, 'TA1'))).toEqual(['HELD_ALREADY row']);
    await signAll(fixture.county, held);
    expect([await posted(held, 'surplus-share/TA1'), (await posted(held, 'surplus-share/TA2')).length]).toEqual([[], 1]);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });

  test('posts what waited by a signed run of its own', async () => {
    expect(await refusal(lift(fixture.county, held, 'TA1', 'insurance'))).toEqual(['ROLE_NOT_ALLOWED role']);
    const free = await lift(fixture.county, held, 'TA1', 'health');
    expect([free.correctsId, free.held, await posted(free, 'surplus-share/TA1')]).toEqual([held.id, [], []]);
    await signAll(fixture.county, free);
    const [amount] = await posted(free, 'surplus-share/TA1');
    expect(BigInt(amount?.amount ?? 0)).toBeGreaterThan(0n);
    expect(await ownerRows(fixture, 'select count(*)::int as lines from posting p join journal_entry e on e.id = p.entry_id where e.run_id = $1', [free.id])).toEqual([{ lines: 2 }]);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });

  test('a budget has no items to hold', async () => {
    const [budget] = await ownerRows<Run>(fixture, "select id, hash from run where stage = 'BUDGET'");
    expect(await refusal(hold(fixture.county, budget as Run, 'A'))).toEqual(['HOLD_STAGE run']);
  });
});

describe('a distribution', () => {
  let payRun: PayRun;
  const find = (run: Run) => fixture.banner.as('head', ({ em }) => em.findOneOrFail(PayRun, { regionId: 150724, run: { id: run.id } }, { populate: ['run'] }));
  beforeEach(async () => {
    await plant(fixture, "delete from held_item; delete from approval a using run r where r.id = a.run_id and r.stage = 'INCENTIVE_PAY'; delete from notice; delete from pay_line; delete from pay_run; delete from run where stage = 'INCENTIVE_PAY'");
    payRun = await preparedIncentive(fixture.banner);
  });

  test('that is approved and not paid is returned to an office; signatures before it stay, and it is paid after the rest', async () => {
    await signAll(fixture.banner, runOf(payRun));
    const back = await giveBack(fixture.banner, runOf(payRun), 'finance', 'HEALTH_BUREAU');
    expect(back.state).toBe('REVIEWING');
    expect(await refusal(published(fixture.banner, payRun))).toEqual(['NOTICE_TOO_EARLY run']);
    expect(await refusal(sign(fixture.banner, runOf(payRun), 'HR_BUREAU'))).toEqual(['STEP_NOT_WAITING step']);
    await sign(fixture.banner, runOf(payRun), 'HEALTH_BUREAU');
    expect(await refusal(released(fixture.banner, payRun))).toEqual(['SIGNATURES_MISSING run']);
    await sign(fixture.banner, runOf(payRun), 'POPULATION_OFFICE');
    await published(fixture.banner, payRun);
    expect((await released(fixture.banner, payRun)).paidAt).not.toBeNull();
    expect(await refusal(giveBack(fixture.banner, runOf(payRun), 'finance'))).toEqual(['RUN_NOT_OPEN run']);
    expect(await faultsIn(fixture, fixture.banner)).toEqual([]);
    await plant(fixture, "update pay_total set released = 0, released_basic = 0, released_incentive = 0; delete from posting p using journal_entry e, run r where e.id = p.entry_id and r.id = e.run_id and r.stage = 'INCENTIVE_PAY'; delete from chain_link l using journal_entry e, run r where e.id = l.entry_id and r.id = e.run_id and r.stage = 'INCENTIVE_PAY'; update chain_head h set (sequence, hash) = (select l.sequence, l.hash from chain_link l where l.region_id = h.region_id order by l.sequence desc limit 1); delete from journal_entry e using run r where r.id = e.run_id and r.stage = 'INCENTIVE_PAY'");
  });

  test('that came back to its preparer is handed in again unchanged, by the preparer alone, and signed anew', async () => {
    await signAll(fixture.banner, runOf(payRun));
    await giveBack(fixture.banner, runOf(payRun), 'hr');
    expect(await refusal(handIn(fixture.banner, runOf(payRun), 'head2'))).toEqual(['PREPARER_ONLY run']);
    expect((await handIn(fixture.banner, runOf(payRun), 'head')).state).toBe('SUBMITTED');
    await signAll(fixture.banner, runOf(payRun));
    const rounds = await ownerRows(fixture, 'select step, verdict, round from approval where run_id = $1 order by round, verdict desc, at, id', [runOf(payRun).id]);
    expect(rounds).toHaveLength(7);
    expect(rounds.slice(-1)).toMatchObject([{ verdict: 'SIGNED', round: 1 }]);
  });

  test('with one person held pays the others; the person is paid by a run of their own', async () => {
    await signAll(fixture.banner, runOf(payRun));
    await published(fixture.banner, payRun);
    const held = await hold(fixture.banner, runOf(payRun), 'B', 'finance');
    const rest = await find(held);
    expect([rest.people, rest.total < payRun.total]).toEqual([payRun.people - 1, true]);
    const lines = await fixture.banner.as('head', ({ em }) => em.find(PayLine, { regionId: 150724, payRunId: rest.id, personId: fixture.banner.people.B as string }));
    expect(lines).toEqual([]);
    await signAll(fixture.banner, held);
    await released(fixture.banner, rest); // each of its lines stands in the notice of the first
    const own = await lift(fixture.banner, held, 'B', 'head');
    const paid = await find(own);
    expect([paid.people, paid.total, paid.correction]).toEqual([1, payRun.total - rest.total, true]);
    await signAll(fixture.banner, own);
    await released(fixture.banner, paid);
    expect(await ownerRows(fixture, "select sum(amount)::text as sum from posting where account = 'wage-cards/U01'")).toEqual([{ sum: payRun.total.toString() }]);
    expect(await faultsIn(fixture, fixture.banner)).toEqual([]);
  });
});

test('only the preparer hands in what was only prepared; preparing again takes its place', async () => {
  const other = await makeCounty();
  try {
    const { county } = other;
    await postedBudget(county);
    await recordYear(county);
    const draft = await preparedSettlement(county, { draft: true });
    expect(draft.state).toBe('PREPARED');
    expect(await refusal(sign(county, draft, 'INSURANCE_BUREAU'))).toEqual(['RUN_NOT_OPEN run']);
    const next = await preparedSettlement(county, { facts: await settlementFacts(county), draft: true });
    expect(next.redoesId).toBe(draft.id);
    expect((await handIn(county, next)).state).toBe('SUBMITTED');
    await signAll(county, next);
    expect(await ownerRows(other, "select state from run where stage = 'SETTLEMENT' order by id")).toEqual([{ state: 'RETURNED' }, { state: 'POSTED' }]);
  } finally {
    await other.close();
  }
});
