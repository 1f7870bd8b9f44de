/** The cash of institutions: what the ledger posted, what is on its way, what stages will bring, and what must be paid. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cashYears, type CashOf, type InstitutionCash } from '../../server/cash/cash-years.ts';
import { consortiumYears } from '../../server/cash/consortium-years.ts';
import { recordObligations } from '../../server/cash/record-obligations.ts';
import { recordOpeningBalance } from '../../server/cash/record-opening-balance.ts';
import { formatMoney, parseMoney, sumMoney } from '../../server/core/money.ts';
import { monthsOf } from '../../server/core/period.ts';
import type { Run } from '../../server/model/run.ts';
import { prepareStage } from '../../server/stage/prepare-stage.ts';
import { makeCounty, moment, type County, type Login } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { publishYear } from '../kit/stages.ts';
import { confirmAll, fixedTotal, paidBasic, postedBudget, preparedPay, preparedSettlement, recordYear, signAll } from '../kit/year.ts';

const region = 610726;

let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
  await publishYear(fixture);
  await postedBudget(fixture.county);
});
afterAll(() => fixture.close());

const idOf = (code: string) => fixture.county.institutions[code] as string;
const cash = (of: Partial<CashOf> = {}, login: Login = 'finance') => fixture.county.as(login, (asking) => cashYears(asking, { region, year: 2026, institution: null, asOf: null, ...of }));
const cashAt = async (code: string, login?: Login): Promise<InstitutionCash> => (await cash({ institution: idOf(code) }, login)).institutions[0] as InstitutionCash;
const prepared = (stage: string, period: string) => fixture.county.as('insurance', (asking) => prepareStage(asking, { region, stage, period, facts: {}, decisions: {}, reason: '' }));
const record = (records: Array<[code: string, month: string, kind: 'MEDICINES' | 'SUPPLIES' | 'OTHER', amount: string, name?: string]>, login: Login = 'headA', now = moment) => (
  fixture.county.as(login, (asking) => recordObligations(asking, {
    region, records: records.map(([code, month, kind, amount, name = '']) => ({ institution: fixture.county.institutions[code] ?? code, month, kind, name, amount: parseMoney(amount, '') })),
  }), now));
const opening = (amount: string, login: Login = 'headA', code = 'HA') => fixture.county.as(login, (asking) => recordOpeningBalance(asking, { region, institution: idOf(code), year: 2026, amount: parseMoney(amount, '') }));
const received = ({ months }: InstitutionCash) => months.map(({ month, received: { paid, owed, planned } }) => [month.slice(5), formatMoney(paid), formatMoney(owed), formatMoney(planned)]).filter(([, ...sums]) => sums.some((sum) => sum !== '0.00'));
const stagesIn = async (code: string) => new Set((await cashAt(code)).received.map(({ state, title }) => `${state} ${title.zh}`));

describe('what a head hospital receives', () => {
  test('is planned by the policy as soon as the budget is posted: past months in the present one, the year\'s stages without a month', async () => {
    const { received: sums, undated } = await cashAt('HA').then((found) => ({ received: received(found), undated: found.undated.received }));
    expect(sums).toEqual([['03', '0.00', '0.00', '18232305.00'], ...monthsOf(2026).slice(3).map((month) => [month.slice(5), '0.00', '0.00', '6077435.00'])]);
    expect(formatMoney(undated.planned)).toBe('6397300.00');
    expect((await cash()).waiting.map(({ stage, missing }) => [stage.zh, missing.length > 0])).toEqual([['年终清算', true], ['质量保证金返还', true]]);
  });

  test('what is on its way and what is paid takes the place of the plan, and the year adds up to the same', async () => {
    await signAll(fixture.county, await prepared('WORKING_ADVANCE', '2026'));
    await signAll(fixture.county, await prepared('ADVANCE', '2026-01'));
    await prepared('ADVANCE', '2026-02');
    const found = await cashAt('HA');
    expect(received(found)[0]).toEqual(['03', '12474735.00', '6077435.00', '6077435.00']);
    expect(formatMoney(sumMoney(found.received.map(({ amount }) => amount)))).toBe('79326520.00');
    expect(found.undated.received).toEqual({ paid: 0n, owed: 0n, planned: 0n });
    expect(found.received[0]).toMatchObject({ state: 'paid', title: { zh: '年初预付金' }, step: 'working_advance', row: 'A', run: expect.any(String) });
    expect(await stagesIn('HA')).toEqual(new Set(['paid 年初预付金', 'paid 按月预拨', 'owed 按月预拨', 'planned 按月预拨']));
  });

  test('as it was known before', async () => {
    const before = await cash({ institution: idOf('HA'), asOf: new Date('2026-03-01T00:00:00Z') });
    expect(before.institutions[0]?.received).toEqual([]);
    expect(before.waiting.map(({ stage }) => stage.zh)).toContain('按月预拨');
  });
});

describe('what must be paid', () => {
  test('is recorded by the head, and the first month that falls short is named', async () => {
    await opening('1000000.00');
    await record([['HA', '2026-01', 'MEDICINES', '600000.00'], ['HA', '2026-02', 'MEDICINES', '400000.00'], ['HA', '2026-02', 'OTHER', '50000.01', '水电费']]);
    const { firstShort, months, due, opening: first } = await cashAt('HA', 'headA');
    expect([first, firstShort]).toEqual([100_000_000n, { month: '2026-02', amount: 5_000_001n }]);
    expect(months.slice(0, 2).map(({ closing }) => formatMoney(closing))).toEqual(['400000.00', '-50000.01']);
    expect(due.map(({ month, title, amount }) => [month, title.zh, formatMoney(amount)])).toEqual([['2026-01', '药款', '600000.00'], ['2026-02', '药款', '400000.00'], ['2026-02', '水电费', '50000.01']]);
  });

  test('a later record stands in the place of the first, which is kept; what was known before stays', async () => {
    const later = new Date('2026-03-12T03:00:00Z');
    const [second] = await record([['HA', '2026-02', 'MEDICINES', '300000.00']], 'headA', later);
    expect(second?.replacesId).not.toBeNull();
    const at = async (asOf: Date | null) => (await fixture.county.as('headA', (asking) => cashYears(asking, { region, year: 2026, institution: idOf('HA'), asOf }), later)).institutions[0]?.firstShort?.month;
    expect([await at(null), await at(moment)]).toEqual([undefined, '2026-02']);
    expect(await ownerRows(fixture, "select from obligation where month = '2026-02' and kind = 'MEDICINES'")).toHaveLength(2);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>, string[]]>([
    ['below zero, of no name, with a name too much, twice, as it is recorded, all told at once', () => record([
      ['HA', '2026-05', 'SUPPLIES', '-1.00'], ['HA', '2026-05', 'OTHER', '1.00', ' '], ['HA', '2026-06', 'SUPPLIES', '1.00', '试剂'],
      ['HA', '2026-07', 'SUPPLIES', '1.00'], ['HA', '2026-07', 'SUPPLIES', '2.00'], ['HA', '2026-01', 'MEDICINES', '600000.00'], ['HA', '2026-08', 'OTHER', '1.00', '长'.repeat(101)],
    ]), ['MONEY_NEGATIVE records[0].amount', 'OBLIGATION_NAMELESS records[1].name', 'OBLIGATION_NAMED records[2].name', 'OBLIGATION_NAME_LONG records[6].name', 'OBLIGATION_TWICE records[4]', 'OBLIGATION_SAME records[5]']],
    ['of an institution that there is not', () => record([['01990000-0000-7000-8000-000000000000', '2026-05', 'SUPPLIES', '1.00']], 'health'), ['NOT_FOUND records[0].institution']],
    ['of another institution', () => record([['HB', '2026-05', 'SUPPLIES', '1.00']]), ['ROLE_NOT_ALLOWED role']],
    ['of one institution among others', () => record([['HA', '2026-05', 'SUPPLIES', '1.00'], ['TA1', '2026-05', 'SUPPLIES', '1.00']]), ['ROLE_NOT_ALLOWED role']],
    ['by personnel', () => record([['HA', '2026-05', 'SUPPLIES', '1.00']], 'personnelA'), ['ROLE_NOT_ALLOWED role']],
    ['nothing', () => record([]), ['OBLIGATIONS_NONE records']],
    ['more than can be read', () => record(Array.from({ length: 501 }, (_, index) => ['HA', '2026-05', 'OTHER', '1.00', `第${index}项`])), ['OBLIGATIONS_MANY records']],
    ['an opening balance below zero', () => opening('-0.01'), ['MONEY_NEGATIVE amount']],
    ['an opening balance as it is', () => opening('1000000.00'), ['OPENING_SAME amount']],
    ['an opening balance of another institution', () => opening('1.00', 'headA', 'HB'), ['ROLE_NOT_ALLOWED role']],
  ])('%s is refused', async (_what, work, faults) => {
    expect(await leavesNothing(fixture, () => refusal(work()))).toEqual(faults);
  });

  test('two who record one thing at once make one chain', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => record([['TA1', '2026-09', 'SUPPLIES', `${index + 1}.00`]], 'health')));
    expect((await cashAt('TA1')).due).toHaveLength(1);
    expect(await ownerRows(fixture, "select from obligation where month = '2026-09' and replaces_id is not null")).toHaveLength(7);
  });
});

describe('who sees it', () => {
  test('bureaus every institution with figures, a head the own one', async () => {
    expect((await cash()).institutions.map(({ institution }) => institution.code)).toEqual(['HA', 'HB', 'TA1']);
    expect((await cash({}, 'headA')).institutions.map(({ institution }) => institution.code)).toEqual(['HA']);
  });

  test.each<[string, Login, string, string[]]>([
    ['another institution', 'headA', 'HB', ['ROLE_NOT_ALLOWED role']],
    ['one that there is not, in the same words', 'headA', '01990000-0000-7000-8000-000000000000', ['ROLE_NOT_ALLOWED role']],
    ['one that there is not', 'finance', '01990000-0000-7000-8000-000000000000', ['NOT_FOUND institution']],
    ['another region', 'head', 'HA', ['REGION_NOT_YOURS region']],
    ['an auditor', 'auditor', 'HA', ['ROLE_NOT_ALLOWED role']],
  ])('not %s', async (_what, login, code, faults) => {
    expect(await refusal(cash({ institution: fixture.county.institutions[code] ?? code }, login))).toEqual(faults);
  });
});

describe('a consortium\'s year', () => {
  const years = (login: Login) => fixture.county.as(login, (asking) => consortiumYears(asking, region, 2026, null));

  test('holds the own figures: package, accounts with what they hold, branches', async () => {
    const [own, ...others] = await years('headA');
    expect(others).toEqual([]);
    expect(own).toMatchObject({ consortium: { code: 'A' }, head: { code: 'HA' }, package: 7_676_760_000n, settlement: null, score: null, toConfirm: [], spendingMonths: 0 });
    expect(own?.accounts.map(({ account, holds, received, balance }) => [account, holds, received, balance])).toEqual([
      ['advanced/A', 'cash', 607_743_500n, 607_743_500n], ['holdback/A', 'owed', 31_986_500n, 31_986_500n],
      ['package/A', null, 7_676_760_000n, 7_037_030_000n], ['working-advance/A', 'cash', 639_730_000n, 639_730_000n],
    ]);
    expect(own?.branches.map(({ institution, role, share }) => [institution.code, role, share])).toEqual([['HA', 'HEAD', 0n], ['TA1', 'BRANCH', 0n], ['TA2', 'BRANCH', 0n]]);
  });

  test('of a bureau all, of nobody else any', async () => {
    expect((await years('finance')).map(({ consortium }) => consortium.code)).toEqual(['A', 'B']);
    expect(await refusal(years('personnelA'))).toEqual(['ROLE_NOT_ALLOWED role']);
  });

  test('the settlement: the line to confirm with its last day, then what it gave to whom', async () => {
    const { county } = fixture;
    await signAll(county, (await ownerRows<Run>(fixture, "select id, hash, steps from run where stage = 'ADVANCE' and state = 'SUBMITTED'"))[0]!);
    await recordYear(county);
    const settlement = await preparedSettlement(county);
    const [waiting] = await years('headA');
    expect(waiting).toMatchObject({ settlement: { run: { state: 'SUBMITTED' }, surplus: null }, toConfirm: [{ run: settlement.id, row: 'A', stage: { zh: '年终清算' }, period: '2026', dueOn: '2026-03-17' }] });
    expect((await years('finance')).flatMap(({ toConfirm }) => toConfirm)).toEqual([]);
    expect((await cashAt('HA')).received.filter(({ state }) => state === 'planned')).toEqual([]);
    await confirmAll(county, settlement);
    await signAll(county, settlement);
    const [settled] = await years('headA');
    expect(settled).toMatchObject({ settlement: { run: { state: 'POSTED' }, overspend: 0n }, toConfirm: [] });
    const shares = settled!.branches.map(({ institution, share }) => [institution.code, share > 0n]);
    expect(shares).toEqual([['HA', true], ['TA1', true], ['TA2', true]]);
    const { received } = await cashAt('TA1');
    expect(received.map(({ amount }) => amount)).toEqual([settled!.branches[1]?.share]);
  });
});

test('pay is due: what was paid, what is on its way, and what is left of the total over the months without a run', async () => {
  const { banner } = fixture;
  await fixedTotal(banner);
  await paidBasic(banner, '2010-01');
  await preparedPay(banner, { kind: 'BASIC', period: '2010-02' });
  const ofYear = (year: number, now: Date) => banner.as('head', (asking) => cashYears(asking, { region: banner.region, year, institution: banner.institutions.U01 as string, asOf: null }), now).then(({ institutions }) => institutions[0]!);
  const after = await ofYear(2010, moment);
  expect(after.due.map(({ state, month }) => [state, month])).toEqual([['paid', '2026-03'], ['owed', '2026-03'], ['planned', undefined], ['planned', undefined]]);
  const within = await ofYear(2010, new Date('2010-10-15T03:00:00Z'));
  const basic = within.due.filter(({ title, state }) => title.zh === '基础性绩效工资' && state === 'planned');
  expect(basic.map(({ month }) => month)).toEqual(['2010-10', '2010-11', '2010-12']);
  const [total] = await ownerRows<{ basic: string; left: string }>(fixture, 'select t.basic, t.basic - sum(p.total) as left from pay_total t join pay_run p on p.institution_id = t.institution_id group by t.basic');
  expect(String(sumMoney(basic.map(({ amount }) => amount)))).toBe(total?.left);
});
