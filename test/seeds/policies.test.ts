/** The presets: every example comes out, in any order of rows, and no figure of a regulation may change unnoticed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { addDays, addMonths } from '../../server/core/period.ts';
import { add, formatRate, parseRate, rate } from '../../server/core/rate.ts';
import { checkPolicy } from '../../server/core/policy/check.ts';
import { evaluate, type Evaluation } from '../../server/core/policy/evaluate.ts';
import { explain } from '../../server/core/policy/explain.ts';
import type { Example, Policy, RawFacts } from '../../server/core/policy/policy.ts';
import { placesShown, printAmounts, printValue } from '../../server/core/policy/print.ts';
import { readScalar } from '../../server/core/policy/quantity.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { amountsOf } from '../../server/core/policy/rules/rules.ts';
import { movementsOf, type StageId } from '../../server/core/policy/stages.ts';
import { Refusal } from '../../server/core/refusal.ts';

const folder = join(import.meta.dirname, '../../seeds/policies');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort();
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

function read(text: string): Policy {
  const { policy, faults } = readPolicy(text);
  if (!policy) throw new Refusal(faults);
  return policy;
}

/** The amounts as printed: a value, or the values of a column by key of the row, in the order of the keys. */
function printed(policy: Policy, { amounts }: Evaluation): Record<string, string | Record<string, string>> {
  const shown = placesShown(policy);
  return Object.fromEntries([...amounts].map(([name, amount]) => {
    const show = shown.get(name);
    if (amount.is === 'scalar') return [name, printValue(amount.value, amount.type, show)];
    return [name, Object.fromEntries(amount.rows.map(({ key, value }): [string, string] => [key, printValue(value, amount.type, show)]).sort())];
  }));
}

/** What an example gives, in the shape in which it is written: values, failing checks, or the refusal. */
function outcome(policy: Policy, example: Example, facts: RawFacts = example.facts): unknown {
  try {
    const evaluation = evaluate(policy, facts, example.decisions);
    const amounts = printed(policy, evaluation);
    const gives = [...example.gives].map(([name, expected]) => {
      const found = amounts[name];
      if (!(expected instanceof Map) || typeof found !== 'object') return [name, found];
      return [name, Object.fromEntries([...expected.keys()].map((key) => [key, found[key]]))];
    });
    const blocks = evaluation.checks.filter(({ ok }) => !ok).map(({ id }) => id).sort();
    return { gives: Object.fromEntries(gives), blocks };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refuses: error.faults.map(({ at, code }) => ({ at, code })) };
  }
}

function wanted({ gives, blocks, refuses }: Example): unknown {
  if (refuses) return { refuses: [refuses] };
  const values = [...gives].map(([name, expected]) => [
    name,
    expected instanceof Map ? Object.fromEntries([...expected].map(([key, { value }]) => [key, value])) : expected.value,
  ]);
  return { gives: Object.fromEntries(values), blocks: blocks.map(({ value }) => value).sort() };
}

function comesOut(policy: Policy): boolean {
  return policy.examples.every((example) => JSON.stringify(outcome(policy, example)) === JSON.stringify(wanted(example)));
}

/** Whether the text is still read and every example of it still comes out. */
function holds(text: string): boolean {
  const { policy } = readPolicy(text);
  return policy !== undefined && comesOut(policy);
}

/** The figure moved by one unit of its last written place, a day or a month by one. */
function moved(figure: string, by: 1n | -1n): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(figure)) return addDays(figure, Number(by));
  if (/^\d{4}-\d{2}$/.test(figure)) return addMonths(figure, Number(by));
  const [, number = '', places = '', sign = ''] = /^(-?\d+(?:\.(\d+))?)(%?)$/.exec(figure) ?? [];
  return `${formatRate(add(parseRate(number, figure), rate(by, 10n ** BigInt(places.length))), places.length)}${sign}`;
}

/** The line of a one-line definition: what stands before the figure after `key:`, the figure, what stands after it. */
function lineOf(name: string, key: string): RegExp {
  return new RegExp(`^(  ${name}: \\{.*\\b${key}: )([^,]+)(,.*)$`, 'mu');
}

function figureOf(text: string, name: string, key: string): string {
  const figure = lineOf(name, key).exec(text)?.[2];
  if (figure === undefined) throw new Error(`no figure ${key} of ${name}`);
  return figure;
}

/** The text with the figure after `key:` of a one-line definition replaced. */
function withFigure(text: string, name: string, key: string, change: (figure: string) => string): string {
  const now = change(figureOf(text, name, key));
  return text.replace(lineOf(name, key), (_all, before: string, _figure: string, after: string) => `${before}${now}${after}`);
}

