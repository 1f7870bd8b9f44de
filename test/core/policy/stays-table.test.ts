/** Stays as tables of texts, there and back. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { calculatorOf, payStays } from '../../../server/core/policy/benefit.ts';
import { columnsOfStay, readStays, resultsTable, sayStayFault, templateOf } from '../../../server/core/policy/stays-table.ts';
import { folder, policyOf, refused } from './kit.ts';

const calculator = calculatorOf(policyOf(readFileSync(`${folder}stay.yaml`, 'utf8')), 'stay');
const given = { facts: {}, decisions: { aid: '10%' } };
const a = { stay: 'a', cost: '1100.00', level: 'city', scheme: '居民', referred: 'true' };

describe('reading', () => {
  test('headings are titles in either language or names; options and answers are written as they are called', () => {
    const rows = [['住院', 'COST', 'level', '参保类型', 'Referred'], ['a', ' 1100.00 ', '市级', '居民', 'Yes'], ['', '', '', '', ''], ['b', '600.00', 'Town', '职工'], ['c', '1', 'moon', '', 'maybe']];
    expect(readStays(calculator, rows)).toEqual([
      { line: 2, stay: a },
      { line: 4, stay: { stay: 'b', cost: '600.00', level: 'town', scheme: '职工' } },
      { line: 5, stay: { stay: 'c', cost: '1', level: 'moon', referred: 'maybe' } },
    ]);
  });

  test('without a column for the key a stay has its line', () => {
    expect(readStays(calculator, [['费用', ''], ['1.00', 'x'], [''], ['2.00']])).toEqual([{ line: 2, stay: { stay: '2', cost: '1.00' } }, { line: 4, stay: { stay: '4', cost: '2.00' } }]);
    expect(readStays(calculator, [])).toEqual([]);
  });

  test('headings that are none, or there twice, are refused together', () => {
    expect(refused(() => readStays(calculator, [['费用', 'Cost', '费'], ['1']]))).toEqual(['heading STAYS_HEADING_TWICE', 'heading STAYS_HEADING_UNKNOWN']);
  });
});

describe('writing', () => {
  test.each(['zh', 'en'] as const)('a template in %s reads back as its stays', (language) => {
    const template = templateOf(calculator, [a], language);
    expect(template[0]).toEqual(columnsOfStay(calculator).map(({ title }) => title[language]));
    expect(readStays(calculator, template)).toEqual([{ line: 2, stay: a }]);
    expect(templateOf(calculator, [{ stay: 'b' }], language)[1]).toEqual(['b', '', '', '', '']);
  });

  test('results stand beside the stays, and a table with them reads back as the stays', () => {
    const stays = [a, { ...a, stay: 'b', cost: '100000.01', referred: 'false' }, { ...a, stay: 'c', level: 'moon', referred: 'maybe' }];
    const table = resultsTable(calculator, stays, payStays(calculator, given, stays), 'zh');
    expect(table).toEqual([
      ['住院', '费用', '级别', '参保类型', '已转诊', '费用合计', '统筹基金', '医疗救助（民政）', '个人', '起付线以上', '比例', '大额', '提醒', '问题'],
      ['a', '1100.00', '市级', '居民', '是', '1100.00', '600.00', '50.00', '450.00', '1000.00', '60%', 'false', '', ''],
      ['b', '100000.01', '市级', '居民', '否', '100000.01', '49950.01', '5005.00', '45045.00', '99900.01', '50%', 'true', '费用超过十万元。', ''],
      ['c', '1100.00', 'moon', '居民', 'maybe', '', '', '', '', '', '', '', '', expect.stringMatching(/^级别.*moon.*已转诊.*maybe/) as unknown],
    ]);
    expect(readStays(calculator, table).map(({ stay }) => stay)).toEqual(stays);
  });

  test('a fault has the title of its column, where it is one of a column', () => {
    expect(sayStayFault(calculator, { code: 'STAY_BLOCKED', at: 'stay.cost', values: { title: 't', says: 's' } }, 'en')).toBe('Cost: Not settled (t): s');
    expect(sayStayFault(calculator, { code: 'STAY_BLOCKED', at: 'checks.x', values: { title: 't', says: 's' } }, 'en')).toBe('Not settled (t): s');
  });
});
