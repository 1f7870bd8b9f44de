/** A year with stages of the policy's own: working advance, monthly advances, a settlement that clears them, release of the holdback by score. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Run } from '../../server/model/run.ts';
import { explainRun } from '../../server/run/explain-run.ts';
import { replay } from '../../server/run/prepare.ts';
import { recordSpending } from '../../server/spending/record-spending.ts';
import { prepareStage, type PrepareStage } from '../../server/stage/prepare-stage.ts';
import { stageDraft } from '../../server/stage/stage-draft.ts';
import { yearOf } from '../../server/stage/year.ts';
import { correctedRun, lateFacts, preparedCorrection } from '../kit/correct.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { publishYear } from '../kit/stages.ts';
import { confirmAll, postedBudget, preparedSettlement, recordYear, signAll } from '../kit/year.ts';

const region = 610726;

let fixture: County;
let budget: Run;
beforeAll(async () => {
  fixture = await makeCounty();
  await publishYear(fixture);
});
afterAll(() => fixture.close());

const as: County['county']['as'] = (login, verb, now) => fixture.county.as(login, verb, now);
const prepare = (stage: string, period: string, changes: Partial<PrepareStage> = {}, login: Login = 'insurance') => (
  as(login, (asking) => prepareStage(asking, { region, stage, period, facts: {}, decisions: {}, reason: '', ...changes })));
async function posted(stage: string, period: string, changes: Partial<PrepareStage> = {}, login: Login = 'insurance'): Promise<Run> {
  const run = await prepare(stage, period, changes, login);
  await signAll(fixture.county, run);
  return run;
}
const balance = async (account: string) => (await ownerRows<{ sum: string }>(fixture, 'select coalesce(sum(amount), 0)::text as sum from posting where region_id = $1 and account = $2', [region, account]))[0]?.sum;

test('what rests on the budget waits for it', async () => {
  expect(await leavesNothing(fixture, () => refusal(prepare('ADVANCE', '2026-01')))).toEqual(['STAGE_WAITS period']);
  budget = await postedBudget(fixture.county);
});

test.each<[string, string, string, string[], Login]>([
  ['a stage that the policy has not', 'ADVANCES', '2026-01', ['STAGE_MISSING stage'], 'insurance'],
  ['a stage with a page of its own', 'BUDGET', '2026', ['STAGE_MISSING stage'], 'insurance'],
  ['a year for what comes monthly', 'ADVANCE', '2026', ['STAGE_PERIOD period'], 'insurance'],
  ['a month for what comes yearly', 'WORKING_ADVANCE', '2026-01', ['STAGE_PERIOD period'], 'insurance'],
  ['no period at all', 'ADVANCE', '2026-13', ['STAGE_PERIOD period'], 'insurance'],
  ['an office that does not prepare it', 'ADVANCE', '2026-01', ['ROLE_NOT_ALLOWED role'], 'health'],
])('%s is refused', async (_what, stage, period, faults, login) => {
  expect(await leavesNothing(fixture, () => refusal(prepare(stage, period, {}, login)))).toEqual(faults);
});

test('a share beyond the legal limit is refused, and what the budget fixed does not change', async () => {
  expect(await refusal(prepare('ADVANCE', '2026-01', { decisions: { holdback_share: '5.01%' } }))).toEqual(['ABOVE_LIMIT decisions.holdback_share']);
  expect(await refusal(prepare('ADVANCE', '2026-01', { decisions: { risk_share: '9%' } }))).toEqual(['DECISION_NOT_YOURS decisions.risk_share']);
  expect(await refusal(prepare('ADVANCE', '2026-01', { facts: { standard: '1.00' } }))).toEqual(['FACT_NOT_EDITABLE facts.standard']);
  expect(await refusal(prepare('ADVANCE', '2026-01', { facts: { consortia: [{ consortium: 'A', advanced_before: '1.00' }, { consortium: 'B' }] } }))).toEqual(['FACT_NOT_EDITABLE facts.consortia[0].advanced_before']);
});

test('months are advanced one after another; each takes the amounts of those before it and adds up to the year', async () => {
  await posted('WORKING_ADVANCE', '2026');
  const january = await posted('ADVANCE', '2026-01');
  expect(january.amounts).toMatchObject({ month_advance: { A: '6077435.00', B: '4775127.50' }, month_holdback: { A: '319865.00', B: '251322.50' } });
  expect(january.upstreamIds).toEqual([budget.id]);
  await posted('ADVANCE', '2026-02', { decisions: { advance_share: '90%' } });
  const march = await prepare('ADVANCE', '2026-03', { decisions: { advance_share: '95%' } });
  expect(march.upstreamIds).toHaveLength(3);
  const { facts, origins } = await as('insurance', (asking) => replay(asking.em, march));
  expect(facts['consortia']).toEqual([expect.objectContaining({ consortium: 'A', advanced_before: '11805926.36' }), expect.objectContaining({ consortium: 'B' })]);
  expect(origins['consortia/A/advanced_before']).toBe('按月预拨 2026-01 – 2026-02 · 2');
  await signAll(fixture.county, march);
  await recordYear(fixture.county);
  const december = await prepare('ADVANCE', '2026-12');
  expect(await refusal(preparedSettlement(fixture.county))).toEqual(['STAGE_ON_THE_WAY period']);
  await signAll(fixture.county, december);
  expect([await balance('advanced/A'), await balance('holdback/A'), await balance('working-advance/A')]).toEqual(['7292922000', '383838000', '639730000']);
});

test('the settlement clears what was advanced, and after it no month changes the ground', async () => {
  const settlement = await preparedSettlement(fixture.county);
  expect(settlement.amounts).toMatchObject({ advance_cleared: { A: '72929220.00' }, holdback_cleared: { A: '3838380.00' }, working_cleared: { A: '6397300.00' }, surplus: { A: '3853032.11' } });
  expect(settlement.upstreamIds).toHaveLength(6);
  expect(await leavesNothing(fixture, () => refusal(prepare('ADVANCE', '2026-10')))).toEqual(['STAGE_TAKEN period']);
  await confirmAll(fixture.county, settlement);
  await signAll(fixture.county, settlement);
  expect([await balance('advanced/A'), await balance('holdback/A'), await balance('working-advance/A'), await balance('holdback-due/A')]).toEqual(['0', '0', '0', '383838000']);
  const lines = await ownerRows<{ surplus: string }>(fixture, 'select surplus from settlement_line order by package desc');
  expect(lines.map(({ surplus }) => surplus)).toEqual(['385303211', '0']);
});

test('the holdback is released by score, explained across the runs that it rests on', async () => {
  const draft = await as('health', (asking) => stageDraft(asking, { region, stage: 'HOLDBACK_RELEASE', period: '2026' }));
  expect(draft.editable).toEqual(['consortia.quality_score']);
  const release = await posted('HOLDBACK_RELEASE', '2026', { facts: { consortia: [{ consortium: 'A', quality_score: '75' }, { consortium: 'B', quality_score: '95' }] } }, 'health');
  expect(release.amounts).toMatchObject({ release_share: { A: '50.00%', B: '100.00%' }, holdback_released: { A: '1919190.00', B: '3015870.00' }, holdback_lost: { A: '1919190.00', B: '0.00' } });
  expect(await balance('holdback-due/A')).toBe('0');
  const { nodes } = await as('health', (asking) => explainRun(asking, { region, run: release.id, step: 'holdback_lost', row: 'A' }));
  expect(nodes.find(({ name }) => name === 'held_back')?.origin).toBe('按月预拨 2026-01 – 2026-12 · 4');
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
});

test('a score that comes late is corrected by its difference', async () => {
  const [{ id, hash }] = await ownerRows<{ id: string; hash: string }>(fixture, "select id, hash from run where stage = 'HOLDBACK_RELEASE'") as [{ id: string; hash: string }];
  await lateFacts(fixture.county, { id, hash }, { consortia: [{ consortium: 'A', quality_score: '90' }, { consortium: 'B' }] });
  const made = await correctedRun(fixture.county, { id, hash });
  expect(made.amounts).toMatchObject({ holdback_released: { A: '3838380.00' }, holdback_lost: { A: '0.00' } });
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
});

test('what a correction leaves to be taken back or paid, by an institution or by none, is cleared by a run of its own', async () => {
  const [settled] = await ownerRows<{ id: string; hash: string }>(fixture, "select id, hash from run where stage = 'SETTLEMENT' and state = 'POSTED'");
  await as('insurance', (asking) => recordSpending(asking, { region, consortium: fixture.county.consortia.A as string, month: '2026-12', claims: 7_133_456_789n, contractFees: 169_000_000n }));
  const corrected = await preparedCorrection(fixture.county, settled!);
  await confirmAll(fixture.county, corrected);
  await signAll(fixture.county, corrected);
  expect(corrected.amounts).toMatchObject({ surplus: { A: '3743032.11' } });
  const outstanding = () => ownerRows<{ account: string; sum: string }>(fixture, "select account, sum(amount)::text as sum from posting where account ~ '^difference-(payable|recoverable)/' group by 1 having sum(amount) <> 0 order by 1");
  expect(await outstanding()).toContainEqual({ account: 'difference-recoverable/HA', sum: expect.stringMatching(/^-\d+$/) });
  expect(await outstanding()).toContainEqual({ account: 'difference-payable/contract-fees', sum: '1000000' });
  const cleared = await posted('DIFFERENCES', '2026-11');
  expect(cleared.amounts).toMatchObject({ other_paid: { 'contract-fees': '10000.00' } });
  expect(await outstanding()).toEqual([]);
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  expect(await refusal(posted('DIFFERENCES', '2026-12'))).toEqual(['ENTRY_EMPTY postings']);
});

test('the year at a glance', async () => {
  const stages = await as('insurance', (asking) => yearOf(asking, region, 2026));
  expect(stages.map(({ stage, monthly, mine, periods }) => [stage, monthly, mine, periods.length, periods.filter(({ run }) => run?.state === 'POSTED').length])).toEqual([
    ['BUDGET', false, false, 1, 1], ['WORKING_ADVANCE', false, true, 1, 1], ['ADVANCE', true, true, 12, 4], ['SETTLEMENT', false, false, 1, 1], ['HOLDBACK_RELEASE', false, false, 1, 1], ['DIFFERENCES', true, true, 12, 1],
  ]);
  const next = await as('insurance', (asking) => yearOf(asking, region, 2027));
  expect(next.find(({ stage }) => stage === 'ADVANCE')?.periods[0]).toEqual({ period: '2027-01', run: null, waitsFor: ['BUDGET'] });
});
