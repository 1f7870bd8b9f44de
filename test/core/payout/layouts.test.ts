import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { layouts, rowsOf, textOf, type BatchFile, type LayoutName } from '../../../server/core/payout/layouts.ts';
import { refusedCodes } from '../../kit/refused.ts';

const batch: BatchFile = {
  number: 'U01-201012-1', day: '2010-12-26', note: '2010-12 工资', count: 2, total: 3_000_01n,
  lines: [{ sequence: 1, name: '乌云', account: '6200001507240000011', amount: 2_000_00n }, { sequence: 2, name: '巴图', account: '6200001507240000029', amount: 1_000_01n }],
};

describe('a batch as a file', () => {
  test('with control lines at both ends, in fen', () => {
    expect(textOf('DELIMITED', batch)).toBe([
      'H|U01-201012-1|20101226|2|300001', 'D|1|6200001507240000011|乌云|200000|2010-12 工资', 'D|2|6200001507240000029|巴图|100001|2010-12 工资', 'T|2|300001', '',
    ].join('\r\n'));
  });

  test('with titles and a line of totals, in yuan', () => {
    expect(textOf('CSV', batch)).toBe(['序号,户名,账号,金额,备注', '1,乌云,6200001507240000011,2000.00,2010-12 工资', '2,巴图,6200001507240000029,1000.01,2010-12 工资', '合计,2,,3000.01,', ''].join('\r\n'));
  });

  test('as a sheet', () => {
    expect(rowsOf('SHEET', batch)).toEqual([
      ['序号', '户名', '账号', '金额', '备注'], ['1', '乌云', '6200001507240000011', '2000.00', '2010-12 工资'], ['2', '巴图', '6200001507240000029', '1000.01', '2010-12 工资'], ['合计', '2', '', '3000.01', ''],
    ]);
  });

  test('what of a line has no line is blank', () => {
    expect(rowsOf('DELIMITED', { ...batch, lines: [] })).toEqual([['H', 'U01-201012-1', '20101226', '2', '300001'], ['T', '2', '300001']]);
  });

  test.each<[LayoutName, string]>([['DELIMITED', '乌|云'], ['CSV', '乌,云'], ['CSV', '乌"云'], ['DELIMITED', '乌\n云']])('%s refuses the name %j, which would be taken for two cells', (layout, name) => {
    expect(refusedCodes(() => textOf(layout, { ...batch, lines: [{ ...batch.lines[0]!, name }] }))).toEqual(['BATCH_TEXT_SIGN']);
  });

  test('a sheet takes any name', () => {
    expect(rowsOf('SHEET', { ...batch, lines: [{ ...batch.lines[0]!, name: '乌|,云' }] })[1]?.[1]).toBe('乌|,云');
  });

  test('every text is read back to the same lines and control totals', () => {
    const line = fc.record({ name: fc.constantFrom('乌云', '其其格·巴', 'Anna Li'), account: fc.constantFrom('6200001507240000011', '620000150724000003'), amount: fc.bigInt({ min: 1n, max: 10n ** 11n }) });
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (drawn) => {
      const lines = drawn.map((each, index) => ({ ...each, sequence: index + 1 }));
      const total = lines.reduce((sum, { amount }) => sum + amount, 0n);
      const [header, ...rest] = textOf('DELIMITED', { ...batch, lines, count: lines.length, total }).trimEnd().split('\r\n').map((text) => text.split('|'));
      const trailer = rest.pop();
      expect(rest.map(([, sequence, account, name, amount]) => ({ sequence: Number(sequence), account, name, amount: BigInt(amount as string) }))).toEqual(lines);
      expect([header?.slice(3), trailer?.slice(1)]).toEqual([[String(lines.length), String(total)], [String(lines.length), String(total)]]);
    }));
  });

  test('each layout has a title in both languages', () => {
    for (const { title } of Object.values(layouts)) expect([title.zh, title.en].every((text) => text.length > 3)).toBe(true);
  });
});
