/** Budgets that fall because money was saved (鞭打快牛): whoever saved last year should not be given less for it unnoticed. */
import { parseMoney, type Money } from '../../server/core/money.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { printedAt, type Printed } from '../kit/sheet.ts';

/** What a consortium had and saved in a year, in yuan. */
export interface Saved {
  code: string;
  package: string;
  surplus: string;
}

export interface LessForSaving {
  code: string;
  before: Money;
  now: Money;
  surplus: Money;
}

/** What goes to the account `package/{consortium}` at the budget, by code of the consortium; fen. */
export function packagesIn(policy: Policy, printed: Printed, codes: readonly string[]): Map<string, Money> {
  const steps = (policy.stages.get('budget')?.moves ?? []).filter(({ to }) => to.class === 'package' && to.of !== undefined).map(({ amount }) => amount);
  return new Map(codes.map((code) => [code, steps.reduce((sum, step) => sum + parseMoney(printedAt(printed, step, code) ?? '0.00', ''), 0n)]));
}

/** The consortia that saved last year and would be given less than then. */
export function lessForSaving(now: ReadonlyMap<string, Money>, last: readonly Saved[]): LessForSaving[] {
  return last.flatMap(({ code, package: given, surplus }) => {
    const [before, saved, amount] = [parseMoney(given, ''), parseMoney(surplus, ''), now.get(code)];
    return amount !== undefined && saved > 0n && amount < before ? [{ code, before, now: amount, surplus: saved }] : [];
  });
}
