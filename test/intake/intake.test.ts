/** Files from the upload to the record, over HTTP, as the offices use it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { readXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { makeLog } from '../../server/api/log.ts';
import type { Signer } from '../../server/core/ledger-file/write.ts';
import { startWorker } from '../../server/jobs/worker.ts';
import { settlementDraft } from '../../server/settlement/settlement-draft.ts';
import { signerOf } from '../../server/signature.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { serve, type Answer, type Served, type Visitor } from '../kit/http.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { csv, xls, xlsx, type SheetRows } from '../kit/sheets.ts';
import { postedBudget } from '../kit/year.ts';

const region = 610726;
let fixture: County;
let served: Served;
let insurance: Visitor;

beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm);
  insurance = await served.visitor('insurance');
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});
/** What is recorded goes, so that each test begins with nothing. */
afterEach(async () => {
  await ownerRows(fixture, 'truncate spending, institution_spending, care_case, care_case_set, import, import_part, import_file, import_column, graphile_worker._private_jobs cascade');
});

function upload(visitor: Visitor, bytes: Uint8Array, name: string, key: string | null = randomUUID(), more: Record<string, string> = {}): Promise<Response> {
  const headers = { 'content-type': 'application/octet-stream', ...(key === null ? {} : { 'idempotency-key': key }), ...more };
  return visitor.fetch(`/intake/files?${new URLSearchParams({ region: String(region), name })}`, { method: 'POST', headers, body: Buffer.from(bytes) });
}

const fields = `{ id state rows position reportHash followSum by reading { kind encoding delimiter sheet headerRow unit } columns { name header } failure { en }
  doneBefore { by } report { rows sumRows changed same faultCount sums { title { en } amount count } changes { what { en } before after } missing { en } rowFaults { row column header value says { zh en } } faults { en } } }`;

interface Shown {
  id: string;
  state: string;
  rows: number;
  position: number;
  reportHash: string;
  reading: Record<string, unknown>;
  columns: Array<{ name: string; header: string }>;
  failure: Array<{ en: string }>;
  doneBefore: { by: string } | null;
  report: {
    rows: number; sumRows: number[]; changed: number; same: number; faultCount: number; sums: object[]; missing: Array<{ en: string }>; faults: Array<{ en: string }>;
    changes: Array<{ what: { en: string }; before: string | null; after: string }>; rowFaults: Array<{ row: number; column: string; header: string; value: string; says: { zh: string; en: string } }>;
  };
}

const shown = (answer: Answer): Shown => {
  if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
  return Object.values(answer.data ?? {})[0] as unknown as Shown;
};
const codesOf = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);

const begin = async (visitor: Visitor, bytes: Uint8Array, target = 'SPENDING', name = '支出.xlsx'): Promise<Shown> => {
  const { id } = await (await upload(visitor, bytes, name)).json() as { id: string };
  return shown(await visitor.ask(`mutation { beginImport(region: ${region}, file: "${id}", target: ${target}) ${fields} }`));
};
const change = (id: string, what: string) => insurance.ask(`mutation { changeImportReading(region: ${region}, id: "${id}", ${what}) ${fields} }`);
const check = (id: string, visitor = insurance) => visitor.ask(`mutation { checkImport(region: ${region}, id: "${id}") ${fields} }`);
const confirm = (id: string, report: string, visitor = insurance) => visitor.ask(`mutation { confirmImport(region: ${region}, id: "${id}", report: "${report}") ${fields} }`);

/** Uploads, checks and confirms a file that has no faults. */
async function recorded(bytes: Uint8Array, target = 'SPENDING', name?: string): Promise<Shown> {
  const { id } = await begin(insurance, bytes, target, name);
  const { reportHash } = shown(await check(id));
  return shown(await confirm(id, reportHash));
}

const header = ['医共体名称', '月份', '报销费用（元）', '签约服务费（元）'];
const titled: SheetRows = [['宁强县医共体支出统计表'], ['单位：元'], [], header];
const months: SheetRows = [...titled, ['医共体A', '2026年1月', '1,000.50', 10], ['医共体B', new Date('2026-01-01T00:00:00Z'), 2000, 20], [], ['医共体A', '202603', 3000, 30], ['合计', null, 6000.5, 60]];
const spending = () => ownerRows<{ code: string; month: string; claims: string; source_sheet: string | null; source_row: number | null }>(fixture, `
  select c.code, s.month, s.claims::text as claims, s.source_sheet, s.source_row from spending s join consortium c on c.id = s.consortium_id where s.known_until is null order by s.month, c.code`);

