/** The pool that this pay comes from and the pools divided inside it: what there is, what is given, what remains. In sight while typing. */
import { groupMoney, parseMoney, sumMoney, type Money as Fen } from '../../server/core/money.ts';
import { amountCalled, movedAt } from '../kit/figures.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import type { Printed } from '../kit/sheet.ts';
import { useSheet, type SheetView } from '../kit/sheet-view.tsx';
import { words } from './words.ts';

/** The sum of amounts, columns with all their rows. */
function sumOfAmounts(printed: Printed, names: Iterable<string>): Fen {
  return sumMoney([...names].flatMap((name) => {
    const amount = printed[name] ?? '0';
    return typeof amount === 'string' ? [amount] : Object.values(amount);
  }).map((amount) => parseMoney(amount, '')));
}

/** The accounts that this stage pays from, and the amounts that the earlier stage moved into them. */
function poolOf({ sheet, focus }: SheetView): { classes: Set<string>; amounts: string[] } {
  const movesOf = (stage: NonNullable<typeof focus>['stage'] | undefined) => (stage === undefined ? [] : sheet.policy.stages.get(stage)?.moves ?? []);
  const classes = new Set(movesOf(focus?.stage).map(({ from }) => from.class));
  return { classes, amounts: movesOf(focus?.given).filter(({ to }) => classes.has(to.class)).map(({ amount }) => amount) };
}

interface PoolProps {
  title: string;
  whole: Fen;
  given: Fen;
  paidBefore?: Fen;
}

function Pool({ title, whole, given, paidBefore = 0n }: PoolProps) {
  const t = useWords(words);
  return (
    <div className="pool">
      <strong>{title}</strong>
      <span className="money">{groupMoney(whole)}</span>
      {paidBefore !== 0n && <span>{t('paidBefore')} <span className="money">{groupMoney(paidBefore)}</span></span>}
      <span>{t('given')} <span className="money">{groupMoney(given)}</span></span>
      <span role="status">{t('remaining')} <strong><Money value={whole - paidBefore - given} /></strong></span>
    </div>
  );
}

/** `paidBefore` is what earlier months have taken from the pool. */
export function PoolBar({ paidBefore }: { paidBefore: Fen }) {
  const view = useSheet();
  const say = useSay();
  const { sheet, outcome, focus, shows } = view;
  if (!outcome.evaluation) return null;
  const { classes, amounts } = poolOf(view);
  const titles = [...classes].map((name) => sheet.policy.accounts.get(name)?.title).filter((title) => title !== undefined);
  const divided = sheet.policy.steps.filter((step) => step.rule === 'divide').filter(({ id, within }) => within === undefined && shows(id));
  return (
    <div className="pool-bar">
      <Pool title={titles.map(say).join('、')} whole={sumOfAmounts(outcome.printed, amounts)} paidBefore={paidBefore}
        given={sumOfAmounts(outcome.printed, movedAt(sheet.policy, focus?.stage))} />
      {divided.map((step) => {
        const pool = amountCalled(sheet.policy, step.amount.text);
        return pool && <Pool key={step.id} title={say(pool.title)} whole={sumOfAmounts(outcome.printed, [pool.id])} given={sumOfAmounts(outcome.printed, [step.id])} />;
      })}
    </div>
  );
}
