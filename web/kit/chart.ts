/** The only place where amounts become floating-point numbers: the length of a bar, never a figure that is read. */

import type { Language } from './words.ts';

/** Pixels for a chart. The labels of charts are made from the exact amount, not from this number. */
export function chartNumber(amount: string): number {
  return Number(amount);
}

/** A tick of an axis: 万 in Chinese, thousands or millions in English. */
export function axisText(tick: number, language: Language): string {
  if (tick === 0) return '0';
  if (language === 'zh') return `${tick / 10_000} 万`;
  return Math.abs(tick) < 1_000_000 ? `${tick / 1_000} k` : `${tick / 1_000_000} m`;
}
