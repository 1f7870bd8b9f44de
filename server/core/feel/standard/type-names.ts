/** Types as they are written in a formula. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from '../nodes.ts';
import type { Source } from './compiler.ts';
import { leftOut } from './refused.ts';
import { simpleType } from './types.ts';
import type { Type } from './value.ts';

const rangeType = /(?<=\binstance\s+of\s+(?:\w+\s*<\s*)*)range(?=\s*<)/g;

/**
 * The text for the parser, whose grammar lacks `range<…>`: they stand there as lists, and are told apart again by the
 * text as it was written. Its length stays.
 */
export function withoutRangeTypes(text: string): string {
  return text.replace(rangeType, 'list ');
}

/** The type of a node `Type`; refuses the names of a model's own types (FORMULA_UNSUPPORTED). */
export function readType(node: SyntaxNode, c: Source): Type {
  const [type] = childrenOf(node) as [SyntaxNode];
  const inner = (of: SyntaxNode): Type[] => childrenOf(of).filter(({ name }) => name === 'Type').map((part) => readType(part, c));
  switch (type.name) {
    case 'ListType': return { is: c.source(type).startsWith('range') ? 'range of' : 'list of', of: inner(type)[0]! };
    case 'ContextType': {
      const entries = childrenOf(childrenOf(type).find(({ name }) => name === 'ContextEntryTypes')!).map((entry) => {
        const [name, of] = childrenOf(entry) as [SyntaxNode, SyntaxNode];
        return [c.name(name), readType(of, c)] as const;
      });
      return { is: 'context of', entries: new Map(entries) };
    }
    case 'FunctionType': {
      const given = childrenOf(childrenOf(type).find(({ name }) => name === 'ArgumentTypes')!);
      return { is: 'function of', parameters: given.flatMap(inner), gives: inner(type)[0]! };
    }
    default: return simpleType(c.source(type).replace(/\s+/g, ' ')) ?? leftOut('types');
  }
}
