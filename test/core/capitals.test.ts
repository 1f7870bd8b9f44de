import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { moneyInCapitals } from '../../server/core/capitals.ts';

/** Reads capitals back, by another way than they are written: sections of four places under 亿 and 万. */
function readCapitals(text: string): bigint {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const small: Record<string, bigint> = { 仟: 1000n, 佰: 100n, 拾: 10n };
  const whole = (written: string): bigint => {
    for (const [name, size] of [['亿', 100_000_000n], ['万', 10_000n]] as const) {
      const at = written.lastIndexOf(name);
      if (at >= 0) return whole(written.slice(0, at)) * size + whole(written.slice(at + 1));
    }
    let sum = 0n;
    let digit = 0n;
    for (const character of written) {
      const place = small[character];
      if (place === undefined) digit = BigInt(digits.indexOf(character));
      else [sum, digit] = [sum + digit * place, 0n];
    }
    return sum + digit;
  };
  const [, minus = '', yuan = '', jiao = '', fen = ''] = /^(负?)(?:(.+)元)?零?(?:(.)角)?(?:(.)分)?整?$/.exec(text) ?? [];
  const size = whole(yuan) * 100n + whole(jiao) * 10n + whole(fen);
  return minus === '' ? size : -size;
}

describe('capitals', () => {
  test.each([
    [0n, '零元整'],
    [5n, '伍分'],
    [50n, '伍角整'],
    [55n, '伍角伍分'],
    [100n, '壹元整'],
    [101n, '壹元零壹分'],
    [1000n, '壹拾元整'],
    [11000n, '壹佰壹拾元整'],
    [32504n, '叁佰贰拾伍元零肆分'],
    [100010n, '壹仟元壹角整'],
    [140950n, '壹仟肆佰零玖元伍角整'],
    [600714n, '陆仟零柒元壹角肆分'],
    [1640902n, '壹万陆仟肆佰零玖元零贰分'],
    [10700053n, '壹拾万柒仟元伍角叁分'],
    [10000000000n, '壹亿元整'],
    [10001000000n, '壹亿零壹万元整'],
    [10000000100n, '壹亿零壹元整'],
    [20700000000n, '贰亿零柒佰万元整'],
    [100000000000000n, '壹万亿元整'],
    [-123456n, '负壹仟贰佰叁拾肆元伍角陆分'],
    [-1n, '负壹分'],
    [123_456_789n, '壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分'],
    [168_032n, '壹仟陆佰捌拾元叁角贰分'],
    [100_000_001_000_000n, '壹万亿零壹万元整'],
    [99_999_999_999_999_999n, '玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
  ])('%s fen: %s', (fen, written) => {
    expect(moneyInCapitals(fen)).toBe(written);
  });

  test('are read back as the amount, up to 999 兆, and never have 零 twice in a row', () => {
    const sparse = fc.array(fc.constantFrom('0', '0', '0', '1', '5', '9'), { minLength: 1, maxLength: 17 }).map((digits) => BigInt(digits.join('')));
    const any = fc.bigInt({ min: 0n, max: 10n ** 17n - 1n });
    fc.assert(fc.property(fc.oneof(sparse, any), fc.boolean(), (size, minus) => {
      const fen = minus ? -size : size;
      const written = moneyInCapitals(fen);
      expect(readCapitals(written)).toBe(fen);
      expect(written).not.toMatch(/零零|.零元|零$/);
    }), { numRuns: 2000 });
  });
});
