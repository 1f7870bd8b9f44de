/** Types as they are written in a formula. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from '../nodes.ts';
import type { Source } from './compiler.ts';
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

/** The type of a node `Type`; undefined when it is none of the standard's. */
export function readType(node: SyntaxNode, c: Source): Type | undefined {
  const [type] = childrenOf(node) as [SyntaxNode];
  const inner = (of: SyntaxNode): Type[] => {
    const found = childrenOf(of).filter(({ name }) => name === 'Type').map((part) => readType(part, c));
    return found.filter((each) => each !== undefined);
  };
  switch (type.name) {
    case 'ListType': {
      const [of] = inner(type);
      return of && { is: c.source(type).startsWith('range') ? 'range of' : 'list of', of };
    }
    case 'ContextType': {
      const entries = childrenOf(childrenOf(type).find(({ name }) => name === 'ContextEntryTypes')!).map((entry) => {
        const [name, of] = childrenOf(entry) as [SyntaxNode, SyntaxNode];
        return [c.name(name), readType(of, c)] as const;
      });
      const known = entries.filter((entry): entry is readonly [string, Type] => entry[1] !== undefined);
      return known.length === entries.length ? { is: 'context of', entries: new Map(known) } : undefined;
    }
    case 'FunctionType': {
      const [gives] = inner(type);
      const given = childrenOf(childrenOf(type).find(({ name }) => name === 'ArgumentTypes')!);
      const parameters = given.flatMap((argument) => inner(argument));
      return gives && parameters.length === given.length ? { is: 'function of', parameters, gives } : undefined;
    }
    default: return simpleType(c.name(type.name === 'QualifiedName' ? childrenOf(type)[0]! : type));
  }
}
