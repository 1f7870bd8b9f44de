/** What a formula was really made from, and how it is said. */
import { describe, expect, test } from '@jest/globals';
import { parseExpression, type Expression } from '../../../server/core/feel/expression.ts';
import { compilePolicy } from '../../../server/core/policy/compiled.ts';
import { readFacts } from '../../../server/core/policy/facts.ts';
import type { Policy, Step } from '../../../server/core/policy/policy.ts';
import { PolicySayer } from '../../../server/core/policy/sayer.ts';
import { State, textOfCell } from '../../../server/core/policy/state.ts';
import { Teller } from '../../../server/core/policy/telling.ts';
import { Watch } from '../../../server/core/policy/trace.ts';
import { rate } from '../../../server/core/rate.ts';
import { every, policyOf } from './kit.ts';

const policy = policyOf(every);
const { facts, decisions } = policy.examples[0] as Policy['examples'][number];
const state = new State(policy, readFacts(policy, facts, decisions));
const parsed = (text: string): Expression => parseExpression(text).expression as Expression;

/** What was read, `name`, `table.column[key]` or `table.column{keys}`. */
function seen(text: string, staff?: string): string[] {
  const watch = new Watch(state);
  watch.run(parsed(text), staff === undefined ? undefined : state.row('staff', staff));
  return [...watch.seen.values()].map((each) => {
    if (each.is === 'scalar') return each.name;
    return each.is === 'cell' ? `${each.table}.${each.column}[${each.key}]` : `${each.table}.${each.column}{${[...each.keys].join(' ')}}`;
  });
}

describe('a watched formula', () => {
  test.each<[string, string | undefined, string[]]>([
    ['pool + change', undefined, ['pool', 'change']],
    ['work', '2', ['staff.work[2]']],
    ['unit.level.factor', '2', ['staff.unit[2]', 'units.level[B]', 'levels.factor[county]']],
    ['home.level.factor', undefined, ['home', 'units.level[B]', 'levels.factor[county]']],
    ['sum(staff.work)', '2', ['staff.work{1 2 3}']],
    ['sum(staff[post = "nurse"].work)', undefined, ['staff.post{1 2 3}', 'staff.work{1 3}']],
    ['for s in staff return s.unit.level', undefined, ['staff.unit{1 2 3}', 'units.level{A B}']],
    ['if pool > 0 then part else change', undefined, ['pool', 'part']],
  ])('%s on %s', (text, staff, expected) => {
    expect(seen(text, staff)).toEqual(expected);
  });

  test('a row among all that share is read as part of its column', () => {
    const watch = new Watch(state);
    for (const key of ['1', '2']) watch.run(parsed('work'), state.row('staff', key), true);
    watch.amount('pool', undefined);
    watch.amount('score', state.row('staff', '1'));
    expect([...watch.seen.keys()]).toEqual(['staff.work', 'pool', 'staff.score[1]']);
  });
});

test('cells are text by their key', () => {
  expect(textOfCell(state.row('staff', '1').get('unit'))).toBe('A');
  expect(textOfCell(state.row('staff', '1').get('since'))).toBe('2009-10-01');
  expect(state.environment().get('nothing')).toBeUndefined();
});

describe('saying', () => {
  const { symbols } = compilePolicy(policy);
  const sayer = new PolicySayer(policy, symbols, 'staff');

  test.each([
    ['work * unit.weight', '工分 × 单位系数'],
    ['sum(staff.work)', '工分合计'],
    ['part', '基础比例'],
  ])('%s with titles', (text, zh) => {
    expect(sayer.expression(parsed(text)).zh).toBe(zh);
  });

  test('a name, a table, a column', () => {
    expect([sayer.title('work').en, sayer.title('units').en, sayer.title('factor', 'levels').en, sayer.title('factor', 'level').en]).toEqual(['Work points', 'Unit', 'Factor', 'Factor']);
  });

  test('of a step is the same each time it is asked', () => {
    const teller = new Teller(policy, symbols);
    const step = policy.steps.find(({ id }) => id === 'total') as Step;
    const name = compilePolicy(policy).amounts.get('total');
    const told = () => teller.tell(name as never, step, { value: rate(5n), exact: rate(5n) }, String);
    expect(told()).toEqual({ rule: { zh: '总额 + 调整', en: 'Pool + Change' } });
    expect(told().rule).toBe(told().rule);
  });
});
