/** `divide` between bounds: who meets a cap, who receives what it cuts off, and that nothing is lost. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, moneyOf, type Amount } from '../../../../server/core/policy/evaluate.ts';
import { sentencesOf } from '../../../../server/core/policy/sentences.ts';
import { divideRule } from '../../../../server/core/policy/rules/divide.ts';
import { columnPath, perWeight } from '../../../../server/core/policy/rules/division.ts';
import { evaluateDivide } from '../../../../server/core/policy/rules/sharing.ts';
import { policyOf } from '../kit.ts';
import { faults, hospital, refusal, sheet, staff, step } from './hospital.ts';

const words = (name: string): string => `{ id: ${name}, title: { zh: ${name}项, en: The ${name} } }`;
const division = (more: string, among = 'divide: pool, among: staff, by: points'): string => step('pay', `${among}, leftover: largest-remainder${more}`);
const passing = `, cap: most, excess: redistribute, unplaced: ${words('saved')}`;

describe('with a cap', () => {
  const rows = staff({ a: { points: 20, most: 30 }, b: { points: 10 }, c: { points: 10 } });

  test('what is cut off goes on to the others', () => {
    const { prints, why } = sheet(hospital(division(passing)), { pool: '100.00', staff: rows });
    expect([prints('pay'), prints('saved')]).toEqual(['30.00 35.00 35.00', '0.00']);
    expect(why('pay', 'a').bound).toEqual({ zh: '按权重应得 50.00；达到上限 30.00，多出的 20.00 转给其他行', en: '50.00 by weight alone; met the cap 30.00; 20.00 went on to the others' });
    expect(why('pay', 'b').bound).toEqual({ zh: '按权重应得 25.00；a达到上限，转来 10.00', en: '25.00 by weight alone; the cap was met by a; 10.00 came on to this row' });
    expect(why('saved').bound).toEqual({ zh: '已全部分到各行', en: 'everything found a row' });
    expect(why('pay', 'a').rule?.zh).toBe('总额在各人员之间按工分的比例分配，每行不高于上限，超出的按同样比例转给其他行');
    expect(why('pay', 'a').rule?.en).toBe('Pool, divided among the rows of Staff in proportion to Points, each at most Most, what is over goes on to the others in the same proportion');
    expect(why('saved').rule?.en).toMatch(/; what finds no row$/);
    expect(why('pay', 'a').inputs.map(({ name, row }) => [name, row])).toEqual([['pool', undefined], ['points', 'a'], ['most', 'a'], ['points', undefined], ['most', undefined]]);
  });

  test('nobody is left to take it', () => {
    const { prints, why } = sheet(hospital(division(passing)), { pool: '100.00', staff: staff({ a: { points: 1, most: 30 }, b: { points: 1, most: 60 }, c: { points: 0 } }) });
    expect([prints('pay'), prints('saved')]).toEqual(['30.00 60.00 0.00', '10.00']);
    expect(why('pay', 'b').bound?.en).toBe('50.00 by weight alone; met the cap 60.00 with what others passed on');
    expect(why('saved').bound?.en).toBe('every row with a weight has met its cap; 10.00 remains');
    expect(sheet(hospital(division(passing)), { pool: '1.00' }).prints('saved')).toBe('1.00');
  });

  test('a cap is cut down and a floor raised to the fen, and the leftover fen keeps to both', () => {
    const text = hospital(division(`, cap: most / 3, floor: least / 3, excess: redistribute, unplaced: ${words('saved')}`));
    const { prints, why } = sheet(text, { pool: '100.00', staff: staff({ a: { points: 9, most: 100, least: 0 }, b: { points: 0, most: 100, least: 10 }, c: { points: 1, most: 900 }, d: { points: 1, most: 900 } }) });
    expect(prints('pay')).toBe('33.33 3.34 31.67 31.66');
    expect(why('pay', 'b').bound?.en).toBe('0.00 by weight alone; raised to the floor 3.34');
  });

  test('kept by row under a name of its own', () => {
    const { prints, why } = sheet(hospital(division(`, cap: most, excess: ${words('over')}`)), { pool: '100.00', staff: rows });
    expect([prints('pay'), prints('over')]).toEqual(['30.00 25.00 25.00', '20.00 0.00 0.00']);
    expect(why('over', 'a').bound).toEqual({ zh: '按权重应得 50.00；达到上限 30.00，超出的 20.00 计入over项', en: '50.00 by weight alone; met the cap 30.00; 20.00 over, kept as The over' });
    expect(why('over', 'a').rule?.en).toBe('Pool, divided among the rows of Staff in proportion to Points, each at most Most, what is over is kept as The over; what the cap cuts off this row');
    expect(why('pay', 'b').bound).toBeUndefined();
  });

  test('many names are counted', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`p${index + 10}`, { points: 1, most: 1 }]));
    const { why } = sheet(hospital(division(passing)), { pool: '26.00', staff: staff({ ...many, z: { points: 1 } }) });
    expect(why('pay', 'z').bound).toEqual({
      zh: '按权重应得 2.00；p10、p11、p12、p13、p14、p15、p16、p17、p18、p19等 12 行达到上限，转来 12.00',
      en: '2.00 by weight alone; the cap was met by p10, p11, p12, p13, p14, p15, p16, p17, p18, p19 and others, 12 rows in all; 12.00 came on to this row',
    });
  });

  test('is refused with crossed bounds or a negative pool, naming the row', () => {
    expect(refusal(hospital(division(`${passing}, floor: least`)), { pool: '1.00', staff: staff({ a: { points: 1, most: 1, least: 2 } }) })).toEqual(['steps.pay[a] BOUNDS_CROSSED']);
    expect(refusal(hospital(division(passing)), { pool: '1.00', staff: staff({ a: { points: 1, most: -1 } }) })).toEqual(['steps.pay[a] BOUNDS_CROSSED']);
    expect(refusal(hospital(division(passing)), { pool: '-1.00', staff: rows })).toEqual(['steps.pay AMOUNT_NEGATIVE']);
    expect(refusal(hospital(division(passing)), { pool: '1.00', staff: staff({ a: { points: -1 } }) })).toEqual(['steps.pay[a] WEIGHT_NEGATIVE']);
  });
});

describe('with a floor', () => {
  test('the others bear it', () => {
    const { prints, why } = sheet(hospital(division(', floor: least')), { pool: '100.00', staff: staff({ a: { points: 1, least: 40 }, b: { points: 3 }, c: { points: 6, least: -5 } }) });
    expect(prints('pay')).toBe('40.00 20.00 40.00');
    expect(why('pay', 'a').bound).toEqual({ zh: '按权重应得 10.00；补到下限 40.00', en: '10.00 by weight alone; raised to the floor 40.00' });
    expect(why('pay', 'b').bound).toEqual({ zh: '按权重应得 30.00；a补到下限，本行因此少得 10.00', en: '30.00 by weight alone; the floor was met by a; 10.00 less for this row' });
    expect(why('pay', 'a').rule?.en).toBe('Pool, divided among the rows of Staff in proportion to Points, each at least Least');
  });

  test('without a cap that binds nothing is said', () => {
    expect(sheet(hospital(division(', floor: least')), { pool: '10.00', staff: staff({ a: { points: 1 } }) }).why('pay', 'a').bound).toBeUndefined();
  });

  test('that cannot be met is refused, as is money that finds nobody', () => {
    expect(refusal(hospital(division(', floor: least')), { pool: '10.00', staff: staff({ a: { points: 1, least: 6 }, b: { least: 5 } }) })).toEqual(['steps.pay FLOORS_ABOVE_AMOUNT']);
    expect(refusal(hospital(division(', floor: least')), { pool: '10.00', staff: staff({ a: { least: 6 } }) })).toEqual(['steps.pay NOTHING_TO_WEIGH']);
    expect(refusal(hospital(division(', floor: least')), { pool: '10.00' })).toEqual(['steps.pay NOBODY_TO_SHARE']);
  });
});

describe('beside the rows', () => {
  test('the value of a weight, shown with its own places', () => {
    const value = ', value: { id: point_value, title: { zh: 分值, en: Value of a point }, show: 4 }';
    const { prints, why } = sheet(hospital(division(value)), { pool: '100.00', staff: staff({ a: { points: 2 }, b: { points: 1 } }) });
    expect([prints('pay'), prints('point_value')]).toEqual(['66.67 33.33', '33.3333']);
    expect(why('pay', 'a')).toMatchObject({ leftover: { unitsFen: '1', received: true, receivers: [{ row: 'a', exact: '66.66666667…', amount: '66.67' }] } });
    expect(why('pay', 'a').bound).toBeUndefined();
    expect(why('point_value')).toMatchObject({
      value: '33.3333', unit: { zh: '元/点', en: 'yuan per point' }, rule: { zh: '总额 ÷ 工分合计', en: 'Pool ÷ total of Points' },
      inputs: [{ name: 'pool' }, { name: 'points', rowsTotal: 2 }],
    });
    expect(sheet(hospital(division(value)), { pool: '0' }).prints('point_value')).toBe('0.0000');
    const pureValue = sheet(hospital(division(value, 'divide: pool, among: staff, by: factor')), { pool: '10.00', staff: staff({ a: {}, b: {} }) });
    expect(pureValue.why('point_value').unit.zh).toBe('元/份');
    expect(sentencesOf(pureValue.policy).find(({ at }) => at === 'steps.point_value')?.says.zh).toBe('总额 ÷ 系数合计');
  });

  test('what finds nobody when no row weighs anything', () => {
    const text = hospital(division(`, unplaced: ${words('saved')}`));
    expect(sheet(text, { pool: '-5.00', staff: staff({ a: {}, b: {} }) }).prints('saved')).toBe('-5.00');
    expect(sheet(text, { pool: '5.00', staff: staff({ a: { points: 1 }, b: {} }) }).prints('saved')).toBe('0.00');
  });

  test('rows that where leaves out do not count, and the sentence says so', () => {
    const { prints, why } = sheet(hospital(division(`${passing}, where: working`)), { pool: '9.00', staff: staff({ a: { points: 1, most: 4 }, b: { points: 5, working: 'false' } }) });
    expect([prints('pay'), prints('saved')]).toEqual(['4.00 0.00', '5.00']);
    expect(why('pay', 'b').rule?.en).toMatch(/ \(only where Working, otherwise 0\)$/);
    expect(why('saved').rule?.zh).toMatch(/（仅计在岗的行）$/);
    expect(why('saved').rule?.en).toMatch(/ \(counting rows where Working\)$/);
  });

  test('with within they are columns of the parent table', () => {
    const text = hospital(division(`${passing}, within: unit, value: ${words('worth')}`, 'divide: units.unit_pool, among: staff, by: points'));
    const facts = {
      units: [{ unit: 'A', unit_pool: '10.00' }, { unit: 'B', unit_pool: '20.00' }, { unit: 'C', unit_pool: '0' }],
      staff: staff({ a: { points: 1, most: 4 }, b: { points: 4, unit: 'B', most: 30 }, c: { points: 1 } }),
    };
    const { prints, why } = sheet(text, facts);
    expect([prints('pay'), prints('saved'), prints('worth')]).toEqual(['4.00 20.00 6.00', '0.00 0.00 0.00', '5 5 0']);
    expect(why('worth', 'B')).toMatchObject({ row: 'B', value: '5', inputs: [{ name: 'unit_pool', row: 'B' }, { name: 'points', rowsTotal: 1 }] });
    expect(why('saved', 'A').inputs.map(({ name }) => name)).toEqual(['unit_pool', 'points', 'most']);
    expect(refusal(text, { ...facts, units: [{ unit: 'A', unit_pool: '-1.00' }, { unit: 'B' }] })).toEqual(['steps.pay[A] AMOUNT_NEGATIVE']);
  });

  test('an amount too large to write is refused there too', () => {
    const steps = `${step('huge', 'formula: pool * 10 ** 30')}${division(`, unplaced: ${words('saved')}`, 'divide: huge, among: staff, by: points')}`;
    expect(refusal(hospital(steps), { pool: '1.00', staff: staff({ a: {} }) })).toEqual(['steps.huge AMOUNT_TOO_LARGE']);
    const caps = hospital(division(`, cap: most, excess: redistribute, unplaced: ${words('saved')}`, 'divide: pool * 10 ** 30, among: staff, by: points'));
    expect(refusal(caps, { pool: '1.00', staff: staff({ a: {} }) })).toEqual(['steps.pay AMOUNT_TOO_LARGE']);
  });
});

describe('faults of the policy', () => {
  test.each<[string, string, string[]]>([
    ['a cap without a word on the rest', ', cap: most', ['EXCESS_NOT_SAID']],
    ['passing on without a name for what is left', ', cap: most, excess: redistribute', ['UNPLACED_NOT_NAMED']],
    ['an excess without a cap', `, excess: ${words('over')}`, ['DIFFERENCE_WITHOUT_BOUND']],
    ['passing on without a cap', ', excess: redistribute', ['DIFFERENCE_WITHOUT_BOUND']],
    ['another word', ', cap: most, excess: carry', ['NOT_ONE_OF']],
    ['a cap that is no money', `, cap: points, excess: redistribute, unplaced: ${words('saved')}`, ['UNIT_EXPECTED']],
    ['a floor that is no money', ', floor: factor', ['UNIT_EXPECTED']],
    ['a weight that is no number, with a value', ', by: rank, value: { id: v, title: { zh: 值, en: Value } }', ['NUMBER_EXPECTED']],
    ['a value with places that are none', ', value: { id: v, title: { zh: 值, en: Value }, show: -1 }', ['SHOW_NOT_VALID']],
  ])('%s', (_what, more, codes) => {
    const among = more.includes('by:') ? 'divide: pool, among: staff' : undefined;
    expect(faults(division(more, among)).map((fault) => fault.replace(/^\d+ /, ''))).toEqual(codes);
  });

  test('small helpers', () => {
    expect(divideRule.evaluate).toBe(evaluateDivide);
    expect([perWeight({}), perWeight({ point: 1 })]).toEqual([{ yuan: 1, weight: -1 }, { yuan: 1, point: -1 }]);
    expect(columnPath({ is: 'null', from: 0, to: 1 })).toBeUndefined();
  });
});

describe('properties', () => {
  const policy = policyOf(hospital(division(`${passing}, floor: least, ties: rank`)));
  const fen = fc.integer({ min: 0, max: 60_000 });
  const yuan = (value: number): string => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
  const row = fc.record({ points: fc.integer({ min: 0, max: 30 }), least: fc.integer({ min: 0, max: 500 }), room: fen, rank: fc.constantFrom('x', 'y') });
  const rows = fc.array(row, { maxLength: 8 });

  test('nothing is lost, no row is above its cap or below its floor, and the order of rows changes nothing', () => {
    fc.assert(fc.property(fc.integer({ min: 5_000, max: 90_000 }), rows, (pool, list) => {
      const given = staff(Object.fromEntries(list.map(({ points, least, room, rank }, index) =>
        [`r${index}`, { points, rank, least: yuan(least), most: yuan(least + room) }]))) as Array<Record<string, string>>;
      const run = (people: typeof given): { pay: Map<string, bigint>; saved: bigint } => {
        const { amounts } = evaluate(policy, { pool: yuan(pool), units: [{ unit: 'A' }], staff: people });
        const pay = amounts.get('pay') as Amount;
        return { pay: new Map(people.map(({ number }) => [String(number), moneyOf(pay, number)])), saved: moneyOf(amounts.get('saved') as Amount) };
      };
      const { pay, saved } = run(given);
      expect([...pay.values()].reduce((sum, each) => sum + each, saved)).toBe(BigInt(pool));
      for (const [index, { least, room }] of list.entries()) {
        const each = pay.get(`r${index}`) as bigint;
        expect(each >= BigInt(least) && each <= BigInt(least + room)).toBe(true);
      }
      const turned = run(given.toReversed());
      expect(turned.saved).toBe(saved);
      for (const [key, each] of pay) expect(turned.pay.get(key)).toBe(each);
    }));
  });
});
