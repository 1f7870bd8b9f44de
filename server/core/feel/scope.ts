/** The names that a part of a formula sees: those from outside, variables, and columns inside a filter. */
import type { Read, Scope, Type } from './type.ts';

export interface Local {
  /** The type of a name, and what is read when it comes from outside. */
  lookup(name: string): { type: Type; read?: Read } | undefined;
  /** All names, for suggestions. */
  names(): string[];
}

export function outside(scope: Scope): Local {
  return {
    lookup: (name) => {
      const type = scope.typeOf(name);
      return type && { type, read: { name } };
    },
    names: () => [...scope.names()],
  };
}

export function withVariable(variable: string, type: Type, outer: Local): Local {
  return {
    lookup: (name) => (name === variable ? { type } : outer.lookup(name)),
    names: () => [variable, ...outer.names()],
  };
}

/** Inside a filter's brackets `item` is the row or value tested, and a column of the row comes before a name outside. */
export function insideFilter(item: Type, scope: Scope, local: Local): Local {
  const outer = withVariable('item', item, local);
  if (item.is !== 'row' && item.is !== 'reference') return outer;
  const { table } = item;
  return {
    lookup: (name) => {
      const type = name === 'item' ? undefined : scope.columnOf(table, name);
      return type ? { type, read: { table, name } } : outer.lookup(name);
    },
    names: () => [...scope.columns(table), ...outer.names()],
  };
}
