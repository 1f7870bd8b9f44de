import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { explain, type Explanation } from '../../../server/core/policy/explain.ts';
import type { Policy, RawFacts } from '../../../server/core/policy/policy.ts';
import { placesShown, printValue } from '../../../server/core/policy/print.ts';
import { changed, every, policyOf, refused, small } from './kit.ts';

const policy = policyOf(small);
const full = policyOf(every);
const { facts, decisions } = full.examples[0] as Policy['examples'][number];
const given: RawFacts = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3', spent: '1.00' }, { consortium: 'B', heads: '4', spent: '3000.00' }] };
const why = (name: string, row?: string): Explanation => explain(full, facts, decisions, name, row);

/** Every node of a tree, itself first. */
function nodes(node: Explanation): Explanation[] {
  return [node, ...node.inputs.flatMap(nodes)];
}

describe('an explanation', () => {
  test('goes down to the facts and where they come from', () => {
    const origins = { standard: 'a.xlsx 表1 B2', 'consortia/A/heads': 'a.xlsx 表2 B3' };
    const tree = explain(policy, given, {}, 'package', 'A', origins);
    expect(tree).toMatchObject({
      name: 'package', row: 'A', value: '1863.00', kind: 'step', title: { zh: '包干' }, unit: { zh: '元', en: 'yuan' },
      rule: { zh: '总额在各医共体之间按参保人数的比例分配', en: 'Budget, divided among the rows of Consortium in proportion to Insured people' },
      sources: [{ id: 's1', document: { en: 'Document' }, clause: '一', says: { zh: '规定一。' } }],
    });
    const named = (name: string): Explanation[] => nodes(tree).filter((node) => node.name === name);
    expect(named('standard')).toMatchObject([{ value: '690.00', unit: { zh: '元/人' }, kind: 'fact', origin: 'a.xlsx 表1 B2', inputs: [] }]);
    expect(named('heads').filter(({ row }) => row === 'A')).toMatchObject([{ value: '3', origin: 'a.xlsx 表2 B3' }, { value: '3' }]);
    expect(named('risk_share')).toMatchObject([{ kind: 'decision', value: '10%', unit: { zh: '' }, decidedBy: { zh: '医疗保障局', en: 'Insurance bureau' } }]);
  });

  test('gives a column used whole with its total and its rows', () => {
    const [, heads] = explain(policy, given, {}, 'financing').inputs;
    expect(heads).toMatchObject({ name: 'heads', title: { zh: '参保人数（医共体合计）' }, value: '7', rowsTotal: 2, rowsShown: 2 });
    expect(heads?.row).toBeUndefined();
    expect(heads?.inputs.map(({ row, value }) => [row, value])).toEqual([['A', '3'], ['B', '4']]);
  });

  test('shows 50 rows of many, and folds what it has told', () => {
    const many = Array.from({ length: 70 }, (_, index) => ({ consortium: `C${index}`, heads: '1' }));
    const tree = explain(policy, { standard: '1.00', consortia: many }, {}, 'package', 'C69');
    const heads = nodes(tree).filter(({ name, rowsTotal }) => name === 'heads' && rowsTotal !== undefined);
    expect(heads).toMatchObject([{ rowsTotal: 70, rowsShown: 50 }, { rowsTotal: 70, rowsShown: 0, folded: true, inputs: [] }]);
  });

  test('stays of a size that can be read, whatever the facts', () => {
    const staff = Array.from({ length: 1500 }, (_, index) => ({ number: String(index), unit: 'A', post: 'nurse', work: String(index + 1), score: '50' }));
    const tree = explain(full, { ...facts, units: [{ unit: 'A', level: 'town' }], home: 'A', staff }, decisions, 'pay', '0');
    expect(nodes(tree).length).toBeLessThan(10_000);
    expect(nodes(tree).some(({ folded }) => folded)).toBe(true);
  });

  test('follows references and only the branch that was taken', () => {
    expect(why('points', '2').inputs.map(({ name, row, value }) => [name, row, value])).toEqual([
      ['post', '2', 'doctor'], ['manner', undefined, 'work'], ['work', '2', '7.5'], ['unit', '2', 'B'], ['weight', 'B', '1.5'],
    ]);
    expect(explain(full, facts, { manner: 'equal' }, 'points', '2').inputs.map(({ name }) => name)).toEqual(['post', 'manner', 'point']);
    expect(why('begins').inputs.map(({ name, kind, value }) => [name, kind, value])).toEqual([['first_month', 'fact', '2009-10']]);
    expect(why('weight', 'B').inputs.map(({ name, row, kind }) => [name, row, kind])).toEqual([['level', 'B', 'fact'], ['factor', 'county', 'parameter']]);
    expect(why('label', '1').inputs.map(({ name, row, value }) => [name, row, value])).toEqual([['unit', '1', 'A'], ['home', undefined, 'B']]);
  });

  test('tells the rounding that changed something', () => {
    expect(why('each_person').rounding).toEqual({
      exact: '3331.66666667…', to: '1', mode: 'floor',
      words: { zh: '精确值 3331.66666667…，以 1 为单位向下取整，得 3331.00', en: '3331.66666667… exactly, rounded down to a multiple of 1: 3331.00' },
    });
    expect(why('second').rounding).toBeUndefined();
    expect(why('flat').rounding).toMatchObject({ exact: '0.42857143…', to: '0.01', mode: 'half-away' });
    expect(why('total').rounding).toBeUndefined();
    expect(why('whole_points', '1').rounding).toMatchObject({ to: '0.1', mode: 'half-even' });
    expect(why('half_points', '1').rounding).toBeUndefined();
  });

  test('tells who received the leftover fen and why', () => {
    expect(why('pay', '2').leftover).toMatchObject({ unitsFen: '1', received: false, receivers: [{ row: '3', exact: '189.8975', amount: '189.90' }] });
    expect(why('three_part').leftover).toEqual({
      unitsFen: '2', received: false,
      receivers: [{ row: 'one_part', exact: '632.98666667…', amount: '632.99' }, { row: 'two_part', exact: '632.98666667…', amount: '632.99' }],
      words: {
        zh: '各份取整到分后余下 2 分，按舍去部分从大到小每份一分，分给：甲、乙；本项未得',
        en: 'whole fen left 2 over; one each went to those whose share was cut by most: First, Second; this one is not',
      },
    });
    expect(why('pay', '3').leftover?.words.en).toMatch(/among them$/);
    expect(why('pay', '1').leftover).toBeUndefined();
  });

  test('names at most 50 receivers', () => {
    const staff = Array.from({ length: 101 }, (_, index) => ({ number: String(index + 100), unit: 'A', post: 'nurse', work: '1' }));
    const tree = explain(full, { ...facts, pool: '1009.00', units: [{ unit: 'A', level: 'town' }], home: 'A', staff }, {}, 'pay', '100');
    expect(Number(tree.leftover?.unitsFen)).toBeGreaterThan(50);
    expect(tree.leftover?.receivers).toHaveLength(50);
    expect(tree.leftover?.words).toMatchObject({ zh: expect.stringContaining('等；'), en: expect.stringContaining(' and others;') });
  });

  test.each<[string, string | undefined, string, string]>([
    ['capped', '1', '在限额之内', 'within its bounds'],
    ['capped_score', '1', '达到上限 90，超出 5', 'met the upper bound 90; 5 over'],
    ['paid', '1', '条件成立，予以计入', 'the condition holds: it is paid in'],
    ['held', '2', '条件不成立，计入暂扣', 'the condition does not hold: it is kept as Held'],
    ['warned', '2', '条件成立', 'the condition holds'],
    ['warned', '1', '条件不成立', 'the condition does not hold'],
    ['unit_pool', 'C', '不在本步骤的适用范围内，为 0', 'outside what the step applies to: 0'],
  ])('%s %s is bound: %s', (name, row, zh, en) => {
    expect(why(name, row).bound).toEqual({ zh, en });
  });

  test('tells which bound was met and where the difference went', () => {
    const alone: RawFacts = { ...facts, units: [{ unit: 'A', level: 'town' }], home: 'A', staff: [{ number: '1', unit: 'A', post: 'nurse', work: '1' }] };
    const at = (pool: string, name: string): Explanation['bound'] => explain(full, { ...alone, pool }, {}, name, '1').bound;
    expect(at('12000.00', 'over_cap')).toEqual({ zh: '达到上限 1200.00，超出 319.31，计入超限', en: 'met the upper bound 1200.00; 319.31 over, kept as Over the cap' });
    expect(at('10.00', 'capped')).toEqual({ zh: '低于下限 3.00，不足 2.42，计入不足', en: 'met the lower bound 3.00; 2.42 short, kept as Under the floor' });
  });

  test.each<[string, string | undefined, string, string]>([
    ['each_person', undefined, '合计 ÷ 人员的个数', 'Total ÷ number of Staff'],
    ['taking', undefined, '合计', 'Total'],
    ['kept_back', undefined, '合计 × 留存比例', 'Share kept of Total'],
    ['flat', undefined, '从合计中扣出定额 ÷ 7', 'Fee ÷ 7, taken out of Total'],
    ['second', undefined, '（合计扣除留存、定额部分后的余额）× 50%', '50% of what is left of Total after Kept back, Flat part'],
    ['left', undefined, '合计扣除留存、定额部分、余额之半、再余额之三分之一后的余额', 'what is left of Total after Kept back, Flat part, Half of the rest, Third of the rest'],
    ['shares', undefined, '余下', 'Left'],
    ['incentive', undefined, '余下按比例分为：基础性 基础比例、奖励性 40%', 'Left, divided as Basic Basic share, Incentive 40%'],
    ['unit_pool', 'A', '奖励性在各单位之间按单位系数的比例分配（仅限开放，其余为 0）', 'Incentive, divided among the rows of Unit in proportion to Factor of the unit (only where Open, otherwise 0)'],
    ['capped', '1', '奖励，不高于400 × 定额，不低于定额', 'Pay, at most 400 × Fee and at least Fee'],
    ['over_cap', '1', '奖励超过400 × 定额的部分', 'what Pay exceeds 400 × Fee by'],
    ['under_floor', '1', '奖励低于定额的部分', 'what Pay falls short of Fee by'],
    ['capped_score', '1', '得分，不高于90', 'Score, at most 90'],
    ['least_minutes', '1', '工时，不低于0', 'Minutes, at least 0'],
  ])('says the rule of %s %s', (name, row, zh, en) => {
    expect(why(name, row).rule).toEqual({ zh, en });
  });

  test('says the rules of gates and raised flags', () => {
    expect(why('paid', '1').rule).toEqual({ zh: expect.stringMatching(/^若.*，则为限额后，否则为 0$/), en: expect.stringMatching(/^Within the cap if .*, else 0$/) });
    expect(why('held', '1').rule).toEqual({ zh: expect.stringMatching(/^若.*，则为 0，否则为限额后$/), en: expect.stringMatching(/^0 if .*, else Within the cap$/) });
    expect(why('warned', '1').rule).toEqual({ zh: expect.stringMatching(/^当.*时成立$/), en: expect.stringMatching(/^raised when /) });
    expect(why('pay', '1').rule).toEqual({
      zh: '单位总额在同一所在单位的人员之间按折算工分的比例分配',
      en: expect.stringMatching(/divided among the rows of Staff of the same Unit of work in proportion to Weighted points$/),
    });
    expect(why('points', '1').rule?.zh).toContain('护士');
  });

  test('of a carved row names the parts of that row', () => {
    const carving = `  - id: row_carving
    each: staff
    carve: pay
    why: s1
    title: { zh: 逐人提取, en: Carving of each }
    parts:
      - { id: taxed, share: 3%, title: { zh: 扣款, en: Deducted } }
      - { id: union, share: 2%, of: rest, title: { zh: 会费, en: Union fee } }
    rest: { id: net, title: { zh: 净额, en: Net } }
checks:
`;
    const carved = policyOf(changed(every.slice(0, every.indexOf('examples:')), ['checks:\n', carving]));
    const inputs = explain(carved, facts, decisions, 'net', '1').inputs.map(({ name, row, value }) => [name, row, value]);
    expect(inputs).toEqual([['pay', '1', '506.39'], ['taxed', '1', '15.19'], ['union', '1', '9.82']]);
    expect(explain(carved, facts, decisions, 'row_carving', '1').inputs.map(({ name }) => name)).toEqual(['pay']);
  });

  test('says an option by its value where two facts title it differently, and an unknown office by its word', () => {
    const clashing = policyOf(changed(every.slice(0, every.indexOf('examples:')), ['options: { equal:', 'options: { nurse: { zh: 护理, en: Nursing }, equal:']));
    expect(explain(clashing, facts, {}, 'points', '1').rule?.zh).toContain('nurse');
    expect(nodes(why('points', '1')).find(({ name }) => name === 'manner')?.decidedBy).toEqual({ zh: 'unheard-of-office', en: 'unheard-of-office' });
  });

  test('cites the rule number of a source that has one', () => {
    expect(why('capped', '1').sources).toMatchObject([{ id: 's2' }]);
    expect(why('total').sources).toMatchObject([{ id: 's1', rule: 'R-1' }]);
  });

  test.each<[string, string | undefined, string]>([
    ['pai', '1', ' AMOUNT_UNKNOWN'],
    ['pay', undefined, ' ROW_NEEDED'],
    ['pay', '9', ' ROW_UNKNOWN'],
    ['total', '1', ' ROW_NOT_NEEDED'],
  ])('of %s %s is refused', (name, row, expected) => {
    expect(refused(() => why(name, row))).toEqual([expected]);
  });
});

const seeds = fileURLToPath(new URL('../../../seeds/policies/', import.meta.url));
const presets = readdirSync(seeds).filter((name) => name.endsWith('.yaml')).map((name) => [name, policyOf(readFileSync(`${seeds}${name}`, 'utf8'))] as const);

describe('agrees with the evaluation', () => {
  test.each([['small', policy] as const, ['every', full] as const, ...presets])('%s: every amount of every example, to the fen', (_name, of) => {
    const shown = placesShown(of);
    for (const example of of.examples.filter(({ refuses }) => !refuses).slice(0, 8)) {
      for (const [name, amount] of evaluate(of, example.facts, example.decisions).amounts) {
        const rows = amount.is === 'scalar' ? [{ key: undefined, value: amount.value }] : amount.rows.slice(0, 2);
        for (const { key, value } of rows) {
          const tree = explain(of, example.facts, example.decisions, name, key);
          expect([name, key, tree.value]).toEqual([name, key, printValue(value, amount.type, shown.get(name))]);
          for (const { rule, title } of nodes(tree)) expect(`${rule?.zh}${rule?.en}${title.zh}${title.en}`).not.toMatch(/\[object|NaN/);
        }
      }
    }
  });
});
