/** Saying who pays what of a stay. */
import { groupMoney, type Money } from '../money.ts';
import { divide, rate, zero } from '../rate.ts';
import { pure } from '../feel/unit.ts';
import type { Share, StayPaid } from './benefit.ts';
import { payerWords } from './payers.ts';
import type { Language, Words } from './policy.ts';
import { printNumber } from './quantity.ts';

/** The part of a bill in per cent, with two places; of no bill it is none. */
export function partOf(paid: Money, bill: Money): string {
  return printNumber(bill === 0n ? zero : divide(rate(paid), rate(bill)), pure, '2%');
}

/** `Of the bill of 20,000.00 yuan: Pooled fund 12,740.00 (63.70%), Patient 7,260.00 (36.30%).` Who pays nothing is left out. */
export function saySplit({ bill, shares }: Pick<StayPaid, 'bill' | 'shares'>): Words {
  const say = (language: Language, between: string, comma: string): string => shares.filter(({ paid }) => paid !== 0n)
    .map(({ payer, paid }: Share) => `${payerWords[payer][language]} ${groupMoney(paid)}${between.replace('%', partOf(paid, bill))}`).join(comma);
  if (bill === 0n) return { zh: '没有费用。', en: 'There is no bill.' };
  return {
    zh: `费用 ${groupMoney(bill)} 元：${say('zh', ' 元（%）', '，')}。`,
    en: `Of the bill of ${groupMoney(bill)} yuan: ${say('en', ' (%)', ', ')}.`,
  };
}
