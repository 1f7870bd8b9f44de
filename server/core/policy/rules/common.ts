/** What rules that list several figures share: units that go without saying, one type for all, and telling only when asked. */
import { join, typeWords } from '../../feel/kinds.ts';
import type { Type } from '../../feel/type.ts';
import type { Unit } from '../../feel/unit.ts';
import type { Formula, Words } from '../policy.ts';
import type { NumberType, Result, Typing } from './rule.ts';

/** Types a number of the unit; a bare one takes it. */
export function typeIn(formula: Formula, unit: Unit, typing: Typing): NumberType | undefined {
  const { expression } = formula;
  const written = expression.is === 'negate' ? expression.of : expression;
  return written.is === 'number' ? { is: 'number', unit } : typing.like(formula, unit);
}

/** The one type of several formulas, of which there is at least one. */
export function typeTogether(formulas: readonly Formula[], typing: Typing): Type | undefined {
  const types = formulas.map((formula) => typing.type(formula));
  let common = types[0];
  for (const [index, type] of types.entries()) {
    const joined = common && type && join(common, type);
    if (common && type && !joined) {
      typing.fault('RESULTS_DIFFER', (formulas[index] as Formula).place, { found: typeWords(type), expected: typeWords(common) });
    }
    common = joined;
  }
  return common;
}

/** A result that says why it is what it is only when it is asked. */
export function tellLater(result: Omit<Result, 'bound'>, say: () => Words): Result {
  return {
    ...result,
    get bound() {
      return say();
    },
  };
}
