import { describe, expect, test } from '@jest/globals';
import { pointsMessages } from '../../../server/core/messages/points.ts';
import { checkPolicy } from '../../../server/core/policy/check.ts';
import { sentencesOf } from '../../../server/core/policy/sentences.ts';
import { changed, policyOf, told } from './kit.ts';

const whole = `language: 1
policy: points
version: 1
kind: points-by-disease
title: { zh: 分值付费, en: Points }
place: { code: "6402", zh: 某市, en: Some City }
applies: { from: 2026-01-01 }
sources:
  - { id: s1, document: { zh: 文件, en: Document }, clause: 一, says: { zh: 规定一。, en: Rule one. } }
facts:
  pool: { type: money, title: { zh: 总额, en: Pool } }
  hospitals:
    type: table
    key: hospital
    title: { zh: 医院, en: Hospitals }
    columns:
      factor: { type: factor, title: { zh: 系数, en: Factor } }
      stays: { type: count, unit: case, default: 0, from: { cases: period, sum: number }, title: { zh: 人次, en: Stays } }
      cost: { type: money, default: 0.00, from: { cases: year, sum: cost }, title: { zh: 费用, en: Cost } }
      paid: { type: money, default: 0.00, from: { cases: last-year, sum: paid }, title: { zh: 报销, en: Paid } }
  sets:
    type: table
    key: set
    from: { cases: period, groups: entries }
    title: { zh: 归并, en: Sets }
    columns:
      at: { type: reference, table: hospitals, from: { by: hospital }, title: { zh: 医院, en: Hospital } }
      entry_of: { type: reference, table: entries, from: { by: group }, title: { zh: 病种, en: Entry } }
      named: { type: text, from: { by: kind }, title: { zh: 类型, en: Kind } }
      dear: { type: boolean, from: { by: kind, is: 费用异常 }, title: { zh: 异常, en: Dear } }
      years: { type: count, unit: year, from: { by: age }, title: { zh: 岁数, en: Years } }
      child: { type: boolean, from: { by: age, at_most: child_until }, title: { zh: 儿童, en: Child } }
      surgery_of: { type: boolean, from: { by: group.surgery }, title: { zh: 手术, en: Surgery } }
      class_of: { type: count, unit: class, from: { by: group.class }, title: { zh: 类别, en: Class } }
      number: { type: count, unit: case, from: { sum: number }, title: { zh: 例数, en: Number } }
      points: { type: points, from: { sum: group.worth }, title: { zh: 分值, en: Points } }
      classes: { type: count, unit: class, from: { sum: group.class }, title: { zh: 类别数, en: Classes } }
parameters:
  child_until: { type: count, unit: year, value: 14, why: s1, title: { zh: 儿童年龄, en: Age of children } }
  entries:
    type: table
    key: entry
    why: s1
    title: { zh: 目录, en: Entries }
    columns:
      worth: { type: points, per: case, title: { zh: 分值, en: Worth } }
      class: { type: count, unit: class, default: 1, title: { zh: 类别, en: Class } }
      surgery: { type: boolean, default: false, title: { zh: 手术条目, en: Surgical } }
    rows: [ { entry: J18, worth: 100 }, { entry: S72, worth: 300, surgery: true } ]
steps:
  - { id: scored, each: sets, formula: if child or dear or surgery_of then points / 2 else points, why: s1, title: { zh: 得分, en: Scored } }
  - { id: counted, each: hospitals, formula: stays + sum(sets.number), why: s1, title: { zh: 计数, en: Counted } }
  - { id: spent, each: hospitals, formula: cost * factor + paid, why: s1, title: { zh: 花费, en: Spent } }
  - { id: old, each: sets, formula: years + child_until, why: s1, title: { zh: 年数, en: Old } }
  - { id: kinds, each: sets, formula: class_of + classes, why: s1, title: { zh: 类, en: Kinds } }
  - { id: of_entry, each: sets, formula: entry_of.worth * at.factor, why: s1, title: { zh: 条目, en: Of the entry } }
  - { id: left, formula: pool - sum(hospitals.spent), why: s1, title: { zh: 余额, en: Left } }
examples:
  - it: { zh: 一家医院, en: One hospital }
    facts: { pool: 1.00, hospitals: { A: { factor: 1 } }, sets: { "A · J18": { at: A, entry_of: J18, named: 正常, dear: false, years: 3, child: true, surgery_of: false, class_of: 1, number: 2, points: 200, classes: 2 } } }
    gives: { scored: { "A · J18": 100 } }
`;
const faulty = (from: string, to: string): string => told(checkPolicy(changed(whole, [from, to])).faults);

