/** Writes a formula back as FEEL. */
import { formatRate } from '../rate.ts';
import type { Expression } from './expression.ts';
import { render, type Phrases } from './render.ts';

const excerptLimit = 60;

const phrases: Phrases = {
  brackets: (inner) => `(${inner})`,
  number: (value) => formatRate(value),
  text: (value) => JSON.stringify(value),
  date: (value) => `date("${value}")`,
  boolean: String,
  nothing: 'null',
  name: (name) => name,
  path: (base, column) => `${base}.${column}`,
  operator: (operator) => ` ${operator} `,
  power: (base, exponent) => `${base} ** ${exponent}`,
  negate: (of) => `-${of}`,
  between: (of, low, high) => `${of} between ${low} and ${high}`,
  belongs: (of, tests) => `${of} in ${tests.length === 1 ? tests[0] : `(${tests.join(', ')})`}`,
  testCompare: (operator, right) => `${operator} ${right}`,
  testValue: (of) => of,
  numbers: (low, high) => `${low}..${high}`,
  range: (low, high, lowIncluded, highIncluded) => `${lowIncluded ? '[' : '('}${low}..${high}${highIncluded ? ']' : ')'}`,
  choice: (condition, then, otherwise) => `if ${condition} then ${then} else ${otherwise}`,
  each: (name, over) => `${name} in ${over}`,
  repeated: (is, each, body) => `${is} ${each.join(', ')} ${is === 'for' ? 'return' : 'satisfies'} ${body}`,
  list: (items) => `[${items.join(', ')}]`,
  filter: (of, condition) => `${of}[${condition}]`,
  call: (name, args) => `${name}(${args.join(', ')})`,
  argumentsAlone: true,
  closed: () => true,
  within: () => phrases,
};

/** The formula as FEEL text; parsing it gives the same formula. */
export function writeExpression(e: Expression): string {
  return render(e, phrases);
}

/** The formula as FEEL text, cut short for a message. */
export function excerpt(e: Expression): string {
  const written = writeExpression(e);
  return written.length <= excerptLimit ? written : `${written.slice(0, excerptLimit - 1)}…`;
}
