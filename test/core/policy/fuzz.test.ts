/** Whatever is written: a policy is read or refused in good time, and one that runs loses no fen. FULL=1 tries many more. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExpression } from '../../../server/core/feel/expression.ts';
import { attempt } from '../../../server/core/policy/attempt.ts';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { evaluate, type Evaluation } from '../../../server/core/policy/evaluate.ts';
import { explain } from '../../../server/core/policy/explain.ts';
import { layPolicy } from '../../../server/core/policy/overlay.ts';
import type { Policy, RawFacts } from '../../../server/core/policy/policy.ts';
import { placesShown, printValue } from '../../../server/core/policy/print.ts';
import { readFactsFile } from '../../../server/core/policy/raw-facts.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { say, type Fault } from '../../../server/core/refusal.ts';
import { lostFen } from './conserved.ts';
import { damaged } from './damage.ts';
import { changed, every, folder, policyOf, small, work } from './kit.ts';
import { randomPolicy, type RandomPolicy } from './random-policy.ts';

const full = process.env.FULL === '1';
/** Seconds of work that one case may take; most take thousandths, and a busy machine several times as long. */
const patience = 10;
const runs = (few: number, many: number): fc.Parameters<unknown> => ({ numRuns: full ? many : few, ...(!full && { seed: 1 }) });

function timed<T>(run: () => T): T {
  const done: T[] = [];
  expect(work(() => done.push(run()))).toBeLessThan(patience);
  return done[0] as T;
}

/** Sentences are whole in both languages, and every fault of a file has its line. */
function toldWell(faults: readonly Fault[]): void {
  for (const fault of faults) {
    expect([say(fault, 'zh'), say(fault, 'en')]).not.toContain('');
    expect([fault.line, fault.column].every((at) => at !== undefined && at >= 1)).toBe(true);
  }
}

const seeds = `${folder}../../../seeds/policies/`;
/** With FULL=1 the presets too. */
const texts = [small, every, ...(full ? readdirSync(seeds).map((name) => readFileSync(`${seeds}${name}`, 'utf8')) : [])];
const facts = 'facts: { standard: 690.00, consortia: { A: { heads: 3, spent: 1.00 }, B: { heads: 4 } } }\ndecisions: { risk_share: 10% }\n';
const formula = 'if count(staff[post = "nurse" and points > 0]) >= 3 then sum(for x in 1..9 return x ** 2) / 0.07 else max(a.b, -1) in (1..5]';

describe('whatever is written', () => {
  test('a policy is read or refused, and said in sentences', () => {
    const outcomes = new Set<boolean>();
    fc.assert(fc.property(fc.constantFrom(...texts), fc.constantFrom(...texts), fc.gen(), (own, other, g) => {
      const { policy, faults } = timed(() => checkPolicy(damaged(g, own, other)));
      expect(policy === undefined).toBe(faults.some(({ severity }) => severity !== 'warning'));
      toldWell(faults);
      if (policy) timed(() => sentencesOf(policy));
      outcomes.add(policy !== undefined);
    }), runs(120, 2_000));
    expect(outcomes).toEqual(new Set([true, false]));
  }, 600_000);

  test('a policy over another is read or refused', () => {
    const over = 'language: 1\npolicy: east\nversion: 1\noverlays: small@1\ntitle: { zh: 东, en: East }\nplace: { code: "610726", zh: 某县, en: Some County }\napplies: { from: 2019-01-01 }\nparameters: { kept: { value: 85%, why: s1 } }\nremove: [ { name: checks.within, why: s1 } ]\nexamples: []\n';
    fc.assert(fc.property(fc.gen(), (g) => {
      const { laid, faults } = timed(() => layPolicy(damaged(g, over, small), (id) => (id === 'small' ? small : undefined)));
      expect(laid === undefined).toBe(faults.some(({ severity }) => severity !== 'warning'));
      for (const fault of faults) expect(say(fault, 'en')).not.toBe('');
    }), runs(50, 1_000));
  }, 600_000);

  test('facts are read and run, or refused', () => {
    const policy = policyOf(changed(small, ['limit: package - spent', 'limit: package'], ['1489.60', '1490.40']));
    fc.assert(fc.property(fc.gen(), (g) => {
      const { written, faults } = timed(() => readFactsFile(policy, damaged(g, facts, small)));
      expect(written === undefined).toBe(faults.length > 0);
      toldWell(faults);
      const found = written && attempt(() => timed(() => evaluate(policy, written.facts, written.decisions)));
      if (found?.value) expect(lostFen(policy, found.value)).toEqual([]);
    }), runs(200, 5_000));
  }, 600_000);

  test('a formula is read or refused', () => {
    fc.assert(fc.property(fc.gen(), (g) => {
      const { expression, faults } = timed(() => parseExpression(damaged(g, formula, small)));
      expect(expression === undefined).toBe(faults.length > 0);
    }), runs(200, 8_000));
  }, 600_000);
});

/** The value of each amount, by row in the order of the keys. */
type Printed = Array<[row: string | undefined, value: string]>;

function printed(policy: Policy, { amounts }: Evaluation): Map<string, Printed> {
  const shown = placesShown(policy);
  return new Map([...amounts].map(([name, amount]): [string, Printed] => {
    const rows = amount.is === 'scalar' ? [{ key: undefined, value: amount.value }] : amount.rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return [name, rows.map(({ key, value }) => [key, printValue(value, amount.type, shown.get(name))])];
  }));
}

function turned(given: RawFacts): RawFacts {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Array.isArray(value) ? value.toReversed() : value]));
}

/** Runs it both ways round, explains its last amount; tells the kinds of steps that ran, or nothing when it is refused. */
function tried({ text, facts: given, decisions }: RandomPolicy): string[] | undefined {
  const { policy, faults } = timed(() => checkPolicy(text));
  toldWell(faults);
  if (!policy) return undefined;
  const { value: found, faults: refused } = attempt(() => timed(() => evaluate(policy, given, decisions)));
  const again = attempt(() => evaluate(policy, turned(given), decisions));
  expect(again.faults === undefined).toBe(refused === undefined);
  for (const fault of refused ?? []) expect([say(fault, 'en'), fault.at]).not.toContain('');
  if (!found || !again.value) return undefined;
  expect(lostFen(policy, found)).toEqual([]);
  const amounts = printed(policy, found);
  expect(printed(policy, again.value)).toEqual(amounts);
  const [name, rows] = [...amounts].at(-1) as [string, Printed];
  for (const [row, value] of rows) expect(timed(() => explain(policy, given, decisions, name, row)).value).toBe(value);
  return policy.steps.map(({ rule }) => rule);
}

test('whatever policy runs on whatever facts: no fen is lost, rows may come in any order, and every amount is explained', () => {
  const ran: string[][] = [];
  let drawn = 0;
  fc.assert(fc.property(fc.gen(), (g) => {
    drawn += 1;
    const steps = tried(randomPolicy(g));
    if (steps) ran.push(steps);
  }), runs(200, 5_000));
  expect(ran.length * 4).toBeGreaterThan(drawn);
  const kinds = ['bands', 'carve', 'divide', 'formula', 'gate', 'limit', 'proportion', 'prorate', 'raise', 'score', 'solve', 'split', 'total', 'weigh'];
  expect([...new Set(ran.flat())].sort()).toEqual(kinds);
}, 600_000);
