/** All functions of the standard by their names. */
import { builtin } from './builtin.ts';
import { listFunctions } from './functions-list.ts';
import { numberFunctions } from './functions-number.ts';
import { contextFunctions, logicFunctions, temporalFunctions } from './functions-other.ts';
import { rangeFunctions } from './functions-range.ts';
import { textFunctions } from './functions-text.ts';
import type { FunctionValue } from './value.ts';

export const builtins: ReadonlyMap<string, FunctionValue> = new Map(
  Object.entries({
    ...numberFunctions, ...textFunctions, ...listFunctions, ...temporalFunctions, ...contextFunctions, ...rangeFunctions, ...logicFunctions,
  }).map(([name, ways]) => [name, builtin(ways)]),
);
