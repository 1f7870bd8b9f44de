import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, moneyOf, printAmounts, runSteps, type Amount } from '../../../server/core/policy/evaluate.ts';
import { explain } from '../../../server/core/policy/explain.ts';
import type { Policy, RawFacts } from '../../../server/core/policy/policy.ts';
import { printValue } from '../../../server/core/policy/print.ts';
import { readPolicy as readUnchecked } from '../../../server/core/policy/read.ts';
import { zero } from '../../../server/core/rate.ts';
import { refused as faultsOf } from '../../kit/refused.ts';
import { changed, every, policyOf, refused, small } from './kit.ts';
import { hospital, step } from './rules/hospital.ts';

/** Read only: their examples must not run before a test does. */
const policy = readUnchecked(small).policy as Policy;
const full = readUnchecked(every).policy as Policy;
const example = (of: Policy, index = 0) => of.examples[index] as Policy['examples'][number];
const noExamples = (text: string): string => text.slice(0, text.indexOf('examples:'));
const facts = (rows: Array<[string, number, string?]>, standard = '690.00'): RawFacts =>
  ({ standard, consortia: rows.map(([consortium, heads, spent]) => ({ consortium, heads: String(heads), ...(spent && { spent }) })) });

/** The amounts of one or many rows as printed. */
function amounts(of: Policy, given: RawFacts, decisions: Record<string, string> = {}): Record<string, unknown> {
  const printed = printAmounts(of, evaluate(of, given, decisions)).amounts;
  return Object.fromEntries(Object.entries(printed).map(([name, amount]) => [name, typeof amount === 'string' ? amount : amount.map(({ value }) => value).join(' ')]));
}

const whole = 'standard * sum(consortia.heads)';

