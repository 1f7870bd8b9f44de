/** Files of stays: workbooks and CSV, there and back, ten thousand of them, and what is no such file. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { calculatorOf } from '../../../server/core/policy/benefit.ts';
import { examplesOf } from '../../../server/core/policy/benefit-examples.ts';
import { resultsBook, templateBook, workFile, type BulkFound } from '../../../web/benefit/bulk.ts';
import { policyOf } from '../../core/policy/kit.ts';

const policy = policyOf(readFileSync(new URL('../../core/policy/stay.yaml', import.meta.url), 'utf8'));
const given = { facts: {}, decisions: { aid: '10%' } };
const bytesOf = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text)).buffer;
const workOn = (name: string, bytes: ArrayBuffer, decisions: Record<string, string> = given.decisions) =>
  workFile({ policyText: policy.text, benefit: 'stay', given: { facts: {}, decisions }, language: 'zh', file: { name, bytes } });

type Found = Extract<BulkFound, { table: string[][] }>;
function found(result: BulkFound): Found {
  if (result.refused !== undefined) throw new Error(result.refused.join());
  return result;
}

describe('a workbook', () => {
  test('to fill in works out as the example says, and its results can be read in again', async () => {
    const [example] = examplesOf(policy, calculatorOf(policy, 'stay'));
    const template = await templateBook(policy, 'stay', example!.stays, 'zh');
    const first = found(await workOn('a.xlsx', await template.arrayBuffer()));
    expect(first.totals).toMatchObject({ stays: 2, faulty: 0, bill: 170_000n });
    const results = await (await resultsBook(policy, 'stay', first.table, 'zh')).arrayBuffer();
    expect(found(await workOn('b.XLSX', results)).table).toEqual(first.table);
    const { sheets: [sheet] } = await readXlsx(new Uint8Array(results));
    expect([sheet?.name, sheet?.rows[1]?.slice(5, 9)]).toEqual(['住院报销', [1100, 500, 60, 540]]);
  });

  test('may hold numbers and dates as Excel keeps them', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'x', rows: [['费用', '级别', '参保类型', ''], [1100.5, '市级', '居民', null], [new Date(Date.UTC(2020, 0, 1)), '市级', '居民', 'x']] }] });
    const { table, faults } = found(await workOn('c.xlsx', new Uint8Array(bytes).buffer));
    expect(table[1]?.[5]).toBe('1100.50');
    expect(faults).toEqual([{ line: 3, says: expect.stringContaining('费用') as unknown }]);
  });
});

test('ten thousand lines are worked out at once, faulty ones named by line', async () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `${index},${index % 1000 === 999 ? '-1' : `${index}.25`},市级,职工`);
  const { totals, faults, table, lines: numbers } = found(await workOn('d.csv', bytesOf(`住院,费用,级别,参保类型\n${lines.join('\n')}\n`)));
  expect([totals.stays, totals.faulty, table.length, numbers.at(-1)]).toEqual([9990, 10, 10_001, 10_001]);
  expect(faults.map(({ line }) => line)).toEqual(Array.from({ length: 10 }, (_, index) => index * 1000 + 1001));
});

test.each<[string, string, ArrayBuffer, RegExp]>([
  ['no workbook', 'e.xlsx', bytesOf('x'), /^读不出文件“e\.xlsx”/],
  ['a CSV file in no encoding', 'f.csv', new Uint8Array([0xb7, 0xd1, 0xff]).buffer, /^读不出文件“f\.csv”/],
  ['a heading that is none', 'g.csv', bytesOf('价钱\n1\n'), /没有名为“价钱”的列/],
])('%s is refused', async (_what, name, bytes, says) => {
  const { refused } = await workOn(name, bytes);
  expect(refused).toEqual([expect.stringMatching(says)]);
});

test('a CSV file of an older office program is read', async () => {
  const bytes = new Uint8Array([0xb7, 0xd1, 0xd3, 0xc3, 0x2c, 0x6c, 0x65, 0x76, 0x65, 0x6c, 0x2c, 0x73, 0x63, 0x68, 0x65, 0x6d, 0x65, 0x0a, 0x31, 0x2c, 0x74, 0x6f, 0x77, 0x6e, 0x2c, 0xd6, 0xb0, 0xb9, 0xa4]); // 费用,level,scheme / 1,town,职工
  expect(found(await workOn('i.csv', bytes.buffer)).totals).toMatchObject({ stays: 1, bill: 100n });
});

test('figures that nobody decided refuse the file', async () => {
  expect((await workOn('h.csv', bytesOf('费用\n1\n'), {})).refused).toEqual(expect.arrayContaining([expect.stringContaining('救助比例')]));
});
