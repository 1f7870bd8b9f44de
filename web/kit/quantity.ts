/** How a typed value of a policy is written for readers. */
import type { Quantity, Scalar } from '../../server/core/policy/policy.ts';
import { isPure, sameUnit, sayUnit, yuan, type Unit } from '../../server/core/feel/unit.ts';
import { toFen, formatPercent, formatRate } from '../../server/core/rate.ts';
import { formatMoney, groupMoney, parseMoney, type Money } from '../../server/core/money.ts';
import { Refusal } from '../../server/core/refusal.ts';
import { words, type Language } from './words.ts';

export function isMoneyUnit(unit: Unit | undefined): boolean {
  return unit !== undefined && sameUnit(unit, yuan);
}

/** `元/人`, or nothing for a pure number or a value that is no number. */
export function unitText(unit: Unit | undefined, language: Language): string {
  return unit === undefined || isPure(unit) ? '' : sayUnit(unit, language);
}

/** A limit or default of a quantity in the reader's words. */
export function scalarText(quantity: Quantity, scalar: Scalar, language: Language): string {
  if (typeof scalar === 'boolean') return words[scalar ? 'yes' : 'no'][language];
  if (typeof scalar === 'string') return quantity.options?.get(scalar)?.[language] ?? scalar;
  if (quantity.kind === 'share') return formatPercent(scalar);
  return quantity.kind === 'money' ? groupMoney(toFen(scalar)) : formatRate(scalar);
}

/** A limit or default as it would be typed. */
function scalarRaw(quantity: Quantity, scalar: Scalar): string {
  if (typeof scalar !== 'object') return String(scalar);
  if (quantity.kind === 'share') return formatPercent(scalar);
  return quantity.kind === 'money' ? formatMoney(toFen(scalar)) : formatRate(scalar);
}

/** The default as it would be typed; nothing when there is none. */
export function usualRaw(quantity: Quantity): string {
  return quantity.default === undefined ? '' : scalarRaw(quantity, quantity.default);
}

/** An amount as it is written in the facts; nothing where it is faulty. */
export function writtenMoney(raw: string): Money | undefined {
  try {
    return parseMoney(raw, '');
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** A value as it is written in the facts, in the reader's words. A fault in it is left for the core to tell. */
export function rawText(quantity: Quantity, raw: string, language: Language): string {
  const option = quantity.options?.get(raw);
  if (option) return option[language];
  if (quantity.kind === 'boolean') return words[raw === 'true' ? 'yes' : 'no'][language];
  const money = quantity.kind === 'money' ? writtenMoney(raw) : undefined;
  if (money !== undefined) return groupMoney(money);
  if (quantity.kind === 'count' && quantity.unit?.['year'] === undefined && /^\d+$/.test(raw)) return raw.replace(/\B(?=(\d{3})+$)/g, ',');
  return raw;
}
