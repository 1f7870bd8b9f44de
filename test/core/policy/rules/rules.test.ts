/** Each kind of step by itself: what it reads, what it rests on, and that nothing is lost on the way. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExpression, type Expression } from '../../../../server/core/feel/expression.ts';
import { yuan } from '../../../../server/core/feel/unit.ts';
import type { Formula, Part, Place } from '../../../../server/core/policy/policy.ts';
import { carveRule } from '../../../../server/core/policy/rules/carve.ts';
import { divideRule } from '../../../../server/core/policy/rules/divide.ts';
import { formulaRule } from '../../../../server/core/policy/rules/formula.ts';
import { gateRule } from '../../../../server/core/policy/rules/gate.ts';
import { limitRule } from '../../../../server/core/policy/rules/limit.ts';
import { raiseRule } from '../../../../server/core/policy/rules/raise.ts';
import { fenOf, settle, words, yuanOf, type Result, type Run, type Surroundings } from '../../../../server/core/policy/rules/rule.ts';
import { amountsOf, formulasOf, ruleKinds, ruleOf, rules } from '../../../../server/core/policy/rules/rules.ts';
import { splitRule } from '../../../../server/core/policy/rules/split.ts';
import { add, compare, fromFen, rate, zero, type Rate } from '../../../../server/core/rate.ts';
import { policyOf, every } from '../kit.ts';

const place: Place = { line: 1, column: 1, offset: 0, path: 'steps.s' };
const formula = (text: string): Formula => ({ text, place, expression: parseExpression(text).expression as Expression });
const part = (id: string): Part => ({ id, title: { zh: id, en: id }, why: [], place });
const base = { ...part('s'), table: undefined };
const [a, b, c] = ['a', 'b', 'c'].map(formula) as [Formula, Formula, Formula];

/** A run in which formulas have the values given, by their text. */
function runOf(values: Record<string, Rate | boolean>, key = ''): Run {
  const value = (of: Formula): Rate | boolean => values[of.text] as Rate | boolean;
  return {
    key, value,
    number: (of) => value(of) as Rate,
    holds: (of) => value(of) === true,
    refuse: (code) => { throw new Error(code); },
  };
}

const around: Surroundings = {
  rounding: { to: rate(1n, 100n), mode: 'half-away' },
  whole: runOf({}),
  keys: () => [],
  cell: (key) => key,
  guard: (_key, run) => run(),
  apart: () => undefined,
  print: (value) => String(fenOf(value)),
  unitOf: () => yuan,
};
const values = (results: readonly Result[]): Rate[] => results.map(({ value }) => value as Rate);
const sum = (rates: readonly Rate[]): Rate => rates.reduce(add, zero);
const fen = fc.bigInt({ min: -1_000_000n, max: 1_000_000n }).map(fromFen);
const positive = fc.bigInt({ min: 0n, max: 1_000_000n }).map(fromFen);
const share = fc.tuple(fc.bigInt({ min: 0n, max: 30n }), fc.bigInt({ min: 30n, max: 90n })).map(([n, d]) => rate(n, d));

