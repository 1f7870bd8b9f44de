/** What a correction takes besides facts: values decided for one row, a final score that came late; and pay goes on when somebody leaves within the year. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordVeto } from '../../server/assessment/entries.ts';
import { giveResult } from '../../server/assessment/give-result.ts';
import { PayTotal } from '../../server/model/pay.ts';
import type { Run } from '../../server/model/run.ts';
import { assignPerson } from '../../server/organisation/change-person.ts';
import { payDraft } from '../../server/pay/pay-draft.ts';
import { correctionDraft } from '../../server/run/correct.ts';
import { makings } from '../../server/schema.ts';
import { given, loaded, openedRound, reviewHash, unitsOf } from '../kit/assessment.ts';
import { correctedRun, preparedCorrection } from '../kit/correct.ts';
import { makeCounty, publish, type County } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { overlay } from '../kit/overlay.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, paidBasic, points, preparedPay, published, released, runOf, settledYear, signAll, staffWith } from '../kit/year.ts';

let fixture: County;
let budget: Run;
let settlement: Run;
beforeAll(async () => {
  fixture = await makeCounty();
  await loaded(fixture);
  await publish(fixture.county, overlay.replace(/^  budget_share: .*\n/m, '').replace(/77575680\.00/, '76767600.00'));
  ({ budget, settlement } = await settledYear(fixture.county));
});
afterAll(() => fixture.close());

const later = new Date('2026-04-01T03:00:00Z');
const draftOf = (run: Run) => fixture.county.as('health', (asking) => correctionDraft(asking, makings(run.stage), run));

describe('a value decided for one consortium', () => {
  const decided = (value: string, reason: string) => ({ decisions: { set_heads: JSON.stringify({ A: { reason, value } }) } });

  test('is given, changed and taken back in corrections, each with its reason; the packages add up to the budget all the while', async () => {
    const packages = (run: Run) => run.amounts['package'] as Record<string, string>;
    const first = packages(budget);
    expect((await draftOf(budget)).editableDecisions).toContain('set_heads');
    budget = await correctedRun(fixture.county, budget, decided('178000', '流动人口'));
    expect(Number(packages(budget)['A'])).toBeGreaterThan(Number(first['A']));
    expect(budget.decided['set_heads']).toMatchObject({ why: '数据更正' });
    budget = await correctedRun(fixture.county, budget, decided('168000', '复核'));
    expect(packages(budget)).toEqual(first);
    budget = await correctedRun(fixture.county, budget, decided('170000', '再核'));
    budget = await correctedRun(fixture.county, budget, { decisions: { set_heads: '{}' } });
    expect(packages(budget)).toEqual(first);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['without a reason', JSON.stringify({ A: { value: '170000', reason: ' ' } }), 'REASON_MISSING decisions.set_heads.A.reason'],
    ['beyond its limit', JSON.stringify({ A: { value: '200001', reason: 'x' } }), 'ABOVE_LIMIT decisions.set_heads.A.value'],
    ['for a row that there is not', JSON.stringify({ Z: { value: '1', reason: 'x' } }), 'ROW_UNKNOWN decisions.set_heads.Z'],
  ])('is refused %s', async (_what, text, fault) => {
    expect(await leavesNothing(fixture, () => refusal(preparedCorrection(fixture.county, budget, { decisions: { set_heads: text } })))).toEqual([fault]);
  });

  test('is not decided in a correction of what rests on it', async () => {
    expect(await refusal(preparedCorrection(fixture.county, settlement, decided('170000', 'x')))).toEqual(['DECISION_NOT_YOURS decisions.set_heads']);
  });
});

describe('a final score', () => {
  const scoreNow = async () => (await draftOf(settlement)).facts['institutions'] as Array<Record<string, string>>;
  const late = async () => {
    const { before } = await draftOf(settlement);
    return (await scoreNow()).flatMap((row) => (before.get(`institutions/${row['institution']}/score`) === row['score'] ? [] : [`${row['institution']} ${row['score']}`]));
  };
  let unit: string;

  test('that is signed after the settlement was posted is a late fact of it, and its correction posts the difference', async () => {
    const { round } = await openedRound(fixture.county, {}, later);
    unit = (await unitsOf(fixture.county, round.id)).get('HA')?.unit.id as string;
    expect(await late()).toEqual([]);
    await given(fixture.county, { unit, managed: '39', head: 'headA', now: later });
    expect(await late()).toEqual(['HA 80.00']);
    settlement = await correctedRun(fixture.county, settlement, {}, 'health', later);
    const { origins } = await draftOf(settlement);
    expect(origins['institutions/HA/score']).toBe('考核最终得分 2026');
    const moved = await ownerRows<{ row: string }>(fixture, "select distinct \"row\" from posting where entry_id = (select id from journal_entry where run_id = $1) and step = 'institution_share' order by 1", [settlement.id]);
    expect(moved.map(({ row }) => row)).toEqual(['HA', 'TA1', 'TA2']);
    expect(await late()).toEqual([]);
  });

  test('that is corrected reaches it again', async () => {
    const [on, after] = [new Date('2026-04-02T03:00:00Z'), new Date('2026-04-03T03:00:00Z')];
    const give = (login: 'health' | 'approver', stage: 'REVIEW' | 'FINAL', hash: string | null, now: Date) => (
      fixture.county.as(login, (asking) => giveResult(asking, { region: 610726, unit, stage, note: '', hash, reason: '查实骗保' }), now));
    await fixture.county.as('health', (asking) => recordVeto(asking, { region: 610726, unit, veto: 'fraud', holds: true, reason: '飞行检查查实' }), on);
    await give('health', 'REVIEW', null, on);
    await give('approver', 'FINAL', await reviewHash(fixture.county, unit), on);
    expect(await late()).toEqual(['HA 0.00']);
    settlement = await correctedRun(fixture.county, settlement, {}, 'health', after);
    expect((settlement.amounts['institution_share'] as Record<string, string>)['HA']).toBe('0.00');
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });
});

describe('who leaves within the year', () => {
  const place = () => fixture.banner;
  const assign = (person: string, posts: Parameters<typeof assignPerson>[1]['posts'], from: string) => (
    place().as('health', (asking) => assignPerson(asking, { region: 150724, person: place().people[person] as string, posts, from })));
  const total = () => place().as('finance', ({ em }) => em.findOneOrFail(PayTotal, { regionId: 150724, year: 2010, knownUntil: null }));
  const lines = (id: string) => ownerRows<{ code: string; sum: string }>(fixture, `select p.code, sum(l.amount)::text as sum from pay_line l join person p on p.id = l.person_id
    where l.pay_run_id = $1 group by p.code order by p.code`, [id]);
  let fixed: PayTotal;

  test('has no line any more, who came has one, and the total stays what was fixed', async () => {
    await fixedTotal(place());
    fixed = await total();
    expect((await lines((await paidBasic(place(), '2010-05')).id)).map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D', 'L']);
    await assign('D', [], '2010-06-01');
    await assign('M1', [{ institution: place().institutions['U01'] as string, department: null, grade: '十二级', share: '1', main: true, leader: false }], '2010-06-01');
    const june = await paidBasic(place(), '2010-06');
    expect(await lines(june.id)).toEqual([
      { code: 'A', sum: '66000' }, { code: 'B', sum: '60000' }, { code: 'C', sum: '60000' }, { code: 'L', sum: '72000' }, { code: 'M1', sum: '54000' },
    ]);
    expect(await total()).toMatchObject({ total: fixed.total, basic: fixed.basic, incentive: fixed.incentive });
  });

  test('is shown as no longer in post, which nobody types', async () => {
    const draft = await place().as('head', (asking) => payDraft(asking, { region: 150724, institution: place().institutions['U01'] as string, period: '2010-12', kind: 'INCENTIVE' }));
    const staff = new Map((draft.facts['staff'] as Array<Record<string, string>>).map((row) => [row['staff_number'], row]));
    expect([staff.get('D')?.['in_post'], draft.origins['staff/D/in_post'], staff.get('M1')?.['december_post_wage']]).toEqual(['false', '人员登记表 · 已离开', '0.00']);
    const back = await staffWith(place(), 'INCENTIVE', { ...points, D: { in_post: 'true', assessed_points: '75' } });
    expect(await leavesNothing(fixture, () => refusal(preparedPay(place(), { facts: back })))).toEqual(['FACT_NOT_EDITABLE facts.staff[5].in_post']);
  });

  test('does not keep the others from their incentive, nor from a correction of what they were paid', async () => {
    const incentive = await preparedPay(place(), { facts: await staffWith(place(), 'INCENTIVE', points) });
    await signAll(place(), runOf(incentive));
    await published(place(), incentive);
    await released(place(), incentive);
    expect((await lines(incentive.id)).map(({ code }) => code)).toEqual(['A', 'B', 'C', 'L']);
    expect(incentive.total).toBe(fixed.incentive);
    const facts = await staffWith(place(), 'INCENTIVE', { A: { assessed_points: '90' } });
    const made = await preparedCorrection(place(), runOf(incentive), { facts }, 'head');
    expect((await ownerRows(fixture, 'select total::text, correction from pay_run where run_id = $1', [made.id]))).toEqual([{ total: '0', correction: true }]);
    expect(await faultsIn(fixture, place())).toEqual([]);
  });
});
