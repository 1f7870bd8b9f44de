import { describe, expect, test } from '@jest/globals';
import { outside, withVariable } from '../../../server/core/feel/scope.ts';
import { typeOf, type Type } from '../../../server/core/feel/type.ts';
import { per, pure, unitOf, yuan } from '../../../server/core/feel/unit.ts';
import { say } from '../../../server/core/refusal.ts';
import { parsed, scopeOf } from '../../kit/formulas.ts';

const number = (unit = pure): Type => ({ is: 'number', unit });
const text: Type = { is: 'text' };
const boolean: Type = { is: 'boolean' };
const list = (of: Type): Type => ({ is: 'list', of });
const posts: Type = { is: 'text', options: ['nurse', 'doctor', 'other'] };

const scope = scopeOf(
  {
    standard: number(per(yuan, 'person')), budget: number(yuan), heads: number(unitOf('person')), share: number(),
    points: number(unitOf('point')), ready: boolean, joined: { is: 'date' }, left: { is: 'date' }, since: { is: 'month' },
    label: text, post: posts, grade: { is: 'text', options: ['a', 'b'] }, shift: { is: 'text', options: ['doctor', 'night'] },
    consortium: { is: 'text', of: 'consortia' }, person: { is: 'text', of: 'staff' },
    consortia: { is: 'table', table: 'consortia' }, staff: { is: 'table', table: 'staff' },
    head: { is: 'reference', table: 'staff' }, amounts: list(number(yuan)), flags: list(boolean),
  },
  {
    consortia: { consortium: { is: 'text', of: 'consortia' }, heads: number(unitOf('person')), spent: number(yuan) },
    staff: { name: { is: 'text', of: 'staff' }, consortium: { is: 'reference', table: 'consortia' }, post: posts, pay: number(yuan) },
  },
);

const faultsOf = (formula: string): string[] => typeOf(parsed(formula), scope).faults.map(({ code }) => code);
const sentencesOf = (formula: string, language: 'zh' | 'en'): string[] =>
  typeOf(parsed(formula), scope).faults.map((fault) => say({ ...fault, at: '' }, language));

describe('types', () => {
  test.each<[string, Type]>([
    ['standard * heads', number(yuan)],
    ['standard * sum(consortia.heads)', number(yuan)],
    ['budget / heads', number(per(yuan, 'person'))],
    ['budget / budget', number()],
    ['-budget + 0', number(yuan)],
    ['0 - budget', number(yuan)],
    ['0 + 0', { ...number(), literal: true } as Type],
    ['max(0, budget - 0)', number(yuan)],
    ['min([budget, 0])', number(yuan)],
    ['heads ** 2', number({ person: 2 })],
    ['heads ** -1', number({ person: -1 })],
    ['budget ** 1', number(yuan)],
    ['share ** share', number()],
    ['1.5', number()],
    ['null', { is: 'null' }],
    ['joined', { is: 'date' }],
    ['max(joined, left)', { is: 'date' }],
    ['min([since])', { is: 'month' }],
    ['if ready then budget else 0', number(yuan)],
    ['if ready then "a" else "b"', { is: 'text', options: ['a', 'b'], written: true }],
    ['if ready then label else "b"', text],
    ['if ready then consortium else consortium', { is: 'text', of: 'consortia' }],
    ['if ready then consortium else person', text],
    ['if ready then head else head', { is: 'reference', table: 'staff' }],
    ['if ready then [] else amounts', list(number(yuan))],
    ['if ready then amounts else []', list(number(yuan))],
    ['[]', list({ is: 'null' })],
    ['[null, null]', list({ is: 'null' })],
    ['consortia.heads', list(number(unitOf('person')))],
    ['staff.consortium.heads', list(number(unitOf('person')))],
    ['head.consortium.spent', number(yuan)],
    ['staff[post = "nurse"]', { is: 'table', table: 'staff' }],
    ['staff[post = "nurse"].pay', list(number(yuan))],
    ['staff[item.pay > budget and consortium.heads > heads]', { is: 'table', table: 'staff' }],
    ['staff.consortium[heads > 0]', list({ is: 'reference', table: 'consortia' })],
    ['amounts[item > 0]', list(number(yuan))],
    ['for x in staff return x.pay * share', list(number(yuan))],
    ['for i in 1..3, j in [i] return i + j', list(number())],
    ['for x in staff, y in staff[consortium = x.consortium] return y.pay', list(number(yuan))],
    ['mean(amounts)', number(yuan)],
    ['count(staff) + count(amounts)', number()],
    ['abs(-budget)', number(yuan)],
    ['decimal(budget, 2)', number(yuan)],
    ['floor(budget)', number(yuan)],
    ['modulo(budget, 0 + budget)', number(yuan)],
    ['distinct values(staff.post)', list(posts)],
    ['distinct values(staff)', list({ is: 'row', table: 'staff' })],
    ['concatenate(amounts, [0], [budget])', list(number(yuan))],
  ])('%s', (formula, type) => {
    expect(typeOf(parsed(formula), scope)).toMatchObject({ type, faults: [] });
    expect(typeOf(parsed(formula), scope).type).toEqual(type);
  });

  test.each([
    'budget > 0', 'heads != 0', 'joined < left', 'joined = date("2018-01-01")', 'since >= "2018-01"', '"2018-01" < since', 'since = since',
    'ready = true', 'label = "x"', 'post = "nurse"', '"nurse" = post', 'post = shift', 'label != null', 'null = budget', '"x" = "y"',
    'head = person', 'head.consortium = consortium', 'head = "Li"', 'for x in staff return x = head',
    'post in ("nurse", "doctor")', 'post in ["nurse"]', 'budget in [0..budget]', 'budget in (> 0, <= budget)', 'person in staff',
    'budget between 0 and budget', 'ready and ready or not(ready)', 'all(flags) or any(ready, ready)',
    'some x in staff satisfies x.pay > 0', 'every x in staff, y in flags satisfies y', 'contains(label, "x")',
    'list contains(amounts, budget)', 'list contains(staff.post, "nurse")', 'even(heads) or odd(1)',
  ])('%s is true or false, or a list of that', (formula) => {
    const { type, faults } = typeOf(parsed(formula), scope);
    expect(faults).toEqual([]);
    expect(type?.is === 'list' ? type.of : type).toEqual(boolean);
  });
});

