/** What a total must say. */
import { describe, expect, test } from '@jest/globals';
import { faults, paySteps, payStage, room, step, total } from './rules/hospital.ts';

describe('faults of reading', () => {
  test.each<[string, string, string[]]>([
    ['without a limit', `items: [pay], ${room}, else: block`, ['FIELD_MISSING']],
    ['without room', 'limit: pool, items: [pay], else: block', ['FIELD_MISSING']],
    ['without items', `limit: pool, ${room}, else: block`, ['FIELD_MISSING']],
    ['whose limit is no money', `limit: sum(staff.points), items: [pay], ${room}, else: block`, ['MONEY_EXPECTED']],
    ['whose item is no money', `limit: pool, items: [many], ${room}, else: block`, ['MONEY_EXPECTED']],
  ])('a total %s', (_what, more, expected) => {
    const many = step('many', 'formula: sum(staff.points)');
    expect(faults(paySteps + many, { after: total(more) }).map((fault) => fault.replace(/^\d+ /, ''))).toEqual(expected);
  });

  test('an amount with a fault of its own is not told twice', () => {
    const broken = step('pay', 'each: staff, formula: claim +');
    const found = faults(broken, { before: payStage('pay'), after: total(`limit: pool, items: [pay], ${room}, else: block`) });
    expect(found.map((fault) => fault.replace(/^\d+ /, ''))).toEqual(['FORMULA_INCOMPLETE']);
  });
});