describe('spending of consortia', () => {
  test('goes from the file to the record, with the row that each figure came from', async () => {
    const begun = await begin(insurance, await xlsx(months));
    expect(begun).toMatchObject({
      state: 'OPEN', reading: { kind: 'XLSX', encoding: null, sheet: '支出', headerRow: 4, unit: 'YUAN' },
      columns: expect.arrayContaining([{ name: 'consortium', header: '医共体名称' }, { name: 'claims', header: '报销费用（元）' }]),
    });
    const checked = await leavesSpending(async () => shown(await check(begun.id)));
    expect(checked).toMatchObject({ state: 'CHECKED', rows: 3 });
    expect(checked.report).toMatchObject({
      rows: 3, sumRows: [9], changed: 3, same: 0, faultCount: 0, sums: [{ title: { en: 'Claims' }, amount: '6000.50' }, { title: { en: 'Contract fees' }, amount: '60.00' }],
      missing: [{ en: '医共体A: 2026-02' }, { en: '医共体B: 2026-02, 2026-03' }],
    });
    expect(checked.report.changes[0]).toEqual({ what: { en: '医共体A 2026-01 Claims' }, before: null, after: '1000.50' });
    expect(shown(await confirm(begun.id, checked.reportHash))).toMatchObject({ state: 'DONE', by: 'insurance 的姓名' });
    expect(await spending()).toEqual([
      { code: 'A', month: '2026-01', claims: '100050', source_sheet: '支出', source_row: 5 }, { code: 'B', month: '2026-01', claims: '200000', source_sheet: '支出', source_row: 6 },
      { code: 'A', month: '2026-03', claims: '300000', source_sheet: '支出', source_row: 8 },
    ]);
    const [event] = await ownerRows<{ subject: { zh: string } }>(fixture, "select subject from audit_event where action = 'CONFIRM_IMPORT' order by at desc limit 1");
    expect(event?.subject.zh).toBe('医共体月度支出：支出.xlsx');
  });

  const leavesSpending = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = await spending();
    const result = await work();
    expect(await spending()).toEqual(before);
    return result;
  };

  test('the same file again changes nothing and says so; a later figure takes the place of the first', async () => {
    const bytes = await xlsx(months); // made once: a workbook holds the time at which it was made
    await recorded(bytes, 'SPENDING', 'a.xlsx');
    const again = await begin(insurance, bytes, 'SPENDING', 'b.xlsx');
    const checked = shown(await check(again.id));
    expect(checked).toMatchObject({ doneBefore: { by: 'insurance 的姓名' }, report: { changed: 0, same: 3 } });
    expect(codesOf(await confirm(again.id, checked.reportHash))).toEqual(['IMPORT_NOTHING_NEW']);
    expect(await ownerRows(fixture, 'select from import_file')).toHaveLength(1);
    const later = [...titled, ['A', '2026-01', 1001, 10], ['B', '2026-01', 2000, 20]];
    const { report } = await recorded(csv(later, 'gb18030'), 'SPENDING', 'c.csv');
    expect(report).toMatchObject({ changed: 1, same: 1, changes: [{ what: { en: '医共体A 2026-01 Claims' }, before: '1000.50', after: '1001.00' }] });
    expect((await spending()).map(({ claims, source_sheet, source_row }) => [claims, source_sheet, source_row])).toEqual([['100100', '', 5], ['200000', '支出', 6], ['300000', '支出', 8]]);
  });

  test('each fault is named with its row, column, value and what would be right; nothing is written', async () => {
    const wrong = [...titled, ['医共体C', '2026-01', 1, 1], ['医共体A', '三月', '１２', 1], ['医共体A', '2026-01', '12.5万元', null], [4.2e17, '2026-02', 1, 1], ['医共体A', '2026-04', 1, 1], ['A', '2026年4月', 2, 2]];
    const { id } = await begin(insurance, await xlsx(wrong));
    const checked = shown(await check(id));
    expect(checked.report.rowFaults.map(({ row, column, header: of, value, says }) => [row, column, of, value, says.zh])).toEqual([
      [5, 'A', '医共体名称', '医共体C', '医共体名称 为“医共体C”，没有登记这一医共体；请填写登记的编码或名称，例如 A (医共体A)。'],
      [6, 'B', '月份', '三月', '月份 为“三月”，读不出年月；请写成 2026-03、2026年3月 或 202603。'],
      [6, 'C', '报销费用（元）', '１２', '报销费用（元） 为“１２”，含全角字符；请改用半角，即“12”。'],
      [7, 'C', '报销费用（元）', '12.5万元', '报销费用（元） 为“12.5万元”，以万元为单位；所选单位是元，请改选单位或改正此格。'],
      [7, 'D', '签约服务费（元）', '', '签约服务费（元） 未填写。'],
      [8, 'A', '医共体名称', '420000000000000000', expect.stringContaining('长号码被表格软件改成了数字')],
      [10, null, null, '', '第 10 行与第 9 行是同一项（医共体A 2026-04）；只保留一行。'],
    ]);
    expect(codesOf(await confirm(id, checked.reportHash))).toEqual(['IMPORT_FAULTS']);
    expect(await spending()).toEqual([]);
    const marked = await insurance.fetch(`/intake/marked?region=${region}&id=${id}`);
    const { sheets: [sheet] } = await readXlsx(new Uint8Array(await marked.arrayBuffer()), { readStyles: true });
    expect([sheet?.rows[3]?.[4], sheet?.rows[5]?.[4]]).toEqual(['问题', expect.stringContaining('读不出年月')]);
    expect(['5,1', '5,2', '4,0', '4,1'].map((cell) => sheet?.cells?.get(cell)?.style?.fill)).toEqual([expect.objectContaining({ fgColor: { rgb: 'FFC7CE' } }), expect.anything(), expect.anything(), undefined]);
    expect(await ownerRows(fixture, "select row_count, purpose from audit_event where action = 'EXPORT_MARKED_FILE'")).toEqual([{ row_count: 6, purpose: '改正导入文件' }]);
  });

  test('a CSV file is given back in its own encoding with a column more, an old workbook as one in red', async () => {
    const wrong: SheetRows = [header, ['A', '2026-13', 1, 1]];
    const { id } = await begin(insurance, csv(wrong, 'gb18030', ';'), 'SPENDING', '支出.csv');
    shown(await check(id));
    const marked = await insurance.fetch(`/intake/marked?region=${region}&id=${id}&lang=en`);
    expect(iconv.decode(Buffer.from(await marked.arrayBuffer()), 'gb18030')).toBe(`${header.join(';')};What is wrong\r\nA;2026-13;1;1;"月份 is ""2026-13"", which is no month; write 2026-03, 2026/3 or 202603."\r\n`);
    const old = await begin(insurance, xls(wrong), 'SPENDING', '支出.xls');
    expect(old.reading).toMatchObject({ kind: 'XLS' });
    shown(await check(old.id));
    const painted = await insurance.fetch(`/intake/marked?region=${region}&id=${old.id}`);
    const { sheets: [sheet] } = await readXlsx(new Uint8Array(await painted.arrayBuffer()), { readStyles: true });
    expect([sheet?.rows[1]?.[1], sheet?.cells?.get('1,1')?.style?.fill !== undefined]).toEqual(['2026-13', true]);
  });

  test('columns that were mapped once are known by their headers; encoding, row and unit can be changed', async () => {
    const strange: SheetRows = [['单位', '期', '甲', '乙'], ['A', '2026-01', '0.01', '0.002'], ['B', '2026-01', 1, 1]];
    const begun = await begin(insurance, csv(strange), 'SPENDING', 'x.csv');
    expect(codesOf(await check(begun.id))).toEqual(['COLUMN_UNMAPPED']);
    expect(codesOf(await change(begun.id, 'columns: [{ name: "claims", header: "甲" }, { name: "contractFees", header: "甲" }, { name: "consortium", header: "单位" }, { name: "month", header: "期" }]').then(() => check(begun.id)))).toEqual(['COLUMN_SHARED']);
    expect(codesOf(await change(begun.id, 'columns: [{ name: "contractFees", header: "丙" }]').then(() => check(begun.id)))).toEqual(['HEADER_UNKNOWN']);
    expect(codesOf(await change(begun.id, 'columns: [{ name: "x", header: "乙" }]'))).toEqual(['IMPORT_COLUMN_UNKNOWN']);
    expect(shown(await change(begun.id, 'columns: [{ name: "contractFees", header: "乙" }], unit: WAN')).reading).toMatchObject({ unit: 'WAN' });
    expect(shown(await check(begun.id)).report).toMatchObject({ faultCount: 0, sums: [{ amount: '10100.00' }, { amount: '10020.00' }] });
    const tenThousands = await begin(insurance, csv([['医共体', '月份', '报销费用（万元）', '签约费'], ['A', '2026-01', 1, 1]]), 'SPENDING', 'w.csv');
    expect(tenThousands.reading).toMatchObject({ unit: 'WAN' });
    expect(codesOf(await change(tenThousands.id, 'unit: YUAN').then(() => check(tenThousands.id)))).toEqual(['HEADER_UNIT']);
    const next = await begin(insurance, csv([...strange, ['A', '2026-02', 1, 1]]), 'SPENDING', 'y.csv');
    expect(next.columns).toHaveLength(4);
    expect(shown(await change(next.id, 'headerRow: 2')).reading).toMatchObject({ headerRow: 2 });
    expect(codesOf(await change(next.id, 'delimiter: "x"'))).toEqual(['NOT_FOUND']);
    expect(codesOf(await change(next.id, 'encoding: GB18030'))).toEqual(['FILE_ENCODING']);
    const latin = await begin(insurance, csv([['a', 'b'], ['1', '2']]), 'SPENDING', 'z.csv');
    expect(shown(await change(latin.id, 'encoding: GB18030, delimiter: ";"')).reading).toMatchObject({ encoding: 'GB18030', delimiter: ';', headerRow: 1 });
  });

  test('what was recorded since the check is not passed over', async () => {
    const { id } = await begin(insurance, await xlsx(months));
    const { reportHash } = shown(await check(id));
    await insurance.ask(`mutation { recordSpending(region: ${region}, consortium: "${fixture.county.consortia.A}", month: "2026-01", claims: "7.00", contractFees: "7.00") { month } }`);
    expect(codesOf(await confirm(id, reportHash))).toEqual(['IMPORT_CHANGED']);
    expect(codesOf(await confirm(id, 'x'))).toEqual(['IMPORT_CHANGED']);
    expect((await spending()).map(({ claims }) => claims)).toEqual(['700']);
    expect(shown(await confirm(id, shown(await check(id)).reportHash)).state).toBe('DONE');
    expect(codesOf(await confirm(id, reportHash))).toEqual(['IMPORT_STATE']);
    expect(codesOf(await check(id))).toEqual(['IMPORT_STATE']);
  });

  test('the explanation of a settlement ends at file, sheet and row', async () => {
    await postedBudget(fixture.county);
    await recorded(await xlsx([header, ['A', '2026-01', 10, 1]]), 'SPENDING', 'spending-2026.xlsx');
    await insurance.ask(`mutation { recordSpending(region: ${region}, consortium: "${fixture.county.consortia.A}", month: "2026-02", claims: "7.00", contractFees: "7.00") { month } }`);
    const { origins } = await fixture.county.as('health', (asking) => settlementDraft(asking, region, 2026));
    expect(origins).toMatchObject({
      'consortia/A/claims': '支出登记 2026：spending-2026.xlsx（支出，第 2 行）；另有逐月登记 2026-02', 'consortia/A/certified': '支出登记 2026', 'consortia/B/claims': '支出登记 2026',
    });
  });
});