describe('the steps', () => {
  test('of a small policy', () => {
    expect(amounts(policy, facts([['A', 3, '1.00'], ['B', 4, '3000.00']]))).toEqual({
      financing: '4830.00', carving: '4830.00', risk: '483.00', budget: '4347.00', package: '1863.00 2484.00',
      surplus: '1862.00 0.00', overspend: '0.00 516.00', sharing: '1862.00 0.00', distributed: '1489.60 0.00', development: '372.40 0.00',
    });
  });

  test('of a policy that has them all', () => {
    const { facts: given, decisions } = example(full);
    expect(amounts(full, given, decisions)).toMatchObject({
      each_person: '3331.00', flat: '0.43', second: '4747.41', third: '1582.47', left: '3164.94', basic: '1898.96', three_part: '632.98',
      unit_pool: '506.39 759.59 0.00', pay: '506.39 569.69 189.90', paid: '506.39 0.00 189.90', held: '0.00 569.69 0.00',
      whole_points: '3.3 0 0', half_points: '3.333333 3.75 1.25', label: '1 无 无', end: '2010-12-31', begins: 'true', point_value: '50.6392',
    });
  });

  test('run in any order', () => {
    const steps = small.slice(small.indexOf('steps:\n') + 7, small.indexOf('checks:')).split(/^(?= {2}- )/m);
    const reversed = changed(small, [steps.join(''), steps.toReversed().join('')]);
    const given = facts([['A', 3, '1.00'], ['B', 4]]);
    expect(amounts(policyOf(reversed), given)).toEqual(amounts(policy, given));
  });

  test('of a table without rows', () => {
    expect(amounts(policy, facts([]))).toMatchObject({ financing: '0.00', package: '' });
  });

  test.each<[string, Array<[string, string]>, RawFacts, string[]]>([
    ['nobody to share', [[whole, 'standard'], ['money, per: person', 'money']], facts([]), ['steps.package NOBODY_TO_SHARE']],
    ['nothing to weigh', [[whole, 'standard'], ['money, per: person', 'money']], facts([['A', 0]]), ['steps.package NOTHING_TO_WEIGH']],
    ['a negative weight', [['by: heads', 'by: heads / max(consortia.heads) - 0.6']], facts([['A', 3], ['B', 6]]), ['steps.package[A] WEIGHT_NEGATIVE']],
    ['a division by zero', [[whole, 'standard * sum(consortia.heads) / (3 - count(consortia))']], facts([['A', 3], ['B', 1], ['C', 1]]), ['steps.financing DIVISION_BY_ZERO']],
    ['a division by zero in a row', [['limit: package - spent', 'limit: package / heads * max(consortia.heads)']], facts([['A', 3], ['B', 0]]), ['steps.surplus[B] DIVISION_BY_ZERO']],
    ['too much carved', [['share: risk_share', 'share: risk_share * 11']], facts([['A', 3]]), ['steps.carving CARVED_TOO_MUCH']],
    ['weights that do not total', [['weight: 1 - kept', 'weight: risk_share']], facts([['A', 3]]), ['steps.sharing[A] SHARES_NOT_WHOLE']],
    ['an amount with more digits than money has', [[whole, 'standard * sum(consortia.heads) * 1000000000000']], facts([['A', 3]]), ['steps.financing AMOUNT_TOO_LARGE']],
    ['such an amount below zero, in a row', [['limit: package - spent', 'limit: spent - package * 1000000000000']], facts([['A', 3]]), ['steps.surplus[A] AMOUNT_TOO_LARGE']],
    ['bounds that cross', [['    at_least: 0\n', '    at_least: 0\n    at_most: 0 - spent\n    excess: { id: more, title: { zh: 多, en: More } }\n']], facts([['A', 3, '1.00']]), ['steps.surplus[A] BOUNDS_CROSSED']],
  ])('refuse: %s', (_what, changes, given, expected) => {
    const changedPolicy = policyOf(noExamples(changed(small, ...changes)));
    expect(refused(() => evaluate(changedPolicy, given))).toEqual(expected);
  });

  test('name the row for which a pool cannot be divided', () => {
    const { facts: given, decisions } = example(full);
    const nobody = { ...given, staff: (given['staff'] as Array<Record<string, string>>).filter(({ unit }) => unit !== 'A') };
    expect(refused(() => evaluate(full, nobody, decisions))).toEqual(['steps.pay[A] NOBODY_TO_SHARE']);
  });

  test('a policy that was not checked is refused with its faults', () => {
    const { policy: read } = readUnchecked(changed(small, ['by: heads', 'by: nothing']));
    expect(refused(() => evaluate(read as Policy, facts([])))).toEqual(['steps.package.by FORMULA_UNKNOWN_NAME']);
  });

  test('bounds at the top and below', () => {
    const bounded = policyOf(noExamples(changed(small, ['    at_least: 0\n', '    at_least: 0\n    at_most: standard * 1 * 3 / 3 * sum(consortia.heads) / 7\n    excess: { id: more, title: { zh: 多, en: More } }\n'])));
    expect(amounts(bounded, facts([['A', 3, '1.00'], ['B', 4, '3000.00']]))).toMatchObject({ surplus: '690.00 0.00', more: '1172.00 0.00', overspend: '0.00 516.00' });
  });
});

