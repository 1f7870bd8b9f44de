/** FEEL by the standard, beside the stricter language of policies: null where a policy would refuse. */
import { parser, trackVariables } from '@bpmn-io/lezer-feel';
import { Refusal, refuse } from '../../refusal.ts';
import { operandsOf } from '../nodes.ts';
import { grammarFaults } from '../syntax.ts';
import { compileNode } from './compile.ts';
import { Compiler } from './compiler.ts';
import { withoutRangeTypes } from './type-names.ts';
import { knownNames, within } from './names.ts';
import type { Scope, Value } from './value.ts';
import { Work } from './work.ts';

const textLimit = 10_000;

/**
 * The value of a FEEL expression of at most 10,000 characters on these inputs. An error of the expression is null, as
 * the standard has it. Refuses what is left out (FORMULA_UNSUPPORTED), text outside the grammar (FORMULA_UNREADABLE,
 * FORMULA_INCOMPLETE, FORMULA_EMPTY), and work without end (FORMULA_TOO_…, FORMULA_NUMBER_TOO_LONG).
 */
export function evaluateStandard(text: string, inputs: ReadonlyMap<string, Value> = new Map()): Value {
  if (text.trim() === '') refuse('FORMULA_EMPTY', '');
  if (text.length > textLimit) refuse('FORMULA_TOO_LONG', '', { found: String(text.length), limit: String(textLimit) });
  const contextTracker = trackVariables(knownNames(inputs));
  const tree = parser.configure({ top: 'Expression', contextTracker }).parse(withoutRangeTypes(text));
  const faults = grammarFaults(tree, text);
  if (faults.length > 0) throw new Refusal(faults.map(({ code, values }) => ({ code, at: '', values })));
  const step = new Compiler(text, compileNode).step(operandsOf(tree.topNode)[0]!);
  const outside: Scope = { get: () => undefined };
  return step({ scope: within(outside, inputs), work: new Work() });
}
