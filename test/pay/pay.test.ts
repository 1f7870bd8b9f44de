/** The pay of 巴彦托海镇卫生院 in 2010, figure by figure, and everything that must be refused on the way. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { monthsOf } from '../../server/core/period.ts';
import { withClient } from '../../server/db/roles.ts';
import { setPersonWage } from '../../server/organisation/change-person.ts';
import { setGradeStandard } from '../../server/organisation/register-parts.ts';
import { PayLine, PayTotal, type PayRun } from '../../server/model/pay.ts';
import { payDraft, payTotalDraft } from '../../server/pay/pay-draft.ts';
import { payslips } from '../../server/payslip/payslips.ts';
import { publishPayRun } from '../../server/notice/publish-pay-run.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, paidBasic, points, preparedIncentive, preparedPay, preparedTotal, published, released, runOf, sign, staffWith } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const place = () => fixture.banner;
const hospital = () => fixture.banner.institutions.U01 as string;
const payTotal = () => fixture.banner.as('finance', ({ em }) => em.findOneOrFail(PayTotal, { regionId: 150724, year: 2010 }));
const refusedAndNothing = (work: () => Promise<unknown>) => leavesNothing(fixture, () => refusal(work()));

describe('the total', () => {
  test('nothing is distributed before it is fixed', async () => {
    expect(await refusal(place().as('head', (asking) => payDraft(asking, { region: 150724, institution: hospital(), period: '2010-01', kind: 'BASIC' })))).toEqual(['PAY_TOTAL_MISSING institution']);
  });

  test('is prepared by the supervising department alone, and neither wages nor allowances are typed', async () => {
    const draft = await place().as('health', (asking) => payTotalDraft(asking, 150724, hospital(), 2010));
    expect(draft.facts).toMatchObject({ unit: 'U01', listed_unit: '巴彦托海镇卫生院', year: '2010', certified_allowances: '49000.00' });
    expect(draft.editableDecisions).toContain('leader_incentive_set');
    expect(await refusal(place().as('head', (asking) => payTotalDraft(asking, 150724, hospital(), 2010)))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await refusedAndNothing(() => preparedTotal(place(), { facts: { certified_allowances: '49000.01' } }))).toEqual(['FACT_NOT_EDITABLE facts.certified_allowances']);
    const staff = (draft.facts.staff as Array<Record<string, string>>).map((row) => (row.staff_number === 'L' ? { ...row, december_post_wage: '9999.00' } : row));
    expect(await refusedAndNothing(() => preparedTotal(place(), { facts: { staff } }))).toEqual(['FACT_NOT_EDITABLE facts.staff[4].december_post_wage']);
  });

  test('an adjustment with one of two approvals changes nothing, a unit off the list has no total', async () => {
    const changed = await preparedTotal(place(), { facts: { higher_share: '2400.00', adjustment: '100.00', adjustment_reason: 'task', adjustment_hr_approved: 'true' } });
    expect(changed.amounts).toMatchObject({ total: '62400.00', adjustment_waiting: '100.00' });
    await ownerRows(fixture, "update run set state = 'RETURNED' where id = $1", [changed.id]);
    expect(await refusedAndNothing(() => preparedTotal(place(), { institution: fixture.county.institutions.HA }))).toEqual(['NOT_FOUND institution']);
  });

  test('is 62,400.00: sixty to forty, posted with its second signature', async () => {
    const run = await fixedTotal(place());
    expect(run.amounts).toMatchObject({ december_basic: '11000.00', total: '62400.00', basic_share: '37440.00', incentive_share: '24960.00', basic_per_month: '3120.00', leader_incentive: '5616.00', staff_pool: '19344.00' });
    expect(run.steps).toEqual(['HR_BUREAU', 'FINANCE_BUREAU']);
    expect(await payTotal()).toMatchObject({ total: 62_400_00n, basic: 37_440_00n, incentive: 24_960_00n, released: 0n });
    expect(await refusedAndNothing(() => preparedTotal(place()))).toEqual(['RUN_OPEN period']);
  });
});

describe('the head of the hospital', () => {
  const incentive = (facts: Parameters<typeof preparedPay>[1]['facts'], decisions = {}) => preparedPay(place(), { facts: facts ?? {}, decisions });
  const changed = (changes: Parameters<typeof staffWith>[2]) => staffWith(place(), 'INCENTIVE', changes);

  test.each<[string, Record<string, Record<string, string>>, string]>([
    ['the leader\'s parts', { L: { leader_part: '2' } }, 'FACT_NOT_EDITABLE facts.staff[4].leader_part'],
    ['who is the leader', { A: { leader: 'true' } }, 'FACT_NOT_EDITABLE facts.staff[0].leader'],
    ['a wage', { A: { december_post_wage: '1.00' } }, 'FACT_NOT_EDITABLE facts.staff[0].december_post_wage'],
    ['a grade', { D: { grade: '八级' } }, 'FACT_NOT_EDITABLE facts.staff[3].grade'],
    ['who is on the establishment', { D: { formal: 'false' } }, 'FACT_NOT_EDITABLE facts.staff[3].formal'],
  ])('cannot change %s', async (_what, changes, fault) => {
    const facts = await changed(changes);
    expect(await refusedAndNothing(() => incentive(facts))).toEqual([fault]);
  });

  test('cannot set the leader\'s incentive, nor add a person, nor pay in cash, nor a year-end bonus', async () => {
    expect(await refusedAndNothing(() => incentive({}, { leader_incentive_set: '9000.00' }))).toEqual(['DECISION_NOT_YOURS decisions.leader_incentive_set']);
    const { staff } = await changed({});
    expect(await refusedAndNothing(() => incentive({ staff: [...staff as Array<Record<string, string>>, { staff_number: 'Z', grade: '八级' }] }))).toEqual(['ROWS_NOT_EDITABLE facts.staff']);
    for (const line of [{ pay_item: 'bonus', method: 'cash' }, { pay_item: 'year_end_bonus', method: 'bank_card' }]) {
      expect(await refusedAndNothing(() => incentive({ further_lines: [{ line: 'x', line_amount: '1.00', ...line }] }))).toEqual([expect.stringMatching(/ facts\.further_lines/)]);
    }
  });

  test('a bureau does not distribute, and a head not in another institution or region', async () => {
    for (const login of ['health', 'finance'] as Login[]) expect(await refusedAndNothing(() => preparedPay(place(), {}, login))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await refusedAndNothing(() => preparedPay(place(), { institution: place().institutions.U02 }))).toEqual(['NOT_FOUND institution']);
    expect(await refusedAndNothing(() => preparedPay(place(), {}, 'headA'))).toEqual(['REGION_NOT_YOURS region']);
    expect(await refusedAndNothing(() => preparedPay(place(), { kind: 'BASIC', period: '2011-01' }))).toEqual(['PAY_TOTAL_MISSING institution']);
  });

  test('one fen over the pool of the staff is refused by the policy; the pool to the fen is not', async () => {
    const allowances = (amount: string) => changed({ A: { assessed_points: '0', post_allowance: amount } });
    const over = await allowances('19344.01');
    expect(await refusedAndNothing(() => incentive(over))).toEqual(['CARVED_TOO_MUCH steps.pool_items']);
    const exact = await incentive(await allowances('19344.00'));
    expect(exact.total).toBe(24_960_00n);
    await ownerRows(fixture, "update run set state = 'RETURNED' where id = $1", [runOf(exact).id]);
  });

  test('two heads at once make one distribution', async () => {
    // the next draft starts from the run that came back, so what it gave is taken out
    const facts = await changed({ ...points, A: { ...points.A, post_allowance: '0.00' } });
    const answers = await Promise.allSettled((['head', 'head2', 'head', 'head2'] as Login[]).map((login) => preparedPay(place(), { facts }, login)));
    const made = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(made).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(await refusal(Promise.reject(answer.reason))).toEqual(['RUN_OPEN period']);
    expect(await ownerRows(fixture, 'select from pay_line where pay_run_id = $1', [made[0]?.id])).toHaveLength(5);
    await ownerRows(fixture, "update run set state = 'RETURNED' where id = $1", [runOf(made[0] as PayRun).id]);
  });
});

const standard = (monthly: bigint) => place().as('health', (asking) => setGradeStandard(asking, { region: place().region, grade: '九级', monthly, from: '2009-01-01' }));
const wage = (postWage: bigint) => place().as('hr', (asking) => setPersonWage(asking, { region: place().region, person: place().people.A as string, postWage, gradeWage: 845_67n, from: '2009-01-01' }));

describe('the basic share', () => {
  test('goes to the cards month by month, after one review and without publication', async () => {
    const january = await preparedPay(place(), { kind: 'BASIC', period: '2010-01' });
    expect([january.total, january.people]).toEqual([3_120_00n, 5]);
    expect(await refusedAndNothing(() => released(place(), january))).toEqual(['SIGNATURES_MISSING run']);
    await sign(place(), runOf(january), 'HR_BUREAU');
    expect(await refusedAndNothing(() => released(place(), january, 'health'))).toEqual(['ROLE_NOT_ALLOWED role']);
    await released(place(), january);
    for (const month of monthsOf(2010).slice(1)) await paidBasic(place(), month);
    expect((await payTotal()).released).toBe(37_440_00n);
  });

  test('a standard raised by one fen after the total was fixed breaks the cap and is refused', async () => {
    await standard(660_01n);
    expect(await refusedAndNothing(() => preparedPay(place(), { kind: 'INCENTIVE', period: '2010-11' }))).toEqual(['CHECKS_BLOCK basic_within_share']);
    await standard(660_00n);
  });

  test('a wage corrected after the total was fixed does not move it', async () => {
    await wage(1501_00n);
    expect(await refusedAndNothing(() => preparedPay(place(), { period: '2010-11' }))).toEqual(['PAY_TOTAL_DIFFERS own_funds', 'PAY_TOTAL_DIFFERS basic_share', 'PAY_TOTAL_DIFFERS staff_pool']);
    await wage(1500_00n);
  });
});

describe('the incentive share', () => {
  let payRun: PayRun;

  test('comes out to the fen', async () => {
    payRun = await preparedIncentive(place());
    const lines = await place().as('head', async ({ em }) => em.find(PayLine, { regionId: 150724, payRunId: payRun.id }));
    const codes = new Map(Object.entries(place().people).map(([code, id]) => [id, code]));
    expect(Object.fromEntries(lines.map(({ personId, step, amount }) => [`${codes.get(personId)} ${step}`, amount]))).toEqual({
      'A points_part': 5_664_80n, 'B points_part': 4_935_24n, 'C points_part': 4_720_67n, 'D points_part': 4_023_29n, 'L leader_award': 5_616_00n,
    });
    expect(payRun.total).toBe(24_960_00n);
    expect(runOf(payRun).steps).toEqual(['HR_BUREAU', 'HEALTH_BUREAU', 'POPULATION_OFFICE']);
  });

  test('is neither published nor paid with two of three reviews; the missing one is named', async () => {
    await sign(place(), runOf(payRun), 'HR_BUREAU');
    await sign(place(), runOf(payRun), 'HEALTH_BUREAU');
    expect(await refusedAndNothing(() => published(place(), payRun))).toEqual(['NOTICE_TOO_EARLY run']);
    expect(await refusedAndNothing(() => released(place(), payRun))).toEqual(['SIGNATURES_MISSING run']);
    await expect(released(place(), payRun)).rejects.toThrow(/population and family office/);
    await sign(place(), runOf(payRun), 'POPULATION_OFFICE');
  });

  test('is not paid before it is published, and published once, by the health bureau, for a day to come', async () => {
    expect(await refusedAndNothing(() => released(place(), payRun))).toEqual(['NOTICE_MISSING notice']);
    const publishing = (login: Login, closesOn: string) => place().as(login, (asking) => publishPayRun(asking, { region: 150724, id: payRun.id, closesOn }));
    expect(await refusedAndNothing(() => publishing('head', '2026-03-20'))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await refusedAndNothing(() => publishing('health', '2026-03-09'))).toEqual(['NOTICE_CLOSES closesOn']);
    const storm = await Promise.allSettled(Array.from({ length: 10 }, () => published(place(), payRun)));
    expect(storm.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of storm) if (answer.status === 'rejected') expect(await refusal(Promise.reject(answer.reason))).toEqual(['NOTICE_TWICE notice']);
  });

  test('twenty transfers at once pay once', async () => {
    const slipsBefore = await place().as('staffA', (asking) => payslips(asking, 150724, 2010));
    expect(slipsBefore).toHaveLength(12);
    const storm = await Promise.allSettled(Array.from({ length: 20 }, () => released(place(), payRun)));
    expect(storm.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of storm) if (answer.status === 'rejected') expect(await refusal(Promise.reject(answer.reason))).toEqual(['PAID_ALREADY run']);
    expect(await payTotal()).toMatchObject({ released: 62_400_00n });
    expect(await ownerRows(fixture, 'select from journal_entry where run_id = $1', [runOf(payRun).id])).toHaveLength(1);
  });

  test('nothing is left, in the verb and in the database', async () => {
    const again = await staffWith(place(), 'INCENTIVE', points, '2010-11');
    expect(await refusedAndNothing(() => preparedPay(place(), { period: '2010-11', facts: again }))).toEqual(['TOTAL_EXCEEDED total']);
    await withClient(fixture.database.app, async (client) => {
      await client.query("select set_config('app.regions', '150724', false)");
      await expect(client.query('update pay_total set released = total + 1')).rejects.toThrow(/pay_total_not_exceeded/);
      await expect(client.query('update pay_total set released = -1')).rejects.toThrow(/pay_total_not_exceeded/);
      await expect(client.query('update pay_total set total = total + 1')).rejects.toThrow(/permission denied/);
      await expect(client.query('update pay_line set amount = amount + 1')).rejects.toThrow(/permission denied/);
      await expect(client.query('update pay_run set paid_at = now()')).rejects.toThrow(/only an approved distribution is paid, and once/);
    });
    expect(await faultsIn(fixture, place())).toEqual([]);
  });

  test('each person has a payslip of their own: twelve months, December with both shares', async () => {
    const slips = await place().as('staffA', (asking) => payslips(asking, 150724, null));
    expect(slips.map(({ period, total }) => [period, total]).slice(0, 2)).toEqual([['2010-12', 6_324_80n], ['2010-11', 660_00n]]);
    expect(slips).toHaveLength(12);
    expect(slips.every(({ person }) => person.code === 'A')).toBe(true);
    expect(slips[0]?.lines.map(({ step, row, amount }) => [step, row, amount])).toEqual([['basic_month', 'A', 660_00n], ['points_part', 'A', 5_664_80n]]);
    expect(await place().as('staffA', (asking) => payslips(asking, 150724, 2011))).toEqual([]);
    expect(await place().as('staffA', (asking) => payslips(asking, 150724, null, new Date('2009-01-01T00:00:00Z')))).toEqual([]);
    expect(await place().as('head', (asking) => payslips(asking, 150724, null))).toEqual([]);
  });
});
