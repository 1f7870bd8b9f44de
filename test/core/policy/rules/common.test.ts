import { expect, test } from '@jest/globals';
import { parseExpression, type Expression } from '../../../../server/core/feel/expression.ts';
import { pure, yuan } from '../../../../server/core/feel/unit.ts';
import type { Formula } from '../../../../server/core/policy/policy.ts';
import { tellLater, typeIn, typeTogether } from '../../../../server/core/policy/rules/common.ts';
import { Symbols } from '../../../../server/core/policy/symbols.ts';
import { FormulaTyping } from '../../../../server/core/policy/typing.ts';
import { one } from '../../../../server/core/rate.ts';
import { policyOf, small } from '../kit.ts';

const policy = policyOf(small);
const formula = (text: string): Formula => ({ text, place: { line: 1, column: 1, offset: 0, path: 'x' }, expression: parseExpression(text).expression as Expression });

/** Types formulas in the small policy; the codes of the faults found. */
function typing(run: (typing: FormulaTyping) => unknown): { found: unknown; codes: string[] } {
  const symbols = new Symbols(policy);
  const ground = { policy, symbols, broken: new Set<string>(), faults: [], used: new Set<string>() };
  const found = run(new FormulaTyping(ground));
  return { found, codes: ground.faults.map(({ code }: { code: string }) => code) };
}

test.each([['5', []], ['-5', []], ['0', []], ['5 + 5', ['UNIT_EXPECTED']], ['kept', ['UNIT_EXPECTED']], ['-kept', ['UNIT_EXPECTED']]])('%s where yuan belong', (text, codes) => {
  expect(typing((each) => typeIn(formula(text), yuan, each)?.unit)).toEqual({ found: codes.length > 0 ? undefined : yuan, codes });
});

test.each<[string[], unknown, string[]]>([
  [['0', 'standard'], { is: 'number', unit: { yuan: 1, person: -1 } }, []],
  [['1', 'kept'], { is: 'number', unit: pure }, []],
  [['1', 'standard', 'kept'], undefined, ['RESULTS_DIFFER']],
  [['1', 'nothing_such', '"a"'], undefined, ['FORMULA_UNKNOWN_NAME']],
])('%j together', (texts, found, codes) => {
  expect(typing((each) => typeTogether(texts.map(formula), each))).toEqual({ found, codes });
});

test('a result says why only when it is asked', () => {
  let asked = 0;
  const result = tellLater({ value: one, exact: one }, () => {
    asked += 1;
    return { zh: '因', en: 'why' };
  });
  expect([result.value, result.exact, asked]).toEqual([one, one, 0]);
  expect([result.bound, asked]).toEqual([{ zh: '因', en: 'why' }, 1]);
});
