import { describe, expect, test } from '@jest/globals';
import { asItem, asPure, checkComparison, extremes, joined, meet, numbers, type Argument } from '../../../server/core/feel/signatures.ts';
import type { Type } from '../../../server/core/feel/type.ts';
import { pure, unitOf, yuan } from '../../../server/core/feel/unit.ts';
import type { Code } from '../../../server/core/refusal.ts';

const argument = (type: Type): Argument => ({ type, from: 0, to: 1, written: 'a' });
const money = argument({ is: 'number', unit: yuan });
const heads = argument({ is: 'number', unit: unitOf('person') });
const day = argument({ is: 'date' });
const label = argument({ is: 'text' });

/** What a check gives, and the codes that it reports. */
function checked(check: (report: (at: unknown, code: Code) => void) => unknown): [unknown, Code[]] {
  const codes: Code[] = [];
  return [check((_at, code) => codes.push(code)), codes];
}

describe('signatures', () => {
  test('numbers meet in one unit', () => {
    expect(checked((report) => meet(money, money, '+', report))).toEqual([money.type, []]);
    expect(checked((report) => meet(money, heads, '+', report))).toEqual([undefined, ['FORMULA_UNITS']]);
    expect(checked((report) => meet(label, day, '+', report))).toEqual([undefined, ['FORMULA_KIND', 'FORMULA_KIND']]);
    expect(checked((report) => asPure(money, report))).toEqual([undefined, ['FORMULA_PURE']]);
    expect(checked((report) => asPure(argument({ is: 'number', unit: pure }), report))).toEqual([{ is: 'number', unit: pure }, []]);
  });

  test('one list stands for its items', () => {
    const list = argument({ is: 'list', of: money.type });
    expect(checked((report) => numbers([list], report))).toEqual([money.type, []]);
    expect(checked((report) => numbers([list, list], report))).toEqual([undefined, ['FORMULA_KIND', 'FORMULA_KIND']]);
    expect(checked((report) => asItem(label, report))).toEqual([undefined, ['FORMULA_KIND']]);
  });

  test('days have a first and a last, but no total', () => {
    expect(checked((report) => extremes([day, day], report))).toEqual([day.type, []]);
    expect(checked((report) => numbers([day], report))).toEqual([undefined, ['FORMULA_KIND']]);
    expect(checked((report) => joined([day, label], report))).toEqual([undefined, ['FORMULA_MIXED']]);
  });

  test('what cannot be compared is reported', () => {
    expect(checked((report) => checkComparison(day, label, '<', report))).toEqual([undefined, ['FORMULA_COMPARES']]);
    expect(checked((report) => checkComparison(label, label, '!=', report))).toEqual([undefined, []]);
  });
});
