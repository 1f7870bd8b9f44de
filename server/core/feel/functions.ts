/** The functions that formulas may call; any other is refused by its name. */
import {
  absolute, add, divide, formatRate, isWhole, multiply, rate, roundPlaces, subtract, zero, type Rate, type RoundingMode,
} from '../rate.ts';
import { refuse, type Words } from '../refusal.ts';
import type { Meter } from './meter.ts';
import {
  extremes, lists, membership, numbers, oneTruth, parity, remainder, rounding, size, texts, truths, type Signature,
} from './signatures.ts';
import { isList, isTable, itemsOf, numberOf, orderOf, sameValue, textOf, truthOf, type Value } from './value.ts';

type CallArguments = readonly [Value, ...Value[]];

export interface NamedFunction {
  title: Words;
  /** What the arguments are called in messages. */
  parameters: string;
  least: number;
  most: number;
  type: Signature;
  /** Given between `least` and `most` arguments; refuses arguments of the wrong kind (FORMULA_VALUE). */
  call(args: CallArguments, meter: Meter): Value;
}

const many = 1000;

/** The items of the one list or table given, or the arguments themselves. */
function spread(args: CallArguments, meter: Meter): readonly Value[] {
  const [first] = args;
  return args.length === 1 && (isList(first) || isTable(first)) ? counted(first, meter) : args;
}

/** The items of a list or table, each counted as a step. */
function counted(list: Value, meter: Meter): readonly Value[] {
  const items = itemsOf(list);
  meter.spend(items.length);
  return items;
}

/** Added in pairs of pairs, which keeps the denominators short for as long as may be. */
function sum(items: readonly Value[], meter: Meter): Rate {
  if (items.length <= 1) return items[0] === undefined ? zero : numberOf(items[0]);
  const middle = items.length >> 1;
  return meter.made(add(sum(items.slice(0, middle), meter), sum(items.slice(middle), meter)));
}

function extreme(name: string, sign: 1 | -1): NamedFunction['call'] {
  return (args, meter) => {
    const items = spread(args, meter);
    let [best] = items;
    if (best === undefined) return refuse('EMPTY_LIST', '', { function: name });
    for (const item of items) if (orderOf(item, best) === sign) best = item;
    return best;
  };
}

function mean(args: CallArguments, meter: Meter): Rate {
  const items = spread(args, meter);
  if (items.length === 0) return refuse('EMPTY_LIST', '', { function: 'mean' });
  return meter.made(divide(sum(items, meter), rate(BigInt(items.length))));
}

function wholeOf(value: Value, name: string): Rate {
  const number = numberOf(value);
  return isWhole(number) ? number : refuse('FORMULA_NOT_WHOLE', '', { function: name, found: formatRate(number) });
}

function rounds(name: string, title: Words, mode: RoundingMode, least: 1 | 2): [string, NamedFunction] {
  return [name, {
    title, parameters: 'number, places', least, most: 2, type: rounding,
    call: ([value, places = zero], meter) =>
      meter.made(roundPlaces(numberOf(value), Number(wholeOf(places, name).n), mode)),
  }];
}

/** By FEEL the remainder has the sign of the divisor. */
function modulo(dividend: Rate, divisor: Rate): Rate {
  return subtract(dividend, multiply(divisor, roundPlaces(divide(dividend, divisor), 0, 'floor')));
}

function distinct(items: readonly Value[], meter: Meter): Value[] {
  const kept: Value[] = [];
  for (const item of items) {
    meter.spend(kept.length + 1);
    if (!kept.some((other) => sameValue(item, other))) kept.push(item);
  }
  return kept;
}

/**
 * Functions by name. Differences from the standard: `sum` of an empty list is 0; `min`, `max` and `mean` of one are
 * refused (EMPTY_LIST); arguments of the wrong kind are refused where the standard gives null.
 */
