import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FrozenFacts, PolicyVersion, Run } from '../../server/model/run.ts';
import { policyFor } from '../../server/run/policies.ts';
import { replay } from '../../server/run/prepare.ts';
import { returnRun } from '../../server/run/sign.ts';
import { makeCounty, publish, type County } from '../kit/county.ts';
import { leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { budgetGiven, preparedBudget } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const prepared = (changes: Parameters<typeof preparedBudget>[1] = {}) => preparedBudget(fixture.county, changes);
const sendBack = (run: Run) => fixture.county.as('approver', (asking) => returnRun(asking, { region: 610726, run: run.id, hash: run.hash, note: '重做' }));

describe('preparing', () => {
  test.each([
    ['a share above its limit', { decisions: { ...budgetGiven.decisions, risk_share: '10.01%' } }, ['ABOVE_LIMIT decisions.risk_share']],
    ['a share below its limit', { decisions: { ...budgetGiven.decisions, budget_share: '94.99%' } }, ['BELOW_LIMIT decisions.budget_share']],
    ['every fault at once', { facts: { ...budgetGiven.facts, standard: '六百九十' }, decisions: { ...budgetGiven.decisions, outpatient_rate: '-1' } }, ['NUMBER_CHINESE facts.standard', 'BELOW_LIMIT decisions.outpatient_rate']],
    ['a decision of another stage', { decisions: { ...budgetGiven.decisions, excellent_award: '1.00' } }, ['DECISION_NOT_YOURS decisions.excellent_award']],
    ['a name that nobody knows', { facts: { ...budgetGiven.facts, colour: 'red' } }, ['FACT_UNKNOWN facts.colour']],
    ['a text that no table can hold', { facts: { ...budgetGiven.facts, standard: '6\u0000' } }, ['NUMBER_UNREADABLE facts.standard']],
  ])('%s is refused and leaves nothing', async (_what, changes, faults) => {
    expect(await leavesNothing(fixture, () => refusal(prepared(changes)))).toEqual(faults);
  });

  test('keeps facts, decisions, printed amounts and the offices that sign', async () => {
    const run = await prepared({ reason: '按人头' });
    expect(run).toMatchObject({ stage: 'BUDGET', period: '2026', state: 'SUBMITTED', steps: ['INSURANCE_BUREAU', 'HEALTH_BUREAU_APPROVER'], reason: '按人头', decisions: budgetGiven.decisions });
    expect(run.amounts).toMatchObject({ financing: '207000000.00', package: { A: '76767600.00', B: '60317400.00' }, per_head: '456.95' });
    expect(run.hash).toMatch(/^[0-9a-f]{64}$/);
    const again = await fixture.county.as('health2', ({ em }) => em.findOneOrFail(FrozenFacts, { regionId: 610726, hash: run.factsHash }));
    expect(again.facts).toMatchObject(budgetGiven.facts);
    expect(await refusal(prepared())).toEqual(['RUN_OPEN period']);
    await sendBack(run);
  });

  test('same facts are kept once; the hash tells the slightest change of a decision apart', async () => {
    const hashes = [];
    const before = await ownerRows(fixture, 'select from frozen_facts');
    for (const outpatient_rate of ['90.00', '90.01', '90.00']) {
      const run = await prepared({ decisions: { ...budgetGiven.decisions, outpatient_rate }, reason: '按人头' });
      hashes.push(run.hash);
      await sendBack(run);
    }
    expect(hashes[0]).toBe(hashes[2]);
    expect(hashes[1]).not.toBe(hashes[0]);
    expect(await ownerRows(fixture, 'select from frozen_facts')).toHaveLength(before.length);
  });

  test('of twenty at once one is made, the others are refused', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => prepared()));
    const made = answers.filter((answer) => answer.status === 'fulfilled');
    expect(made).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(await refusal(Promise.reject(answer.reason))).toEqual(['RUN_OPEN period']);
    expect(await ownerRows(fixture, "select from run where state <> 'RETURNED'")).toHaveLength(1);
    await sendBack((made[0] as PromiseFulfilledResult<Run>).value);
  });
});

describe('replaying', () => {
  const replayed = (id: string) => fixture.county.as('health', async ({ em }) => replay(em, await em.findOneOrFail(Run, { regionId: 610726, id })));

  test('gives the recorded amounts to the fen', async () => {
    const run = await prepared();
    const { evaluation, facts } = await replayed(run.id);
    expect(evaluation.amounts.has('package')).toBe(true);
    expect(facts.standard).toBe('690.00');
    await sendBack(run);
  });

  test.each([
    ['amounts', "update run set amounts = jsonb_set(amounts, '{package,A}', '\"76767600.01\"')"],
    ['facts', "update frozen_facts set facts = jsonb_set(facts, '{standard}', '\"690.01\"')"],
    ['decisions', "update run set decisions = jsonb_set(decisions, '{risk_share}', '\"9%\"')"],
  ])('refuses a run whose %s were changed behind its back', async (_what, change) => {
    const run = await prepared();
    await plant(fixture, change);
    expect(await refusal(replayed(run.id))).toEqual([`RUN_CHANGED ${run.id}`]);
    await plant(fixture, 'delete from approval; delete from run; delete from frozen_facts');
  });
});

describe('policies', () => {
  const text = async () => (await fixture.county.as('health', ({ em }) => em.findOneOrFail(PolicyVersion, { regionId: 610726 }))).text;
  const inForce = (given: string) => publish(fixture.county, given);

  test('one with a fault is not published, and every fault is told', async () => {
    const broken = (await text()).replace('value: 80%, why: surplus-shares', 'value: 80%, why: nowhere').replace('budget: 1.97', 'budget: 1.98');
    const codes = await leavesNothing(fixture, () => refusal(inForce(broken)));
    expect(codes.join('\n')).toMatch(/SOURCE_UNKNOWN/);
  });

  test('the version that has begun last applies; before the first there is none', async () => {
    await inForce((await text()).replace('version: 1\n', 'version: 2\n').replace('applies: { from: 2018-01-01 }', 'applies: { from: 2027-01-01 }'));
    const on = (day: string) => fixture.county.as('health', async ({ em }) => (await policyFor(em, 610726, 'consortium-budget', day)).version);
    expect(await on('2026-12-31')).toBe('1');
    expect(await on('2027-01-01')).toBe('2');
    expect(await refusal(on('2017-12-31'))).toEqual(['POLICY_MISSING policy']);
    expect(await refusal(on('20260-01-01'))).toEqual(['DAY_NOT_VALID on']);
  });
});
