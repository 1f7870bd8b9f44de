/** Formulas in Chinese. */
import { formatRate } from '../rate.ts';
import type { Operator } from './render.ts';
import type { Wording } from './say.ts';

const operators: Readonly<Record<Operator, string>> = {
  '+': ' + ', '-': ' − ', '*': ' × ', '/': ' ÷ ',
  '=': ' = ', '!=': ' ≠ ', '<': ' < ', '<=': ' ≤ ', '>': ' > ', '>=': ' ≥ ', and: ' 且 ', or: ' 或 ',
};

const places = (rounded: string) => ([value, digits]: readonly string[]): string =>
  `${value}${rounded}到${digits === undefined || digits === '0' ? '整数' : ` ${digits} 位小数`}`;
const several = (single: string, among: string) => (args: readonly string[]): string =>
  args.length === 1 ? `${args[0]}的${single}` : `${args.join('、')} ${among}`;

const calls: Readonly<Record<string, (args: readonly string[]) => string>> = {
  sum: (args) => (args.length === 1 ? `${args[0]}合计` : `（${args.join(' + ')}）`),
  min: (args) => several('最小值', args.length === 2 ? '两者中较小的' : '中最小的')(args),
  max: (args) => several('最大值', args.length === 2 ? '两者中较大的' : '中最大的')(args),
  mean: several('平均值', '的平均值'),
  count: ([list]) => `${list}的个数`,
  abs: ([value]) => `${value}的绝对值`,
  floor: places('向下取整'),
  ceiling: places('向上取整'),
  decimal: places('四舍六入五成双'),
  'round up': places('向远离零的方向取整'),
  'round down': places('截尾'),
  'round half up': places('四舍五入'),
  'round half down': places('五舍六入'),
  modulo: ([dividend, divisor]) => `${dividend} 除以 ${divisor} 的余数`,
  even: ([value]) => `${value}是偶数`,
  odd: ([value]) => `${value}是奇数`,
  not: ([condition]) => `并非${condition}`,
  all: (args) => `${args.join('、')}全部成立`,
  any: (args) => `${args.join('、')}至少一个成立`,
  contains: ([text, part]) => `${text}含有${part}`,
  'list contains': ([list, value]) => `${list}中有${value}`,
  'distinct values': ([list]) => `${list}中不重复的值`,
  concatenate: (args) => `${args.join('、')}合并成的列表`,
};

export const chinese: Wording = {
  brackets: (inner) => `（${inner}）`,
  number: (value) => formatRate(value),
  quoted: (value) => `“${value}”`,
  date: (value) => value,
  boolean: (value) => (value ? '是' : '否'),
  nothing: '空值',
  variable: (name) => (name === 'item' ? '该项' : name),
  of: (base, column) => `${base}的${column}`,
  operator: (operator) => operators[operator],
  power: (base, exponent) => `${base} 的 ${exponent} 次方`,
  negate: (of) => `−${of}`,
  between: (of, low, high) => `${of} 在 ${low} 至 ${high} 之间（含两端）`,
  belongs: (of, tests) => `${of} ${tests.join(' 或 ')}`,
  testCompare: (operator, right) => `${operator} ${right}`,
  testValue: (of, list) => (list ? `属于${of}` : `为 ${of}`),
  numbers: (low, high) => `${low} 至 ${high} 的整数`,
  range: (low, high, lowIncluded, highIncluded) =>
    `在 ${low}（${lowIncluded ? '含' : '不含'}）至 ${high}（${highIncluded ? '含' : '不含'}）之间`,
  choice: (condition, then, otherwise) => `若 ${condition}，则 ${then}，否则 ${otherwise}`,
  each: (name, over) => `${over}中的每一项 ${name}`,
  repeated: (is, each, body) => {
    const over = each.join('、');
    if (is === 'for') return `对${over}，取 ${body}`;
    return is === 'every' ? `${over}都满足 ${body}` : `${over}之中至少有一项满足 ${body}`;
  },
  list: (items) => `（${items.join('、')}）`,
  filter: (of, condition) => `${of}（其中 ${condition}）`,
  call: (name, args) => calls[name]!(args),
};
