import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sumMoney } from '../../server/core/money.ts';
import { rate } from '../../server/core/rate.ts';
import { carriedOver, divisionFaults, leftOf, memberFaults, needsReason, poolOf, restByRule, type Division, type Member } from '../../server/core/second-allocation.ts';

const members: Member[] = [{ key: 'a', usual: 300_00n, least: 100_00n, most: 400_00n }, { key: 'b', usual: 200_00n, least: 100_00n, most: 400_00n }, { key: 'c', usual: 100_01n }];
const strict: Division = { beyond: 'refuse', members };
const amounts = (given: Record<string, bigint>) => new Map(Object.entries(given));
const none = new Map<string, string>();
const told = (division: Division, given: Record<string, bigint>, reasons: Record<string, string> = {}) =>
  divisionFaults(division, { amounts: amounts(given), reasons: new Map(Object.entries(reasons)) }, 'd').map(({ code, at }) => `${at} ${code}`);

describe('a division', () => {
  test('is right when everybody has an amount inside the bounds and the pool is given out', () => {
    expect(poolOf(strict)).toBe(600_01n);
    expect(told(strict, { a: 400_00n, b: 100_00n, c: 100_01n })).toEqual([]);
  });

  test.each<[string, Record<string, bigint>, string[]]>([
    ['one fen left', { a: 300_00n, b: 200_00n, c: 100_00n }, ['d SECOND_NOT_SPENT']],
    ['one fen too much', { a: 300_00n, b: 200_00n, c: 100_02n }, ['d SECOND_NOT_SPENT']],
    ['somebody without an amount', { a: 400_00n, b: 200_01n }, ['d.amounts.c SECOND_INCOMPLETE']],
    ['somebody who does not share', { a: 300_00n, b: 200_00n, c: 100_00n, z: 1n }, ['d.amounts.z SECOND_NOT_MEMBER']],
    ['a bound above', { a: 400_01n, b: 100_00n, c: 100_00n }, ['d.amounts.a SECOND_ABOVE']],
    ['a bound below', { a: 400_00n, b: 99_99n, c: 100_02n }, ['d.amounts.b SECOND_BELOW']],
  ])('is refused with %s', (_what, given, faults) => expect(told(strict, given)).toEqual(faults));

  test('says what would be right', () => {
    expect(memberFaults(strict, { amounts: amounts({ a: 400_01n }), reasons: none }, 'd')[0]?.values).toEqual({ key: 'a', found: '400.01', limit: '400.00' });
    expect(divisionFaults(strict, { amounts: amounts({ a: 300_00n, b: 200_00n, c: 100_00n }), reasons: none }, 'd')[0]?.values).toEqual({ pool: '600.01', given: '600.00', left: '0.01' });
  });

  test('leaves a bound, or what the rule gives, with a reason where the policy says so', () => {
    const reasoned: Division = { beyond: 'reason', reasonOver: rate(1n, 10n), members };
    expect(told(reasoned, { a: 330_00n, b: 180_00n, c: 90_01n })).toEqual([]);
    expect(told(reasoned, { a: 330_01n, b: 180_00n, c: 90_00n }, { c: ' ' })).toEqual(['d.reasons.a SECOND_REASON', 'd.reasons.c SECOND_REASON']);
    expect(told(reasoned, { a: 450_00n, b: 50_00n, c: 100_01n }, { a: '夜班', b: '病假' })).toEqual([]);
    expect(needsReason({ beyond: 'reason' }, members[0] as Member, 400_01n)).toBe(true);
    expect(needsReason({ beyond: 'reason' }, members[0] as Member, 400_00n)).toBe(false);
    expect(needsReason({ beyond: 'refuse', reasonOver: rate(1n, 10n) }, { key: 'x', usual: -100n }, -111n)).toBe(true);
  });
});

