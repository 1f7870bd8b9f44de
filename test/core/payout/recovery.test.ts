import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sumMoney } from '../../../server/core/money.ts';
import { instalments, type Claim } from '../../../server/core/payout/recovery.ts';
import { refusedCodes } from '../../kit/refused.ts';

const month = { person: 'A 乌云', limit: 20_00n, asked: null };
const owed = (...amounts: bigint[]): Claim[] => amounts.map((remaining, index) => ({ id: `c${index}`, remaining }));

describe('an instalment', () => {
  test.each<[string, bigint[], bigint, bigint | null, Array<[string, bigint]>]>([
    ['is as much as the limit allows', [50_00n], 20_00n, null, [['c0', 20_00n]]],
    ['ends exactly at zero', [7_01n], 20_00n, null, [['c0', 7_01n]]],
    ['goes to the oldest claim first', [7_01n, 50_00n], 20_00n, null, [['c0', 7_01n], ['c1', 12_99n]]],
    ['may be asked for below the limit', [50_00n], 20_00n, 3n, [['c0', 3n]]],
    ['may be left out for a month', [50_00n], 20_00n, 0n, []],
    ['is nothing where nothing is left of the pay', [50_00n], -5n, null, []],
    ['may be exactly the limit', [50_00n], 20_00n, 20_00n, [['c0', 20_00n]]],
  ])('%s', (_what, claims, limit, asked, expected) => {
    expect(instalments({ ...month, claims: owed(...claims), limit, asked }).map(({ claim, amount }) => [claim, amount])).toEqual(expected);
  });

  test.each<[string, bigint[], bigint, bigint, string]>([
    ['above the limit', [50_00n], 20_00n, 20_01n, 'RECOVERY_ABOVE_LIMIT'],
    ['above nothing', [50_00n], -1n, 1n, 'RECOVERY_ABOVE_LIMIT'],
    ['above what is owed', [5_00n], 20_00n, 5_01n, 'RECOVERY_ABOVE_REMAINING'],
    ['of nobody who owes', [], 20_00n, 1n, 'RECOVERY_ABOVE_REMAINING'],
  ])('%s is refused', (_what, claims, limit, asked, code) => {
    expect(refusedCodes(() => instalments({ ...month, claims: owed(...claims), limit, asked }))).toEqual([code]);
  });

  test('month by month takes back all that is owed, never more, and nothing above a limit', () => {
    fc.assert(fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 4 }), fc.bigInt({ min: 10n ** 7n, max: 10n ** 9n }), (amounts, limit) => {
      let claims = owed(...amounts);
      let taken = 0n;
      for (let months = 0; claims.length > 0 && months < 1000; months += 1) {
        const paid = instalments({ ...month, claims, limit });
        const sum = sumMoney(paid.map(({ amount }) => amount));
        expect(sum > 0n && sum <= limit).toBe(true);
        taken += sum;
        claims = claims.map(({ id, remaining }) => ({ id, remaining: remaining - (paid.find(({ claim }) => claim === id)?.amount ?? 0n) })).filter(({ remaining }) => remaining !== 0n);
        expect(claims.every(({ remaining }) => remaining > 0n)).toBe(true);
      }
      expect(taken).toBe(sumMoney(amounts));
    }));
  });
});
