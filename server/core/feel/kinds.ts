/** Kinds of values: how they are called, which go together and which may be compared. */
import { isMonth } from '../period.ts';
import type { Code, Values, Words } from '../refusal.ts';
import type { Type } from './type.ts';
import { sameUnit, unitWords, type Unit } from './unit.ts';

type NumberType = Extract<Type, { is: 'number' }>;
type TextType = Extract<Type, { is: 'text' }>;

const kindWords: Readonly<Record<Exclude<Type['is'], 'number' | 'list' | 'row' | 'table' | 'reference'>, Words>> = {
  boolean: { zh: '是非值', en: 'true or false' },
  text: { zh: '文字', en: 'text' },
  date: { zh: '日期', en: 'a day' },
  month: { zh: '月份', en: 'a month' },
  null: { zh: '空值', en: 'null' },
};

/** The type in words: `以元/人计的数`, `a number in yuan per person`. */
export function typeWords(type: Type): Words {
  switch (type.is) {
    case 'number': {
      if (sameUnit(type.unit, {})) return { zh: '纯数', en: 'a pure number' };
      const unit = unitWords(type.unit);
      return { zh: `以${unit.zh}计的数`, en: `a number in ${unit.en}` };
    }
    case 'list': {
      const of = typeWords(type.of);
      return { zh: `列表（每项为${of.zh}）`, en: `a list, each item ${of.en}` };
    }
    case 'row': case 'reference': return { zh: `表“${type.table}”的一行`, en: `a row of the table "${type.table}"` };
    case 'table': return { zh: `表“${type.table}”`, en: `the table "${type.table}"` };
    default: return kindWords[type.is];
  }
}

/** Whether the two units are the same or one number is a written 0, which fits every unit. */
export function unitsMeet(a: NumberType, b: NumberType): boolean {
  return a.literal === true || b.literal === true || sameUnit(a.unit, b.unit);
}

/** The unit of two numbers that meet. */
export function meetingUnit(a: NumberType, b: NumberType): NumberType {
  return a.literal === true ? b : a;
}

/** The one type of values that may stand in the same place, as the branches of an `if`; undefined when there is none. */
export function join(a: Type, b: Type): Type | undefined {
  if (a.is === 'number' && b.is === 'number') return unitsMeet(a, b) ? meetingUnit(a, b) : undefined;
  if (a.is === 'text' && b.is === 'text') return joinTexts(a, b);
  if (a.is === 'list' && b.is === 'list') return joinLists(a.of, b.of);
  if (tableOf(a) !== undefined || tableOf(b) !== undefined) return a.is === b.is && tableOf(a) === tableOf(b) ? a : undefined;
  return a.is === b.is ? a : undefined;
}

function joinTexts(a: TextType, b: TextType): TextType {
  const options = a.options && b.options && [...new Set([...a.options, ...b.options])];
  const written = a.written && b.written;
  return { is: 'text', ...(options && { options }), ...(written && { written }), ...(a.of && a.of === b.of && { of: a.of }) };
}

/** An empty list, whose items are of type null, joins with any list. */
function joinLists(a: Type, b: Type): Type | undefined {
  if (a.is === 'null') return { is: 'list', of: b };
  if (b.is === 'null') return { is: 'list', of: a };
  const of = join(a, b);
  return of && { is: 'list', of };
}

/** The table that a row, a reference, a table or a key belongs to. */
export function tableOf(type: Type): string | undefined {
  switch (type.is) {
    case 'row': case 'table': case 'reference': return type.table;
    case 'text': return type.of;
    default: return undefined;
  }
}

/** What one item is of that which is iterated, filtered or summed; undefined when the type has no items. */
export function itemOf(type: Type): Type | undefined {
  if (type.is === 'table') return { is: 'row', table: type.table };
  return type.is === 'list' ? type.of : undefined;
}

/** A fault of comparing, without its place; `left` and `right` are the texts compared. */
export interface Incomparable {
  code: Code;
  values: Values;
}

/** Why the two may not be compared; undefined when they may. Ordered: by `<` and its like, else by `=`. */
export function incomparable(
  left: Type, right: Type, texts: { left: string; right: string; operator: string }, ordered: boolean,
): Incomparable | undefined {
  if (left.is === 'number' && right.is === 'number') {
    return unitsMeet(left, right) ? undefined : { code: 'FORMULA_UNITS', values: { ...texts, ...unitsOf(left.unit, right.unit) } };
  }
  if (left.is === 'text' && right.is === 'text' && !ordered) {
    const strange = strangeOption(left, right);
    if (strange) return { code: 'FORMULA_OPTION', values: strange };
  }
  if (ordered ? inOrder(left, right) : equatable(left, right)) return undefined;
  return { code: 'FORMULA_COMPARES', values: { ...texts, leftType: typeWords(left), rightType: typeWords(right) } };
}

function unitsOf(left: Unit, right: Unit): Values {
  return { leftUnit: unitWords(left), rightUnit: unitWords(right) };
}

function inOrder(a: Type, b: Type): boolean {
  return (a.is === 'date' && b.is === 'date') || bothMonths(a, b);
}

/** Two months, or a month and a text written as one, such as "2018-01". */
function bothMonths(a: Type, b: Type): boolean {
  const month = (type: Type): boolean => type.is === 'month' || (type.is === 'text' && (type.options ?? ['']).every(isMonth));
  return (a.is === 'month' || b.is === 'month') && month(a) && month(b);
}

function equatable(a: Type, b: Type): boolean {
  if (a.is === 'null' || b.is === 'null') return true;
  if (keyed(a) && keyed(b)) return tableOf(a) === undefined || tableOf(b) === undefined || tableOf(a) === tableOf(b);
  return (a.is === b.is && (a.is === 'boolean' || a.is === 'date')) || bothMonths(a, b);
}

/** A row, a reference to one, or a text: they are compared by the key. */
function keyed(type: Type): boolean {
  return type.is === 'text' || type.is === 'row' || type.is === 'reference';
}

/** A written text that the options do not have; of two columns with options, one value when they share none. */
function strangeOption(a: TextType, b: TextType): { found: string; allowed: string } | undefined {
  if (!a.options || !b.options || (a.written && b.written)) return undefined;
  const [given, allowed] = a.written ? [a.options, b.options] : [b.options, a.options];
  const strange = given.filter((option) => !allowed.includes(option));
  const fault = a.written || b.written ? strange.length > 0 : strange.length === given.length;
  return fault ? { found: strange.join(', '), allowed: allowed.join(', ') } : undefined;
}
