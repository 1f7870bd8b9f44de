import { expect, test } from '@jest/globals';
import { byteOrderMark, csvLine } from '../../server/core/csv.ts';

test.each<[cells: string[], line: string]>([
  [['a', '12.50', ''], 'a,12.50,\r\n'],
  [['a,b', 'says "x"', 'two\nlines'], '"a,b","says ""x""","two\nlines"\r\n'],
  [['=1+1', '+1', '-1', '@x', '\tx'], "'=1+1,'+1,'-1,'@x,'\tx\r\n"],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

test('the mark by which a file is read as UTF-8', () => {
  expect([...Buffer.from(byteOrderMark)]).toEqual([0xef, 0xbb, 0xbf]);
});
