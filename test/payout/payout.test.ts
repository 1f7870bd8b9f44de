/** Deductions, paying out, what comes back and what is taken back, of 巴彦托海镇卫生院 in 2010. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { PayRun } from '../../server/model/pay.ts';
import { Run } from '../../server/model/run.ts';
import { setGradeStandard } from '../../server/organisation/register-parts.ts';
import type { PayOutView } from '../../server/payout/views.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { serve, type Answer, type Served, type Visitor } from '../kit/http.ts';
import { testKeys } from '../kit/keys.ts';
import { faultsIn, leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { cardOf, cashiers, giveCard, readyToPayOut } from '../kit/payout.ts';
import { csv, xlsx } from '../kit/sheets.ts';
import { correctedRun, preparedCorrection } from '../kit/correct.ts';
import { paidBasic, released, signAll } from '../kit/year.ts';

const region = 150724;
const month = '2010-01';
let fixture: County;
let served: Served;
let cashier: Visitor;
let second: Visitor;

const place = () => fixture.banner;
const hospital = () => place().institutions.U01 as string;

beforeAll(async () => {
  fixture = await makeCounty();
  await readyToPayOut(fixture);
  served = await serve(fixture.orm);
  cashier = await served.visitor(cashiers[0]);
  second = await served.visitor(cashiers[1]);
}, 120_000);
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const fields = `{ gross deducted net returned reissued deductions { item amount } run { id hash state } returnRun { id hash }
  people { code gross deducted net state card batch payment reason } batches { id number layout count total held { code reason } given { purpose } } returns { batch sequence code amount reason postsIn again }
  owed { payRun code amount begun recovered remaining } }`;
const of = (given: string) => `region: ${region}, institution: "${hospital()}", month: "${given}"`;
type Shown = { [Key in keyof PayOutView]: PayOutView[Key] extends bigint ? string : PayOutView[Key] };

const shown = (answer: Answer): Shown => {
  if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
  return Object.values(answer.data ?? {})[0] as unknown as Shown;
};
const refusals = ({ errors }: Answer) => errors.map(({ extensions }) => `${extensions.code} ${extensions.at}`);
const codes = ({ errors }: Answer) => errors.flatMap(({ extensions }) => (extensions as unknown as { faults?: Array<{ code: string; at: string }> }).faults?.map(({ code, at }) => `${code} ${at}`) ?? [`${extensions.code} ${extensions.at}`]);
const view = async (given = month, visitor = cashier) => shown(await visitor.ask(`{ payOut(${of(given)}) ${fields} }`));
const person = ({ people }: Shown, code: string) => people.find((each) => each.code === code);

const give = (rows: Array<[string, string, string]>, given = month, visitor = cashier) => visitor.ask(
  `mutation { giveDeductions(${of(given)}, reason: "工资科通知", rows: [${rows.map(([who, item, amount]) => `{ person: "${who}", item: ${item}, amount: "${amount}" }`).join(', ')}]) ${fields} }`);
const runIn = (given = month, stage = 'PAY_OUT') => place().as('finance', ({ em }) => em.findOneOrFail(Run, { regionId: region, stage, period: given, state: { $ne: 'RETURNED' } }));
const paidOut = async (given: string) => {
  shown(await cashier.ask(`mutation { preparePayOut(${of(given)}) { id } }`));
  await signAll(place(), await runIn(given));
};
const batch = (held: Array<[string, string]>, { layout = 'DELIMITED', given = month, visitor = cashier, key = randomUUID() as string } = {}) => visitor.ask(
  `mutation { makePaymentBatch(${of(given)}, layout: ${layout}, purpose: "发放工资", held: [${held.map(([who, reason]) => `{ person: "${who}", reason: "${reason}" }`).join(', ')}]) ${fields} }`, {}, key);
const file = (id: string, purpose: string, more = {}, visitor = cashier) => visitor.fetch(`/payments/batch?${new URLSearchParams({ region: String(region), batch: id, purpose, ...more })}`);
const comeBack = (payment: string, reason: string) => cashier.ask(`mutation { recordPaymentReturn(${of(month)}, payment: "${payment}", reason: "${reason}") ${fields} }`);

async function imported(bytes: Uint8Array, target: string, visitor = cashier) {
  const { id: uploaded } = await (await visitor.fetch(`/intake/files?region=${region}&name=${encodeURIComponent('扣款.csv')}`, {
    method: 'POST', headers: { 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID() }, body: Buffer.from(bytes),
  })).json() as { id: string };
  const report = '{ id reportHash report { rows changed faultCount sums { amount count } rowFaults { row column says { en } } faults { en } } }';
  const begun = shown(await visitor.ask(`mutation { beginImport(region: ${region}, file: "${uploaded}", target: ${target}) { id } }`)) as unknown as { id: string };
  const checked = shown(await visitor.ask(`mutation { checkImport(region: ${region}, id: "${begun.id}") ${report} }`)) as unknown as { id: string; reportHash: string; report: Record<string, never> };
  return { ...checked, confirm: () => visitor.ask(`mutation { confirmImport(region: ${region}, id: "${checked.id}", report: "${checked.reportHash}") { state } }`) };
}

describe('deductions', () => {
  const header = ['工号', '姓名', '月份', '社保', '公积金', '个税'];

  test('come by file in GB18030, are tried first, and each wrong cell is named by row and field', async () => {
    const rows = [header, ['A', '乌云', '2010-01', '52.80', '79.20', '3.01'], ['Z', '某人', '2010-01', '1', '', ''], ['B', '巴图', '2010-01', '-1', '', ''],
      ['C', '李秀', '2010-01', '1.005', '', ''], ['A', '乌云', '2010-01', '9', '', ''], ['D', '乌云', '2010-01', '1', '', ''], ['C', '李秀', '2010-01', '', '', ''], ['B', '巴图', '2008-12', '1', '', '']];
    const { report } = await imported(csv(rows, 'gb18030'), 'DEDUCTIONS');
    expect((report as unknown as {rowFaults: Array<{row: number;column: string | null;says: {en: string;};}>;}).rowFaults.map(({ row, column, says }) => `${row} ${column}: ${says.en}`)).toMatchInlineSnapshot(`
[
  "3 A: 工号 is "Z", which is no registered person; write a registered code or name, such as A (乌云).",
  "4 D: 社保 is "-1"; this amount may not be less than 0.",
  "5 D: 社保 is "1.005", with 3 decimals; money is in yuan with at most two decimals (fen).",
  "6 null: Row 6 is the same as row 2 (A 乌云 2010-01); keep one of them.",
  "7 B: 姓名 is "乌云", but staff number D is registered as "其其格"; check number and name.",
  "8 null: The row of C 李秀, 2010-01, has no deduction; fill in at least one item, with 0 where nothing is deducted.",
  "9 A: 工号 is "B 巴图", whose pay your institution does not run at the end of 2008-12; the institution that runs it records the deductions.",
]
`);
  });

  test('are recorded as the trial showed, and a second reading changes nothing', async () => {
    const bytes = await xlsx([header, ['A', '乌云', '2010-01', 52.8, 79.2, 3.01], ['B', '巴图', '2010-01', 48, null, null]]);
    const { report, confirm } = await imported(bytes, 'DEDUCTIONS');
    expect(report).toMatchObject({ rows: 2, changed: 4, faultCount: 0, sums: [{ count: 2 }, { amount: '100.80' }, { amount: '79.20' }, { amount: '0.00' }, { amount: '3.01' }, { amount: '0.00' }, { amount: '0.00' }] });
    expect(shown(await confirm())).toEqual({ state: 'DONE' });
    expect(await view()).toMatchObject({ gross: '3120.00', deducted: '183.01', net: '2936.99' });
    expect((await imported(bytes, 'DEDUCTIONS')).report).toMatchObject({ changed: 0 });
    expect(refusals(await second.ask(`{ import(region: ${region}, id: "${(await imported(bytes, 'DEDUCTIONS')).id}") { id } }`))).toEqual(['NOT_FOUND id']);
  });

  test('by form are all taken or none, and another takes the place of what was known', async () => {
    const wrong = await leavesNothing(fixture, () => give([['A', 'UNION_FEE', '5.00'], ['Z', 'UNION_FEE', '5.00'], ['A', 'UNION_FEE', '6.00'], ['B', 'ANNUITY', '-5.00'], ['B', 'ANNUITY', '0.001'], ['C', 'RECOVERY', 'x']]));
    expect(codes(wrong)).toEqual(['CELL_UNKNOWN rows[1].person', 'DEDUCTION_TWICE rows[2].item', 'MONEY_NEGATIVE rows[3].amount', 'MONEY_DECIMALS rows[4].amount', expect.stringMatching(/ rows\[5\]\.amount$/)]);
    expect(codes(await give([['C', 'RECOVERY', '1.00']]))).toEqual(['DEDUCTION_RECOVERY_NONE amount']);
    expect(person(shown(await give([['A', 'UNION_FEE', '5.00'], ['A', 'INCOME_TAX', '4.00']])), 'A')).toMatchObject({ deducted: '141.00' });
    expect(codes(await give([['A', 'UNION_FEE', '5.00']]))).toEqual(['IMPORT_NOTHING_NEW rows']);
    const known = await ownerRows<{ amount: string; now: boolean }>(fixture, "select amount, known_until is null as now from deduction where item = 'INCOME_TAX' order by known_from, amount");
    expect(known).toEqual([{ amount: '301', now: false }, { amount: '400', now: true }]);
    await expect(ownerRows(fixture, 'update deduction set amount = 1')).rejects.toMatchObject({ code: 'FP014' });
  });

  test('above gross pay are refused by name when the pay-out is prepared', async () => {
    shown(await give([['D', 'HOUSING_FUND', '540.01']]));
    const answer = await leavesNothing(fixture, () => cashier.ask(`mutation { preparePayOut(${of(month)}) { id } }`));
    expect(answer.errors.map(({ extensions }) => extensions.messages?.zh)).toEqual(['D 其其格 应发 540.00 元，扣除 540.01 元，实发为 -0.01 元，小于零；扣除最多 540.00 元，请减少“住房公积金”等项目或登记到以后月份。']);
    expect(person(await view(), 'D')).toMatchObject({ net: '-0.01' });
    shown(await give([['D', 'HOUSING_FUND', '540.00']]));
  });
});

describe('the pay-out', () => {
  test('is prepared once by the institution\'s finance, and deductions wait meanwhile', async () => {
    const [one, other] = await Promise.all([cashier, second].map((visitor) => visitor.ask(`mutation { preparePayOut(${of(month)}) { id state } }`)));
    const answers = [one, other] as Answer[];
    expect(answers.flatMap(refusals)).toEqual(['RUN_OPEN period']);
    expect(await runIn()).toMatchObject({ state: 'SUBMITTED', steps: ['HR_BUREAU', 'HEALTH_BUREAU', 'FINANCE_BUREAU'] });
    expect(codes(await give([['A', 'UNION_FEE', '9.00']]))).toEqual(['DEDUCTION_LATE month']);
    expect(codes(await batch([]))).toEqual(['PAY_OUT_NOT_POSTED month']);
    const { data } = await (await served.visitor('hr')).ask(`{ tasks(region: ${region}, year: 2010) { path } }`);
    expect(data).toEqual({ tasks: [{ path: `/payout/${hospital()}?month=2010-01` }] });
  });

  test('is posted after three reviews, each deduction to its own account', async () => {
    await signAll(place(), await runIn());
    const balances = await ownerRows(fixture, `select p.account, sum(p.amount)::text as amount from posting p where p.account like '%/U01' and p.account not like 'pay-total%' and p.account not like '%-share/%' group by 1 order by 1`);
    expect(balances).toMatchInlineSnapshot(`
[
  {
    "account": "net-pay/U01",
    "amount": "239100",
  },
  {
    "account": "own-funds/U01",
    "amount": "-6240000",
  },
  {
    "account": "wage-cards/U01",
    "amount": "0",
  },
  {
    "account": "withheld-housing-fund/U01",
    "amount": "61920",
  },
  {
    "account": "withheld-income-tax/U01",
    "amount": "400",
  },
  {
    "account": "withheld-social-insurance/U01",
    "amount": "10080",
  },
  {
    "account": "withheld-union-fee/U01",
    "amount": "500",
  },
]
`);
    expect(refusals(await cashier.ask(`mutation { preparePayOut(${of(month)}) { id } }`))).toEqual(['PAY_OUT_DONE month']);
    expect(await faultsIn(fixture, place())).toEqual([]);
  });
});

describe('a batch', () => {
  test('waits while a card is missing or wrong, by name, and goes once those are held', async () => {
    const owner = (await ownerRows<{ id: string }>(fixture, "select id from person where code = 'C'"))[0]!.id;
    expect(codes(await batch([]))).toEqual(['BATCH_CARD_MISSING held.C']);
    expect(codes(await batch([['C', ' ']]))).toEqual(['ACT_REASON_MISSING held.C']);
    expect(codes(await batch([['D', '无卡']]))).toEqual(['BATCH_HOLD_UNKNOWN held.D']); // whose net pay is nothing
    const bad = testKeys.seal({ region, person: owner, kind: 'BANK_CARD' }, '6200001507240009999');
    await plant(fixture, `insert into person_number values (${region}, '${owner}', 'BANK_CARD', 't1', decode('${bad.sealed.toString('hex')}', 'hex'), decode('${bad.match.toString('hex')}', 'hex'), '6200***********9999')`);
    expect(codes(await batch([]))).toEqual(['BATCH_CARD_INVALID held.C']);
    const twice = testKeys.seal({ region, person: owner, kind: 'BANK_CARD' }, cardOf(2));
    await plant(fixture, `update person_number set sealed = decode('${twice.sealed.toString('hex')}', 'hex') where person_id = '${owner}' and region_id = ${region}`);
    const shared = await batch([]);
    expect(codes(shared)).toEqual(['BATCH_CARD_SHARED held.C']);
    expect(JSON.stringify(shared)).not.toContain(cardOf(2));
    await plant(fixture, `delete from person_number where person_id = '${owner}'`);
    expect(await ownerRows(fixture, 'select from payment_batch')).toEqual([]);
  });

  test('is one, whichever of two officers asks, and the same key gives the same answer', async () => {
    const key = randomUUID();
    const answers = await Promise.all([batch([['C', '没有银行卡']], { key }), batch([['C', '没有银行卡']], { visitor: second }), batch([['C', '没有银行卡']], { key })]);
    expect(answers.flatMap(codes)).toEqual(expect.arrayContaining(['BATCH_NOTHING_LEFT month']));
    const { batches, people, net } = await view();
    expect(batches).toMatchObject([{ number: 'U01-201001-1', layout: 'DELIMITED', count: 3, held: [{ code: 'C', reason: '没有银行卡' }] }]);
    expect(Number(batches[0]!.total) + 600).toBe(Number(net));
    expect(people.map(({ code, state }) => `${code} ${state}`)).toEqual(['A SENT', 'B SENT', 'C CARD_MISSING', 'D NOTHING', 'L SENT']);
  });

  test('is given once for a purpose, to the finance of its institution alone, and always the same', async () => {
    const { batches: [{ id } = { id: '' }] } = await view();
    const answer = await file(id, '送交银行', { encoding: 'gb18030' });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="U01-201001-1.txt"');
    expect(iconv.decode(bytes, 'gb18030').split('\r\n')).toEqual([
      expect.stringMatching(/^H\|U01-201001-1\|\d{8}\|3\|179100$/), `D|1|${cardOf(2)}|乌云|51900|2010-01 工资`, `D|2|${cardOf(3)}|巴图|55200|2010-01 工资`, `D|3|${cardOf(1)}|那顺|72000|2010-01 工资`, 'T|3|179100', '',
    ]);
    const again = await file(id, '送交银行', {}, second);
    expect([again.status, await again.text()]).toEqual([403, expect.stringContaining('同一用途只给一次')]);
    expect((await file(id, '', {})).status).toBe(403);
    expect((await file(id, '核对', {}, await served.visitor('hr'))).status).toBe(403);
    expect((await file(id, '核对', {}, await served.visitor())).status).toBe(401);
    expect((await file('x', '核对')).status).toBe(403);
    await giveCard(fixture, 'A', cardOf(77)); // the file keeps the card that it was made with
    expect(iconv.decode(Buffer.from(await (await file(id, '重新取得', { encoding: 'gb18030' })).arrayBuffer()), 'gb18030')).toBe(iconv.decode(bytes, 'gb18030'));
    await giveCard(fixture, 'A', cardOf(2));
    expect(await ownerRows(fixture, "select purpose, row_count from audit_event where action in ('MAKE_PAYMENT_BATCH', 'EXPORT_PAYMENT_BATCH') order by id")).toEqual(
      ['发放工资', '送交银行', '重新取得'].map((purpose) => ({ purpose, row_count: 3 })));
  });

  test('pays nobody twice, whoever writes', async () => {
    const columns = 'region_id, id, batch_id, sequence, run_id, person_id, amount, key_id, sealed, masked, replaces_id, posts_in';
    const copied = (what: string) => `insert into payment_line (${columns}) select region_id, gen_random_uuid(), batch_id, sequence + 10, run_id, person_id, ${what} from payment_line limit 1`;
    await expect(ownerRows(fixture, copied('amount, key_id, sealed, masked, null, null'))).rejects.toMatchObject({ code: '23505' });
    await expect(ownerRows(fixture, copied("amount, key_id, sealed, masked, id, '2026-03'"))).rejects.toMatchObject({ code: 'FP221' });
    await expect(ownerRows(fixture, copied("amount + 1, key_id, sealed, masked, id, '2026-03'"))).rejects.toMatchObject({ code: 'FP220' });
    await expect(ownerRows(fixture, "insert into payment_batch select region_id, gen_random_uuid(), run_id, 9, layout, 1, 1, '[]', made_by_id, made_at from payment_batch")).rejects.toMatchObject({ code: 'FP222' });
  });
});

describe('a payment that came back', () => {
  test('is recorded by hand or from the bank\'s file, once, and needs another card', async () => {
    const line = person(await view(), 'A')!.payment as string;
    expect(codes(await comeBack(line, ' '))).toEqual(['RETURN_REASON_MISSING reason']);
    expect(codes(await comeBack(randomUUID(), '账号已销户'))).toEqual(['NOT_FOUND payment']);
    expect(shown(await comeBack(line, '账号已销户'))).toMatchObject({ returned: '0.00', returns: [{ batch: 'U01-201001-1', sequence: 1, code: 'A', amount: '519.00', reason: '账号已销户', again: null }] });
    expect(codes(await comeBack(line, '账号已销户'))).toEqual(['RETURNED_ALREADY line']);
    const header = ['批次号', '序号', '户名', '金额', '结果', '失败原因'];
    const wrong = await imported(csv([header, ['U01-201001-1', '9', '', '', '失败', 'x'], ['U01-201001-1', '2', '那顺', '', '失败', 'x'], ['U01-201001-1', '2', '', '1.00', '失败', 'x'], ['U01-201001-1', '2', '', '', '不明', ''], ['U01-201001-1', '3', '', '', '失败', '']]), 'PAYMENT_ANSWERS');
    expect((wrong.report as unknown as { rowFaults: Array<{ column: string }> }).rowFaults.map(({ column }) => column)).toEqual(['B', 'C', 'D', 'E', 'F']);
    const { report, confirm } = await imported(csv([header, ['U01-201001-1', '1', '乌云', '519.00', '失败', '账号已销户'], ['U01-201001-1', '2', '巴图', '552.00', '退汇', '户名不符'], ['U01-201001-1', '3', '', '', '成功', '']], 'gb18030'), 'PAYMENT_ANSWERS');
    expect(report).toMatchObject({ changed: 1, faultCount: 0, sums: [{ count: 1 }, { amount: '720.00' }, { count: 2 }, { amount: '1071.00' }] });
    shown(await confirm());
    expect(codes(await batch([['C', '没有银行卡'], ['B', '待查']]))).toEqual(['BATCH_CARD_RETURNED held.A']);
  });

  test('is paid again with the card corrected, linked to the first', async () => {
    await giveCard(fixture, 'A', cardOf(22));
    await giveCard(fixture, 'C', cardOf(4));
    const { batches, returns } = shown(await batch([['B', '户名待更正']], { layout: 'SHEET' }));
    expect(batches[1]).toMatchObject({ number: 'U01-201001-2', count: 2, total: '1119.00', held: [{ code: 'B' }] });
    expect(await view(returns[0]!.postsIn)).toMatchObject({ gross: '0.00', returned: '1071.00', reissued: '519.00' });
    expect(returns.map(({ code, again }) => `${code} ${again}`)).toEqual(['A U01-201001-2', 'B null']);
    const bytes = new Uint8Array(await (await file(batches[1]!.id, '送交银行')).arrayBuffer());
    const { rows } = (await readXlsx(bytes)).sheets[0]!;
    expect(rows.map((row) => row.map(String).slice(0, 4))).toEqual([['序号', '户名', '账号', '金额'], ['1', '乌云', cardOf(22), '519.00'], ['2', '李秀', cardOf(4), '600.00'], ['合计', '2', '', '1119.00']]);
    expect(await ownerRows(fixture, 'select count(*)::int as lines, count(replaces_id)::int as again from payment_line')).toEqual([{ lines: 5, again: 1 }]);
  });

  test('stands in the ledger with what was paid again, once for the month', async () => {
    const now = (await ownerRows<{ month: string }>(fixture, 'select posts_in as month from payment_return limit 1'))[0]!.month;
    expect(refusals(await cashier.ask(`mutation { preparePayReturn(${of(month)}) { id } }`))).toEqual(['RETURNS_NONE month']);
    shown(await cashier.ask(`mutation { preparePayReturn(${of(now)}) { id } }`));
    await signAll(place(), await runIn(now, 'PAY_RETURN'));
    const balances = await ownerRows(fixture, "select account, sum(amount)::text as amount from posting where account in ('net-pay/U01', 'returned-pay/U01') group by 1 order by 1");
    expect(balances).toEqual([{ account: 'net-pay/U01', amount: '183900' }, { account: 'returned-pay/U01', amount: '55200' }]);
    expect(await faultsIn(fixture, place())).toEqual([]);
    const run = await runIn(now, 'PAY_RETURN');
    await expect(preparedCorrection(place(), run, {}, cashiers[0])).rejects.toThrow(/not corrected/);
  });
});

describe('what somebody was paid too much', () => {
  /** The standard of A's grade is 200.00 lower than it was taken for: January is corrected, and the next months are paid by it. */
  async function overpaid(): Promise<string> {
    const [paid] = await ownerRows<{ id: string; hash: string }>(fixture, "select id, hash from run where stage = 'BASIC_PAY' and period = '2010-01'");
    await place().as('hr', (asking) => setGradeStandard(asking, { region, grade: '九级', monthly: 460_00n, from: '2009-01-01' }));
    const run = await correctedRun(place(), paid!, {}, 'head');
    const payRun = await place().as('finance', ({ em }) => em.findOneOrFail(PayRun, { regionId: region, run: { id: run.id } }, { populate: ['run'] }));
    await released(place(), payRun);
    for (const next of ['2010-02', '2010-03', '2010-04']) await paidBasic(place(), next);
    return payRun.id;
  }

  test('is taken back month by month within the limit, and ends exactly at zero', async () => {
    const correction = await overpaid();
    const begin = (who: string) => cashier.ask(`mutation { beginRecovery(${of(month)}, payRun: "${correction}", person: "${who}", reason: "岗位等级更正") ${fields} }`);
    expect((await view()).owed).toMatchObject([{ code: 'A', amount: '200.00', begun: false }]);
    expect(codes(await begin('B'))).toEqual(['RECOVERY_NOT_OWED person']);
    expect(shown(await begin('A')).owed).toMatchObject([{ begun: true, remaining: '200.00' }]);
    expect(codes(await begin('A'))).toEqual(['RECOVERY_BEGUN person']);
    shown(await give([['A', 'RECOVERY', '92.01']], '2010-02'));
    expect(person(await view('2010-02'), 'A')).toMatchObject({ gross: '460.00', net: '367.99' });
    expect(codes(await leavesNothing(fixture, () => cashier.ask(`mutation { preparePayOut(${of('2010-02')}) { id } }`)))).toEqual(['RECOVERY_ABOVE_LIMIT A 乌云']);
    shown(await give([['A', 'RECOVERY', '50.00']], '2010-02'));
    for (const next of ['2010-02', '2010-03', '2010-04']) await paidOut(next);
    expect(await ownerRows(fixture, "select o.month, d.amount::text as amount from pay_out_deduction d join pay_out o on o.run_id = d.run_id where d.item = 'RECOVERY' order by 1")).toEqual([
      { month: '2010-02', amount: '5000' }, { month: '2010-03', amount: '9200' }, { month: '2010-04', amount: '5800' }]);
    expect((await view('2010-04')).owed).toMatchObject([{ recovered: '200.00', remaining: '0.00' }]);
    expect(await ownerRows(fixture, "select sum(amount)::int as owed from posting where account = 'difference-recoverable/U01'")).toEqual([{ owed: 0 }]);
    await expect(ownerRows(fixture, 'insert into recovery_instalment select i.region_id, i.recovery_id, o.run_id, 1 from recovery_instalment i, pay_out o where o.month = \'2010-01\' limit 1')).rejects.toMatchObject({ code: 'FP223' });
    expect(await faultsIn(fixture, place())).toEqual([]);
  });

  test('one\'s own months are seen after deductions, and nobody else\'s', async () => {
    const own = await served.visitor('staffA');
    const { data } = await own.ask(`{ netPays(region: ${region}, year: 2010) { month gross net card deductions { item amount } } }`);
    expect(data).toMatchObject({ netPays: [{ month: '2010-04', net: '402.00' }, { month: '2010-03', net: '368.00' }, { month: '2010-02', net: '410.00' }, { month: '2010-01', gross: '660.00', net: '519.00', card: expect.stringMatching(/^6200\*+/) }] });
    expect(refusals(await own.ask(`{ payOut(${of(month)}) { net } }`))).toEqual(['ROLE_NOT_ALLOWED role']);
    const overview = await (await served.visitor('finance')).ask(`{ payOuts(region: ${region}, month: "2010-01") { institution { code } gross net sent returned run { state } } }`);
    expect(overview.data).toEqual({ payOuts: [{ institution: { code: 'U01' }, gross: '3120.00', net: '2391.00', sent: '1839.00', returned: 1, run: { state: 'POSTED' } }] });
  });
});
