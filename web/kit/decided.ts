/** Values that somebody decided in the place of a rule's, for reading beside the decisions. */
import type { Evaluation } from '../../server/core/policy/evaluate.ts';
import { officeWords } from '../../server/core/policy/offices.ts';
import type { Policy, Words } from '../../server/core/policy/policy.ts';
import { unitOfAmount } from './figures.ts';
import { isMoneyUnit } from './quantity.ts';

export interface DecidedValue {
  /** Unique among all. */
  id: string;
  /** The decision. */
  override: string;
  title: Words;
  amount: string;
  /** Undefined for a single amount. */
  row?: string;
  money: boolean;
  by: Words;
  reason: string;
}

/** In the order of the policy, then of what was decided; only of amounts that `shows` lets through. */
export function decidedValues(policy: Policy, { facts }: Evaluation, shows: (amount: string) => boolean): DecidedValue[] {
  return [...policy.overrides.values()].filter(({ of }) => shows(of.amount)).flatMap(({ id, title, by, of: { amount } }) =>
    [...(facts.overrides.get(amount) ?? [])].map(([row, { reason, signed }]): DecidedValue => ({
      id: `${id}/${row}`, override: id, title, amount, by: signed ?? officeWords(by), reason, money: isMoneyUnit(unitOfAmount(policy, amount)), ...(row !== '' && { row }),
    })));
}
