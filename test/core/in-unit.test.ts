import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inUnit, unitText } from '../../server/core/in-unit.ts';

const shown = (parts: bigint[], unit: 'YUAN' | 'WAN') => {
  const { parts: rows, total } = inUnit(parts, unit);
  return [...rows.map(({ hundredths, moved }) => `${unitText(hundredths)}${moved ? '*' : ''}`), unitText(total)];
};

describe('amounts in a unit', () => {
  test.each<[what: string, fen: bigint[], unit: 'YUAN' | 'WAN', printed: string[]]>([
    ['yuan are exact', [1n, 123_456_78n], 'YUAN', ['0.01', '123,456.78', '123,456.79']],
    ['ten thousands are rounded half away from zero', [1_234_550_00n], 'WAN', ['123.46', '123.46']],
    ['half below zero too', [-1_234_550_00n], 'WAN', ['-123.46', '-123.46']],
    ['the one that was cut by most takes what is left', [33_33n, 33_33n, 33_34n], 'WAN', ['0.00', '0.00', '0.01*', '0.01']],
    ['equal remainders: the earlier row', [50_00n, 50_00n], 'WAN', ['0.01', '0.00*', '0.01']],
    ['three parts that would all be rounded up', [1_060_00n, 1_060_00n, 1_060_00n], 'WAN', ['0.11', '0.11', '0.10*', '0.32']],
    ['parts below zero', [-33_33n, 100_000_00n], 'WAN', ['0.00', '10.00', '10.00']],
    ['nothing', [], 'WAN', ['0.00']],
  ])('%s', (_what, fen, unit, printed) => {
    expect(shown(fen, unit)).toEqual(printed);
  });

  test('parts add up to the total, none is a whole hundredth away from itself, the total is within half of one', () => {
    const size = (value: bigint) => (value < 0n ? -value : value);
    fc.assert(fc.property(fc.array(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), { maxLength: 30 }), (fen) => {
      const { parts, total } = inUnit(fen, 'WAN');
      const sum = fen.reduce((a, b) => a + b, 0n);
      expect(parts.reduce((a, { hundredths }) => a + hundredths, 0n)).toBe(total);
      expect(size(total * 10_000n - sum)).toBeLessThanOrEqual(5_000n);
      for (const [index, { hundredths, moved }] of parts.entries()) {
        const off = size(hundredths * 10_000n - (fen[index] as bigint));
        expect(off).toBeLessThan(10_000n);
        if (!moved) expect(off).toBeLessThanOrEqual(5_000n);
      }
    }));
  });
});