describe('the size of an amount', () => {
  const withStep = (step: string): Policy => readUnchecked(noExamples(changed(small, ['checks:\n', `  - { ${step}, why: s1, title: { zh: 另一项, en: Another } }\nchecks:\n`]))).policy as Policy;
  const owed = withStep('id: owed, formula: 0 - standard * sum(consortia.heads)');
  const most = '999999999999999.99';

  test('is at most 15 digits before the point, on either side of zero', () => {
    expect(amounts(owed, facts([['A', 1]], most))).toMatchObject({ financing: most, owed: `-${most}` });
    const tooLarge = [{
      code: 'AMOUNT_TOO_LARGE', at: 'steps.financing',
      values: { title: { zh: '筹资', en: 'Financing' }, found: '1000000000000000.00', limit: '15' },
    }];
    expect(faultsOf(() => evaluate(owed, facts([['A', 10]], '100000000000000.00')))).toEqual(tooLarge);
    const below = withStep('id: owed, formula: 0 - 10 * financing');
    expect(refused(() => evaluate(below, facts([['A', 1]], '100000000000000.00')))).toEqual(['steps.owed AMOUNT_TOO_LARGE']);
  });

  test('is not limited when it is no money', () => {
    expect(amounts(withStep('id: squared, formula: sum(consortia.heads) * 10 ** 20'), facts([['A', 3]]))).toMatchObject({ squared: '300000000000000000000' });
  });

  test('is limited beside the rows too, where it is money', () => {
    const { facts: given, decisions } = example(full);
    const pool = readUnchecked(noExamples(changed(every, ['pool: left\n    ties: since', 'pool: left * 10 ** 15\n    ties: since']))).policy as Policy;
    expect(refused(() => evaluate(pool, given, decisions))).toEqual(['steps.claimed AMOUNT_TOO_LARGE']);
    const worth = readUnchecked(hospital(step('pay', 'divide: units.unit_pool, among: staff, within: unit, by: factor, leftover: largest-remainder, value: { id: worth, title: { zh: 份值, en: Worth } }'))).policy as Policy;
    const units = [{ unit: 'A', unit_pool: '1.00' }, { unit: 'B', unit_pool: '200000000000000.00' }];
    const people = (factor: string): Array<Record<string, string>> => [{ number: '1', unit: 'A' }, { number: '2', unit: 'B', factor }];
    expect(amounts(worth, { units, staff: people('0.1') })['worth']).toBe('1 2000000000000000');
  });
});

describe('rows that `where` leaves out', () => {
  const some = readUnchecked(hospital(step('doubled', 'each: staff, where: working, formula: points * 2') + step('flagged', 'each: staff, where: working, raise: factor > 1'))).policy as Policy;
  const given: RawFacts = { units: [{ unit: 'A' }], staff: [{ number: 'a', points: '3', factor: '3', working: 'false' }, { number: 'b', points: '2', factor: '2' }, { number: 'c', points: '1' }] };

  test('have 0, or nothing raised, and say why', () => {
    expect(evaluate(some, given).amounts.get('doubled')).toMatchObject({ rows: [{ key: 'a', value: zero }, { key: 'b', value: { n: 4n, d: 1n } }, { key: 'c', value: { n: 2n, d: 1n } }] });
    expect(evaluate(some, given).amounts.get('flagged')).toMatchObject({ rows: [{ key: 'a', value: false }, { key: 'b', value: true }, { key: 'c', value: false }] });
    const why = (row: string) => explain(some, given, {}, 'doubled', row);
    expect(why('a')).toMatchObject({ value: '0', bound: { zh: '不在本步骤的适用范围内，为 0', en: 'outside what the step applies to: 0' } });
    expect(why('b').bound).toBeUndefined();
  });
});

describe('an evaluation', () => {
  test('tells the amounts in the order of the policy, with their types, and the facts it was run on', () => {
    const { amounts: made, facts: used } = evaluate(policy, facts([['A', 3]]), { risk_share: '5%' });
    expect([...made.keys()]).toEqual(['financing', 'carving', 'risk', 'budget', 'package', 'surplus', 'overspend', 'sharing', 'distributed', 'development']);
    expect(made.get('risk')).toEqual({ is: 'scalar', type: { is: 'number', unit: { yuan: 1 } }, value: { n: 207n, d: 2n } });
    expect(made.get('package')).toEqual({ is: 'column', table: 'consortia', type: { is: 'number', unit: { yuan: 1 } }, rows: [{ key: 'A', value: { n: 3933n, d: 2n } }] });
    expect(used.scalars.get('risk_share')).toEqual({ n: 1n, d: 20n });
    const { facts: given, decisions } = example(full);
    const { amounts: all } = evaluate(full, given, decisions);
    expect(all.get('slope')).toMatchObject({ is: 'scalar' });
    expect(all.get('claimed')).toMatchObject({ is: 'column', table: 'staff' });
  });

  test('tells of each step when it has run, what others rest on first', () => {
    const order: string[] = [];
    const { facts: given, decisions } = example(full);
    runSteps(full, given, decisions, ({ id }) => order.push(id));
    expect(order.toSorted()).toEqual(full.steps.map(({ id }) => id).toSorted());
    expect(order.indexOf('each_person')).toBeGreaterThan(order.indexOf('total'));
  });

  test('decides ties by the column named', () => {
    const tied = readUnchecked(hospital(step('pay', 'divide: pool, among: staff, by: points, ties: rank, leftover: largest-remainder'))).policy as Policy;
    const people = (ranks: string[]): RawFacts => ({ pool: '0.01', units: [{ unit: 'A' }], staff: ranks.map((rank, index) => ({ number: String(index), points: '1', rank })) });
    expect(amounts(tied, people(['b', 'a']))['pay']).toBe('0.00 0.01');
    expect(amounts(tied, people(['a', 'b']))['pay']).toBe('0.01 0.00');
  });
});

