import { GraphQLError, type ASTVisitor, type OperationDefinitionNode, type SelectionSetNode, type ValidationContext } from 'graphql';
import { Refusal, type Code } from '../core/refusal.ts';
import { aliasesMax, depthMax, topFieldsMax } from './bounds.ts';

interface Size {
  depth: number;
  /** Counted once for each fragment, however often it is used. */
  aliases: number;
}

/** The size of selections. Each fragment is measured once, so that fragments that use each other twice cost no more than their length. */
function measure(context: ValidationContext): (operation: OperationDefinitionNode) => Size {
  const depths = new Map<string, number>();
  let aliases = 0;
  const depthOfFragment = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    depths.set(name, 0); // a ring ends here; another rule refuses it
    const depth = depthOf(context.getFragment(name)?.selectionSet);
    depths.set(name, depth);
    return depth;
  };
  const depthOf = (set: SelectionSetNode | undefined): number => {
    let deepest = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === 'FragmentSpread') deepest = Math.max(deepest, depthOfFragment(selection.name.value));
      else if (selection.kind === 'InlineFragment') deepest = Math.max(deepest, depthOf(selection.selectionSet));
      else {
        if (selection.alias) aliases += 1;
        deepest = Math.max(deepest, 1 + depthOf(selection.selectionSet));
      }
    }
    return deepest;
  };
  return ({ selectionSet }) => ({ depth: depthOf(selectionSet), aliases });
}

/** A validation rule that refuses operations nested deeper, or with more aliases or top fields, than the API has a use for, or with text that no database keeps. */
export function sizeLimit(context: ValidationContext): ASTVisitor {
  const refuse = (operation: OperationDefinitionNode, code: Code, found: number, allowed: number) => {
    const refusal = new Refusal({ code, at: 'query', values: { found: String(found), allowed: String(allowed) } });
    context.reportError(new GraphQLError(refusal.message, { nodes: operation, originalError: refusal }));
  };
  return {
    StringValue(node) {
      if (!node.value.includes('\0')) return; // halves of surrogate pairs are refused by the parser
      const refusal = new Refusal({ code: 'TEXT_MALFORMED', at: 'query', values: {} });
      context.reportError(new GraphQLError(refusal.message, { nodes: node, originalError: refusal }));
    },
    OperationDefinition(operation) {
      const { selections } = operation.selectionSet;
      const introspection = selections.every((selection) => selection.kind === 'Field' && selection.name.value.startsWith('__'));
      const { depth, aliases } = measure(context)(operation);
      if (depth > depthMax && !introspection) refuse(operation, 'QUERY_TOO_DEEP', depth, depthMax); // GraphQL itself bounds the depth of introspection
      if (aliases > aliasesMax) refuse(operation, 'TOO_MANY_ALIASES', aliases, aliasesMax);
      if (selections.length > topFieldsMax) refuse(operation, 'TOO_MANY_FIELDS', selections.length, topFieldsMax);
    },
  };
}
