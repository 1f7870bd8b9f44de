import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { functions } from '../../../server/core/feel/functions.ts';
import { sayExpression } from '../../../server/core/feel/say.ts';
import { excerpt, writeExpression } from '../../../server/core/feel/write.ts';
import { parsed } from '../../kit/formulas.ts';

const titles: Record<string, [zh: string, en: string]> = {
  standard: ['人均筹资标准', 'Financing per head'], heads: ['参保人数', 'Insured people'], consortia: ['医共体', 'Consortia'],
  staff: ['人员', 'Staff'], points: ['点数', 'Points'], post: ['岗位', 'Post'], spent: ['已用', 'Used'], budget: ['预算', 'Budget'],
  ready: ['已就绪', 'Ready'], since: ['起始日', 'Start'],
};
const said = (text: string, language: 'zh' | 'en'): string =>
  sayExpression(parsed(text), language, (name, column) => (titles[column ?? name] ?? [column ?? name, column ?? name])[language === 'zh' ? 0 : 1]);

describe('a formula in words', () => {
  test.each([
    ['standard * sum(consortia.heads)', '人均筹资标准 × 参保人数合计', 'Financing per head × total of Insured people'],
    ['budget - (spent - 0.5) / -heads', '预算 − (已用 − 0.5) ÷ (−参保人数)', 'Budget − (Used − 0.5) ÷ (−Insured people)'],
    ['max(0, budget - spent) * 2', '(0、(预算 − 已用) 两者中较大的) × 2', '(the greater of 0 and (Budget − Used)) × 2'],
    ['max(budget, spent)', '预算、已用 两者中较大的', 'the greater of Budget and Used'],
    ['max(1, 2, 3)', '1、2、3 中最大的', 'the greatest of 1, 2 and 3'],
    ['min(1, 2) + min(1, 2, 3)', '(1、2 两者中较小的) + (1、2、3 中最小的)', '(the smaller of 1 and 2) + (the least of 1, 2 and 3)'],
    ['min(staff.points)', '点数的最小值', 'the least of Points'],
    ['max(staff.points)', '点数的最大值', 'the greatest of Points'],
    ['mean(staff.points)', '点数的平均值', 'mean of Points'],
    ['mean(1, 2)', '1、2 的平均值', 'mean of 1 and 2'],
    ['sum(budget, spent)', '(预算 + 已用)', '(Budget + Used)'],
    ['sum(for x in staff return x.points * 2)', '(对人员中的每一项 x，取 点数 × 2)合计', 'total of (for each x of Staff: Points × 2)'],
    ['for x in staff, y in [1] return x.points * y', '对人员中的每一项 x、(1)中的每一项 y，取 x的点数 × y', 'for each x of Staff and each y of (1): Points of x × y'],
    ['for i in 1..3 return i', '对1 至 3 的整数中的每一项 i，取 i', 'for each i of the whole numbers from 1 to 3: i'],
    ['every x in staff[points > 1] satisfies x.heads > 0', '人员(其中 点数 > 1)中的每一项 x都满足 参保人数 > 0',
      'for every x of Staff (where Points > 1): Insured people > 0'],
    ['some x in concatenate([1], [2]) satisfies x = 1', '((1)、(2)合并成的列表)中的每一项 x之中至少有一项满足 x = 1',
      'for at least one x of (the items of (1) and (2) in one list): x = 1'],
    ['staff[post = "nurse" and item.points > 1].points', '人员(其中 岗位 = “nurse” 且 点数 > 1)的点数', 'Points of Staff (where Post = "nurse" and Points > 1)'],
    ['sum(staff[item = "Li"].points)', '人员(其中 该项 = “Li”)的点数合计', 'total of Points of Staff (where the item = "Li")'],
    ['if ready then budget else if since = null then spent else 0', '若 已就绪，则 预算，否则 若 起始日 = 空值，则 已用，否则 0',
      'if Ready then Budget, otherwise if Start = nothing then Used, otherwise 0'],
    ['(if ready then 1 else 2) + 3', '(若 已就绪，则 1，否则 2) + 3', '(if Ready then 1, otherwise 2) + 3'],
    ['ready or budget >= spent and since != date("2018-01-01")', '已就绪 或 (预算 ≥ 已用 且 起始日 ≠ 2018-01-01)', 'Ready or (Budget ≥ Used and Start ≠ 2018-01-01)'],
    ['not(ready or true) and not(false)', '并非(已就绪 或 是) 且 并非否', 'not (Ready or yes) and not no'],
    ['budget between 0 and 9', '预算 在 0 至 9 之间(含两端)', 'Budget is from 0 to 9 (both included)'],
    ['budget in (1, [2..3), (3..4], >= 5, [6, 7])', '预算 为 1 或 在 2(含)至 3(不含)之间 或 在 3(不含)至 4(含)之间 或 ≥ 5 或 属于(6、7)',
      'Budget is 1 or is from 2 (included) to 3 (excluded) or is from 3 (excluded) to 4 (included) or ≥ 5 or is one of (6, 7)'],
    ['(-budget) ** (1 + 1)', '(−预算) 的 (1 + 1) 次方', '(−Budget) to the power of (1 + 1)'],
    ['abs(budget - spent)', '(预算 − 已用)的绝对值', 'absolute value of (Budget − Used)'],
    ['count(staff)', '人员的个数', 'number of Staff'],
    ['floor(budget)', '预算向下取整到整数', 'Budget rounded downwards to a whole number'],
    ['ceiling(budget, 1)', '预算向上取整到 1 位小数', 'Budget rounded upwards to 1 decimal'],
    ['decimal(budget, 2)', '预算四舍六入五成双到 2 位小数', 'Budget rounded half to even to 2 decimals'],
    ['round up(budget, 0)', '预算向远离零的方向取整到整数', 'Budget rounded away from zero to a whole number'],
    ['round down(budget, 2)', '预算截尾到 2 位小数', 'Budget rounded toward zero to 2 decimals'],
    ['round half up(budget, 2)', '预算四舍五入到 2 位小数', 'Budget rounded half away from zero to 2 decimals'],
    ['round half down(budget, 2)', '预算五舍六入到 2 位小数', 'Budget rounded half toward zero to 2 decimals'],
    ['modulo(budget, 7)', '预算 除以 7 的余数', 'the remainder of Budget divided by 7'],
    ['even(heads) and odd(heads)', '参保人数是偶数 且 参保人数是奇数', 'Insured people is even and Insured people is odd'],
    ['all(ready, true) or any(ready)', '已就绪、是全部成立 或 已就绪至少一个成立', 'all of Ready and yes hold or at least one of Ready holds'],
    ['contains(post, "a")', '岗位含有“a”', 'Post contains "a"'],
    ['list contains(staff.post, post)', '岗位中有岗位', 'Post is among Post'],
    ['distinct values(staff.post)', '岗位中不重复的值', 'the distinct values of Post'],
  ])('%s', (text, zh, en) => {
    expect(said(text, 'zh').replaceAll('（', '(').replaceAll('）', ')')).toBe(zh);
    expect(said(text, 'en')).toBe(en);
  });

  test('brackets are those of the language', () => {
    expect(said('2 * (1 + 1)', 'zh')).toBe('2 × （1 + 1）');
  });

  test('every function has its words', () => {
    for (const [name, { least }] of functions) {
      const args = Array.from({ length: least }, (_, index) => `n${index}`);
      for (const language of ['zh', 'en'] as const) {
        const words = said(`${name}(${args.join(', ')})`, language);
        for (const arg of args) expect(words).toContain(arg);
      }
    }
  });

  test('titles are asked for by what stands before the dot', () => {
    const asked: string[] = [];
    const title = (name: string, column?: string): string => `${asked.push(`${name}.${column ?? ''}`)}`;
    sayExpression(parsed('consortia.heads + budget + (for x in staff[ready] return x.consortium.heads)'), 'en', title);
    expect(asked).toEqual(expect.arrayContaining(['consortia.heads', 'budget.', 'staff.', 'ready.', 'staff.consortium', '.heads']));
  });

  test('a variable that runs over something longer than a name', () => {
    const title = (name: string, column?: string): string => `${name}/${column ?? ''}`;
    expect(sayExpression(parsed('for x in a.b return x.c'), 'en', title)).toBe('for each x of a/b: /c');
  });

  test('options have their titles where they are known', () => {
    const title = (name: string): string => name;
    const option = (value: string): string | undefined => (value === 'nurse' ? 'Nurse' : undefined);
    expect(sayExpression(parsed('post in ("nurse", "x")'), 'en', title, option)).toBe('post is Nurse or is "x"');
  });
});

