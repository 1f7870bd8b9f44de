/** Second allocation from the pools sent out to the payslip, and everything that is refused on the way. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { handInAllocation, returnAllocation, saveAllocation, type GivenPerson, type Resting } from '../../server/allocation/change.ts';
import { allocationView } from '../../server/allocation/shown.ts';
import { institutionPayslips } from '../../server/payslip/payslips.ts';
import { takeInAllocations } from '../../server/pay/take-in-allocations.ts';
import { allocationLines } from '../../server/run/allocation-lines.ts';
import { explainRun } from '../../server/run/explain-run.ts';
import { submitRun } from '../../server/run/sign.ts';
import type { PayRun } from '../../server/model/pay.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { preparedCorrection } from '../kit/correct.ts';
import { sentOut, withDepartments, type Departments, type Head } from '../kit/departments.ts';
import { leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { preparedPay, published, released, runOf, signAll, staffWith } from '../kit/year.ts';

const region = 150724;
let fixture: County;
let departments: Departments;
let sent: PayRun;
beforeAll(async () => {
  fixture = await makeCounty();
  departments = await withDepartments(fixture);
  sent = await sentOut(fixture.banner);
});
afterAll(() => fixture.close());

const hospital = () => fixture.banner.institutions.U01 as string;
const which = (department = '全科') => ({ region, institution: hospital(), department: departments.ids[department] as string, period: '2010-12', decision: 'second_allocation' });
const of = (version: number, department = '全科'): Resting => ({ ...which(department), run: runOf(sent).id, version });
const people = (amounts: Record<string, bigint>, reasons: Record<string, string> = {}): GivenPerson[] => Object.entries(amounts).map(([code, amount]) => ({ code, amount, reason: reasons[code] ?? null }));
const view = (login: Head | Login, department?: string) => departments.as(login, (asking) => allocationView(asking, which(department)));
const save = (login: Head | Login, resting: Resting, given: GivenPerson[]) => departments.as(login, (asking) => saveAllocation(asking, resting, given));
const handIn = (login: Head | Login, resting: Resting, given: GivenPerson[], reason = '') => departments.as(login, (asking) => handInAllocation(asking, resting, given, reason));
const sendBack = (login: Head | Login, resting: Resting, reason: string) => departments.as(login, (asking) => returnAllocation(asking, resting, reason));
const takeIn = (hash = runOf(sent).hash, login: Login = 'head') => fixture.banner.as(login, (asking) => takeInAllocations(asking, { region, institution: hospital(), period: '2010-12', hash, reason: '' }));
const refused = (work: () => Promise<unknown>) => refusal(work());
const refusedAndNothing = (work: () => Promise<unknown>) => leavesNothing(fixture, () => refusal(work()));

describe('the head of a department', () => {
  test('sees the pool and people of the department, and nothing beside', async () => {
    const seen = await view('chief');
    expect(seen).toMatchObject({ departmentName: '全科', state: 'WAITING', open: true, pool: 10_600_04n, given: 0n, version: 0, beyond: 'reason', reasonOver: '10%', weightTitle: { zh: '倾斜后积分' } });
    expect(seen.people.map(({ code, name, weight, usual, least, most, amount }) => [code, name, weight, usual, least, most, amount])).toEqual([
      ['A', '乌云', '105.60', 5_664_80n, 3_180_02n, 7_950_03n, null], ['B', '巴图', '92.00', 4_935_24n, 3_180_02n, 7_950_03n, null],
    ]);
    expect(seen.people.reduce((sum, { usual }) => sum + usual, 0n)).toBe(seen.pool);
    const lines = await departments.as('chief', (asking) => allocationLines(asking, region, 2010));
    expect(lines.map(({ departmentName, pool }) => [departmentName, pool])).toEqual([['全科', seen.pool]]);
    expect((await fixture.banner.as('head', (asking) => allocationLines(asking, region, 2010))).map(({ departmentName }) => departmentName)).toEqual(['全科', '护理组']);
    expect(await departments.as('chief', (asking) => allocationLines(asking, region, 2009))).toEqual([]);
  });

  test('does not reach another department, and nobody else reaches one', async () => {
    expect(await refused(() => view('chief', '护理组'))).toEqual(['NOT_FOUND department']);
    expect(await refused(() => save('chief', of(0, '护理组'), []))).toEqual(['NOT_FOUND department']);
    for (const login of ['health', 'finance', 'staffA'] as const) expect(await refused(() => view(login))).toEqual(['NOT_FOUND department']);
    expect(await refused(() => view('headA'))).toEqual(['REGION_NOT_YOURS region']);
    expect(await refusal(departments.as('staffA', (asking) => allocationLines(asking, region, 2010)))).toEqual(['ROLE_NOT_ALLOWED role']);
    for (const change of [{ period: '2010-11' }, { decision: 'distribution' }, { department: departments.ids['办公室'] as string }, { institution: fixture.banner.institutions.U02 as string }]) {
      expect(await refusal(departments.as('head', (asking) => allocationView(asking, { ...which(), ...change })))).toEqual(['NOT_FOUND department']);
    }
  });

  test('keeps a draft; whoever saves on an older version is told who changed it, and nothing is lost', async () => {
    await save('chief', of(0), people({ A: 6_000_00n }));
    expect(await refusedAndNothing(() => save('deputy', of(0), people({ B: 1n })))).toEqual(['SECOND_CHANGED version']);
    await save('deputy', of(1), people({ A: 6_000_00n, B: 4_000_00n }, { A: ' 夜班 ' }));
    const seen = await view('chief');
    expect(seen).toMatchObject({ state: 'SAVED', version: 2, by: 'deputy 主任', given: 10_000_00n });
    expect(seen.people.map(({ amount, reason }) => [amount, reason])).toEqual([[6_000_00n, '夜班'], [4_000_00n, '']]);
    expect(seen.history.map(({ version, by, amounts }) => [version, by, amounts.length])).toEqual([[2, 'deputy 主任', 2], [1, 'chief 主任', 1]]);
  });

  test('two at once make one version', async () => {
    const answers = await Promise.allSettled((['chief', 'deputy', 'chief', 'deputy'] as const).map((login) => save(login, of(2), people({ A: 1n }))));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(await refusal(Promise.reject(answer.reason))).toEqual(['SECOND_CHANGED version']);
  });

  test('hands in what is whole, inside the bounds and reasoned', async () => {
    const pool = (await view('chief')).pool;
    const given = (a: bigint, reasons = {}) => people({ A: a, B: pool - a }, reasons);
    expect(await refused(() => handIn('chief', of(3), people({ A: 5_600_00n, B: pool - 5_600_01n })))).toEqual(['SECOND_NOT_SPENT people']);
    expect(await refused(() => handIn('chief', of(3), people({ A: pool })))).toEqual(['SECOND_INCOMPLETE people.amounts.B', 'SECOND_REASON people.reasons.A']);
    expect(await refused(() => handIn('chief', of(3), people({ A: 5_600_00n, B: pool - 5_600_00n, C: 0n })))).toEqual(['SECOND_NOT_MEMBER people.C']);
    expect(await refused(() => handIn('chief', of(3), [...given(5_600_00n), ...people({ A: -1n })]))).toEqual(['CLAIM_TWICE people.A', 'MONEY_NEGATIVE people.A']);
    expect(await refusedAndNothing(() => handIn('chief', of(3), given(6_500_00n)))).toEqual(['SECOND_REASON people.reasons.A', 'SECOND_REASON people.reasons.B']);
    await handIn('chief', of(3), given(6_500_00n, { A: '承担全部夜班', B: '病假两月' }));
    expect(await view('deputy')).toMatchObject({ state: 'HANDED_IN', version: 4, given: pool });
  });
});

describe('the head of the hospital', () => {
  test('sees how the departments stand, and hands in nothing while one waits', async () => {
    const lines = await fixture.banner.as('head', (asking) => allocationLines(asking, region, 2010));
    expect(lines.map(({ departmentName, state, by }) => [departmentName, state, by])).toEqual([['全科', 'HANDED_IN', 'chief 主任'], ['护理组', 'WAITING', null]]);
    expect(await refusedAndNothing(() => takeIn())).toEqual(['SECOND_WAITS run']);
    expect(await refused(() => fixture.banner.as('head', (asking) => submitRun(asking, { region, run: runOf(sent).id, hash: runOf(sent).hash })))).toEqual(['SECOND_WAITS run']);
    const facts = await staffWith(fixture.banner, 'INCENTIVE', {});
    expect(await refused(() => preparedPay(fixture.banner, { facts, decisions: { distribution: 'departments' } }))).toEqual(['SECOND_WAITS run']);
    expect(await refused(() => preparedPay(fixture.banner, { facts, decisions: { second_allocation: '{}' } }))).toEqual(['DECISION_NOT_YOURS decisions.second_allocation']);
  });

  test('returns one with a reason, and sets one with a reason', async () => {
    expect(await refused(() => sendBack('head', of(4), ' '))).toEqual(['SECOND_REASON_NEEDED reason']);
    expect(await refused(() => sendBack('chief', of(4), 'x'))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await refused(() => save('head', of(4), []))).toEqual(['ROLE_NOT_ALLOWED role']);
    await sendBack('head', of(4), '请说明病假天数');
    expect(await view('chief')).toMatchObject({ state: 'RETURNED', reason: '请说明病假天数', version: 5 });
    expect(await refused(() => takeIn())).toEqual(['SECOND_WAITS run']);
    const { people: seen } = await view('chief');
    await handIn('chief', of(5), seen.map(({ code, amount }) => ({ code, amount: amount!, reason: '夜班与病假互换' })));
    const nurses = await view('head', '护理组');
    const byRule = nurses.people.map(({ code, usual }) => ({ code, amount: usual }));
    expect(await refused(() => handIn('head', of(0, '护理组'), byRule))).toEqual(['SECOND_REASON_NEEDED reason']);
    await handIn('head', of(0, '护理组'), byRule, '主任休假，按积分');
    expect(await view('nurse', '护理组')).toMatchObject({ state: 'SET', by: 'head 的姓名', reason: '主任休假，按积分' });
  });

  test('pools that are sent out anew ask for what no longer fits', async () => {
    const before = sent;
    sent = await sentOut(fixture.banner, { D: { assessed_points: '80' } });
    expect(await refused(() => save('chief', { ...of(6), run: runOf(before).id }, []))).toEqual(['SECOND_ANOTHER_RUN run']);
    expect(await refused(() => takeIn(runOf(before).hash))).toEqual(['SECOND_ANOTHER_RUN hash']);
    expect(await refused(() => takeIn())).toEqual(['SECOND_NOT_SPENT decisions.second_allocation.D01', 'SECOND_NOT_SPENT decisions.second_allocation.D02']);
    sent = await sentOut(fixture.banner, {});
    expect((await view('chief')).state).toBe('HANDED_IN');
  });

  test('takes them in: amounts of the heads to the fen, who and why in the explanation and on the payslip', async () => {
    const pool = (await view('chief')).pool;
    const payRun = await takeIn();
    const run = runOf(payRun);
    expect(run.state).toBe('SUBMITTED');
    expect(run.amounts['department_part']).toMatchObject({ A: '6500.00' });
    const parts = run.amounts['department_part'] as Record<string, string>;
    expect(BigInt(parts['A']!.replace('.', '')) + BigInt(parts['B']!.replace('.', ''))).toBe(pool);
    expect(payRun.total).toBe(24_960_00n);
    expect(await refused(() => save('chief', { ...of(6), run: run.id }, []))).toEqual(['SECOND_NOT_OPEN department']);
    expect(await refused(() => takeIn(run.hash))).toEqual(['RUN_OPEN period']);
    expect((await view('chief')).people.map(({ amount }) => amount)).toEqual([6_500_00n, pool - 6_500_00n]);
    await signAll(fixture.banner, run);
    await published(fixture.banner, payRun);
    await released(fixture.banner, payRun);
    const told = await fixture.banner.as('staffA', (asking) => explainRun(asking, { region, run: run.id, step: 'department_part', row: 'A' }));
    expect(told.nodes[0]?.bound?.zh).toMatch(/^按规则为 [\d.]+；科室主任 chief 主任（2026-03-10）改定为 6500.00（科室二次分配），理由：夜班与病假互换$/);
    expect(JSON.stringify(told)).not.toContain(parts['B']);
    const { slips } = await fixture.banner.as('head', (asking) => institutionPayslips(asking, { region, institution: hospital(), period: '2010-12', first: 10, after: null }));
    expect(slips.find(({ person }) => person.code === 'A')?.lines.find(({ item }) => item === 'department_part')?.amount).toBe(6_500_00n);
  });
});

test('a correction that changes the pools carries over what the heads decided, to the fen', async () => {
  const [paid] = await ownerRows<{ id: string; hash: string }>(fixture, "select id, hash from run where stage = 'INCENTIVE_PAY' and state = 'POSTED'");
  const coefficients = { D01: '1.1', D02: '1', D03: '1' };
  const corrected = await preparedCorrection(fixture.banner, paid!, { facts: { departments: Object.entries(coefficients).map(([department, coefficient]) => ({ department, coefficient })) } }, 'head');
  const fen = (text: string | undefined) => BigInt(String(text).replace('.', ''));
  const [parts, pools] = ['department_part', 'department_pool'].map((name) => corrected.amounts[name] as Record<string, string>);
  expect(fen(parts!['A']) + fen(parts!['B'])).toBe(fen(pools!['D01']));
  expect(fen(parts!['C']) + fen(parts!['D'])).toBe(fen(pools!['D02']));
  expect(pools!['D01']).not.toBe('10600.04');
  const off = fen(parts!['A']) * 10_600_04n - 6_500_00n * fen(pools!['D01']); // 6,500.00 of 10,600.04, as before, but for less than a fen
  expect(off < 10_600_04n && off > -10_600_04n).toBe(true);
});

test('the database itself takes no version out of order, of another department, on another run or from above without a reason, and changes none', async () => {
  const insert = (values: string) => ownerRows(fixture, `insert into second_allocation (region_id, id, institution_id, department_id, period, decision, version, act, amounts, reasons, reason, run_id, by_id, at) select ${values}`);
  const row = (changes: Record<string, string>) => Object.values({
    region: `${region}`, id: 'gen_random_uuid()', institution: `'${hospital()}'::uuid`, department: `'${departments.ids['全科']}'::uuid`, period: "'2010-12'", decision: "'second_allocation'", version: '7',
    act: "'SAVED'", amounts: "'{}'::jsonb", reasons: "'{}'::jsonb", reason: "''", run: `'${runOf(sent).id}'::uuid`, by: "(select id from account where login = 'chief')", at: "'2026-03-10'::timestamptz", ...changes,
  }).join(', ');
  await expect(insert(row({}))).rejects.toMatchObject({ code: 'FP211' });
  await plant(fixture, "update run set state = 'PREPARED' where stage = 'INCENTIVE_PAY' and state = 'POSTED'");
  const open = "(select id from run where state = 'PREPARED')";
  await expect(insert(row({ run: open, version: '9' }))).rejects.toMatchObject({ code: 'FP212' });
  await expect(insert(row({ run: open, by: "(select id from account where login = 'nurse')" }))).rejects.toMatchObject({ code: 'FP213' });
  await expect(insert(row({ run: open, act: "'SET'", by: "(select id from account where login = 'head')" }))).rejects.toMatchObject({ code: '23514' });
  await expect(fixture.banner.as('head', ({ em }) => em.execute('update second_allocation set version = 9'))).rejects.toThrow(/permission denied/);
});
