import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deductionItems, itemKinds, type DeductionItem } from '../../../server/core/payout/items.ts';
import { beforeRecovery, netOf, requireNet } from '../../../server/core/payout/net.ts';
import { say } from '../../../server/core/refusal.ts';
import { refused } from '../../kit/refused.ts';

const amounts = fc.dictionary(fc.constantFrom(...deductionItems), fc.bigInt({ min: 0n, max: 10n ** 12n }))
  .map((given) => new Map(Object.entries(given) as Array<[DeductionItem, bigint]>));

describe('net pay', () => {
  test('is gross pay less deductions, to the fen', () => {
    const pay = { gross: 3_120_00n, deductions: new Map<DeductionItem, bigint>([['SOCIAL_INSURANCE', 249_60n], ['INCOME_TAX', 18_01n], ['RECOVERY', 100_00n]]) };
    expect(netOf(pay)).toEqual({ deducted: 367_61n, net: 2_752_39n });
    expect(beforeRecovery(pay)).toBe(2_852_39n);
    expect(beforeRecovery({ gross: 5n, deductions: new Map() })).toBe(5n);
  });

  test('always adds up, whatever the order of the items', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), amounts, (gross, deductions) => {
      const { deducted, net } = netOf({ gross, deductions });
      expect(net + deducted).toBe(gross);
      expect(netOf({ gross, deductions: new Map([...deductions].toReversed()) })).toEqual({ deducted, net });
      expect(beforeRecovery({ gross, deductions })).toBe(net + (deductions.get('RECOVERY') ?? 0n));
    }));
  });

  test('below zero is refused for everybody by name, with the largest item; exactly nothing is not', () => {
    const pay = (person: string, tax: bigint, fund: bigint) => ({ person, gross: 100_00n, deductions: new Map<DeductionItem, bigint>([['INCOME_TAX', tax], ['HOUSING_FUND', fund]]) });
    expect(() => requireNet([pay('C 李秀', 60_00n, 40_00n)])).not.toThrow();
    const faults = refused(() => requireNet([pay('A 乌云', 60_00n, 40_01n), pay('C 李秀', 1n, 2n), pay('B 巴图', 1_00n, 1_000_00n)]));
    expect(faults.map((fault) => say(fault, 'en'))).toEqual([
      'A 乌云 has a gross pay of 100.00 yuan and deductions of 100.01, which leaves -0.01, below zero; at most 100.00 can be deducted: lower Income tax, or record part of it for a later month.',
      'B 巴图 has a gross pay of 100.00 yuan and deductions of 1,001.00, which leaves -901.00, below zero; at most 100.00 can be deducted: lower Housing fund, or record part of it for a later month.',
    ]);
  });

  test('is refused exactly where deductions are more than gross pay', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), amounts, (gross, deductions) => {
      const work = () => requireNet([{ person: 'A', gross, deductions }]);
      if (netOf({ gross, deductions }).net < 0n) expect(refused(work)).toHaveLength(1);
      else expect(work).not.toThrow();
    }));
  });
});

test('no two items share a column or a header', () => {
  const kinds = Object.values(itemKinds);
  for (const names of [kinds.map(({ column }) => column), kinds.flatMap(({ known }) => known)]) expect(new Set(names).size).toBe(names.length);
});
