import { GraphQLError, type ASTVisitor, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode, type ValidationContext } from 'graphql';
import { Refusal } from './core/refusal.ts';

const allowed = 12;

/** A validation rule that refuses an operation nested deeper than the API ever is; fragments count where they are used. */
export function depthLimit(context: ValidationContext): ASTVisitor {
  const depthOf = (set: SelectionSetNode | undefined, seen: ReadonlySet<string>): number =>
    set ? Math.max(...set.selections.map((selection) => {
      if (selection.kind === 'Field') return 1 + depthOf((selection as FieldNode).selectionSet, seen);
      if (selection.kind === 'InlineFragment') return depthOf(selection.selectionSet, seen);
      const name = selection.name.value;
      const fragment: FragmentDefinitionNode | null | undefined = seen.has(name) ? null : context.getFragment(name);
      return fragment ? depthOf(fragment.selectionSet, new Set([...seen, name])) : 0;
    })) : 0;
  return {
    OperationDefinition(operation) {
      const introspection = operation.selectionSet.selections.every((selection) => selection.kind === 'Field' && selection.name.value.startsWith('__'));
      const depth = depthOf(operation.selectionSet, new Set());
      if (introspection || depth <= allowed) return;
      const refusal = new Refusal({ code: 'QUERY_TOO_DEEP', at: 'query', values: { found: String(depth), allowed: String(allowed) } });
      context.reportError(new GraphQLError(refusal.message, { nodes: operation, originalError: refusal }));
    },
  };
}