describe('spending by institution', () => {
  const places = ['机构名称', '月份', '医共体内', '县域内医共体外', '县域外'];
  const byPlace = (ha: number): SheetRows => [places, ['HA', '2026-01', ha, 20, 30], ['机构TA1', '2026-01', 1, 2, 3], ['HB', '2026-01', 5, 0, 0]];
  const sums = async () => (await insurance.ask(`{ institutionSpending(region: ${region}, year: 2026) { code month inside outsideConsortium outsideCounty sum claims } }`)).data?.institutionSpending;

  test('stands beside the spending of the consortium, and both agree', async () => {
    await recorded(await xlsx(byPlace(10)), 'INSTITUTION_SPENDING');
    expect(await sums()).toEqual([
      { code: 'A', month: '2026-01', inside: '11.00', outsideConsortium: '22.00', outsideCounty: '33.00', sum: '66.00', claims: null },
      { code: 'B', month: '2026-01', inside: '5.00', outsideConsortium: '0.00', outsideCounty: '0.00', sum: '5.00', claims: null },
    ]);
    const { id } = await begin(insurance, await xlsx([header, ['A', '2026-01', 60, 1], ['B', '2026-01', 5, 1]]));
    const { report } = shown(await check(id));
    expect(report.faults.map(({ en }) => en)).toEqual([expect.stringContaining('医共体A 2026-01: claims are recorded as 60.00, its institutions add up to 66.00, a difference of -6.00')]);
    const typed = (claims: string) => insurance.ask(`mutation { recordSpending(region: ${region}, consortium: "${fixture.county.consortia.A}", month: "2026-01", claims: "${claims}", contractFees: "7.00") { claims } }`);
    expect(codesOf(await typed('65.99'))).toEqual(['SPENDING_SUM_DIFFERS']);
    expect(codesOf(await typed('66.00'))).toEqual([]);
  });

  test('a later file is refused where the sum would differ, unless the consortium follows it', async () => {
    await recorded(await xlsx(byPlace(10)), 'INSTITUTION_SPENDING');
    await recorded(await xlsx([header, ['A', '2026-01', 66, 7]]));
    const { id } = await begin(insurance, await xlsx(byPlace(15)), 'INSTITUTION_SPENDING');
    expect(shown(await check(id)).report).toMatchObject({ faultCount: 1, faults: [{ en: expect.stringContaining('66.00') }] });
    expect(shown(await change(id, 'followSum: true')).state).toBe('OPEN');
    const { report, reportHash } = shown(await check(id));
    expect(report).toMatchObject({ faultCount: 0, changed: 1, same: 8 });
    shown(await confirm(id, reportHash));
    expect(await sums()).toEqual([expect.objectContaining({ code: 'A', inside: '16.00', sum: '71.00', claims: '71.00' }), expect.objectContaining({ code: 'B', sum: '5.00', claims: '5.00' })]);
    expect(await ownerRows(fixture, "select contract_fees::int as fees from spending where known_until is null and claims = 7100")).toEqual([{ fees: 700 }]);
    expect(await ownerRows(fixture, 'select from institution_spending')).toHaveLength(10);
  });

  test('an institution without a consortium is refused', async () => {
    await ownerRows(fixture, `insert into institution (region_id, id, code) select region_id, gen_random_uuid(), 'PH' from institution where code = 'HA'`).catch(() => undefined);
    const { id } = await begin(insurance, await xlsx([places, ['HA', '2008-12', 1, 1, 1]]), 'INSTITUTION_SPENDING');
    expect(shown(await check(id)).report.faults.map(({ en }) => en)).toEqual(['机构名称 is "机构HA", which belongs to no consortium in 2008-12, so that its spending has no package.']);
  });
});