describe('the checks', () => {
  test('name the rows that fail', () => {
    const { checks } = evaluate(policy, facts([['A', 3, '1.00'], ['B', 4, '3000.00']]));
    expect(checks).toMatchObject([{ id: 'within', ok: false, otherwise: 'warn', rows: ['B'], title: { en: 'Within' }, says: { en: 'Overspent.' } }]);
    expect(evaluate(full, example(full).facts).checks).toMatchObject([{ id: 'enough', ok: true, rows: [] }, { id: 'nobody_held', ok: false, rows: ['2'] }]);
  });

  test('refuse what has no value', () => {
    const divided = policyOf(noExamples(changed(small, ['that: spent <= package', 'that: package / heads > spent / heads'])));
    expect(refused(() => evaluate(divided, facts([['A', 0], ['B', 1]])))).toEqual(['checks.within[A] DIVISION_BY_ZERO']);
  });
});

describe('printing', () => {
  test('gives plain texts with the facts of each row', () => {
    const printed = printAmounts(policy, evaluate(policy, facts([['A', 3, '1.00']])));
    expect(printed).toMatchObject({
      policy: 'small', version: '1',
      amounts: { financing: '2070.00', package: [{ consortium: 'A', heads: '3', spent: '1.00', value: '1863.00' }] },
      checks: [{ id: 'within', ok: true, otherwise: 'warn', rows: [], says: { zh: '超支了。', en: 'Overspent.' } }],
    });
    expect(printed.labels).toEqual({ Financing: { step: 'financing', value: '2070.00' }, 'Package of A': { step: 'package', row: 'A', value: '1863.00' } });
    const { facts: given, decisions } = example(full);
    expect(printAmounts(full, evaluate(full, given, decisions)).amounts['label']).toEqual([
      { number: '1', unit: 'A', post: 'nurse', work: '10', since: '2009-10-01', minutes: '60', score: '95', value: '1' },
      { number: '2', unit: 'B', post: 'doctor', work: '7.5', since: '2009-10-01', minutes: '0', score: '50', value: '无' },
      { number: '3', unit: 'B', post: 'nurse', work: '2.5', since: '2009-10-01', minutes: '0', score: '80.5', value: '无' },
    ]);
  });

  test('a label that two examples give belongs to the first', () => {
    const again = '\n  - { it: { zh: 又一例, en: Another }, facts: { standard: 1.00, consortia: [ { consortium: A, heads: 1 } ] }, gives: { package: { A: 0.90 } }, labels: { Financing: package.A, Other: package.A } }';
    const twice = policyOf(changed(small, ['"Package of B": package.B }', `"Package of B": package.B }${again}`]));
    expect(printAmounts(twice, evaluate(twice, facts([['A', 3, '1.00']]))).labels).toEqual({
      Financing: { step: 'financing', value: '2070.00' },
      'Package of A': { step: 'package', row: 'A', value: '1863.00' },
      Other: { step: 'package', row: 'A', value: '1863.00' },
    });
  });

  test('a step on a table of the policy itself', () => {
    const own = policyOf(noExamples(changed(every, ['checks:\n', '  - { id: doubled, each: levels, formula: factor * 2, why: s1, title: { zh: 双倍, en: Doubled } }\nchecks:\n'])));
    expect(printAmounts(own, evaluate(own, example(full).facts)).amounts['doubled']).toEqual([
      { level: 'town', factor: '1', over: 'county', value: '2' }, { level: 'county', factor: '1.5', over: 'county', value: '3' },
    ]);
  });

  test.each<[Parameters<typeof printValue>, string]>([
    [[{ n: 1n, d: 3n }, { is: 'number', unit: {} }], '0.333333'],
    [[{ n: 1n, d: 3n }, { is: 'number', unit: {} }, 2], '0.33'],
    [[{ n: 1n, d: 3n }, { is: 'number', unit: {} }, '2%'], '33.33%'],
    [[{ n: -5n, d: 4n }, { is: 'number', unit: {} }, '0%'], '-125%'],
    [[{ n: 5n, d: 4n }, { is: 'number', unit: {} }], '1.25'],
    [[{ n: 5n, d: 4n }, { is: 'number', unit: { yuan: 1 } }, 0], '1.25'],
    [[true, { is: 'boolean' }], 'true'],
    [['x', { is: 'text' }], 'x'],
  ])('%j as %s', (given, expected) => {
    expect(printValue(...given)).toBe(expected);
  });

  test('money in fen', () => {
    const { amounts: given } = evaluate(policy, facts([['A', 3, '1.00']]));
    expect(moneyOf(given.get('financing') as Amount)).toBe(207000n);
    expect(moneyOf(given.get('package') as Amount, 'A')).toBe(186300n);
    expect(faultsOf(() => moneyOf(given.get('package') as Amount, 'B'))).toEqual([
      { code: 'ROW_UNKNOWN', at: '', values: { key: 'B', suggestion: { zh: '', en: '' } } },
    ]);
    const { amounts: named } = evaluate(policy, facts([['north', 3], ['south', 1]]));
    expect(moneyOf(named.get('package') as Amount, 'south')).toBe(62100n);
    expect(faultsOf(() => moneyOf(named.get('package') as Amount, 'soutj'))[0]?.values).toMatchObject({ suggestion: { en: ' (did you mean "south"?)' } });
  });
});

