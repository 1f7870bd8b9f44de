import { describe, expect, test } from '@jest/globals';
import { parseMoney } from '../../../server/core/money.ts';
import { amountCalled, amountsNamed, movedAt, standsUnder, unitOfAmount } from '../../../web/kit/figures.ts';
import { columnsOf, isAmount, keysOf, sumOfColumn } from '../../../web/kit/sheet-columns.ts';
import { compute, withFact, type Sheet } from '../../../web/kit/sheet.ts';
import type { SheetView } from '../../../web/kit/sheet-view.tsx';
import { exampleSheet } from './sheets.ts';

const county = exampleSheet('ningqiang-2018');
const { policy } = county;
const consortia = policy.tables.get('consortia')!;

/** What the columns of a page look at, for a page about the budget. */
function viewOf(sheet: Sheet, all = false, editable: string[] = []): SheetView {
  const shown = standsUnder(sheet.policy, { stage: 'budget', stepsDown: true });
  const view: Pick<SheetView, 'sheet' | 'outcome' | 'all' | 'shows' | 'moved' | 'editable' | 'change'> = {
    sheet, outcome: compute(sheet), all, shows: (name) => all || shown.has(name), moved: movedAt(sheet.policy, 'budget'), editable: new Set(editable), change: () => undefined,
  };
  return view as SheetView;
}

describe('the amounts of a policy', () => {
  test('are named in its order, parts after their step', () => {
    const names = amountsNamed(policy).map(({ id }) => id);
    expect(names.indexOf('financing')).toBeLessThan(names.indexOf('risk_fund'));
    expect(new Set(names).size).toBe(names.length);
    expect(amountCalled(policy, ' budget ')?.title.zh).toBe('总额预算');
    expect(amountCalled(policy, 'budget + 1')).toBeUndefined();
  });

  test('have units; what is true or false has none', () => {
    expect(unitOfAmount(policy, 'package')).toEqual({ yuan: 1 });
    expect(unitOfAmount(policy, 'no such amount')).toBeUndefined();
  });

  test('that a stage moves stand on facts, decisions and earlier amounts, and on nothing later', () => {
    const moved = movedAt(policy, 'budget');
    expect(moved.has('package')).toBe(true);
    expect(movedAt(policy, undefined).size).toBe(0);
    const ground = standsUnder(policy, { stage: 'budget', stepsDown: true });
    for (const name of ['package', 'budget', 'standard', 'risk_share', 'consortia.heads']) expect(ground).toContain(name);
    for (const name of ['surplus', 'consortia.claims']) expect(ground).not.toContain(name);
  });

  test('that an earlier stage gives end the way down', () => {
    const whole = standsUnder(policy, { stage: 'settlement', stepsDown: true });
    const given = standsUnder(policy, { stage: 'settlement', given: 'budget', stepsDown: true });
    expect(whole).toContain('standard');
    expect(given).toContain('package');
    expect(given).not.toContain('standard');
  });
});

describe('the columns of a table', () => {
  test('are the facts and amounts of the page, the rest on request', () => {
    const few = columnsOf(viewOf(county), consortia).map(({ id }) => id);
    expect(few).toEqual(['heads', 'package']);
    const all = columnsOf(viewOf(county, true), consortia).map(({ id }) => id);
    expect(all).toEqual(expect.arrayContaining(['heads', 'claims', 'package', 'surplus', 'overspend']));
    expect(columnsOf(viewOf(county, false, ['consortia.claims']), consortia).find(({ id }) => id === 'claims')).toMatchObject({ is: 'fact', editable: true });
    expect(keysOf(county, consortia)).toEqual(['A', 'B']);
  });

  test('of names stand beside the row and are no column, unless they may be typed', () => {
    const hospital = exampleSheet('ewenki-2010');
    const staff = hospital.policy.tables.get('staff')!;
    expect(columnsOf(viewOf(hospital, true), staff).map(({ id }) => id)).not.toContain('name');
    expect(columnsOf(viewOf(hospital, true, ['staff.name']), staff).map(({ id }) => id)).toContain('name');
  });

  test('add up visibly: money to the fen against what was divided, people as whole numbers', () => {
    const view = viewOf(county);
    const [heads, packages] = columnsOf(view, consortia);
    expect(sumOfColumn(view, consortia, heads!)).toEqual({ text: '300,000' });
    expect(sumOfColumn(view, consortia, packages!)).toMatchObject({ text: '137,085,000.00', whole: { title: { zh: '总额预算' }, difference: 0n } });
    const differing = { ...view, outcome: { ...view.outcome, printed: { ...view.outcome.printed, budget: '137085000.01' } } };
    expect(sumOfColumn(differing, consortia, packages!)?.whole?.difference).toBe(-parseMoney('0.01', ''));
  });

  test('have no sum while a value cannot be read', () => {
    const view = viewOf(withFact(county, { name: 'consortia', row: 'A', column: 'heads' }, '十六万'), true);
    const columns = columnsOf(view, consortia);
    expect(sumOfColumn(view, consortia, columns.find(({ id }) => id === 'heads')!)).toBeUndefined();
    expect(sumOfColumn(view, consortia, columns.find(({ id }) => id === 'package')!)).toBeUndefined();
    expect(sumOfColumn(view, consortia, columns.find(({ id }) => id === 'claims')!)).toEqual({ text: '134,234,567.89' });
  });
});

test('what is carved or split is the whole again and no amount of its own', () => {
  const carve = policy.steps.find(({ rule }) => rule === 'carve')!;
  expect(isAmount(carve, carve.id)).toBe(false);
  expect(isAmount(carve, 'risk_fund')).toBe(true);
});