test('obligations of institutions: each month and kind once, a later file takes the place of what it changes', async () => {
  const columns = ['机构名称', '月份', '应付药款', '耗材'];
  await recorded(await xlsx([columns, ['HA', '2026-01', 600, 50], ['机构TA1', '2026-01', 20, null], ['合计', null, 620, 50]]), 'OBLIGATIONS');
  const standing = () => ownerRows<{ code: string; kind: string; amount: string; source_row: number }>(fixture, `select i.code, o.kind, o.amount::text as amount, o.source_row from obligation o
    join institution i on i.id = o.institution_id where o.known_until is null order by i.code, o.kind`);
  expect(await standing()).toEqual([
    { code: 'HA', kind: 'MEDICINES', amount: '60000', source_row: 2 }, { code: 'HA', kind: 'SUPPLIES', amount: '5000', source_row: 2 }, { code: 'TA1', kind: 'MEDICINES', amount: '2000', source_row: 3 },
  ]);
  const { id } = await begin(insurance, await xlsx([columns, ['HA', '2026-01', 700, 50], ['HX', '2026-01', 1, 1], ['HA', '2026-01', 1, 1], ['HA', '2026-02', -1, 1]]), 'OBLIGATIONS');
  const { report } = shown(await check(id));
  expect(report.rowFaults.map(({ row }) => row)).toEqual([3, 4, 5]);
  const again = await begin(insurance, await xlsx([columns, ['HA', '2026-01', 700, 50]]), 'OBLIGATIONS');
  expect(shown(await check(again.id)).report).toMatchObject({ changed: 1, same: 1, changes: [{ what: { en: '机构HA 2026-01 Medicines' }, before: '600.00', after: '700.00' }] });
});

