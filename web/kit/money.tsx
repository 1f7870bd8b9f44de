/** Amounts on the page: yuan with thousands and two decimals, aligned; negative ones by sign and colour. */
import { groupMoney, parseMoney, sumMoney, type Money as Fen } from '../../server/core/money.ts';
import { useWords } from './language.tsx';
import { words } from './words.ts';

const minus = '−';

/** `−1,234.56` with a real minus sign; with `signed` a plus sign too. */
export function moneyText(amount: Fen, signed = false): string {
  if (amount < 0n) return minus + groupMoney(-amount);
  return (signed && amount > 0n ? '+' : '') + groupMoney(amount);
}

/** The sum of amounts written as decimal yuan. */
export function sumOf(values: Iterable<string>): Fen {
  return sumMoney([...values].map((value) => parseMoney(value, '')));
}

/** An amount, given as the API writes it (`1234.56`) or as fen. */
export function Money({ value, signed = false }: { value: string | Fen; signed?: boolean }) {
  const amount = typeof value === 'bigint' ? value : parseMoney(value, '');
  return <span className={amount < 0n ? 'money money-negative' : 'money'}>{moneyText(amount, signed)}</span>;
}

/** The change since last year, from `before` to `now`, with its direction as a sign, an arrow and a colour. */
export function Change({ now, before }: { now: string; before: string }) {
  const t = useWords(words);
  const change = parseMoney(now, '') - parseMoney(before, '');
  const arrow = change > 0n ? '▲' : change < 0n ? '▼' : '＝';
  const direction = change > 0n ? 'change-rise' : change < 0n ? 'change-fall' : 'change-none';
  return (
    <span className={`money change ${direction}`} title={t('againstLast')}>
      <span aria-hidden="true">{arrow}</span> {moneyText(change, true)}
    </span>
  );
}