describe('nothing is lost', () => {
  test('by carving: the parts and the rest are the whole', () => {
    const step = { ...base, rule: 'carve' as const, amount: a, parts: [{ ...part('p'), share: b, of: 'whole' as const }, { ...part('q'), share: c, of: 'rest' as const }], rest: part('r') };
    fc.assert(fc.property(positive, share, share, (whole, first, second) => {
      const [[carved, ...pieces] = []] = carveRule.evaluate(step, [runOf({ a: whole, b: first, c: second })], around);
      expect(carved?.value).toEqual(whole);
      expect(sum(values(pieces))).toEqual(whole);
    }));
  });

  test('by splitting: the parts are the whole, also of what is owed', () => {
    const step = { ...base, rule: 'split' as const, amount: a, parts: [{ ...part('p'), weight: b }, { ...part('q'), weight: c }], leftover: 'largest-remainder' as const };
    fc.assert(fc.property(fen, fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 1n, max: 20n }), (whole, first, second) => {
      const [[divided, ...pieces] = []] = splitRule.evaluate(step, [runOf({ a: whole, b: rate(first), c: rate(second) })], around);
      expect(divided?.value).toEqual(whole);
      expect(sum(values(pieces))).toEqual(whole);
    }));
  });

  test('by dividing: the rows are the whole, whatever their order', () => {
    const step = { ...base, rule: 'divide' as const, table: 't', amount: a, by: b, leftover: 'largest-remainder' as const };
    const weights = fc.array(fc.bigInt({ min: 1n, max: 50n }), { minLength: 1, maxLength: 9 });
    fc.assert(fc.property(positive, weights, (whole, given) => {
      const runs = given.map((weight, index) => runOf({ b: rate(weight) }, `r${index}`));
      const results = divideRule.evaluate(step, runs, { ...around, whole: runOf({ a: whole }) }).map(([result]) => result as Result);
      expect(sum(values(results))).toEqual(whole);
      const turned = divideRule.evaluate(step, runs.toReversed(), { ...around, whole: runOf({ a: whole }) }).map(([result]) => result as Result);
      expect(values(turned).toReversed()).toEqual(values(results));
    }));
  });

  test('by limiting: what is kept, more the excess, less the shortfall, is what was asked', () => {
    const step = { ...base, rule: 'limit' as const, amount: a, atMost: b, atLeast: c, excess: part('e'), shortfall: part('f') };
    fc.assert(fc.property(fen, fen, positive, (asked, least, room) => {
      const most = add(least, room);
      const [[kept, excess, shortfall]] = limitRule.evaluate(step, [runOf({ a: asked, b: most, c: least })], around) as [[Result, Result, Result]];
      expect(add(kept.value as Rate, excess.value as Rate)).toEqual(add(asked, shortfall.value as Rate));
      expect(compare(kept.value as Rate, most)).not.toBe(1);
      expect(compare(kept.value as Rate, least)).not.toBe(-1);
    }));
  });

  test('by a gate: what passes and what is held are the amount', () => {
    const step = { ...base, rule: 'gate' as const, amount: a, when: b, held: part('h') };
    fc.assert(fc.property(fen, fc.boolean(), (amount, open) => {
      const [[passed, held]] = gateRule.evaluate(step, [runOf({ a: amount, b: open })], around) as [[Result, Result]];
      expect([passed.value, held.value]).toEqual(open ? [amount, zero] : [zero, amount]);
    }));
  });
});

describe('a formula and a flag', () => {
  test('round as told, or not at all', () => {
    const step = { ...base, rule: 'formula' as const, formula: a };
    const third = rate(1n, 3n);
    expect(formulaRule.evaluate(step, [runOf({ a: third })], around)).toEqual([[{ value: rate(33n, 100n), exact: third }]]);
    expect(formulaRule.evaluate(step, [runOf({ a: third })], { ...around, rounding: undefined })).toEqual([[{ value: third, exact: third }]]);
    expect(formulaRule.evaluate(step, [runOf({ a: true })], around)).toEqual([[{ value: true }]]);
  });

  test('are raised by their condition', () => {
    const step = { ...base, rule: 'raise' as const, when: a };
    expect(raiseRule.evaluate(step, [runOf({ a: true }), runOf({ a: false })], around).map(([result]) => result?.value)).toEqual([true, false]);
  });
});

describe('all kinds', () => {
  const policy = policyOf(every);

  test('are tried in the order in which a step is read', () => {
    expect(ruleKinds).toEqual(['formula', 'carve', 'split', 'divide', 'limit', 'gate', 'raise', 'bands', 'score', 'weigh', 'prorate', 'solve', 'proportion']);
    for (const kind of ruleKinds) expect(rules[kind].keys).toContain(kind);
  });

  test('name their own amount first, rest only on their formulas, and say a sentence for every amount', () => {
    expect(new Set(policy.steps.map(({ rule }) => rule))).toEqual(new Set(ruleKinds));
    for (const step of policy.steps) {
      const [own] = amountsOf(step);
      expect(own?.id).toBe(step.id);
      expect(formulasOf(step).includes(step.where as Formula)).toBe(step.where !== undefined);
      for (const { id } of amountsOf(step)) {
        expect(ruleOf(step).inputs(step, id).length).toBeGreaterThan(0);
        const said = ruleOf(step).sentence(step, id, { formula: ({ text }) => ({ zh: text, en: text }), expression: () => ({ zh: '式', en: 'x' }), title: (name) => ({ zh: name, en: name }) });
        expect(said.zh).not.toBe('');
        expect(said.en).not.toBe('');
      }
    }
  });

  test('share small helpers', () => {
    expect(settle(rate(1n, 3n), undefined)).toEqual({ value: rate(1n, 3n), exact: rate(1n, 3n) });
    expect(yuanOf(rate(150n))).toEqual(rate(3n, 2n));
    expect(fenOf(rate(3n, 2n))).toBe(150n);
    expect(words((language) => language)).toEqual({ zh: 'zh', en: 'en' });
  });
});