const operators = ['+', '-', '*', '/', '**', '=', '<', 'and', 'or'];
const { tree } = fc.letrec<{ tree: string; leaf: string }>((tie) => ({
  leaf: fc.constant('#'),
  tree: fc.oneof(
    { depthSize: 'medium' },
    tie('leaf'),
    fc.tuple(tie('tree'), fc.constantFrom(...operators), tie('tree')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('tree').map((a) => `-(${a})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `if (${a}) then (${b}) else (${c})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a}) between (${b}) and (${c})`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a}) in ((${b}), > (${c}))`),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a}) in [(${b})..(${c}))`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a})[${b}].column`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `for x in (${a}) return (${b})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `some x in (${a}) satisfies (${b})`),
    fc.tuple(fc.constantFrom('max', 'modulo', 'round half up', 'concatenate'), tie('tree'), tie('tree')).map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc.tuple(fc.constantFrom('sum', 'not', 'count'), tie('tree')).map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `[1 + ${a}, ${b}]`),
  ),
}));
/** A random formula whose operands are all different names: q0q, q1q, … */
const formula = tree.map((text) => {
  let count = 0;
  return { text: text.replace(/#/g, () => `q${count++}q`), operands: () => Array.from({ length: count }, (_, index) => `q${index}q`) };
});
const shape = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'from' || key === 'to' ? undefined : typeof inner === 'bigint' ? String(inner) : inner)));

describe('properties', () => {
  test('no operand is lost or said twice', () => {
    fc.assert(fc.property(formula, fc.constantFrom('zh' as const, 'en' as const), ({ text, operands }, language) => {
      const words = sayExpression(parsed(text), language, (name, column) => column ?? name);
      for (const operand of operands()) expect(words.split(operand)).toHaveLength(2);
    }));
  });

  test('what is written reads back as the same formula', () => {
    fc.assert(fc.property(formula, ({ text }) => {
      const expression = parsed(text);
      expect(shape(parsed(writeExpression(expression)))).toEqual(shape(expression));
    }));
  });
});

describe('excerpts', () => {
  test('are cut short', () => {
    expect(excerpt(parsed('a + "b" + date("2018-01-01") + null + true'))).toBe('a + "b" + date("2018-01-01") + null + true');
    expect(excerpt(parsed(Array(30).fill('abc').join(' + ')))).toMatch(/^abc \+ .*…$/);
    expect(excerpt(parsed(Array(30).fill('abc').join(' + ')))).toHaveLength(60);
  });
});
