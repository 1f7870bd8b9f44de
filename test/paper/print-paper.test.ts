/** Printed papers read back: figures that add up by page and in all, the run on each page, the same bytes each time. */
import { expect, test } from '@jest/globals';
import { moneyInCapitals } from '../../server/core/capitals.ts';
import { formatMoney, groupMoney, sumMoney } from '../../server/core/money.ts';
import type { PaperContent } from '../../server/paper/content.ts';
import { printPaper } from '../../server/paper/print/print-paper.ts';
import { figuresIn, linesOfPdf } from './kit.ts';

const same = (text: string) => ({ zh: text, en: text });
const money = (title: string) => ({ title: same(title), money: true, width: 20 });
const rowCount = 120;
/** Amounts of all sizes, some below zero, whose sums have a fen each. */
const amount = (row: number, column: number) => (BigInt(row * row * 7919 + 104_729 * column) * 1_237n + BigInt(row)) * (row % 17 === 3 ? -1n : 1n);
const rows = Array.from({ length: rowCount }, (_, row) => row + 1);

function content(changes: Partial<PaperContent> = {}): PaperContent {
  return {
    kind: 'STATEMENT', number: '宁卫医共体〔2026〕12号', issuedOn: '2026-03-10', unit: 'YUAN', place: { zh: '宁强县', en: 'Ningqiang County' }, title: { zh: '年终清算确认书', en: 'Statement: Year-end settlement' },
    fields: [{ label: { zh: '主送', en: 'To' }, value: same('医共体A') }, { label: { zh: '事项', en: 'Subject' }, value: { zh: '2026 年终清算', en: 'Settlement' } }, { label: { zh: '核算期间', en: 'Period' }, value: same('2026') }],
    total: formatMoney(sumMoney(rows.map((row) => amount(row, 1)))),
    tables: [{
      title: { zh: '明细', en: 'Lines' }, columns: [{ title: { zh: '机构', en: 'Institution' }, money: false, width: 30 }, money('甲'), money('乙')],
      rows: rows.map((row) => [same(`机构第${row}所，名称较长的乡镇卫生院`), formatMoney(amount(row, 1)), formatMoney(amount(row, 2))]),
    }],
    clauses: [{ document: { zh: '医共体建设办法', en: 'Rules of consortia' }, clause: '二(二)' }],
    prepared: { by: '张三', onBehalfOf: null, at: '2026-03-09T16:30:00.000Z' },
    signatures: ['医疗保障局', '财政局', '卫生健康局'].map((office, index) => ({ office: same(office), by: `签批人${index}`, onBehalfOf: index === 1 ? '李四' : null, at: '2026-03-10T03:00:00.000Z', note: index === 2 ? '已核对' : '' })),
    run: { id: '01990000-0000-7000-8000-000000000001', hash: 'ab'.repeat(32) },
    ...changes,
  };
}

const add = (figures: readonly bigint[][], column: number) => sumMoney(figures.map((line) => line[column] as bigint));

test.each(['YUAN', 'WAN'] as const)('the figures of each page add up to its sums, and those to the sums of all, in %s', async (unit) => {
  const pages = await linesOfPdf(await printPaper(content({ unit }), 'zh'));
  expect(pages.length).toBeGreaterThan(3);
  const subtotals: bigint[][] = [];
  let printedRows = 0;
  for (const lines of pages) {
    const body = lines.filter((line) => line.includes('机构第')).map(figuresIn);
    const [subtotal] = lines.filter((line) => line.startsWith('本页小计')).map(figuresIn);
    printedRows += body.length;
    if (body.length === 0) continue;
    expect(subtotal).toEqual([add(body, 0), add(body, 1)]);
    subtotals.push(subtotal as bigint[]);
  }
  expect(printedRows).toBe(rowCount);
  const [total] = pages.flat().filter((line) => line.startsWith('合计')).map(figuresIn);
  expect(total).toEqual([add(subtotals, 0), add(subtotals, 1)]);
  const exact = [1, 2].map((column) => sumMoney(rows.map((row) => amount(row, column))));
  if (unit === 'YUAN') expect(total).toEqual(exact);
  else for (const [index, sum] of exact.entries()) expect(((total?.[index] as bigint) * 10_000n - sum) ** 2n).toBeLessThanOrEqual(5_000n ** 2n);
});