/** Rows of every table in another order. */
function shuffled(facts: RawFacts, order: (rows: Array<Record<string, string>>) => Array<Record<string, string>>): RawFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? order(value) : value]));
}

/** What stands on an account after some stages of an evaluation, in fen. */
function standing(policy: Policy, evaluation: Evaluation, stages: StageId[], account: string): bigint {
  const moves = stages.flatMap((stage) => movementsOf(policy, evaluation, stage));
  return moves.reduce((sum, { from, to, amount }) => sum + (to === account ? amount : 0n) - (from === account ? amount : 0n), 0n);
}

/** Every example that comes out and passes its checks, evaluated. */
function sound(policy: Policy): Evaluation[] {
  return policy.examples.filter(({ refuses, blocks }) => !refuses && blocks.length === 0).map(({ facts, decisions }) => evaluate(policy, facts, decisions));
}

function rowsOf(evaluation: Evaluation, table: string): string[] {
  return (evaluation.facts.tables.get(table) ?? []).map(({ key }) => key);
}

/** The first two parameters of each split that divides by nothing but parameters. */
function splitWeights(policy: Policy): Array<[first: string, second: string]> {
  return policy.steps.flatMap((step): Array<[string, string]> => {
    const weights = step.rule === 'split' ? step.parts.map(({ weight }) => weight.text) : [];
    const [first, second] = weights;
    return first !== undefined && second !== undefined && weights.every((name) => policy.parameters.has(name)) ? [[first, second]] : [];
  });
}

