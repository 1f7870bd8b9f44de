/** Formulas in English. */
import { formatRate } from '../rate.ts';
import type { Operator } from './render.ts';
import type { Wording } from './say.ts';

const operators: Readonly<Record<Operator, string>> = {
  '+': ' + ', '-': ' − ', '*': ' × ', '/': ' ÷ ',
  '=': ' = ', '!=': ' ≠ ', '<': ' < ', '<=': ' ≤ ', '>': ' > ', '>=': ' ≥ ', and: ' and ', or: ' or ',
};

function listed(args: readonly string[]): string {
  return args.length === 1 ? args[0]! : `${args.slice(0, -1).join(', ')} and ${args.at(-1)}`;
}

const rounded = (how: string) => ([value, places]: readonly string[]): string => {
  const to = places === undefined || places === '0' ? 'a whole number' : `${places} ${places === '1' ? 'decimal' : 'decimals'}`;
  return `${value} rounded ${how} to ${to}`;
};
const greatest = (of: string, ofTwo: string) => (args: readonly string[]): string =>
  `the ${args.length === 2 ? ofTwo : of} of ${listed(args)}`;

const calls: Readonly<Record<string, (args: readonly string[]) => string>> = {
  sum: (args) => (args.length === 1 ? `total of ${args[0]}` : `(${args.join(' + ')})`),
  min: greatest('least', 'smaller'),
  max: greatest('greatest', 'greater'),
  mean: (args) => `mean of ${listed(args)}`,
  count: ([list]) => `number of ${list}`,
  abs: ([value]) => `absolute value of ${value}`,
  floor: rounded('downwards'),
  ceiling: rounded('upwards'),
  decimal: rounded('half to even'),
  'round up': rounded('away from zero'),
  'round down': rounded('toward zero'),
  'round half up': rounded('half away from zero'),
  'round half down': rounded('half toward zero'),
  modulo: ([dividend, divisor]) => `the remainder of ${dividend} divided by ${divisor}`,
  even: ([value]) => `${value} is even`,
  odd: ([value]) => `${value} is odd`,
  not: ([condition]) => `not ${condition}`,
  all: (args) => `all of ${listed(args)} hold`,
  any: (args) => `at least one of ${listed(args)} holds`,
  contains: ([text, part]) => `${text} contains ${part}`,
  'list contains': ([list, value]) => `${value} is among ${list}`,
  'distinct values': ([list]) => `the distinct values of ${list}`,
  concatenate: (args) => `the items of ${listed(args)} in one list`,
};

export const english: Wording = {
  brackets: (inner) => `(${inner})`,
  number: (value) => formatRate(value),
  quoted: (value) => `"${value}"`,
  date: (value) => value,
  boolean: (value) => (value ? 'yes' : 'no'),
  nothing: 'nothing',
  variable: (name) => (name === 'item' ? 'the item' : name),
  of: (base, column) => `${column} of ${base}`,
  operator: (operator) => operators[operator],
  power: (base, exponent) => `${base} to the power of ${exponent}`,
  negate: (of) => `−${of}`,
  between: (of, low, high) => `${of} is from ${low} to ${high} (both included)`,
  belongs: (of, tests) => `${of} ${tests.join(' or ')}`,
  testCompare: (operator, right) => `${operator} ${right}`,
  testValue: (of, list) => (list ? `is one of ${of}` : `is ${of}`),
  numbers: (low, high) => `the whole numbers from ${low} to ${high}`,
  range: (low, high, lowIncluded, highIncluded) =>
    `is from ${low} (${lowIncluded ? 'included' : 'excluded'}) to ${high} (${highIncluded ? 'included' : 'excluded'})`,
  choice: (condition, then, otherwise) => `if ${condition} then ${then}, otherwise ${otherwise}`,
  each: (name, over) => `${name} of ${over}`,
  repeated: (is, each, body) => {
    if (is === 'for') return `for each ${each.join(' and each ')}: ${body}`;
    const quantity = is === 'every' ? 'every' : 'at least one';
    return `for ${quantity} ${each.join(' and ')}: ${body}`;
  },
  list: (items) => `(${items.join(', ')})`,
  filter: (of, condition) => `${of} (where ${condition})`,
  call: (name, args) => calls[name]!(args),
};