export const functions: ReadonlyMap<string, NamedFunction> = new Map([
  ['sum', {
    title: { zh: '合计', en: 'total' }, parameters: 'list | number, …', least: 1, most: many, type: numbers,
    call: (args, meter) => sum(spread(args, meter), meter),
  }],
  ['min', {
    title: { zh: '最小值', en: 'least' }, parameters: 'list | number, …', least: 1, most: many, type: extremes,
    call: extreme('min', -1),
  }],
  ['max', {
    title: { zh: '最大值', en: 'greatest' }, parameters: 'list | number, …', least: 1, most: many, type: extremes,
    call: extreme('max', 1),
  }],
  ['mean', {
    title: { zh: '平均值', en: 'mean' }, parameters: 'list | number, …', least: 1, most: many, type: numbers, call: mean,
  }],
  ['count', {
    title: { zh: '个数', en: 'number of' }, parameters: 'list', least: 1, most: 1, type: size,
    call: ([list]) => rate(BigInt(itemsOf(list).length)),
  }],
  ['abs', {
    title: { zh: '绝对值', en: 'absolute value' }, parameters: 'number', least: 1, most: 1, type: rounding,
    call: ([value]) => absolute(numberOf(value)),
  }],
  rounds('floor', { zh: '向下取整', en: 'rounded to the lower' }, 'floor', 1),
  rounds('ceiling', { zh: '向上取整', en: 'rounded to the higher' }, 'ceiling', 1),
  rounds('decimal', { zh: '四舍六入五成双', en: 'rounded half to even' }, 'half-even', 2),
  rounds('round up', { zh: '远离零舍入', en: 'rounded away from zero' }, 'up', 2),
  rounds('round down', { zh: '截尾', en: 'cut off' }, 'down', 2),
  rounds('round half up', { zh: '四舍五入', en: 'rounded half up' }, 'half-up', 2),
  rounds('round half down', { zh: '五舍六入', en: 'rounded half down' }, 'half-down', 2),
  ['modulo', {
    title: { zh: '余数', en: 'remainder' }, parameters: 'dividend, divisor', least: 2, most: 2, type: remainder,
    call: ([dividend, divisor], meter) => meter.made(modulo(numberOf(dividend), numberOf(divisor!))),
  }],
  ['even', {
    title: { zh: '是偶数', en: 'is even' }, parameters: 'number', least: 1, most: 1, type: parity,
    call: ([value]) => wholeOf(value, 'even').n % 2n === 0n,
  }],
  ['odd', {
    title: { zh: '是奇数', en: 'is odd' }, parameters: 'number', least: 1, most: 1, type: parity,
    call: ([value]) => wholeOf(value, 'odd').n % 2n !== 0n,
  }],
  ['not', {
    title: { zh: '并非', en: 'not' }, parameters: 'condition', least: 1, most: 1, type: oneTruth,
    call: ([value]) => !truthOf(value),
  }],
  ['all', {
    title: { zh: '全部成立', en: 'all hold' }, parameters: 'list | condition, …', least: 1, most: many, type: truths,
    call: (args, meter) => spread(args, meter).map(truthOf).every(Boolean),
  }],
  ['any', {
    title: { zh: '至少一个成立', en: 'any holds' }, parameters: 'list | condition, …', least: 1, most: many, type: truths,
    call: (args, meter) => spread(args, meter).map(truthOf).some(Boolean),
  }],
  ['contains', {
    title: { zh: '包含文字', en: 'contains the text' }, parameters: 'text, part', least: 2, most: 2, type: texts,
    call: ([text, part]) => textOf(text).includes(textOf(part!)),
  }],
  ['list contains', {
    title: { zh: '列表包含', en: 'the list contains' }, parameters: 'list, value', least: 2, most: 2, type: membership,
    call: ([list, value], meter) => counted(list, meter).some((item) => sameValue(value!, item)),
  }],
  ['distinct values', {
    title: { zh: '不重复的值', en: 'distinct values' }, parameters: 'list', least: 1, most: 1, type: lists,
    call: ([list], meter) => distinct(itemsOf(list), meter),
  }],
  ['concatenate', {
    title: { zh: '合并列表', en: 'joined lists' }, parameters: 'list, …', least: 1, most: many, type: lists,
    call: (args, meter) => args.flatMap((list) => counted(list, meter)),
  }],
] satisfies Array<[string, NamedFunction]>);
