import { describe, expect, test } from '@jest/globals';
import { compileAtOnce, type Columns } from '../../../server/core/feel/at-once.ts';
import { parseExpression, type Expression } from '../../../server/core/feel/expression.ts';
import { formatRate, parseRate } from '../../../server/core/rate.ts';
import { packed, unpacked } from '../../../server/core/rates.ts';

const numbers: Record<string, string[]> = { points: ['1.5', '2', '-3'], factor: ['10%', '1/3', '4'], 'unit.pool': ['7', '8', '7'], same: ['4', '4', '4'] };

function read(name: string): ReturnType<Columns['numbers']> {
  const texts = numbers[name];
  return texts && packed(texts.map((text) => parseRate(text, '')));
}

const columns: Columns = { rows: 3, numbers: read, through: (reference, column) => read(`${reference}.${column}`) };

function atOnce(text: string): string[] | undefined {
  const { expression } = parseExpression(text);
  const found = compileAtOnce(expression as Expression)(columns);
  return found && unpacked(found).map((each) => formatRate(each));
}

describe('formulas over all rows at once', () => {
  test.each([
    ['points', ['1.5', '2', '-3']],
    ['2.5', ['2.5', '2.5', '2.5']],
    ['-points', ['-1.5', '-2', '3']],
    ['points + factor', ['1.6', '7/3', '1']],
    ['points - 1', ['0.5', '1', '-4']],
    ['points * factor', ['0.15', '2/3', '-12']],
    ['points / same', ['0.375', '0.5', '-0.75']],
    ['unit.pool * 2', ['14', '16', '14']],
    ['if points < 0 then 0 else points', ['1.5', '2', '0']],
    ['if points <= 2 then 1 else 2', ['1', '1', '1']],
    ['if points > 1.5 then 1 else 2', ['2', '1', '2']],
    ['if points >= 1.5 then 1 else 2', ['1', '1', '2']],
    ['if points = 2 then 1 else 2', ['2', '1', '2']],
    ['if points != 2 then 1 else 2', ['1', '2', '1']],
  ])('%s', (text, expected) => expect(atOnce(text)).toEqual(expected));

  test.each([
    'unknown', 'unknown + 1', '1 + unknown', 'points / factor', 'points ** 2', 'max(points, 1)', 'other.column', '(if 1 < 2 then unit else unit).pool',
    'if working then 1 else 2', 'if points < unknown then 1 else 2', 'if points < 2 then unknown else 2',
  ])('%s is left to the rows', (text) => expect(atOnce(text)).toBeUndefined());
});
