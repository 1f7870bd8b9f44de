import { describe, expect, test } from '@jest/globals';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Opening } from '../../../server/intake/formats/cells.ts';
import { detectOpening, rowsOf } from '../../../server/intake/formats/open.ts';
import { unpackedBytes } from '../../../server/intake/formats/zip.ts';
import { mergedBytesMost } from '../../../server/intake/formats/xlsx.ts';
import { refusal } from '../../kit/refused.ts';
import { csv, fileOf, xls, xlsx, type SheetRows } from '../../kit/sheets.ts';

const rows: SheetRows = [['支出表'], [], ['医共体', '月份', '报销费用'], ['医共体A', '2026年3月', '1,234.50'], ['医共体B', '2026-03', '0.5']];
const asText = rows.map((row) => row.map(String));

async function all(bytes: Uint8Array, change: Partial<Opening> = {}): Promise<unknown[]> {
  const { opening } = await detectOpening(fileOf(bytes));
  const found = [];
  for await (const { row, cells } of rowsOf(fileOf(bytes), { ...opening, ...change })) if (cells.some((cell) => cell !== null && cell !== '')) found.push([row, ...cells.filter((cell) => cell !== null && cell !== '')]);
  return found;
}
const expected = asText.flatMap((row, index) => (row.length > 0 ? [[index + 1, ...row]] : []));

describe('text', () => {
  test.each<[string, Uint8Array, Partial<Opening>]>([
    ['UTF-8', csv(rows), { encoding: 'utf-8', delimiter: ',' }],
    ['UTF-8 with a mark', csv(rows, 'utf-8', ',', true), { encoding: 'utf-8', delimiter: ',' }],
    ['GB18030', csv(rows, 'gb18030'), { encoding: 'gb18030', delimiter: ',' }],
    ['GB18030 with tabs', csv(rows, 'gb18030', '\t'), { encoding: 'gb18030', delimiter: '\t' }],
    ['UTF-8 with semicolons', csv(rows, 'utf-8', ';'), { encoding: 'utf-8', delimiter: ';' }],
    ['UTF-16, as Unicode text is saved', csv(rows, 'utf-16le', '\t', true), { encoding: 'utf-16le', delimiter: '\t' }],
  ])('in %s is detected and read, whatever the pieces cut', async (_what, bytes, found) => {
    expect((await detectOpening(fileOf(bytes, 7))).opening).toEqual({ kind: 'csv', sheet: null, ...found });
    expect(await all(bytes)).toEqual(expected);
  });

  test('characters of GB18030 that GBK does not have, split over pieces', async () => {
    const bytes = csv([['姓名', '编码'], ['𠮷㛃', 'A'], ['䶮', 'B']], 'gb18030');
    expect(await all(bytes)).toEqual([[1, '姓名', '编码'], [2, '𠮷㛃', 'A'], [3, '䶮', 'B']]);
  });

  test('in the wrong encoding, or with quotes that do not match, is refused with the place', async () => {
    expect(await refusal(all(csv(rows, 'gb18030'), { encoding: 'utf-8' }))).toEqual(['FILE_ENCODING encoding']);
    expect(await refusal(all(new TextEncoder().encode('a,b\r\n"x,1\r\n')))).toEqual(['FILE_QUOTES file']);
  });

  test('with quoted breaks, stray quotes and lines of other lengths is read', async () => {
    expect(await all(new TextEncoder().encode('a,b\r\n"x\ny",1,2\r\n5" tube,3\r\n'))).toEqual([[1, 'a', 'b'], [2, 'x\ny', '1', '2'], [3, '5" tube', '3']]);
  });
});

describe('workbooks', () => {
  test('of Excel and WPS are read by the first sheet that is not hidden', async () => {
    const bytes = await xlsx(rows, { hidden: true });
    expect(await detectOpening(fileOf(bytes))).toEqual({ sheets: ['支出'], opening: { kind: 'xlsx', encoding: null, delimiter: null, sheet: '支出' } });
    expect(await all(bytes)).toEqual(expected);
  });

  test('of the old format are read', async () => {
    const bytes = xls(rows);
    expect((await detectOpening(fileOf(bytes))).opening).toEqual({ kind: 'xls', encoding: null, delimiter: null, sheet: '支出' });
    expect(await all(bytes)).toEqual(expected);
  });

  test.each<[string, (rows: SheetRows, options: Parameters<typeof xlsx>[1]) => Uint8Array | Promise<Uint8Array>]>([['xlsx', xlsx], ['xls', xls]])('tell what merged cells of %s reach down', async (_what, make) => {
    const bytes = await make([['医共体', '月份'], ['A', '2026-01'], [null, '2026-02'], [null, '2026-03']], { merges: [{ startRow: 1, startCol: 0, endRow: 3, endCol: 0 }] });
    const { opening } = await detectOpening(fileOf(bytes));
    const found = [];
    for await (const { row, above } of rowsOf(fileOf(bytes), opening)) found.push([row, above?.get(0)]);
    expect(found).toEqual([[1, undefined], [2, undefined], [3, 'A'], [4, 'A']]);
  });

  test('keep dates as dates and errors as nothing', async () => {
    expect(await all(await xlsx([[new Date('2026-03-01T00:00:00Z'), 46_082, true]]))).toEqual([[1, new Date('2026-03-01T00:00:00Z'), 46_082, true]]);
  });

  test('that would exhaust the server are not opened', async () => {
    const bytes = await xlsx(rows);
    expect(unpackedBytes(bytes)).toBeGreaterThan(bytes.length);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const entry = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    for (const told of [0xfff0_0000, 0]) {
      view.setUint32(entry + 24, told, true);
      expect(await refusal(detectOpening(fileOf(bytes)))).toEqual(['FILE_UNREADABLE file']);
    }
    expect([new Uint8Array(30), bytes.subarray(0, -30)].map(unpackedBytes)).toEqual([Infinity, Infinity]);
  });

  test('that are broken or locked are refused', async () => {
    expect(await refusal(detectOpening(fileOf(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]))))).toEqual(['FILE_UNREADABLE file']);
    expect(await refusal(detectOpening(fileOf(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 1, 2, 3]))))).toEqual(['FILE_UNREADABLE file']);
  });

  test('that are large are read row by row', async () => {
    const pieces: Uint8Array[] = [];
    const many = Array.from({ length: 3000 }, (_, index) => [index, `${index}`.repeat(400)]);
    for await (const piece of writeXlsxStream(many, { name: '大', compress: false })) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    expect(bytes.length).toBeGreaterThan(mergedBytesMost);
    const found = await all(bytes);
    expect(found).toHaveLength(3000);
    expect(found.at(-1)).toEqual([3000, 2999, '2999'.repeat(400)]);
  });
});