describe('faults', () => {
  test.each<[string, string[]]>([
    ['budget + heads', ['FORMULA_UNITS']],
    ['budget > heads', ['FORMULA_UNITS']],
    ['points = heads', ['FORMULA_UNITS']],
    ['modulo(budget, heads)', ['FORMULA_UNITS']],
    ['budget * budget', ['FORMULA_MONEY_POWER']],
    ['budget ** 2', ['FORMULA_MONEY_POWER']],
    ['1 / budget / budget', ['FORMULA_MONEY_POWER']],
    ['heads ** share', ['FORMULA_EXPONENT']],
    ['heads ** 0.5', ['FORMULA_EXPONENT']],
    ['2 ** heads', ['FORMULA_PURE']],
    ['for i in 1..heads return i', ['FORMULA_PURE']],
    ['for i in label..1 return i', ['FORMULA_KIND']],
    ['round up(budget, heads)', ['FORMULA_PURE']],
    ['round up(label, 0)', ['FORMULA_KIND']],
    ['label + 1', ['FORMULA_KIND']],
    ['1 * ready', ['FORMULA_KIND']],
    ['label ** ready', ['FORMULA_KIND', 'FORMULA_KIND']],
    ['-label', ['FORMULA_KIND']],
    ['consortia.heads * 2', ['FORMULA_KIND']],
    ['budget.heads', ['FORMULA_KIND']],
    ['amounts.heads', ['FORMULA_KIND']],
    ['if budget then 1 else 2', ['FORMULA_KIND']],
    ['if ready then 1 else label', ['FORMULA_MIXED']],
    ['if ready then head else ready', ['FORMULA_MIXED']],
    ['if ready then ready else joined', ['FORMULA_MIXED']],
    ['if ready then amounts else [heads]', ['FORMULA_MIXED']],
    ['[budget, heads, label]', ['FORMULA_MIXED']],
    ['max(budget, heads)', ['FORMULA_MIXED']],
    ['max(joined, since)', ['FORMULA_MIXED']],
    ['sum(label, ready)', ['FORMULA_KIND', 'FORMULA_KIND']],
    ['sum([])', ['FORMULA_KIND']],
    ['sum(staff)', ['FORMULA_KIND']],
    ['min(label)', ['FORMULA_KIND']],
    ['not(flags)', ['FORMULA_KIND']],
    ['all(amounts)', ['FORMULA_KIND']],
    ['even(label)', ['FORMULA_KIND']],
    ['count(budget)', ['FORMULA_KIND']],
    ['contains(label, 1)', ['FORMULA_KIND']],
    ['list contains(label, 1)', ['FORMULA_KIND']],
    ['concatenate(amounts, 1)', ['FORMULA_KIND']],
    ['concatenate(amounts, flags)', ['FORMULA_MIXED']],
    ['list contains(amounts, heads)', ['FORMULA_UNITS']],
    ['staff[1]', ['FORMULA_KIND']],
    ['budget[ready]', ['FORMULA_KIND']],
    ['for x in budget return x + y', ['FORMULA_KIND']],
    ['some x in budget, y in heads satisfies x', ['FORMULA_KIND']],
    ['label < "x"', ['FORMULA_COMPARES']],
    ['joined < since', ['FORMULA_COMPARES']],
    ['since < "2018"', ['FORMULA_COMPARES']],
    ['since < label', ['FORMULA_COMPARES']],
    ['joined = label', ['FORMULA_COMPARES']],
    ['ready > ready', ['FORMULA_COMPARES']],
    ['head = consortium', ['FORMULA_COMPARES']],
    ['amounts = amounts', ['FORMULA_COMPARES']],
    ['ready between 1 and budget', ['FORMULA_COMPARES', 'FORMULA_COMPARES']],
    ['budget in (heads, [heads..0], > points)', ['FORMULA_UNITS', 'FORMULA_UNITS', 'FORMULA_UNITS']],
    ['label + 1 in (1, nothing)', ['FORMULA_KIND']],
    ['post = "docter"', ['FORMULA_OPTION']],
    ['"docter" != post', ['FORMULA_OPTION']],
    ['post in ["nurse", "doctor", "other", "docter"]', ['FORMULA_OPTION']],
    ['post = grade', ['FORMULA_OPTION']],
    ['budgt + 1', ['FORMULA_UNKNOWN_NAME']],
    ['consortia.head', ['FORMULA_UNKNOWN_COLUMN']],
    ['min()', ['FORMULA_ARGUMENTS']],
    ['for budget in amounts return budget', ['FORMULA_VARIABLE_TAKEN']],
    ['some x in amounts, x in amounts satisfies x > x', ['FORMULA_VARIABLE_TAKEN']],
    ['staff[count(for item in amounts return item) > 0]', ['FORMULA_VARIABLE_TAKEN']],
    ['abs(1, 2, 3) + count(amounts, amounts)', ['FORMULA_ARGUMENTS', 'FORMULA_ARGUMENTS']],
  ])('%s', (formula, codes) => {
    expect(faultsOf(formula)).toEqual(codes);
    expect(typeOf(parsed(formula), scope).type).toBeUndefined();
  });

  test.each([
    ['budget + heads', '“budget”的单位是元，“heads”的单位是人；单位不同，不能用“+”。', '"budget" is in yuan and "heads" in people; different units cannot meet in "+".'],
    ['budgt', '没有名为“budgt”的数据（是否应为“budget”？）。', 'There is nothing named "budgt" (did you mean "budget"?).'],
    ['consortia.head', '表“consortia”没有列“head”（是否应为“heads”？）；它的列：consortium, heads, spent。',
      'The table "consortia" has no column "head" (did you mean "heads"?); its columns are: consortium, heads, spent.'],
    ['post = "docter"', '“docter”不是可选值；可选值：nurse, doctor, other。', '"docter" is not one of the options; the options are: nurse, doctor, other.'],
    ['abs()', '函数 abs 写了 0 个参数；应为 1 个：number。', 'The function abs is given 0 arguments; it takes 1: number.'],
    ['floor(1, 2, 3)', '函数 floor 写了 3 个参数；应为 1–2 个：number, places。', 'The function floor is given 3 arguments; it takes 1–2: number, places.'],
    ['amounts + staff', '“amounts”是列表（每项为以元计的数）；此处应为数。', '"amounts" is a list, each item a number in yuan; here a number is wanted.'],
    ['-staff', '“staff”是表“staff”；此处应为数。', '"staff" is the table "staff"; here a number is wanted.'],
    ['-head', '“head”是表“staff”的一行；此处应为数。', '"head" is a row of the table "staff"; here a number is wanted.'],
    ['ready + 1', '“ready”是是非值；此处应为数。', '"ready" is true or false; here a number is wanted.'],
    ['if ready then 1 else joined', '“1”是纯数，“joined”是日期；两者须为同一种类、同一单位。', '"1" is a pure number and "joined" is a day; they must be of one kind and one unit.'],
  ])('%s in sentences', (formula, zh, en) => {
    expect(sentencesOf(formula, 'zh')[0]).toBe(zh);
    expect(sentencesOf(formula, 'en')[0]).toBe(en);
  });

  test('all at once, in the order of the text', () => {
    const { faults } = typeOf(parsed('if label then budgt else staff.pa'), scope);
    expect(faults.map(({ code, from }) => [code, from])).toEqual([
      ['FORMULA_KIND', 3], ['FORMULA_UNKNOWN_NAME', 14], ['FORMULA_UNKNOWN_COLUMN', 31],
    ]);
  });

  test('suggest columns inside a filter and variables inside a loop', () => {
    expect(sentencesOf('staff[pst = "nurse"]', 'en')[0]).toContain('did you mean "post"');
    expect(sentencesOf('for worker in staff return wrker.pay', 'en')[0]).toContain('did you mean "worker"');
  });
});

describe('reads', () => {
  test('are the names from outside and the columns, each once', () => {
    const { reads } = typeOf(parsed('sum(for x in staff[post = label] return x.pay + x.pay) + sum(staff.consortium.spent) + budget'), scope);
    expect(reads).toEqual([
      { name: 'staff' }, { table: 'staff', name: 'post' }, { name: 'label' }, { table: 'staff', name: 'pay' },
      { table: 'staff', name: 'consortium' }, { table: 'consortia', name: 'spent' }, { name: 'budget' },
    ]);
  });
});

describe('scopes', () => {
  test('a variable hides the name from outside', () => {
    const local = withVariable('budget', boolean, outside(scope));
    expect(local.lookup('budget')).toEqual({ type: boolean });
    expect(local.lookup('label')).toEqual({ type: text, read: { name: 'label' } });
    expect(local.lookup('nobody')).toBeUndefined();
    expect(local.names()).toContain('budget');
  });
});