describe('facts that are made of cases', () => {
  test('are read as they are written, and nothing is left over', () => {
    const { faults } = checkPolicy(whole);
    expect(told(faults)).toBe('');
    const { tables } = policyOf(whole);
    expect(tables.get('sets')?.cases).toMatchObject({ of: 'period', groups: 'entries' });
    const columns = tables.get('sets')?.columns;
    expect(columns?.get('child')?.cases).toMatchObject({ is: 'by', figure: 'age', atMost: 'child_until' });
    expect(columns?.get('dear')?.cases).toMatchObject({ is: 'by', figure: 'kind', kind: '费用异常' });
    expect(columns?.get('points')?.cases).toMatchObject({ is: 'sum', figure: 'group', column: 'worth' });
    expect(tables.get('hospitals')?.columns.get('cost')?.cases).toMatchObject({ is: 'sum', figure: 'cost', of: 'year' });
    expect(tables.get('hospitals')).not.toHaveProperty('cases');
  });

  test('are said in sentences', () => {
    const says = new Map(sentencesOf(policyOf(whole)).map(({ at, says: { zh, en } }) => [at, `${zh} / ${en}`]));
    expect(says.get('facts.sets.columns.child')).toContain('取自本期病例，按年龄（是否不超过儿童年龄）归并 / ');
    expect(says.get('facts.sets.columns.child')).toContain('taken from the cases of the period, grouped by age (at most Age of children or not)');
    expect(says.get('facts.sets.columns.dear')).toContain('grouped by kind ("费用异常" or not)');
    expect(says.get('facts.sets.columns.at')).toContain('grouped by hospital');
    expect(says.get('facts.sets.columns.points')).toContain('本期病例的分值合计');
    expect(says.get('facts.hospitals.columns.paid')).toContain('the cases of the year before, payment added up');
  });

  test.each([
    ['a table of groups that there is not', 'groups: entries }', 'groups: entrys }', 'CASES_GROUPS_UNKNOWN'],
    ['a column that says nothing', "from: { by: hospital }, ", '', 'CASES_COLUMN_OPEN'],
    ['a period in a column of a table of cases', 'from: { sum: group.worth }', 'from: { cases: year, sum: group.worth }', 'CASES_COLUMN_ALONE'],
    ['a column of hospitals without a period', 'from: { cases: year, sum: cost }', 'from: { sum: cost }', 'CASES_COLUMN_ALONE'],
    ['a column of hospitals by which cases are grouped', 'from: { cases: year, sum: cost }', 'from: { cases: year, by: age }', 'CASES_COLUMN_ALONE'],
    ['a figure of groups in a table of hospitals', 'from: { cases: year, sum: cost }', 'from: { cases: year, sum: group.worth }', 'CASES_COLUMN_ALONE'],
    ['a single value', 'pool: { type: money,', 'pool: { type: money, from: { cases: year, sum: cost },', 'CASES_COLUMN_ALONE'],
    ['a figure that cases have not', 'from: { by: hospital }', 'from: { by: hospitals }', 'CASES_FIGURE_UNKNOWN'],
    ['a figure that is not added up', 'from: { cases: year, sum: cost }', 'from: { cases: year, sum: age }', 'CASES_FIGURE_UNKNOWN'],
    ['a column that groups have not', 'sum: group.worth', 'sum: group.worths', 'CASES_FIGURE_UNKNOWN'],
    ['a column of something else', 'sum: group.worth', 'sum: entries.worth', 'CASES_FIGURE_UNKNOWN'],
    ['a hospital as a number', 'at: { type: reference, table: hospitals,', 'at: { type: count,', 'CASES_OTHERWISE'],
    ['a group as a reference to hospitals', 'entry_of: { type: reference, table: entries', 'entry_of: { type: reference, table: hospitals', 'CASES_OTHERWISE'],
    ['a kind as yes or no', 'named: { type: text', 'named: { type: boolean', 'CASES_OTHERWISE'],
    ['whether it is a kind as a text', 'dear: { type: boolean', 'dear: { type: text', 'CASES_OTHERWISE'],
    ['an age in people', 'years: { type: count, unit: year', 'years: { type: count', 'CASES_OTHERWISE'],
    ['a limit of age as a number', 'child: { type: boolean', 'child: { type: count, unit: year', 'CASES_OTHERWISE'],
    ['cases in people', 'number: { type: count, unit: case,', 'number: { type: count,', 'CASES_OTHERWISE'],
    ['money as points', 'cost: { type: money', 'cost: { type: points', 'CASES_OTHERWISE'],
    ['yes or no of the groups as a text', 'surgery_of: { type: boolean', 'surgery_of: { type: text', 'CASES_OTHERWISE'],
    ['a number of the groups in another unit', 'class_of: { type: count, unit: class', 'class_of: { type: count', 'CASES_OTHERWISE'],
    ['a sum of yes and no', 'sum: group.class }', 'sum: group.surgery }', 'CASES_OTHERWISE'],
    ['points per case as days', 'points: { type: points, from', 'points: { type: days, from', 'CASES_OTHERWISE'],
    ['a limit that is no parameter', 'at_most: child_until', 'at_most: child_untill', 'CASES_LIMIT_UNKNOWN'],
    ['a limit of what has none', 'from: { by: hospital }', 'from: { by: hospital, at_most: child_until }', 'KEY_NOT_OF_KIND'],
    ['a kind of what has none', 'from: { by: hospital }', 'from: { by: hospital, is: A }', 'KEY_NOT_OF_KIND'],
    ['both at once', 'from: { by: hospital }', 'from: { by: hospital, sum: cost }', 'KEY_NOT_OF_KIND'],
    ['neither', 'from: { cases: year, sum: cost }', 'from: { cases: year }', 'FIELD_MISSING'],
    ['a period that there is not', 'from: { cases: period, groups', 'from: { cases: week, groups', 'NOT_ONE_OF'],
  ])('refuse %s', (_, from, to, code) => {
    const text = faulty(from, to);
    expect(text).toContain(code);
    expect(text).not.toMatch(/\{\w+\}|undefined/);
  });

  test('may do without a table of groups, which then have no columns', () => {
    const without = changed(whole, ['groups: entries }', '}'], ['cases: period, }', 'cases: period }']);
    expect(told(checkPolicy(without).faults)).toContain('CASES_FIGURE_UNKNOWN');
    const plain = changed(without, ['      surgery_of: { type: boolean, from: { by: group.surgery }', '      surgery_of: { type: boolean, from: { by: kind, is: x }'],
      ['class_of: { type: count, unit: class, from: { by: group.class }', 'class_of: { type: count, unit: year, from: { by: age }'], ['points: { type: points, from: { sum: group.worth }', 'points: { type: money, from: { sum: cost }'],
      ['classes: { type: count, unit: class, from: { sum: group.class }', 'classes: { type: money, from: { sum: paid }'], ['table: entries, from: { by: group }', 'table: entries, from: { by: hospital }'],
      ['formula: class_of + classes', 'formula: classes']);
    expect(told(checkPolicy(plain).faults).replace(/^.*warning NEVER_USED.*\n.*\n.*\n/gm, '')).toBe('');
  });

  test('every sentence about policies is told by some row above', () => {
    const codes = Object.keys(pointsMessages).filter((code) => code.startsWith('CASES_') && code !== 'CASES_MORE');
    expect(codes.sort()).toEqual(['CASES_COLUMN_ALONE', 'CASES_COLUMN_OPEN', 'CASES_FIGURE_UNKNOWN', 'CASES_GROUPS_UNKNOWN', 'CASES_LIMIT_UNKNOWN', 'CASES_OTHERWISE']);
  });
});
