import { describe, expect, test } from '@jest/globals';
import { sayAtField } from '../../../web/kit/faults.ts';
import { compute, namesOfRows, printedAt, readSheet, rowsOf, withDecision, withFact } from '../../../web/kit/sheet.ts';
import { exampleSheet } from './sheets.ts';

const county = exampleSheet('ningqiang-2018');
const hospital = exampleSheet('ewenki-2010');

describe('a sheet', () => {
  test('computes what the policy promises', () => {
    const { printed, faults } = compute(county);
    expect(faults).toEqual([]);
    expect(printedAt(printed, 'package', 'A')).toBe('76767600.00');
    expect(printedAt(printed, 'financing')).toBe('207000000.00');
    expect([printedAt(printed, 'financing', 'A'), printedAt(printed, 'package'), printedAt(printed, 'package', 'Z'), printedAt(printed, 'nothing')]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('follows what is typed and leaves the sheet before as it was', () => {
    const typed = withFact(withDecision(county, 'risk_share', '5%'), { name: 'consortia', row: 'B', column: 'heads' }, '0');
    expect(rowsOf(typed, 'consortia').map(({ heads }) => heads)).toEqual(['168000', '0']);
    expect(printedAt(compute(typed).printed, 'package', 'B')).toBe('0.00');
    expect(printedAt(compute(withFact(county, { name: 'standard' }, '1000.00')).printed, 'financing')).toBe('300000000.00');
    expect(rowsOf(county, 'consortia').map(({ heads }) => heads)).toEqual(['168000', '132000']);
    expect(county.decisions['risk_share']).toBe('10%');
    expect(rowsOf(county, 'standard')).toEqual([]);
  });

  test('tells a fault at its field, the title in place of the path and once', () => {
    const { evaluation, printed, faults } = compute(withFact(withDecision(county, 'risk_share', '10.01%'), { name: 'standard' }, '六百九十'));
    expect(evaluation).toBeUndefined();
    expect(printed).toEqual({});
    expect(faults.map(({ at }) => at).sort()).toEqual(['decisions.risk_share', 'facts.standard']);
    const said = (at: string, title: string, language: 'zh' | 'en') => sayAtField(faults.find((fault) => fault.at === at)!, title, language);
    expect(said('facts.standard', '人均筹资标准', 'zh')).toMatch(/^人均筹资标准为“六百九十”，含汉字/);
    expect(said('facts.standard', 'Financing per head', 'en')).toMatch(/^Financing per head is "六百九十", which has Chinese characters/);
    expect(said('decisions.risk_share', '风险基金提取比例', 'zh')).toMatch(/^风险基金提取比例为 10\.01%，超过上限 10%（依据：.*二\(二\)）。$/);
    expect(said('decisions.risk_share', 'Risk fund share', 'en')).toMatch(/^Risk fund share is 10\.01%, above the limit of 10% \(source: .*\)\.$/);
  });

  test('of a broken policy is none, and says why', () => {
    const { sheet, faults } = readSheet({ policy: { text: 'language: 1\n' }, facts: {}, decisions: {}, origins: {} });
    expect(sheet).toBeUndefined();
    expect(faults.length).toBeGreaterThan(0);
  });
});

test('people are called by the names of their table, and by their number where it has none', () => {
  const [first, ...others] = rowsOf(hospital, 'staff');
  const named = { ...hospital, facts: { ...hospital.facts, staff: [{ ...first, name: '敖登高娃' }, ...others] } } as typeof hospital;
  expect([...namesOfRows(named)]).toEqual([['L', '敖登高娃']]);
  expect(namesOfRows(county).size).toBe(0);
});
