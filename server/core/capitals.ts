/** Amounts in the capitals (大写) that cheques, vouchers and forms of the treasury carry, so that no digit can be added or changed. */
import type { Money } from './money.ts';

const numerals = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const places: ReadonlyArray<readonly [bigint, string]> = [
  [100_000_000n, '亿'], [10_000n, '万'], [1_000n, '仟'], [100n, '佰'], [10n, '拾'],
];

/** A positive whole number in capitals; a gap of one or more zeros inside it is one 零. */
function capitals(whole: bigint): string {
  const place = places.find(([size]) => whole >= size);
  if (!place) return numerals[Number(whole)] as string;
  const [size, name] = place;
  const rest = whole % size;
  const gap = rest < size / 10n ? '零' : '';
  return capitals(whole / size) + name + (rest === 0n ? '' : gap + capitals(rest));
}

/**
 * The amount in capitals: `壹仟贰佰叁拾肆元伍角陆分`. 整 closes an amount without fen; 零 stands for missing jiao between yuan and fen;
 * 负 leads an amount that is taken back. A million million (兆) is written 壹万亿, since 兆 also means a million.
 */
export function moneyInCapitals(money: Money): string {
  if (money === 0n) return '零元整';
  const size = money < 0n ? -money : money;
  const [yuan, jiao, fen] = [size / 100n, (size / 10n) % 10n, size % 10n];
  return [
    money < 0n ? '负' : '',
    yuan > 0n ? `${capitals(yuan)}元` : '',
    jiao > 0n ? `${capitals(jiao)}角` : yuan > 0n && fen > 0n ? '零' : '',
    fen > 0n ? `${capitals(fen)}分` : '整',
  ].join('');
}