describe('a file', () => {
  test('is handed in once under a key, by the offices that do so, from this application\'s pages', async () => {
    const bytes = csv([header, ['A', '2026-01', 1, 1]]);
    const key = randomUUID();
    const first = await upload(insurance, bytes, 'a.csv', key);
    const text = await first.text();
    expect([first.status, JSON.parse(text)]).toEqual([200, { id: expect.any(String), known: false }]);
    expect(await (await upload(insurance, bytes, 'a.csv', key)).text()).toBe(text);
    expect(await (await upload(insurance, bytes, 'other.csv')).json()).toEqual({ id: (JSON.parse(text) as { id: string }).id, known: true });
    const code = async (answer: Response) => [answer.status, ((await answer.json()) as { errors: Array<{ extensions: { code: string } }> }).errors[0]?.extensions.code];
    expect(await code(await upload(insurance, csv([['x']]), 'a.csv', key))).toEqual([400, 'KEY_REUSED']);
    expect(await code(await upload(insurance, bytes, 'a.csv', null))).toEqual([400, 'KEY_MISSING']);
    expect(await code(await upload(insurance, new Uint8Array(), 'a.csv'))).toEqual([400, 'FILE_EMPTY']);
    expect(await code(await upload(insurance, bytes, ' '))).toEqual([400, 'FILE_NAME_MISSING']);
    expect(await code(await upload(insurance, bytes, 'a.csv', randomUUID(), { 'sec-fetch-site': 'cross-site' }))).toEqual([403, 'REQUEST_FOREIGN']);
    expect(await code(await upload(await served.visitor(), bytes, 'a.csv'))).toEqual([400, 'SIGNED_OUT']);
    for (const [login, refused] of [['health', 'ROLE_NOT_ALLOWED'], ['headA', 'ROLE_NOT_ALLOWED'], ['head', 'REGION_NOT_YOURS']] as Array<[Login, string]>) {
      expect([login, ...await code(await upload(await served.visitor(login), bytes, 'a.csv'))]).toEqual([login, 400, refused]);
    }
    expect(await ownerRows(fixture, 'select from import_file')).toHaveLength(1);
  });

  test('of other offices is not seen, read, checked, confirmed or taken away', async () => {
    const { id } = await begin(insurance, csv([header, ['A', '2026-01', 1, 1]]), 'SPENDING', 'a.csv');
    const { reportHash } = shown(await check(id));
    const health = await served.visitor('health');
    await leavesNothing(fixture, async () => {
      for (const query of [`{ imports(region: ${region}) { edges { node { id } } } }`, `{ import(region: ${region}, id: "${id}") { id } }`, `{ importPreview(region: ${region}, id: "${id}") { headers } }`]) expect(codesOf(await health.ask(query))).toEqual(['ROLE_NOT_ALLOWED']);
      expect(codesOf(await check(id, health))).toEqual(['ROLE_NOT_ALLOWED']);
      expect(codesOf(await confirm(id, reportHash, health))).toEqual(['ROLE_NOT_ALLOWED']);
      expect((await health.fetch(`/intake/marked?region=${region}&id=${id}`)).status).toBe(403);
    });
    const { data } = await insurance.ask(`{ imports(region: ${region}, first: 1) { edges { cursor node { id file { name } } } } }`);
    const { edges } = (data as unknown as { imports: { edges: Array<{ cursor: string }> } }).imports;
    expect(edges).toMatchObject([{ node: { id, file: { name: 'a.csv' } } }]);
    expect((await insurance.ask(`{ imports(region: ${region}, first: 1, after: "${edges[0]?.cursor}") { edges { node { id } } } importPreview(region: ${region}, id: "${id}") { headers rows { row cells } } }`)).data).toEqual({
      imports: { edges: [] }, importPreview: { headers: header, rows: [{ row: 1, cells: header }, { row: 2, cells: ['A', '2026-01', '1', '1'] }] },
    });
  });
});

