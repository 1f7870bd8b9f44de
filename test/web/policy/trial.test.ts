/** Facts for trials, gains between two policies, and facts as a workbook. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import type { Policy } from '../../../server/core/policy/policy.ts';
import { readPolicy } from '../../../server/core/policy/read.ts';
import { differencesOn, ofLastMonth } from '../../../web/policy/differences.ts';
import { gainsOf, groupGains } from '../../../web/policy/gains.ts';
import { cutTo, everyPath, firstGiven, mergeGiven, ofExample, sheetOn } from '../../../web/policy/trial.ts';
import { readWorkbook, templateOf } from '../../../web/policy/workbook.ts';

function preset(id: string): Policy {
  const { policy } = readPolicy(readFileSync(new URL(`../../../seeds/policies/${id}.yaml`, import.meta.url), 'utf8'));
  return policy as Policy;
}
const [kaihua, ewenki] = [preset('kaihua-2011'), preset('ewenki-2010')];

describe('facts for a trial', () => {
  test('hold what the policy knows, and an empty table where nothing is given', () => {
    const { facts, decisions } = cutTo(kaihua, { facts: { year: '2011', unit: 'U01', staff: [{ staff_number: '1', other: '3', name: '甲' }] }, decisions: { nothing: 'x' } });
    expect(facts).toEqual({ unit: 'U01', staff: [{ staff_number: '1', name: '甲' }] });
    expect(decisions).toEqual({});
    expect(cutTo(kaihua, { facts: {}, decisions: {} }).facts).toEqual({ staff: [] });
    expect(sheetOn(kaihua, firstGiven(kaihua)).origins).toEqual({});
    expect(everyPath(kaihua)).toContain('staff.name');
  });

  test('of two policies are joined by the key of the row, what was given last above', () => {
    const merged = mergeGiven([kaihua, ewenki],
      { facts: { unit: 'A', staff: [{ staff_number: '1', name: '甲', grade: '九级' }, { staff_number: '2', name: '乙' }] }, decisions: { a: '1', b: '1' } },
      { facts: { staff: [{ staff_number: '1', name: '丙' }, { staff_number: '3' }], other: [{ x: '1' }] }, decisions: { b: '2' } });
    expect(merged).toEqual({
      facts: { unit: 'A', staff: [{ staff_number: '1', name: '丙', grade: '九级' }, { staff_number: '3' }], other: [{ x: '1' }] },
      decisions: { a: '1', b: '2' },
    });
  });
});

describe('gains', () => {
  const on = (policy: Policy, decisions: Record<string, string>) => {
    const given = ofExample(policy.examples[0]!);
    return { policy, evaluation: evaluate(policy, given.facts, { ...given.decisions, ...decisions }) };
  };

  test('are what each row gets under either policy, and add up by group', () => {
    const [gains, ...others] = gainsOf(on(ewenki, {}), on(ewenki, { leader_incentive_set: '5616.01' }));
    expect(others).toEqual([]);
    expect(gains!.of).toBe('staff_number');
    const changed = gains!.rows.filter(({ difference }) => difference !== 0n);
    expect(changed.map(({ difference }) => difference).toSorted((a, b) => Number(a - b))).toEqual([-1n, 1n]);
    expect(gains!.columns.map(({ id }) => id)).toEqual(expect.arrayContaining(['grade', 'leader']));
    const byLeader = groupGains(gains!.rows, 'leader');
    expect(byLeader.map(({ group, count, difference }) => [group, count, difference])).toEqual(expect.arrayContaining([['true', 1, 1n], ['false', 4, -1n]]));
    for (const sum of ['before', 'after', 'difference'] as const) {
      expect(byLeader.reduce((total, group) => total + group[sum], 0n)).toBe(gains!.rows.reduce((total, row) => total + row[sum], 0n));
    }
    expect(groupGains(gains!.rows, 'nowhere')).toMatchObject([{ group: '', count: 5 }]);
  });

  test('are not told of rows that only one policy pays', () => {
    expect(gainsOf(on(ewenki, {}), on(preset('ningqiang-2018'), {}))).toEqual([]);
  });
});

describe('a workbook', () => {
  const file = (name: string, bytes: Blob | Uint8Array<ArrayBuffer>) => new File([bytes], name);

  test.each(['zh', 'en'] as const)('as the template in %s reads back as the example', async (language) => {
    const template = await templateOf(ewenki, language);
    const { given, fault } = await readWorkbook(ewenki, file('a.xlsx', template), language === 'zh' ? 'en' : 'zh');
    expect(fault).toBeUndefined();
    const example = firstGiven(ewenki);
    expect(evaluate(ewenki, given!.facts, given!.decisions).amounts).toEqual(evaluate(ewenki, cutTo(ewenki, example).facts, example.decisions).amounts);
  });

  test('may have numbers, dates, names of columns, other columns and empty rows', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: '工作人员', rows: [['staff_number', '姓名', '随便'], [7, '甲', 'x'], ['', '', ''], [8, new Date(Date.UTC(2011, 4, 1)), null]] }, { name: '单项', rows: [['项目', '值'], ['核定的绩效工资总额', 860000.25], ['不认识', 1]] }] });
    const { given } = await readWorkbook(kaihua, file('b.xlsx', new Uint8Array(bytes)), 'zh');
    expect(given!.facts['staff']).toEqual([{ staff_number: '7', name: '甲' }, { staff_number: '8', name: '2011-05-01' }]);
    expect(Object.values(given!.facts)).toContain('860000.25');
  });

  test('that is none, or another one, is told', async () => {
    expect((await readWorkbook(kaihua, file('c.xlsx', new Uint8Array([1, 2, 3])), 'zh')).fault).toEqual({ is: 'fileUnread', values: { name: 'c.xlsx' } });
    const other = await writeXlsx({ sheets: [{ name: 'Sheet1', rows: [['a']] }] });
    expect((await readWorkbook(kaihua, file('d.xlsx', new Uint8Array(other)), 'zh')).fault).toEqual({ is: 'fileOther', values: { sheets: '单项、工作人员' } });
  });
});

describe('the money of a new version', () => {
  const run = (institution: string, period: string) => ({ institution, period, given: ofExample(ewenki.examples[0]!) });

  test('is summed over the runs of the last month, row by row', () => {
    const runs = ofLastMonth([run('甲', '2025-11'), run('乙', '2025-12'), run('丙', '2025-12')]);
    expect(runs.map(({ institution }) => institution)).toEqual(['乙', '丙']);
    const text = ewenki.text.replace('basic_part: { type: share, value: 60%', 'basic_part: { type: share, value: 55%').replace('incentive_part: { type: share, value: 40%', 'incentive_part: { type: share, value: 45%');
    const { amounts, refused } = differencesOn(runs, ewenki, readPolicy(text).policy as Policy);
    expect(refused).toEqual([]);
    const basic = amounts.find(({ amount }) => amount === 'basic_share')!;
    expect(basic.total).toBe(-2n * 312_000n);
    expect(amounts.find(({ amount }) => amount === 'points_part')!.rows.map(({ key }) => key).sort()[0]).toBe('丙/A');
    expect(differencesOn(runs, ewenki, ewenki)).toEqual({ amounts: [], refused: [] });
  });

  test('cannot be told where a version refuses the facts', () => {
    expect(differencesOn([{ institution: '甲', period: '2025-12', given: { facts: {}, decisions: {} } }], ewenki, ewenki).refused).toEqual(['甲']);
  });
});
