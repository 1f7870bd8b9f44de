/** 应发 − 扣除 = 实发: gross pay less deductions is net pay, to the fen, and never below zero. */
import { groupMoney, sumMoney, type Money } from '../money.ts';
import { Refusal, type Fault } from '../refusal.ts';
import { itemKinds, type DeductionItem } from './items.ts';

export interface Pay {
  /** Staff number and name, for a refusal. */
  person: string;
  gross: Money;
  deductions: ReadonlyMap<DeductionItem, Money>;
}

export interface Net {
  deducted: Money;
  net: Money;
}

/** May come out below zero: `requireNet` refuses that. */
export function netOf({ gross, deductions }: Pick<Pay, 'gross' | 'deductions'>): Net {
  const deducted = sumMoney(deductions.values());
  return { deducted, net: gross - deducted };
}

/** What recovery is measured by: gross pay less every other deduction. */
export function beforeRecovery({ gross, deductions }: Pick<Pay, 'gross' | 'deductions'>): Money {
  return netOf({ gross, deductions }).net + (deductions.get('RECOVERY') ?? 0n);
}

function belowZero(pay: Pay): Fault[] {
  const { deducted, net } = netOf(pay);
  if (net >= 0n) return [];
  const [[largest]] = [...pay.deductions].toSorted(([, one], [, other]) => (other > one ? 1 : -1)) as [[DeductionItem, Money]];
  return [{
    code: 'NET_BELOW_ZERO', at: pay.person,
    values: { person: pay.person, gross: groupMoney(pay.gross), deducted: groupMoney(deducted), net: groupMoney(net), item: itemKinds[largest].title },
  }];
}

/** Refuses everybody whose deductions are more than their gross pay, each by name (NET_BELOW_ZERO). */
export function requireNet(pays: readonly Pay[]): void {
  const faults = pays.flatMap(belowZero);
  if (faults.length > 0) throw new Refusal(faults);
}
