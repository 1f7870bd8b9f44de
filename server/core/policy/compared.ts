/** What a check has compared: a reader who is refused sees the amounts beside the sentence. */
import { namesIn } from '../feel/expression.ts';
import type { Words } from '../refusal.ts';
import type { Evaluation } from './evaluate.ts';
import type { Policy } from './policy.ts';
import { placesShown, printValue } from './print.ts';
import { amountTitle } from './titles.ts';

export interface Compared {
  title: Words;
  printed: string;
}

/** The single amounts that a check of no table reads, in the order in which it names them. */
export function comparedIn(policy: Policy, { amounts }: Evaluation, check: string): Compared[] {
  const { table, that } = policy.checks.find(({ id }) => id === check)!;
  if (table !== undefined) return [];
  const places = placesShown(policy);
  return [...namesIn(that.expression)].flatMap((name) => {
    const amount = amounts.get(name);
    return amount?.is === 'scalar' ? [{ title: amountTitle(policy, name), printed: printValue(amount.value, amount.type, places.get(name)) }] : [];
  });
}

/** As one sentence part: `（甲 1，乙 2）`; empty when nothing was compared. */
export function sayCompared(compared: readonly Compared[]): Words {
  if (compared.length === 0) return { zh: '', en: '' };
  return { zh: `（${compared.map(({ title, printed }) => `${title.zh} ${printed}`).join('，')}）`, en: ` (${compared.map(({ title, printed }) => `${title.en} ${printed}`).join(', ')})` };
}
