/** Amounts as a paper shows them: in yuan (元) exactly, or in ten thousands of yuan (万元) rounded so that the parts still add up. */
import { cutToWhole } from './allocate.ts';
import { groupMoney, sumMoney, type Money } from './money.ts';

export const units = ['YUAN', 'WAN'] as const;
export type Unit = (typeof units)[number];

/** An amount as shown. `moved` says that it is not what rounding it alone would show, so that the column adds up. */
export interface Shown {
  /** Hundredths of the unit: fen, or hundreds of yuan. */
  hundredths: bigint;
  moved: boolean;
}

/** 0.01 万元 = 100 yuan. */
const fenInHundredth: Record<Unit, bigint> = { YUAN: 1n, WAN: 10_000n };

/** Half away from zero, to 0.01 of the unit. */
function nearest(amount: Money, unit: Unit): bigint {
  const size = fenInHundredth[unit];
  const half = amount < 0n ? -size / 2n : size / 2n;
  return (amount + half) / size;
}

/**
 * The parts of a column in the unit, two decimals. The total is rounded half away from zero; each part is cut down, and what that leaves
 * of the rounded total goes to the parts that were cut by most, the earlier row first when equal. So the parts shown add up to the total shown.
 */
export function inUnit(parts: readonly Money[], unit: Unit): { parts: Shown[]; total: bigint } {
  const total = nearest(sumMoney(parts), unit);
  const keys = parts.map((_, index) => String(index).padStart(9, '0'));
  const { wholes } = cutToWhole(keys, parts, fenInHundredth[unit], total, 'largest-remainder');
  return { parts: wholes.map((hundredths, index) => ({ hundredths, moved: hundredths !== nearest(parts[index] as Money, unit) })), total };
}

/** Hundredths of a unit for readers: `1,234.56`. */
export const unitText = (hundredths: bigint): string => groupMoney(hundredths);
