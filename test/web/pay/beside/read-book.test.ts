import { describe, expect, test } from '@jest/globals';
import { csv, xlsx, type SheetRows } from '../../../kit/sheets.ts';
import { entriesOf, guessColumns, headerOf, readBook, type Sheet } from '../../../../web/pay/beside/read-book.ts';

const file = (name: string, bytes: Uint8Array, size = bytes.length) => ({ name, size, arrayBuffer: () => Promise.resolve(new Uint8Array(bytes).buffer) });
const rows: SheetRows = [['某院 2026 年 12 月绩效工资'], ['工号', '姓名', '积分所得', '夜班费'], ['A1', '张三', 1234.1, '1,000.50'], ['', '', '', ''], ['A2', '李四', 0.1 + 0.2, '—'], ['合计', '', 1234.4, 1000.5]];
/** What a spreadsheet writes as text is what it shows. */
const shown = rows.map((row) => row.map((cell) => (cell === 0.1 + 0.2 ? '0.30' : cell)));
const items = [{ id: 'points', titles: ['积分所得', 'Points'] }, { id: 'nights', titles: ['夜班费'] }];

async function sheetsOf(name: string, bytes: Uint8Array): Promise<readonly Sheet[]> {
  const book = await readBook(file(name, bytes));
  if (book.fault) throw new Error(book.fault);
  return book.sheets;
}

function read(sheet: Sheet) {
  const header = headerOf(sheet);
  return entriesOf(sheet, header, guessColumns(sheet.rows[header] ?? [], items));
}

describe('a workbook of pay', () => {
  test.each<[string, string, () => Promise<Uint8Array>]>([
    ['xlsx', 'a.xlsx', () => xlsx(rows)],
    ['CSV in UTF-8', 'a.csv', () => Promise.resolve(csv(shown))],
    ['CSV in GB18030', 'a.CSV', () => Promise.resolve(csv(shown, 'gb18030'))],
  ])('%s is read without blank rows and sums, to the fen', async (_what, name, bytes) => {
    const [sheet] = await sheetsOf(name, await bytes());
    const { entries, faults } = read(sheet as Sheet);
    expect(faults).toEqual([]);
    expect(entries.map(({ row, key, name: person, amounts }) => [row, key, person, Object.fromEntries(amounts)])).toEqual([
      [3, 'A1', '张三', { points: 123_410n, nights: 100_050n }], [5, 'A2', '李四', { points: 30n, nights: 0n }],
    ]);
  });

  test('what is no amount, and a number that the spreadsheet has shortened, is told by row and column', () => {
    const sheet = { name: 's', rows: [['工号', '姓名', '积分所得', '夜班费'], ['4.2E+17', '张三', '一百', '12.345']] };
    expect(read(sheet).faults.map(({ row, column, fault: { code } }) => [row, column, code])).toEqual([[2, '工号', 'NUMBER_EXPONENT'], [2, '积分所得', 'NUMBER_CHINESE'], [2, '夜班费', expect.stringMatching(/MONEY/)]]);
  });

  test('a sheet without titles of people has no people', () => {
    expect(read({ name: 's', rows: [['目录'], ['一', '二']] }).entries).toEqual([]);
  });

  test('another file and a very large one are refused', async () => {
    expect(await readBook(file('a.xls', new Uint8Array([0xd0, 0xcf, 1, 2])))).toEqual({ fault: 'bookUnread' });
    expect(await readBook(file('a.xlsx', new Uint8Array(1), 50 * 1024 * 1024 + 1))).toEqual({ fault: 'bookTooLarge' });
  });
});
