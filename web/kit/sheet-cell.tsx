/** One cell of a sheet: an input, a fact that is fixed here, or an amount that tells where it comes from. */
import type { TableFact } from '../../server/core/policy/policy.ts';
import { parseMoney } from '../../server/core/money.ts';
import { Field } from './field.tsx';
import { Figure } from './figure.tsx';
import { useLanguage, useSay, useWords } from './language.tsx';
import { Change, Money, moneyText } from './money.tsx';
import { isMoneyUnit, rawText, usualRaw } from './quantity.ts';
import { sumOfColumn, type Column, type ColumnSum } from './sheet-columns.ts';
import { printedAt, rowsOf, withFact } from './sheet.ts';
import { useSheet } from './sheet-view.tsx';
import { words } from './words.ts';

interface AmountProps {
  id: string;
  title: string;
  money: boolean;
  row?: string;
}

/** A computed amount, of a row or single, with its change against last year. */
export function AmountFigure({ id, title, money, row }: AmountProps) {
  const view = useSheet();
  const t = useWords(words);
  const printed = printedAt(view.outcome.printed, id, row);
  if (printed === undefined) return <span className="quiet">–</span>;
  const before = view.previous?.get(row === undefined ? id : `${id}/${row}`);
  const truth = printed === 'true' || printed === 'false';
  const text = money ? moneyText(parseMoney(printed, '')) : truth ? t(printed === 'true' ? 'yes' : 'no') : printed;
  return (
    <span className="figure-block">
      <Figure title={row === undefined ? title : `${title} · ${view.rowTitle(row)}`} value={text} ask={() => view.ask(id, row)}>
        {money ? <Money value={printed} /> : text}
      </Figure>
      {money && before !== undefined && <Change now={printed} before={before} />}
    </span>
  );
}

function FactCell({ table, column, row }: { table: TableFact; column: Column & { is: 'fact' }; row: string }) {
  const view = useSheet();
  const say = useSay();
  const { language } = useLanguage();
  const index = rowsOf(view.sheet, table.id).findIndex((each) => each[table.key] === row);
  const { quantity } = column.fact;
  const raw = rowsOf(view.sheet, table.id)[index]?.[column.id] ?? usualRaw(quantity);
  const title = `${say(column.title)} · ${view.rowTitle(row)}`;
  if (column.editable) {
    return (
      <Field inCell label={title} quantity={quantity} value={raw}
        faults={view.faultsAt(`facts.${table.id}[${index}].${column.id}`, column.title)}
        change={(next) => view.change?.(withFact(view.sheet, { name: table.id, row, column: column.id }, next))} />
    );
  }
  const text = quantity.kind === 'reference' ? view.rowTitle(raw) : rawText(quantity, raw, language);
  return (
    <Figure title={title} value={text} ask={() => view.askFact(column.fact, raw, `${table.id}/${row}/${column.id}`, row)}>
      <span className="fixed-fact">{text}</span>
    </Figure>
  );
}

export function SheetCell({ table, column, row }: { table: TableFact; column: Column; row: string }) {
  const say = useSay();
  if (column.is === 'fact') return <FactCell table={table} column={column} row={row} />;
  return <AmountFigure id={column.id} title={say(column.title)} money={isMoneyUnit(column.unit)} row={row} />;
}

export function AddsUp({ whole }: { whole: NonNullable<ColumnSum['whole']> }) {
  const t = useWords(words);
  const say = useSay();
  if (whole.difference === 0n) return <span className="adds-up">✓ {t('addsUp', { title: say(whole.title) })}</span>;
  const difference = moneyText(whole.difference);
  return <span className="adds-up-not">✗ {t('addsUpNot', { title: say(whole.title), difference })}</span>;
}

/** The sum under (or beside) a column, and whether it adds up to what was divided. */
export function SumCell({ table, column }: { table: TableFact; column: Column }) {
  const view = useSheet();
  const sum = sumOfColumn(view, table, column);
  if (!sum) return null;
  return (
    <span className="figure-block">
      <span className="money">{sum.text}</span>
      {sum.whole && <AddsUp whole={sum.whole} />}
    </span>
  );
}
