import { expect, test } from '@jest/globals';
import { findHeaderRow, headersIn, suggestColumns, unitNamed } from '../../server/intake/headers.ts';
import { institutionSpendingTarget } from '../../server/intake/targets/institution-spending.ts';
import { spendingTarget } from '../../server/intake/targets/spending.ts';
import type { SheetRows } from '../kit/sheets.ts';
import { refused } from '../kit/refused.ts';

const none = new Map<string, string>();
const raw = (rows: SheetRows) => rows.map((cells, index) => ({ row: index + 1, cells }));
const { columns } = spendingTarget;

test('the header is found below titles, units and blank rows', () => {
  const rows = raw([['宁强县医共体 2026 年支出统计表'], ['单位：元', null, '制表日期 2026-04-01'], [], ['医共体名称', '月份', '统筹支付（元）', '家庭医生签约服务费'], ['医共体A', '2026-01', 1, 2]]);
  expect(findHeaderRow(rows, columns, none)).toBe(4);
  expect(findHeaderRow(raw([['标题'], ['甲', '乙'], ['x', 'y']]), columns, none)).toBe(2);
  expect(findHeaderRow(raw([[], [1, 2]]), columns, none)).toBe(2);
  expect(findHeaderRow(raw([[]]), columns, none)).toBe(1);
});

test('columns are suggested by what was said before, by their names, and by what the names hold', () => {
  expect(suggestColumns(['医共体名称', '年月', '统筹支付（元）', '签约费'], columns, none)).toEqual({ consortium: '医共体名称', month: '年月', claims: '统筹支付（元）', contractFees: '签约费' });
  expect(suggestColumns(['甲', '月份', '乙', '丙'], columns, new Map([['甲', 'consortium'], ['乙', 'contractFees'], ['丙', 'claims']]))).toEqual({ consortium: '甲', month: '月份', contractFees: '乙', claims: '丙' });
  expect(suggestColumns(['x'], columns, none)).toEqual({});
  expect(suggestColumns(['机构名称', '结算月份', '医共体内（元）', '县域内医共体外（元）', '县域外（元）'], institutionSpendingTarget.columns, none)).toEqual({
    institution: '机构名称', month: '结算月份', inside: '医共体内（元）', outsideConsortium: '县域内医共体外（元）', outsideCounty: '县域外（元）',
  });
});

test('headers are read with line breaks as blanks and from merged cells above; doubled and missing ones are refused', () => {
  expect([...headersIn({ row: 3, cells: ['医共体', null, ' 报销\n费用 ', null], above: new Map([[1, '月份'], [4, '备注']]) })]).toEqual([['医共体', 0], ['月份', 1], ['报销 费用', 2], ['备注', 4]]);
  expect(refused(() => headersIn({ row: 3, cells: ['月份', '月份'] })).map(({ code }) => code)).toEqual(['HEADER_TWICE']);
  expect(refused(() => headersIn({ row: 3, cells: [null, ' '] }))).toEqual([{ code: 'HEADER_MISSING', at: 'headerRow', values: { row: '3' } }]);
});

test('the unit is taken from what the file says', () => {
  expect([['报销费用（万元）'], ['单位：元'], ['报销费用(元)'], ['报销费用']].map(unitNamed)).toEqual(['WAN', 'YUAN', 'YUAN', undefined]);
});