describe('the rest by the rule', () => {
  test('goes to those without an amount, in proportion and by largest remainder', () => {
    expect(restByRule(strict, amounts({ c: 100_01n }))).toEqual(amounts({ c: 100_01n, a: 300_00n, b: 200_00n }));
    expect(restByRule({ beyond: 'refuse', members: [...'abc'].map((key) => ({ key, usual: 100n })) }, amounts({ a: 99n }))).toEqual(amounts({ a: 99n, b: 101n, c: 100n }));
    expect(restByRule({ beyond: 'refuse', members: [{ key: 'a', usual: 2n }, { key: 'b', usual: 0n }, { key: 'c', usual: 0n }] }, amounts({ a: 0n }))).toEqual(amounts({ a: 0n, b: 1n, c: 1n }));
  });

  test('stays inside the bounds, and stops where these leave no way', () => {
    expect(restByRule(strict, amounts({ b: 100_00n, c: 0n }))).toEqual(amounts({ b: 100_00n, c: 0n, a: 400_00n }));
    expect(restByRule(strict, amounts({ a: 500_01n, c: 0n }))).toEqual(amounts({ a: 500_01n, c: 0n, b: 100_00n }));
    expect(restByRule(strict, amounts({ a: 600_00n }))).toEqual(amounts({ a: 600_00n }));
    expect(restByRule(strict, amounts({ a: 700_00n }))).toEqual(amounts({ a: 700_00n }));
  });
});

test('amounts of another pool are carried over by their proportions, to the fen', () => {
  const two: Pick<Division, 'members'> = { members: [{ key: 'a', usual: 50_00n }, { key: 'b', usual: 50_01n }] };
  expect(carriedOver(two, amounts({ a: 30_00n, b: 10_00n }))).toEqual(amounts({ a: 75_01n, b: 25_00n }));
  expect(carriedOver(two, amounts({ a: 50_00n, z: 10_00n }))).toEqual(amounts({ a: 50_00n, b: 50_01n }));
  expect(carriedOver({ members: [] }, amounts({ z: 1n }))).toEqual(new Map());
});

describe('properties', () => {
  const fen = (max: number) => fc.bigInt({ min: 0n, max: BigInt(max) });
  const someone = fc.record({ usual: fen(100_000), below: fen(50_000), above: fen(50_000), bounded: fc.boolean() });
  const division = fc.tuple(fc.array(someone, { minLength: 1, maxLength: 12 }), fc.constantFrom<Division['beyond']>('refuse', 'reason'))
    .map(([people, beyond]): Division => ({
      beyond, members: people.map(({ usual, below, above, bounded }, index) => ({ key: `k${index}`, usual, ...(bounded && { least: usual > below ? usual - below : 0n, most: usual + above }) })),
    }));

  test('whatever is accepted adds up to the pool', () => {
    fc.assert(fc.property(division, fc.array(fen(120_000), { minLength: 12, maxLength: 12 }), (each, typed) => {
      const given = new Map(each.members.map(({ key }, index) => [key, typed[index] as bigint]));
      if (divisionFaults(each, { amounts: given, reasons: new Map(each.members.map(({ key }) => [key, 'x'])) }, 'd').length === 0) expect(sumMoney(given.values())).toBe(poolOf(each));
      else expect(leftOf(each, given) !== 0n || each.beyond === 'refuse').toBe(true);
    }), { numRuns: 500 });
  });

  test('the rest by the rule changes no amount that is there, and what it gives out whole is accepted', () => {
    fc.assert(fc.property(division, fc.array(fc.option(fen(50_000), { nil: undefined }), { minLength: 12, maxLength: 12 }), (each, shifts) => {
      const fixed = new Map(each.members.flatMap(({ key, least = 0n, most }, index) => {
        const shift = shifts[index];
        return shift === undefined || index === 0 ? [] : [[key, most !== undefined && least + shift > most ? most : least + shift] as const];
      }));
      const all = restByRule(each, fixed);
      for (const [key, amount] of fixed) expect(all.get(key)).toBe(amount);
      if (leftOf(each, all) === 0n && all.size === each.members.length) expect(divisionFaults(each, { amounts: all, reasons: none }, 'd')).toEqual([]);
    }), { numRuns: 500 });
  });

  test('what is carried over adds up to the new pool', () => {
    fc.assert(fc.property(division, fc.array(fen(120_000), { maxLength: 12 }), (each, typed) => {
      expect(sumMoney(carriedOver(each, new Map(typed.map((amount, index) => [`k${index * 2}`, amount]))).values())).toBe(poolOf(each));
    }), { numRuns: 300 });
  });
});
