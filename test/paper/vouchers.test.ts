/** Vouchers for the accounting system: balanced, equal to the ledger, the same each time, and refused where an account is missing. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { parseMoney, sumMoney } from '../../server/core/money.ts';
import type { Run } from '../../server/model/run.ts';
import { setChartAccount } from '../../server/paper/chart.ts';
import { issuePaper } from '../../server/paper/issue-paper.ts';
import { setDocumentPrefix } from '../../server/paper/prefixes.ts';
import { vouchers } from '../../server/paper/vouchers.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { serve, type Served, type Visitor } from '../kit/http.ts';
import { leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { settledYear } from '../kit/year.ts';

const chart: Array<[accountClass: string, code: string, title: string]> = [
  ['financing', '1001.01', '上级拨入资金'], ['risk-fund', '3001', '风险基金'], ['outpatient-pool', '2101', '门诊统筹'], ['serious-illness-pool', '2102', '大病保险'], ['county-reserve', '3002', '预备金'],
  ['package', '2201', '包干资金'], ['claims', '5001', '医疗费用支出'], ['contract-fees', '5002', '签约服务支出'], ['development', '3101', '发展资金'], ['surplus-share', '2202', '应付结余分配'],
  ['rural-scheme-agency', '1201', '应收经办中心'], ['consortium-share', '1202', '应收医共体'],
];

let fixture: County;
let served: Served;
let budget: Run;
let officer: Visitor;
beforeAll(async () => {
  fixture = await makeCounty();
  ({ budget } = await settledYear(fixture.county));
  served = await serve(fixture.orm);
  officer = await served.visitor('officer');
}, 60_000);
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const mapped = (accountClass: string, code: string, title: string, from = '2026-01-01', login: Login = 'finance') => (
  fixture.county.as(login, (asking) => setChartAccount(asking, { region: 610726, accountClass, code, title, from })));
const later = new Date('2026-04-01T03:00:00Z');
const exported = (from = '2026-03', to = from, now = later, login: Login = 'officer') => fixture.county.as(login, (asking) => vouchers(asking, { region: 610726, from, to }), now);
const file = (path: string, visitor = officer) => visitor.fetch(`${path}region=610726&from=2026-03&to=2026-03&purpose=account`);
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const cellsOf = (text: string) => text.replace(/^\ufeff/, '').trimEnd().split('\r\n').map((line) => line.split(','));

describe('the chart of accounts', () => {
  test('without it nothing is exported, and every account that is missing is named', async () => {
    expect(await leavesNothing(fixture, () => refusal(exported()))).toEqual(['CHART_UNMAPPED chart']);
    for (const [accountClass, code, title] of chart) await mapped(accountClass, code, title);
    await expect(leavesNothing(fixture, () => exported().catch((error: Error) => { throw error; }))).rejects.toThrow('head-hospital 总院承担');
    const { data } = await officer.ask('{ chartAccounts(region: 610726, on: "2026-03-01") { accountClass classTitle { zh } code title validFrom } }');
    expect((data as unknown as { chartAccounts: object[] }).chartAccounts).toEqual(expect.arrayContaining([
      { accountClass: 'package', classTitle: { zh: '包干额' }, code: '2201', title: '包干资金', validFrom: '2026-01-01' }, { accountClass: 'head-hospital', classTitle: { zh: '总院承担' }, code: null, title: null, validFrom: null },
    ]));
  });

  test.each<[what: string, given: [string, string, string, string?, Login?], code: string]>([
    ['an unknown class', ['packages', '2201', 'x'], 'CHART_CLASS_UNKNOWN accountClass'],
    ['a code with a space', ['head-hospital', '22 01', 'x'], 'CHART_ACCOUNT_FORM code'],
    ['no title', ['head-hospital', '2201', ' '], 'CHART_ACCOUNT_FORM code'],
    ['a day that is none', ['head-hospital', '2201', 'x', '2026-02-30'], 'DAY_NOT_VALID from'],
    ['a day before the present one', ['package', '2299', 'x', '2025-12-31'], 'SETTING_NOT_LATER from'],
    ['a hospital head', ['head-hospital', '2201', 'x', '2026-01-01', 'headA'], 'ROLE_NOT_ALLOWED role'],
  ])('refuses %s', async (_what, given, code) => {
    expect(await leavesNothing(fixture, () => refusal(mapped(...given)))).toEqual([code]);
  });
});

describe('vouchers', () => {
  test('balance one by one, and are the ledger line by line', async () => {
    await mapped('head-hospital', '1203', '应收总院');
    await mapped('package', '2299', '四月起的科目', '2026-04-01');
    await fixture.county.as('health', (asking) => setDocumentPrefix(asking, { region: 610726, prefix: '宁卫', from: '2026-01-01' }));
    for (const kind of ['ALLOCATION_NOTICE', 'APPROVAL_FORM'] as const) await fixture.county.as('health', (asking) => issuePaper(asking, { region: 610726, run: budget.id, kind, unit: 'YUAN', recipient: null }));
    const { rows, export: made } = await exported();
    const fen = (text: string) => (text === '' ? 0n : parseMoney(text, ''));
    const ledger = await ownerRows<{ account: string; amount: string }>(fixture, 'select p.account, p.amount::text as amount from posting p join journal_entry e on e.id = p.entry_id where p.region_id = 610726 order by e.id, p.line');
    expect(rows.map(({ debit, credit }) => fen(debit) - fen(credit))).toEqual(ledger.map(({ amount }) => BigInt(amount)));
    const codes = new Map([...chart.map(([accountClass, code]) => [accountClass, code] as const), ['head-hospital', '1203'] as const]);
    expect(rows.map(({ code, institutionCode }) => [code, institutionCode])).toEqual(ledger.map(({ account }) => [codes.get(account.split('/')[0] as string), account.split('/')[1] ?? '']));
    for (const [, lines] of Map.groupBy(rows, ({ number }) => number)) expect(sumMoney(lines.map(({ debit, credit }) => fen(debit) - fen(credit)))).toBe(0n);
    expect([...new Set(rows.map(({ number, on, attachments, fundCode }) => `${number} ${on} ${attachments} ${fundCode}`))]).toEqual(['1 2026-03-10 2 residents', '2 2026-03-10 0 residents']);
    expect([made.entries, made.total]).toEqual([2, sumMoney(rows.map(({ debit }) => fen(debit)))]);
    expect(rows.find(({ institutionCode }) => institutionCode === 'HA')).toMatchObject({ institution: '机构HA', title: '应付结余分配', debit: '1387091.56', summary: { zh: '2026 年终清算 机构分得的结余' } });
  });

  test('are the same whenever they are exported again, and what was exported keeps its accounts', async () => {
    expect(await refusal(mapped('claims', '5009', '另一科目', '2026-03-31'))).toEqual(['CHART_EXPORTED from']);
    await expect(ownerRows(fixture, `insert into chart_account select region_id, gen_random_uuid(), account_class, '9999', 'x', '2026-03-20', set_by_id, now() from chart_account where account_class = 'claims'`)).rejects.toMatchObject({ code: 'FP163' });
    await mapped('claims', '5009', '另一科目', '2026-05-01');
    await fixture.county.as('health', (asking) => issuePaper(asking, { region: 610726, run: budget.id, kind: 'STATEMENT', unit: 'YUAN', recipient: null }));
    const files = async () => Promise.all(['/vouchers.csv?', '/vouchers.csv?encoding=gb18030&', '/vouchers.xlsx?'].map(async (path) => bytesOf(await file(path))));
    const [first, again] = [await files(), await files()];
    expect(first.map((each, index) => each.equals(again[index] as Buffer))).toEqual([true, true, true]);
    expect(await ownerRows(fixture, 'select count(*)::int as count from voucher_export')).toEqual([{ count: 1 }]);
    const { data } = await officer.ask('{ voucherPeriod(region: 610726, from: "2026-03", to: "2026-03") { entries debit credit contentHash } }');
    const [kept] = await ownerRows<{ content_hash: string }>(fixture, 'select content_hash from voucher_export');
    const [sum] = await ownerRows<{ sum: string }>(fixture, 'select (sum(amount) filter (where amount > 0) / 100)::numeric(20, 2)::text as sum from posting where region_id = 610726');
    expect(data).toEqual({ voucherPeriod: { entries: 2, debit: sum?.sum, credit: sum?.sum, contentHash: kept?.content_hash } });
  });

  test('as CSV in UTF-8 and GB18030 and as a spreadsheet they say the same', async () => {
    const utf8 = await bytesOf(await file('/vouchers.csv?'));
    expect([...utf8.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const gb = await file('/vouchers.csv?encoding=gb18030&');
    expect(gb.headers.get('content-type')).toBe('text/csv; charset=gb18030');
    const cells = cellsOf(utf8.toString('utf8'));
    expect(cellsOf(new TextDecoder('gb18030').decode(await bytesOf(gb)))).toEqual(cells);
    const sheets = (await readXlsx(await bytesOf(await file('/vouchers.xlsx?')))).sheets;
    expect(sheets[0]?.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))).toEqual(cells.map((row, index) => row.map((cell, column) => (index > 0 && [6, 7].includes(column) && cell !== '' ? String(Number(cell)) : cell))));
    expect(cells[0]).toHaveLength(14);
    expect(sheets[1]?.rows.map(([name]) => name)).toEqual(['期间', '凭证数', '借方合计(元)', '贷方合计(元)', '内容哈希']);
    expect(cellsOf(await (await file('/vouchers.csv?lang=en&')).text())[0]?.slice(0, 3)).toEqual(['Date', 'Word', 'Number']);
  });

  test('are in the audit log with their purpose, and are for the bureaus of the region', async () => {
    const [row] = await ownerRows(fixture, "select row_count, purpose, query from audit_event where action = 'EXPORT_VOUCHERS' order by id limit 1");
    expect(row).toEqual({ row_count: (await exported()).rows.length, purpose: 'account', query: expect.stringMatching(/^from=2026-03 to=2026-03 /) });
    for (const login of ['headA', 'head', 'staffA', 'auditor', 'nobody'] as const) {
      const visitor = await served.visitor(login);
      for (const path of ['/vouchers.csv?', '/vouchers.xlsx?']) expect([login, path, (await leavesNothing(fixture, () => file(path, visitor))).status]).toEqual([login, path, 403]);
    }
    expect((await file('/vouchers.csv?', await served.visitor())).status).toBe(401);
    for (const query of ['', 'region=610726', 'region=610726&from=2026-03&to=2026-03', 'region=610726&from=x&to=2026-03&purpose=x', 'region=610726&from=2026-03&to=2026-03&purpose=x&encoding=latin1', 'region=150724&from=2026-03&to=2026-03&purpose=x']) {
      expect([query, (await leavesNothing(fixture, () => officer.fetch(`/vouchers.csv?${query}`))).status]).toEqual([query, 403]);
    }
  });

  test('of months that are not over, turned round, or empty are refused', async () => {
    expect(await refusal(exported('2026-03', '2026-03', new Date('2026-03-31T03:00:00Z')))).toEqual(['PERIOD_NOT_OVER to']);
    expect(await refusal(exported('2026-03', '2026-02'))).toEqual(['PERIOD_REVERSED from']);
    expect(await refusal(exported('2026-01', '2026-02'))).toEqual(['VOUCHERS_NONE from']);
    expect(await refusal(exported('2026-3'))).toEqual(['MONTH_NOT_VALID from']);
  });

  test('are refused when the ledger no longer says what was exported', async () => {
    await plant(fixture, 'update posting set amount = amount * 2 where region_id = 610726 and line in (0, 1)');
    expect(await leavesNothing(fixture, () => refusal(exported()))).toEqual(['VOUCHERS_DIFFER from']);
  });
});
