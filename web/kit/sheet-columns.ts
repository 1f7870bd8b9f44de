/** The columns of a table of a sheet: its facts and the amounts that steps give to each row. */
import { groupMoney, parseMoney, sumMoney, type Money } from '../../server/core/money.ts';
import type { Fact, Step, TableFact, Words } from '../../server/core/policy/policy.ts';
import { amountsOf, homeOf } from '../../server/core/policy/rules/rules.ts';
import type { Unit } from '../../server/core/feel/unit.ts';
import { amountCalled, amountsNamed, unitOfAmount, type NamedAmount } from './figures.ts';
import { isMoneyUnit, usualRaw, writtenMoney } from './quantity.ts';
import { nameColumn, printedAt, rowsOf, type Outcome, type Sheet } from './sheet.ts';
import type { SheetView } from './sheet-view.tsx';

export type Column =
  | { is: 'fact'; id: string; title: Words; fact: Fact; editable: boolean }
  | { is: 'amount'; id: string; title: Words; amount: NamedAmount; unit?: Unit };

function isIdleFact(sheet: Sheet, table: TableFact, fact: Fact): boolean {
  if (fact.quantity.default === undefined) return false;
  const written = usualRaw(fact.quantity);
  return rowsOf(sheet, table.id).every((row) => row[fact.id] === undefined || row[fact.id] === written);
}

const nothings = new Set(['0', '0.00', 'false']);

function isIdleAmount(outcome: Outcome, id: string, keys: readonly string[]): boolean {
  return keys.every((key) => nothings.has(printedAt(outcome.printed, id, key) ?? ''));
}

export function keysOf(sheet: Sheet, table: TableFact): string[] {
  return rowsOf(sheet, table.id).map((row) => row[table.key] ?? '');
}

/** Facts first, then amounts in the policy's order; what is 0 or as usual in every row only when everything is wanted. */
export function columnsOf(view: SheetView, table: TableFact): Column[] {
  const { sheet, outcome, all } = view;
  const keys = keysOf(sheet, table);
  const facts = [...table.columns.values()].filter(({ id }) => id !== nameColumn || view.editable.has(`${table.id}.${id}`)).map((fact): Column & { is: 'fact' } => {
    const editable = view.change !== undefined && view.editable.has(`${table.id}.${fact.id}`);
    return { is: 'fact', id: fact.id, title: fact.title, fact, editable };
  }).filter(({ id, fact, editable }) => editable || all || (view.shows(`${table.id}.${id}`) && !isIdleFact(sheet, table, fact)));
  const amounts = amountsNamed(sheet.policy)
    .filter(({ id, step }) => homeOf(step, id) === table.id && isAmount(step, id)
      && (all || (view.shows(id) && (view.moved.has(id) || !isIdleAmount(outcome, id, keys)))))
    .map((amount): Column => ({ is: 'amount', id: amount.id, title: amount.title, amount, unit: unitOfAmount(sheet.policy, amount.id) }));
  return [...facts, ...amounts];
}

/** Carving and splitting name parts; the step's own amount is only the whole again. */
export function isAmount(step: Step, id: string): boolean {
  return (step.rule !== 'carve' && step.rule !== 'split') || step.id !== id;
}

export interface ColumnSum {
  text: string;
  /** For the shares of a divided amount: the amount, and what the shares, and what is kept beside them, miss of it. */
  whole?: { title: Words; difference: Money };
}

function dividedWhole(view: SheetView, amount: NamedAmount, sum: Money): ColumnSum['whole'] {
  const { step } = amount;
  if (step.rule !== 'divide' || step.within !== undefined || step.id !== amount.id) return undefined;
  const named = amountCalled(view.sheet.policy, step.amount.text);
  const printed = named && printedAt(view.outcome.printed, named.id);
  if (printed === undefined || !named) return undefined;
  const beside = amountsOf(step).filter(({ id }) => id !== step.id && id !== step.value?.id).flatMap(({ id }) => {
    const kept = view.outcome.printed[id] ?? '0';
    return typeof kept === 'string' ? [kept] : Object.values(kept);
  });
  return { title: named.title, difference: sumMoney([sum, ...beside.map((kept) => parseMoney(kept, ''))]) - parseMoney(printed, '') };
}

/** The sum of a column of money or of whole numbers; nothing for what cannot be added. */
export function sumOfColumn(view: SheetView, table: TableFact, column: Column): ColumnSum | undefined {
  const keys = keysOf(view.sheet, table);
  if (column.is === 'amount') {
    if (!isMoneyUnit(column.unit) || !view.outcome.evaluation) return undefined;
    const sum = sumMoney(keys.map((key) => parseMoney(printedAt(view.outcome.printed, column.id, key) ?? '0', '')));
    return { text: groupMoney(sum), whole: dividedWhole(view, column.amount, sum) };
  }
  const values = rowsOf(view.sheet, table.id).map((row) => row[column.id] ?? '0');
  const { kind, unit } = column.fact.quantity;
  if (kind === 'money' && isMoneyUnit(unit)) {
    const amounts = values.map(writtenMoney).filter((amount) => amount !== undefined);
    return amounts.length === values.length ? { text: groupMoney(sumMoney(amounts)) } : undefined;
  }
  if (kind !== 'count' || !values.every((value) => /^\d+$/.test(value))) return undefined;
  const sum = values.reduce((total, value) => total + BigInt(value), 0n);
  return { text: String(sum).replace(/\B(?=(\d{3})+$)/g, ',') };
}