describe('cases for points by disease', () => {
  const caseHeader = ['医院', '出院日期', '病种编码', '病例类型', '总费用'];
  const cases = (count: number, cost = 100): SheetRows => [caseHeader, ...Array.from({ length: count }, (_, index) => [index % 3 === 0 ? 'HA' : 'HB', `2026-0${1 + (index % 2)}-15`, `B${index % 7}`, '正常', cost])];
  const signer = signerOf(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')) as Signer;

  /** With a worker of the queue. */
  async function working<T>(work: (seen: (id: string, state: string) => Promise<Shown>) => Promise<T>): Promise<T> {
    const worker = await startWorker(fixture.database.app, { orm: fixture.orm, signer, log: makeLog('silent'), now: () => new Date() });
    try {
      return await work(async (id, state) => {
        for (;;) { // jest's own limit ends what never comes
          const found = shown(await insurance.ask(`{ import(region: ${region}, id: "${id}") ${fields} }`));
          if (found.state === state) return found;
          await pause(20);
        }
      });
    } finally {
      await worker.stop();
    }
  }
  const standing = () => ownerRows<{ code: string; month: string; cases: number; cost: string }>(fixture, `
    select i.code, c.month, count(*)::int as cases, sum(c.cost)::text as cost from standing_case c join institution i on i.id = c.institution_id group by 1, 2 order by 1, 2`);

  test('are recorded by a job and stand by hospital and month; another file takes their place', async () => {
    await working(async (seen) => {
      const begun = await begin(insurance, csv(cases(12)), 'CARE_CASES', '病例.csv');
      expect(shown(await check(begun.id)).state).toBe('CHECKING');
      const checked = await seen(begun.id, 'CHECKED');
      expect(checked.report).toMatchObject({ rows: 12, changed: 4, same: 0, faultCount: 0, sums: [{ count: 12 }, { amount: '1200.00' }] });
      expect(await standing()).toEqual([]);
      expect(shown(await confirm(begun.id, checked.reportHash)).state).toBe('LOADING');
      expect(await seen(begun.id, 'DONE')).toMatchObject({ position: 12 });
      expect(await standing()).toEqual([
        { code: 'HA', month: '2026-01', cases: 2, cost: '20000' }, { code: 'HA', month: '2026-02', cases: 2, cost: '20000' }, { code: 'HB', month: '2026-01', cases: 4, cost: '40000' }, { code: 'HB', month: '2026-02', cases: 4, cost: '40000' },
      ]);
      const again = await begin(insurance, csv(cases(12)), 'CARE_CASES', '病例2.csv');
      shown(await check(again.id));
      expect(codesOf(await confirm(again.id, (await seen(again.id, 'CHECKED')).reportHash))).toEqual(['IMPORT_NOTHING_NEW']);
      const other = await begin(insurance, csv([caseHeader, ['HA', '202601', 'B1', '正常', 7]]), 'CARE_CASES', '更正.csv');
      shown(await check(other.id));
      const found = await seen(other.id, 'CHECKED');
      expect(found.report.changes).toEqual([{ what: { en: '机构HA 2026-01: 1 cases (before: 2 cases)' }, before: '200.00', after: '7.00' }]);
      shown(await confirm(other.id, found.reportHash));
      await seen(other.id, 'DONE');
      expect((await standing())[0]).toEqual({ code: 'HA', month: '2026-01', cases: 1, cost: '700' });
    });
  });

  test('with faults, or asked for by whoever lost the right, leave nothing', async () => {
    await working(async (seen) => {
      const wrong = await begin(insurance, csv([...cases(3), ['HX', '2026-01', 'B1', '正常', 1]]), 'CARE_CASES', '错.csv');
      shown(await check(wrong.id));
      const checked = await seen(wrong.id, 'CHECKED');
      expect(checked.report.rowFaults).toMatchObject([{ row: 5, column: 'A', value: 'HX' }]);
      expect(codesOf(await confirm(wrong.id, checked.reportHash))).toEqual(['IMPORT_FAULTS']);
      const right = await begin(insurance, csv(cases(3)), 'CARE_CASES', '对.csv');
      shown(await check(right.id));
      const { reportHash } = await seen(right.id, 'CHECKED');
      await ownerRows(fixture, "update institution set code = 'HZ' where code = 'HB'"); // what was checked is not there any more
      shown(await confirm(right.id, reportHash));
      expect((await seen(right.id, 'FAILED')).failure).toEqual([{ en: expect.stringContaining('no registered institution') }]);
      await ownerRows(fixture, "update institution set code = 'HB' where code = 'HZ'");
      expect(await ownerRows(fixture, 'select from care_case')).toEqual([]);
    });
  });
});