/** All JSON files of this folder with this beginning, as one object. */
function together<Value>(begins: string): Record<string, Value> {
  const names = readdirSync(import.meta.dirname).filter((name) => name.startsWith(begins) && name.endsWith('.json'));
  return Object.assign({}, ...names.map((name): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')))) as Record<string, Value>;
}

/** By preset: the rules that it must cite, and its checks that only warn. */
const reviewed = together<{ rules: string[]; warns: string[] }>('reviewed-');
/** By preset and label: what must come out of the first example. */
const acceptance = together<Record<string, string>>('acceptance-');

/** Limits that a regulation sets to a decision. */
const limits: Array<[file: string, decision: string, key: 'at_least' | 'at_most']> = [
  ['ningqiang-2018.yaml', 'risk_share', 'at_most'],
  ['ningqiang-2018.yaml', 'budget_share', 'at_least'],
];

describe.each(files)('%s', (file) => {
  const text = textOf(file);
  const policy = read(text);

  test('has no fault and no warning', () => {
    expect(checkPolicy(text).faults).toEqual([]);
  });

  test('is named after its file', () => {
    expect(`${policy.id}.yaml`).toBe(file);
  });

  test.each(policy.examples.map((example) => [example.it.en, example] as const))('%s', (_it, example) => {
    expect(outcome(policy, example)).toEqual(wanted(example));
  });

  test('the first example gives the acceptance values under their labels, and no others', () => {
    const [{ facts, decisions, labels }] = policy.examples as [Example];
    const found = printAmounts(policy, evaluate(policy, facts, decisions)).labels;
    expect([...labels.keys()].sort()).toEqual(Object.keys(acceptance[policy.id] ?? {}).sort());
    expect(Object.fromEntries([...labels.keys()].map((label) => [label, found[label]?.value]))).toEqual(acceptance[policy.id]);
  });

  test('the order of rows changes nothing', () => {
    const orders = [
      (rows: Array<Record<string, string>>) => rows.toReversed(),
      (rows: Array<Record<string, string>>) => [...rows.slice(1), ...rows.slice(0, 1)],
    ];
    for (const { facts, decisions } of policy.examples.filter(({ refuses }) => !refuses)) {
      const amounts = printed(policy, evaluate(policy, facts, decisions));
      for (const order of orders) expect(printed(policy, evaluate(policy, shuffled(facts, order), decisions))).toEqual(amounts);
    }
  });

  test('every clause that moves or limits money is cited and used', () => {
    const used = new Set([
      ...[...policy.parameters.values(), ...policy.parameterTables.values(), ...policy.decisions.values(), ...policy.checks].flatMap(({ why }) => why),
      ...policy.steps.flatMap((step) => amountsOf(step).flatMap(({ why }) => why)),
    ]);
    expect([...policy.sources.keys()].filter((id) => !used.has(id))).toEqual([]);
    const cited = [...policy.sources.values()].map(({ rule }) => rule);
    expect(reviewed[policy.id]?.rules.filter((rule) => !cited.includes(rule))).toEqual([]);
  });

  test('only these checks warn; every other one stops approval and posting', () => {
    expect(policy.checks.filter(({ otherwise }) => otherwise === 'warn').map(({ id }) => id)).toEqual(reviewed[policy.id]?.warns);
  });

  test('every amount of the first example explains itself to the fen', () => {
    const [{ facts, decisions }] = policy.examples as [Example];
    for (const [name, value] of Object.entries(printed(policy, evaluate(policy, facts, decisions)))) {
      const rows: Array<[row: string | undefined, amount: string]> = typeof value === 'string' ? [[undefined, value]] : Object.entries(value);
      for (const [row, amount] of rows) expect([name, row, explain(policy, facts, decisions, name, row).value]).toEqual([name, row, amount]);
    }
  });

  test('no parameter can change unnoticed', () => {
    for (const [name, parameter] of policy.parameters) {
      for (const by of [1n, -1n] as const) {
        const value = readScalar(moved(figureOf(text, name, 'value'), by), { ...parameter.quantity, atLeast: undefined }, name);
        const changed = { ...policy, parameters: new Map([...policy.parameters, [name, { ...parameter, value }]]) };
        expect([name, by, comesOut(changed)]).toEqual([name, by, false]);
      }
    }
  });

  test('a unit moved from one share of a split to another is noticed', () => {
    for (const [first, second] of splitWeights(policy)) {
      for (const by of [1n, -1n] as const) {
        const changed = withFigure(text, first, 'value', (figure) => moved(figure, by));
        expect([first, by, holds(withFigure(changed, second, 'value', (figure) => moved(figure, by === 1n ? -1n : 1n)))]).toEqual([first, by, false]);
      }
    }
  });
});

test('no unit may change its class unnoticed', () => {
  const text = textOf('ewenki-2010.yaml');
  const rows = [...text.matchAll(/^ {6}- \{ unit_name: \S+, unit_class: (public_health|primary_care) \}$/gmu)];
  expect(rows).toHaveLength(14);
  for (const { 0: row, 1: own = '' } of rows) {
    expect(holds(text.replace(row, row.replace(own, own === 'public_health' ? 'primary_care' : 'public_health')))).toBe(false);
  }
});

test.each(limits)('%s: the limit of %s (%s) cannot change unnoticed', (file, decision, key) => {
  const text = textOf(file);
  for (const by of [1n, -1n] as const) {
    expect(holds(withFigure(text, decision, key, (figure) => moved(figure.replace('%', '.00%'), by)))).toBe(false);
  }
});

test('an unchanged preset holds, so that a change is what the tests above notice', () => {
  expect(files.map((file) => holds(textOf(file)))).toEqual(files.map(() => true));
});

test('settlement empties the package of every consortium', () => {
  const policy = read(textOf('ningqiang-2018.yaml'));
  const evaluations = sound(policy);
  expect(evaluations.length).toBeGreaterThan(10);
  for (const evaluation of evaluations) {
    const left = rowsOf(evaluation, 'consortia').map((key) => standing(policy, evaluation, ['budget', 'settlement'], `package/${key}`));
    expect(left.filter((amount) => amount !== 0n)).toEqual([]);
  }
});

test('the financing of the first example leaves by the budget, all of it', () => {
  const policy = read(textOf('ningqiang-2018.yaml'));
  const [first] = sound(policy) as [Evaluation];
  expect(standing(policy, first, ['budget'], 'financing')).toBe(-20_700_000_000n);
});

test('a pay total is funded and divided to the fen', () => {
  const policies = files.map((file) => read(textOf(file))).filter(({ accounts }) => accounts.has('pay-total'));
  expect(policies.length).toBeGreaterThan(1);
  for (const policy of policies) {
    for (const evaluation of sound(policy)) {
      const unit = String(evaluation.facts.scalars.get('unit'));
      expect(standing(policy, evaluation, ['pay-total'], `pay-total/${unit}`)).toBe(0n);
    }
  }
});

test('a year of pay empties both shares', () => {
  const policy = read(textOf('ewenki-2010.yaml'));
  const [first] = sound(policy) as [Evaluation];
  const year: StageId[] = ['pay-total', ...Array.from({ length: 12 }, (): StageId => 'basic-pay'), 'incentive-pay'];
  expect(['basic-share/U01', 'incentive-share/U01'].map((account) => standing(policy, first, year, account))).toEqual([0n, 0n]);
  expect(standing(policy, first, year, 'wage-cards/U01')).toBe(6_240_000n);
});
