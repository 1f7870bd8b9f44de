/** Ranges read from text, as the function `range` reads them: of written values only, its ends in order. */
import { parser } from '@bpmn-io/lezer-feel';
import type { SyntaxNode } from '@lezer/common';
import { operandsOf } from '../nodes.ts';
import { grammarFaults } from '../syntax.ts';
import { order } from './compare.ts';
import { Source } from './compiler.ts';
import { readDecimal } from './decimal.ts';
import { rangeOf } from './range.ts';
import { readDateTime, readDay, readDuration, readLiteral, readTime } from './temporal-text.ts';
import type { Range, Value } from './value.ts';

const grammar = parser.configure({ top: 'Expression' });
const constructors: ReadonlyMap<string, (text: string) => Value> = new Map<string, (text: string) => Value>([
  ['date', readDay], ['time', readTime], ['date and time', readDateTime], ['duration', readDuration],
]);

/** A range without an end on a side where it is open, as `[2..)`, which the grammar does not have. */
const withoutLow = /^\s*[(\]]\s*(?=\.\.)/;
const withoutHigh = /\.\.(?=\s*[)[]\s*$)/;

/** The range; null when the text is none, or an end is not written out. */
export function readRange(text: string): Range | null {
  const [lacksLow, lacksHigh] = [withoutLow.test(text), withoutHigh.test(text)];
  if (lacksLow && lacksHigh) return null;
  const whole = lacksLow ? text.replace(withoutLow, '$&null') : text.replace(withoutHigh, '..null');
  const range = readEnds(whole, [lacksLow, lacksHigh]);
  return range && { ...range, ...(lacksLow && { low: undefined }), ...(lacksHigh && { high: undefined }) };
}

/** The range of a text with both ends; those that it lacks are written as null, and no others may be. */
function readEnds(text: string, lacks: readonly [boolean, boolean]): Range | null {
  const tree = grammar.parse(text);
  const [interval] = operandsOf(tree.topNode).flatMap(operandsOf);
  if (grammarFaults(tree, text).length > 0 || interval?.name !== 'Interval') return null;
  const source = text.slice(interval.from, interval.to);
  const [low, high] = operandsOf(interval).map((end) => writtenValue(end, text)) as [Value, Value];
  if ((low === null) !== lacks[0] || (high === null) !== lacks[1] || order(low, high) === 1) return null;
  return rangeOf(low, high, source.startsWith('['), source.endsWith(']'));
}

/** A number, a text, or a day, time or duration made of one; else null. */
function writtenValue(node: SyntaxNode, text: string): Value {
  const c = new Source(text);
  if (node.name === 'NumericLiteral') return readDecimal(c.source(node).replace(/\s/g, '')) ?? null;
  if (node.name === 'StringLiteral') return c.literal(node);
  if (node.name !== 'DateTimeLiteral') return null;
  const [kind, given] = operandsOf(node) as [SyntaxNode, SyntaxNode | undefined];
  const [written, more] = operandsOf(given ?? kind);
  if (written?.name !== 'StringLiteral' || more) return null;
  const read = given ? constructors.get(c.name(kind))! : readLiteral;
  return read(c.literal(written));
}
