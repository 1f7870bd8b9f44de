/** A posted budget that is changed within the year, and two officers who prepare one: over the verbs and over the wire. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Budget, ConsortiumPackage } from '../../server/model/budget.ts';
import type { Run } from '../../server/model/run.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { correctedRun, giveBack, preparedCorrection } from '../kit/correct.ts';
import { serve, type Served, type Visitor } from '../kit/http.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { publishYear } from '../kit/stages.ts';
import { preparedBudget, signAll } from '../kit/year.ts';
import { posted } from '../stories/kit/locality.ts';

let fixture: County;
let served: Served;
let health: Visitor;
beforeAll(async () => {
  fixture = await makeCounty();
  await publishYear(fixture);
  served = await serve(fixture.orm);
  health = await served.visitor('health');
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const heads = (a: number, b: number) => ({ consortia: [{ consortium: 'A', heads: String(a) }, { consortium: 'B', heads: String(b) }] });
const refusedAndNothing = (work: () => Promise<unknown>) => leavesNothing(fixture, () => refusal(work()));

describe('two officers prepare one budget', () => {
  test('what one has only prepared is not replaced unseen by the other, who is told who it was', async () => {
    const first = await preparedBudget(fixture.county, { draft: true, seen: '', facts: { standard: '691.00', ...heads(168000, 132000) } });
    expect(await refusedAndNothing(() => preparedBudget(fixture.county, { seen: '' }, 'health2'))).toEqual(['DRAFT_MOVED_ON seen']);
    await expect(preparedBudget(fixture.county, { seen: '' }, 'health2')).rejects.toThrow(/health 的姓名 prepared another at 2026-03-10 11:00/);
    const second = await preparedBudget(fixture.county, { draft: true, seen: first.hash }, 'health2');
    expect(await refusedAndNothing(() => preparedBudget(fixture.county, { seen: first.hash }))).toEqual(['DRAFT_MOVED_ON seen']);
    const kept = await ownerRows<{ state: string; standard: string }>(fixture, "select r.state, f.facts ->> 'standard' as standard from run r join frozen_facts f on f.hash = r.facts_hash where r.stage = 'BUDGET' order by r.id");
    expect(kept).toEqual([{ state: 'RETURNED', standard: '691.00' }, { state: 'PREPARED', standard: '690.00' }]);
    expect(second.redoesId).toBe(first.id);
  });

  test('of many at once one is through, and the run that came back is seen first', async () => {
    const [{ hash }] = await ownerRows<{ hash: string }>(fixture, "select hash from run where state = 'PREPARED'") as [{ hash: string }];
    const storm = await Promise.allSettled((['health', 'health2', 'health', 'health2'] as const).map((login) => preparedBudget(fixture.county, { seen: hash, facts: { standard: '692.00', ...heads(168000, 132000) } }, login)));
    const made = storm.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(made).toHaveLength(1);
    for (const each of storm) if (each.status === 'rejected') expect(await refusal(Promise.reject(each.reason))).toEqual([expect.stringMatching(/^(RUN_OPEN period|DRAFT_MOVED_ON seen)$/)]);
    await giveBack(fixture.county, made[0] as Run, 'insurance');
    expect(await refusedAndNothing(() => preparedBudget(fixture.county, { seen: hash }))).toEqual(['DRAFT_MOVED_ON seen']);
    await signAll(fixture.county, await preparedBudget(fixture.county, { seen: (made[0] as Run).hash }));
  });
});

describe('a posted budget', () => {
  let budget: Run;
  const packages = () => fixture.county.as('health', async ({ em }) => {
    const known = await em.find(Budget, { regionId: 610726, year: 2026 }, { orderBy: { knownFrom: 'asc', id: 'asc' } });
    return Promise.all(known.map(async (each) => (await em.find(ConsortiumPackage, { budget: each }, { orderBy: { amount: 'desc' } })).map(({ amount }) => amount)));
  });
  beforeAll(async () => {
    budget = await fixture.county.as('health', ({ em }) => em.findOneOrFail(Budget, { regionId: 610726, knownUntil: null }, { populate: ['run'] })).then(({ run }) => run.getEntity());
    await posted(fixture.county, 'WORKING_ADVANCE', '2026');
  });

  test.each<[string, string | undefined, string]>([
    ['for no reason of the policy', undefined, 'CHANGE_REASON_MISSING change'],
    ['for another reason', 'wishes', 'CHANGE_REASON_UNKNOWN change'],
  ])('is not changed %s', async (_what, change, fault) => {
    expect(await refusedAndNothing(() => preparedCorrection(fixture.county, budget, { facts: heads(168100, 131900), ...(change !== undefined && { change }) }))).toEqual([fault]);
  });

  test('becomes version 2 when heads move, and 3 when the standard rises; each is signed like the first, and every old one stays', async () => {
    const second = await correctedRun(fixture.county, budget, { facts: heads(168100, 131900), change: 'heads', reason: '人口普查核定' });
    const advance = await posted(fixture.county, 'ADVANCE', '2026-01');
    const third = await correctedRun(fixture.county, second, { facts: { standard: '695.00' }, change: 'standard', reason: '省里提标' }, 'health2');
    expect([second.steps, third.steps]).toEqual([budget.steps, budget.steps]);
    expect(await packages()).toEqual([[7_676_760_000n, 6_031_740_000n], [7_681_329_500n, 6_027_170_500n], [7_753_192_250n, 6_083_557_750n]]);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
    const { data, errors } = await health.ask(`query ($id: ID!) { run(region: 610726, id: $id) { line {
      id version state reason change { zh } preparedBy differences { step row before now amount } leftStanding { settled run { stage period } } } } }`, { id: budget.id });
    expect(errors).toEqual([]);
    const { line } = (data as unknown as { run: { line: Array<{ version: number; differences: Array<{ step: string; row: string | null; amount: string }> }> } }).run;
    expect(line).toMatchObject([
      { id: budget.id, version: 1, change: null, differences: [], leftStanding: [] },
      { id: second.id, version: 2, reason: '人口普查核定', change: { zh: '参保人数变动' }, preparedBy: 'health 的姓名', leftStanding: [{ settled: false, run: { stage: 'WORKING_ADVANCE', period: '2026' } }] },
      { id: third.id, version: 3, change: { zh: '标准年中调整' }, preparedBy: 'health2 的姓名', leftStanding: [{ settled: false, run: { stage: 'ADVANCE', period: '2026-01' } }] },
    ]);
    expect(line[1]!.differences).toEqual([
      { step: 'package', row: 'A', before: '76767600.00', now: '76813295.00', amount: '45695.00' }, { step: 'package', row: 'B', before: '60317400.00', now: '60271705.00', amount: '-45695.00' },
    ]);
    await correctedRun(fixture.county, advance, {}, 'insurance');
    const again = await health.ask('query ($id: ID!) { run(region: 610726, id: $id) { leftStanding { settled } } }', { id: third.id });
    expect(again.data).toMatchObject({ run: { leftStanding: [{ settled: true }] } });
    budget = third;
  });

  test('has a draft of its next version, which only who may see the run reads; of one on its way there is none', async () => {
    const draft = 'query ($id: ID!) { correctionDraft(region: 610726, run: $id) { facts editable editableDecisions current { id version } } }';
    const { data } = await health.ask(draft, { id: budget.id });
    expect(data).toMatchObject({ correctionDraft: { facts: { standard: '695.00' }, editable: expect.arrayContaining(['standard', 'consortia.heads']), current: { id: budget.id, version: 3 } } });
    const open = await preparedCorrection(fixture.county, budget, { facts: heads(168000, 132000), change: 'error' });
    const codes = async (asker: Visitor, id: string) => (await asker.ask(draft, { id })).errors.map(({ extensions }) => extensions.code);
    expect(await codes(health, open.id)).toEqual(['CORRECTS_NOT_POSTED']);
    expect(await codes(await served.visitor('head'), budget.id)).toEqual(['REGION_NOT_YOURS']);
  });
});
