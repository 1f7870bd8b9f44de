/** Functions on lists. */
import { add, divide, multiply, one, rate, subtract, zero, type Rate } from '../../rate.ts';
import { overItems, way, type Overload } from './builtin.ts';
import { every, matches, order, some } from './compare.ts';
import { wholePart } from './decimal.ts';
import { squareRoot } from './irrational.ts';
import { sorted } from './sort.ts';
import { isKind, type FunctionValue, type Value } from './value.ts';
import type { Work } from './work.ts';

type Items = readonly Value[];

/** The numbers of a list; undefined when there are none or something else is among them. */
function numbersOf(items: Items): [Rate, ...Rate[]] | undefined {
  const numbers = items.filter((item) => isKind(item, 'number'));
  return numbers.length > 0 && numbers.length === items.length ? (numbers as [Rate, ...Rate[]]) : undefined;
}

function onNumbers(call: (numbers: [Rate, ...Rate[]], work: Work) => Value): Overload[] {
  return overItems((items, work) => {
    const numbers = numbersOf(items);
    return numbers ? call(numbers, work) : null;
  });
}

function sum(numbers: readonly Rate[], { meter }: Work): Rate {
  return numbers.reduce((total, number) => meter.made(add(total, number)), zero);
}

function mean(numbers: readonly Rate[], work: Work): Rate {
  return divide(sum(numbers, work), rate(BigInt(numbers.length)));
}

/** The standard deviation of a sample; null for fewer than two numbers. */
function deviation(numbers: readonly Rate[], work: Work): Rate | null {
  if (numbers.length < 2) return null;
  const middle = mean(numbers, work);
  const squares = numbers.map((number) => multiply(subtract(number, middle), subtract(number, middle)));
  return squareRoot(divide(sum(squares, work), rate(BigInt(numbers.length - 1))));
}

function ascending(numbers: readonly Rate[]): Rate[] {
  return numbers.toSorted((left, right) => order(left, right)!);
}

function median(numbers: readonly Rate[]): Rate {
  const ranked = ascending(numbers);
  const half = ranked.length >> 1;
  return ranked.length % 2 === 1 ? ranked[half]! : divide(add(ranked[half - 1]!, ranked[half]!), rate(2n));
}

/** The most frequent numbers, ascending. */
function mode(numbers: readonly Rate[]): Rate[] {
  const counts = new Map<string, { number: Rate; count: number }>();
  for (const number of ascending(numbers)) {
    const key = `${number.n}/${number.d}`;
    counts.set(key, { number, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const most = Math.max(...[...counts.values()].map(({ count }) => count));
  return [...counts.values()].filter(({ count }) => count === most).map(({ number }) => number);
}

function modeOf(items: Items): Value {
  if (items.length === 0) return [];
  const numbers = numbersOf(items);
  return numbers ? mode(numbers) : null;
}

/** The least or greatest; null of nothing and where two have no order. */
function extreme(items: Items, sign: -1 | 1): Value {
  const [first = null, ...others] = items;
  let best = first;
  if (order(first, first) === null) return null;
  for (const item of others) {
    const place = order(item, best);
    if (place === null) return null;
    if (place === sign) best = item;
  }
  return best;
}

/** The index of a place that counts from 1 or, when negative, from the end; undefined when there is none. */
function indexAt(list: Items, position: Rate): number | undefined {
  const place = Number(wholePart(position));
  if (place === 0 || Math.abs(place) > list.length) return undefined;
  return place > 0 ? place - 1 : list.length + place;
}

function atPlace(list: Items, position: Rate, change: (index: number) => Items): Items | null {
  const index = indexAt(list, position);
  return index === undefined ? null : change(index);
}

function sublist(list: Items, position: Rate, length: Rate | undefined): Items | null {
  const count = length && Number(wholePart(length));
  return atPlace(list, position, (index) => {
    const end = count === undefined ? list.length : index + count;
    return list.slice(index, Math.max(end, index));
  });
}

function distinct(items: Items, { meter }: Work): Items {
  const kept: Value[] = [];
  for (const item of items) {
    meter.spend(kept.length);
    if (!kept.some((other) => matches(other, item))) kept.push(item);
  }
  return kept;
}

function joined(lists: readonly Items[], { meter }: Work): Items {
  meter.spend(lists.reduce((length, list) => length + list.length, 0));
  return lists.flat();
}

function flat(list: Items, work: Work): Items {
  work.meter.spend(list.length);
  return list.flatMap((item) => (isKind(item, 'list') ? flat(item, work) : [item]));
}

/** The list with each item replaced for which the function says true; null when it says neither true nor false. */
function replaceWhere(list: Items, match: FunctionValue, newItem: Value, work: Work): Items | null {
  if (match.parameters.length !== 2) return null;
  const verdicts = list.map((item) => match.call({ inOrder: [item, newItem] }, work));
  if (verdicts.some((verdict) => typeof verdict !== 'boolean')) return null;
  return list.map((item, index) => (verdicts[index] === true ? newItem : item));
}

function placesOf(list: Items, match: Value): Items {
  return list.flatMap((item, index) => (matches(item, match) ? [rate(BigInt(index + 1))] : []));
}

export const listFunctions: Readonly<Record<string, readonly Overload[]>> = {
  'list contains': [way(['list: list', 'element: any'], ([list, element]) => list.some((item) => matches(item, element)))],
  count: overItems((items) => rate(BigInt(items.length))),
  min: overItems((items) => extreme(items, -1)),
  max: overItems((items) => extreme(items, 1)),
  sum: onNumbers(sum),
  mean: onNumbers(mean),
  median: onNumbers(median),
  stddev: onNumbers(deviation),
  mode: overItems(modeOf),
  product: onNumbers((numbers, { meter }) => numbers.reduce((total, number) => meter.made(multiply(total, number)), one)),
  all: overItems(every),
  any: overItems(some),
  sublist: [way(['list: list', 'start position: number', 'length?: number'], ([list, position, length]) => sublist(list, position, length))],
  append: [way(['list: list', 'items...: any'], ([list, items], work) => joined([list, items], work))],
  concatenate: [way(['lists...: list'], ([lists], work) => joined(lists, work))],
  'insert before': [
    way(['list: list', 'position: number', 'newItem: any'], ([list, position, newItem]) =>
      atPlace(list, position, (index) => list.toSpliced(index, 0, newItem))),
  ],
  remove: [way(['list: list', 'position: number'], ([list, position]) => atPlace(list, position, (index) => list.toSpliced(index, 1)))],
  'list replace': [
    way(['list: list', 'position: number', 'newItem: any'], ([list, position, newItem]) =>
      atPlace(list, position, (index) => list.with(index, newItem))),
    way(['list: list', 'match: function', 'newItem: any'], ([list, match, newItem], work) => replaceWhere(list, match, newItem, work)),
  ],
  reverse: [way(['list: list'], ([list]) => list.toReversed())],
  'index of': [way(['list: list', 'match: any'], ([list, match]) => placesOf(list, match))],
  union: [way(['lists...: list'], ([lists], work) => distinct(joined(lists, work), work))],
  'distinct values': [way(['list: list'], ([list], work) => distinct(list, work))],
  flatten: [way(['list: list'], ([list], work) => flat(list, work))],
  sort: [way(['list: list', 'precedes: function'], ([list, precedes], work) => sorted(list, precedes, work))],
};
