/** Functions written in a formula, and calls. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf, operandsOf } from '../nodes.ts';
import type { Compiler, Step } from './compiler.ts';
import { leftOut } from './refused.ts';
import { readType } from './type-names.ts';
import { coerced } from './types.ts';
import { within } from './names.ts';
import { isKind, type Arguments, type FunctionValue, type Run, type Type, type Value } from './value.ts';

interface Parameter {
  name: string;
  type?: Type;
}

export function compileDefinition(node: SyntaxNode, c: Compiler): Step {
  const parts = childrenOf(node);
  if (parts.some(({ name }) => name === 'external')) return leftOut('external');
  const parameters = childrenOf(parts.find(({ name }) => name === 'FormalParameters')!).map((formal): Parameter => {
    const [label, written] = childrenOf(formal) as [SyntaxNode, SyntaxNode | undefined];
    return { name: c.name(childrenOf(label)[0]!), ...(written && { type: readType(written, c) }) };
  });
  const body = c.step(childrenOf(parts.at(-1)!)[0]!);
  return (run) => closure(parameters, body, run);
}

function closure(parameters: readonly Parameter[], body: Step, { scope }: Run): FunctionValue {
  return {
    is: 'function',
    parameters,
    call: (args, work) => {
      const given = bound(parameters, args);
      return given ? body({ scope: within(scope, given), work }) : null;
    },
  };
}

/** The arguments by the names of the parameters; undefined when they do not fit. */
function bound(parameters: readonly Parameter[], args: Arguments): Map<string, Value> | undefined {
  const given = 'byName' in args ? args.byName : new Map(parameters.map(({ name }, index) => [name, args.inOrder[index]]));
  const size = 'byName' in args ? args.byName.size : args.inOrder.length;
  const values = parameters.map(({ name, type }) => {
    const value = given.get(name);
    return value === undefined || !type ? value : coerced(value, type);
  });
  if (size !== parameters.length || values.includes(undefined)) return undefined;
  return new Map(parameters.map(({ name }, index) => [name, values[index]!]));
}

/** A call of whatever the step gives; null when that is no function. */
export function compileCall(callee: Step, given: SyntaxNode, c: Compiler): Step {
  const named = given.name === 'NamedParameters';
  const parts = operandsOf(given);
  const names = named ? parts.map((part) => c.name(childrenOf(childrenOf(part)[0]!)[0]!)) : [];
  const steps = parts.map((part) => c.step(named ? childrenOf(part)[1]! : part));
  return (run) => {
    const called = callee(run);
    if (!isKind(called, 'function')) return null;
    const values = steps.map((step) => step(run));
    const args: Arguments = named ? { byName: new Map(names.map((name, index) => [name, values[index]!])) } : { inOrder: values };
    return called.call(args, run.work);
  };
}
