import { parser } from '@bpmn-io/lezer-feel';
import { describe, expect, test } from '@jest/globals';
import { grammarFaults, strangeCharacters } from '../../../server/core/feel/syntax.ts';

const replaced = (text: string): unknown[] => strangeCharacters(text).map(({ from, values }) => [from, values['found'], values['instead']]);

describe('strangeCharacters', () => {
  test('names what to write in place of each', () => {
    expect(replaced('a × b ÷ max（c，d）≥ 10%')).toEqual([
      [2, '×', '*'], [6, '÷', '/'], [11, '（', '('], [13, '，', ','], [15, '）', ')'], [16, '≥', '>='], 
      [20, '%', { zh: '小数，例如 10% 写成 0.10', en: 'a decimal, such as 0.10 for 10%,' }],
    ]);
  });

  test('a full-width percent sign is one too', () => {
    expect(replaced('1％')).toEqual([[1, '％', expect.objectContaining({ zh: expect.stringContaining('0.10') })]]);
  });

  test('leaves texts and comments alone', () => {
    expect(replaced('"（×" = a // ，\n /* ÷ */ and b = "\\"×"')).toEqual([]);
  });

  test('shows at most twenty', () => {
    expect(strangeCharacters('×'.repeat(30))).toHaveLength(20);
  });
});

describe('grammarFaults', () => {
  const faults = (text: string): unknown[] => {
    const tree = parser.configure({ top: 'Expression' }).parse(text);
    return grammarFaults(tree, text).map(({ code, values }) => [code, values]);
  };

  test('say what is too much and what is missing', () => {
    expect(faults('a + ')).toEqual([['FORMULA_INCOMPLETE', { after: 'a +' }]]);
    expect(faults('1 2')).toEqual([['FORMULA_UNREADABLE', { found: '2' }]]);
    expect(faults('a + b')).toEqual([]);
  });

  test('are at most twenty', () => {
    expect(faults('f('.repeat(100))).toHaveLength(20);
  });
});
