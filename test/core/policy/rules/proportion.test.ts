import { describe, expect, test } from '@jest/globals';
import { proportionRule } from '../../../../server/core/policy/rules/proportion.ts';
import { faults, hospital, refusal, sheet, staff, step } from './hospital.ts';

const due = (convention: string, more = 'period: month, from: joined, until: left'): string =>
  hospital(step('due', `each: staff, proportion: claim, ${more}, convention: ${convention}`));
const joined = staff({ a: { claim: 2800, joined: '2026-02-15' }, b: { claim: 2800 }, c: { claim: 2800, left: '2026-02-01' }, d: { claim: 2800, joined: '2026-02-10', left: '2026-02-17' } });

describe('a time in post', () => {
  test.each<[string, string]>([
    ['calendar-days', '1400.00 2800.00 0.00 700.00'],
    ['thirty-days', '1493.33 2800.00 0.00 653.33'],
    ['working-days-21.75', '1287.36 2800.00 0.00 643.68'],
    ['whole-months', '0.00 2800.00 0.00 0.00'],
  ])('by %s', (convention, expected) => expect(sheet(due(convention), { staff: joined }).prints('due')).toBe(expected));

  test('says what was counted', () => {
    expect(sheet(due('calendar-days'), { staff: joined }).why('due', 'a')).toMatchObject({
      bound: { zh: '在岗计 14 天，全期 28 天', en: '14 of 28 days in post' },
      rule: {
        zh: '申报额按月份（止日不含）内在岗的时间折算，起于到岗日，止于（不含）离岗日，按日历天数',
        en: 'the part of Claim for the time in post in Month, from Joined, until Left, by calendar days',
      },
      inputs: [{ name: 'claim', row: 'a' }, { name: 'month' }, { name: 'joined' }, { name: 'left' }],
    });
    expect(sheet(due('working-days-21.75'), { staff: joined }).why('due', 'b').bound?.en).toBe('21.75 of 21.75 days in post');
    expect(sheet(due('whole-months'), { staff: joined }).why('due', 'a').bound).toEqual({ zh: '在岗计 0 个月，全期 1 个月', en: '0 of 1 months in post' });
  });

  test('in a period of days, of whoever is there for all of it', () => {
    const days = 'period: { from: first_day, until: last_day }';
    const { prints, why } = sheet(due('whole-months', `${days}, from: joined`), { staff: joined });
    expect(prints('due')).toBe('2333.33 2800.00 2800.00 2333.33');
    expect(why('due', 'a').rule?.en).toBe('the part of Claim for the time in post in First day to Last day, from Joined, by whole months');
    const left = sheet(due('calendar-days', `${days}, until: left`), { staff: joined });
    expect(left.prints('due')).toBe('2800.00 2800.00 237.81 360.55');
    expect(left.why('due', 'a').rule?.zh).toBe('申报额按首日至末日（止日不含）内在岗的时间折算，止于（不含）离岗日，按日历天数');
  });

  test.each<[string, string, string]>([
    ['a period that ends before it begins', 'period: { from: last_day, until: first_day }', 'steps.due[a] PERIOD_BACKWARDS'],
    ['a post that ends before it begins', 'period: month, from: left, until: joined', 'steps.due[a] POST_BACKWARDS'],
    ['days where months are counted', 'period: { from: joined, until: last_day }', 'steps.due[a] PERIOD_NOT_MONTHS'],
  ])('refuses %s, naming the row', (_what, more, expected) =>
    expect(refusal(due('thirty-days', more), { staff: staff({ a: { joined: '2026-02-15' } }) })).toEqual([expected]));

  test.each<[string, string, string[]]>([
    ['a period that is no month', 'each: staff, proportion: claim, period: joined, convention: thirty-days', ['MONTH_EXPECTED']],
    ['a post that is no day', 'each: staff, proportion: claim, period: month, from: month, convention: thirty-days', ['DAY_EXPECTED']],
    ['an unknown day', 'each: staff, proportion: claim, period: { from: first_day, until: lost }, convention: thirty-days', ['FORMULA_UNKNOWN_NAME']],
    ['a key that a period does not have', 'each: staff, proportion: claim, period: { from: first_day, until: last_day, to: last_day }, convention: thirty-days', ['KEY_UNKNOWN']],
    ['no number', 'each: staff, proportion: rank, period: month, convention: thirty-days', ['NUMBER_EXPECTED']],
    ['no convention', 'each: staff, proportion: claim, period: month', ['FIELD_MISSING']],
    ['no period', 'each: staff, proportion: claim, convention: thirty-days', ['FIELD_MISSING']],
  ])('is a fault with %s', (_what, text, codes) => {
    expect(faults(step('due', text)).map((fault) => fault.replace(/^\d+ /, ''))).toEqual(codes);
    expect(proportionRule.keys).toContain('convention');
  });
});