test('every page has the number, the run, its hash and its place among the pages', async () => {
  const pages = await linesOfPdf(await printPaper(content(), 'zh'));
  for (const [index, lines] of pages.entries()) {
    const foot = lines.slice(-3).join('\n');
    for (const text of ['宁卫医共体〔2026〕12号', '核算 01990000-0000-7000-8000-000000000001', 'ab'.repeat(32), `第 ${index + 1} 页，共 ${pages.length} 页`]) expect(foot).toContain(text);
  }
});

test('amounts in figures and capitals, clauses, and a place for each seal', async () => {
  const text = (await linesOfPdf(await printPaper(content({ unit: 'WAN', total: '1234567.89' }), 'zh'))).flat().join('\n');
  for (const part of [
    '123.46 万元', '¥1,234,567.89 元', '壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分', '单位：万元', '最大余数法', '[1]《医共体建设办法》二(二)',
    '编制 张三 · 2026-03-10 00:30', '签批人：签批人1（代 李四） · 2026-03-10 11:00', '同意 · 已核对', '医疗保障局', '财政局', '卫生健康局',
  ]) expect(text.replaceAll(/\s+/g, ' ')).toContain(part.replaceAll(/\s+/g, ' '));
  expect(text.match(/（盖章处）/g)).toHaveLength(3);
  expect(text).toContain(moneyInCapitals(123_456_789n));
});

test('an English edition says that the Chinese decides; a preview that it proves nothing', async () => {
  const english = (await linesOfPdf(await printPaper(content(), 'en'))).flat().join('\n');
  for (const part of ['Ningqiang County · Statement: Year-end settlement', 'the Chinese paper decides', 'This page', 'Rules of consortia']) expect(english).toContain(part);
  const preview = (await linesOfPdf(await printPaper(content({ number: null }), 'zh'))).flat().join('\n');
  expect(preview).toContain('预览，未编文号，不作凭据');
});

test('the same content has the same bytes, another amount others; the file holds only the characters it uses', async () => {
  const [first, again, other] = [await printPaper(content(), 'zh'), await printPaper(content(), 'zh'), await printPaper(content({ total: '0.01' }), 'zh')];
  expect(first.equals(again)).toBe(true);
  expect(first.equals(other)).toBe(false);
  expect(first.length).toBeLessThan(200_000);
});

test('a long note is cut, and says so', async () => {
  const [signature] = content().signatures;
  const text = (await linesOfPdf(await printPaper(content({ signatures: [{ ...signature as PaperContent['signatures'][number], note: '意'.repeat(2000) }] }), 'zh'))).flat().join('');
  expect(text).toContain('……（全文见系统）');
  expect(text.match(/意(?!见)/g)).toHaveLength(301); // and that of 同意
});

test('a character that the font has not is written by its number', async () => {
  const text = (await linesOfPdf(await printPaper(content({ prepared: { by: '𠮷某', onBehalfOf: null, at: '2026-03-10T00:00:00.000Z' } }), 'zh'))).flat().join('\n');
  expect(text).toContain('[U+20BB7]某');
});

test('a paper of one page has one sum', async () => {
  const [table] = content().tables;
  const pages = await linesOfPdf(await printPaper(content({ tables: [{ ...table as PaperContent['tables'][number], rows: (table?.rows ?? []).slice(0, 3) }] }), 'zh'));
  expect(pages).toHaveLength(1);
  expect(pages.flat().filter((line) => line.startsWith('本页小计'))).toEqual([]);
  const sum = groupMoney(sumMoney([1, 2, 3].map((row) => amount(row, 1))));
  expect(pages.flat().find((line) => line.startsWith('合计'))).toContain(sum);
});
