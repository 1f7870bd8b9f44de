/** FEEL by the standard, in tests. */
import { evaluateStandard } from '../../server/core/feel/standard/standard.ts';
import { write } from '../../server/core/feel/standard/text.ts';
import type { Value } from '../../server/core/feel/standard/value.ts';

/** The value of an expression as text; texts are quoted. */
export function says(expression: string, inputs: Record<string, Value> = {}): string {
  return write(evaluateStandard(expression, new Map(Object.entries(inputs))));
}

/** The names that do not stand before a bracket in any of these expressions. */
export function untried(names: Iterable<string>, expressions: readonly string[]): string[] {
  return [...names].filter((name) => !expressions.some((expression) => new RegExp(`(?<![\\w ])${name}\\(`).test(expression)));
}