const people = fc.array(fc.record({ heads: fc.integer({ min: 0, max: 300_000 }), spent: fc.integer({ min: 0, max: 10_000_000 }) }), { minLength: 1, maxLength: 8 })
  .filter((rows) => rows.some(({ heads }) => heads > 0));
const fenOf = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const table = (rows: Array<{ heads: number; spent: number }>): Array<[string, number, string]> => rows.map(({ heads, spent }, index) => [`C${index}`, heads, fenOf(spent)]);

describe('properties', () => {
  test('parts add up to the whole, to the fen', () => {
    fc.assert(fc.property(people, fc.integer({ min: 0, max: 99_999 }), (rows, standard) => {
      const { amounts: given } = evaluate(policy, facts(table(rows), fenOf(standard)));
      const all = (name: string): bigint[] => {
        const amount = given.get(name) as Amount;
        return amount.is === 'scalar' ? [moneyOf(amount)] : amount.rows.map(({ key }) => moneyOf(amount, key));
      };
      const sum = (name: string): bigint => all(name).reduce((a, b) => a + b, 0n);
      expect(sum('risk') + sum('budget')).toBe(sum('financing'));
      expect(sum('package')).toBe(sum('budget'));
      expect(all('distributed').map((each, index) => each + (all('development')[index] ?? 0n))).toEqual(all('surplus'));
    }), { numRuns: 60 });
  });

  test('the order of rows changes nothing', () => {
    fc.assert(fc.property(people, (rows) => {
      const byKey = (given: Array<[string, number, string]>): unknown => {
        const { amounts: made } = evaluate(policy, facts(given));
        return [...made].map(([name, amount]) => [name, amount.is === 'scalar' ? amount.value : new Map(amount.rows.map(({ key, value }) => [key, value]))]);
      };
      expect(byKey(table(rows).toReversed())).toEqual(byKey(table(rows)));
    }), { numRuns: 30 });
  });
});
