/** The tables of a sheet: few rows as a waterfall (steps go down), many rows as a list (steps go across). */
import { Card, Grid, Switch, Table, type TableColumnsType } from 'antd';
import { Fragment } from 'react';
import type { TableFact } from '../../server/core/policy/policy.ts';
import type { Money as Fen } from '../../server/core/money.ts';
import { useLanguage, useSay, useWords } from './language.tsx';
import { Money, sumOf } from './money.tsx';
import { isMoneyUnit, unitText } from './quantity.ts';
import { RowsEditor } from './rows-editor.tsx';
import { SheetCell, SumCell } from './sheet-cell.tsx';
import { columnsOf, keysOf, type Column } from './sheet-columns.ts';
import { pagesFor } from './pages.ts';
import { printedAt } from './sheet.ts';
import { useSheet } from './sheet-view.tsx';
import { words } from './words.ts';

const waterfallRows = 6;

function useColumnTitle(): (column: Column) => string {
  const say = useSay();
  const t = useWords(words);
  const { language } = useLanguage();
  return (column) => {
    const unit = unitText(column.is === 'fact' ? column.fact.quantity.unit : column.unit, language);
    return unit ? t('withUnit', { title: say(column.title), unit }) : say(column.title);
  };
}

function isNumber(column: Column): boolean {
  return column.is === 'amount' || column.fact.quantity.unit !== undefined;
}

function Waterfall({ table, columns, keys }: { table: TableFact; columns: Column[]; keys: string[] }) {
  const { rowTitle, moved } = useSheet();
  const wide = Grid.useBreakpoint().md ?? true;
  const t = useWords(words);
  const titleOf = useColumnTitle();
  const shown: TableColumnsType<Column> = [
    { title: t('item'), key: 'item', fixed: 'left', width: wide ? 220 : 128, render: (_, column) => titleOf(column) },
    ...keys.map((row) => ({
      title: rowTitle(row), key: row, align: 'right' as const, width: 170,
      render: (_: unknown, column: Column) => <SheetCell table={table} column={column} row={row} />,
    })),
    { title: t('total'), key: 'total', align: 'right', width: 190, render: (_, column) => <SumCell table={table} column={column} /> },
  ];
  return (
    <Table size="small" rowKey="id" pagination={false} dataSource={columns} columns={shown} scroll={{ x: 'max-content' }}
      onRow={(column) => ({ className: moved.has(column.id) ? 'waterfall-total' : '' })} />
  );
}

function widthOf(column: Column): number {
  if (column.is === 'fact') return column.editable ? 132 : 116;
  return isMoneyUnit(column.unit) ? 148 : 120;
}

function RowList({ table, columns, keys }: { table: TableFact; columns: Column[]; keys: string[] }) {
  const { moved, outcome } = useSheet();
  const say = useSay();
  const t = useWords(words);
  const titleOf = useColumnTitle();
  const movedHere = columns.filter(({ id }) => moved.has(id)).map(({ id }) => id);
  const movedTo = (rows: string[]) => outcome.evaluation && sumOf(rows.flatMap((row) => movedHere.map((id) => printedAt(outcome.printed, id, row) ?? '0')));
  const shown: TableColumnsType<{ key: string }> = [
    { title: say(table.keyTitle), key: 'key', fixed: 'left', width: 170, render: (_, { key }) => <RowName row={key} /> },
    ...columns.map((column) => ({
      title: titleOf(column), key: column.id, width: widthOf(column), align: isNumber(column) ? 'right' as const : 'left' as const,
      render: (_: unknown, { key }: { key: string }) => <SheetCell table={table} column={column} row={key} />,
    })),
    ...(movedHere.length > 1 ? [{
      title: t('movedSum'), key: 'moved', width: 150, align: 'right' as const, fixed: 'right' as const,
      render: (_: unknown, { key }: { key: string }) => <strong><OptionalMoney value={movedTo([key])} /></strong>,
    }] : []),
  ];
  return (
    <Table size="small" rowKey="key" pagination={pagesFor(keys.length)} dataSource={keys.map((key) => ({ key }))} columns={shown} scroll={{ x: 'max-content' }}
      summary={() => (
        <Table.Summary fixed>
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>{t('total')}</Table.Summary.Cell>
            {columns.map((column, index) => (
              <Table.Summary.Cell key={column.id} index={index + 1} align="right"><SumCell table={table} column={column} /></Table.Summary.Cell>
            ))}
            {movedHere.length > 1 && <Table.Summary.Cell index={columns.length + 1} align="right"><OptionalMoney value={movedTo(keys)} /></Table.Summary.Cell>}
          </Table.Summary.Row>
        </Table.Summary>
      )} />
  );
}

/** A row by its name, with its key beside it where people of one name are told apart by it. */
function RowName({ row }: { row: string }) {
  const { rowTitle, named } = useSheet();
  return <>{rowTitle(row)}{named.has(row) && <> <span className="quiet row-key">{row}</span></>}</>;
}

function OptionalMoney({ value }: { value?: Fen }) {
  return value === undefined ? <span className="quiet">–</span> : <Money value={value} />;
}

function SheetTable({ table }: { table: TableFact }) {
  const view = useSheet();
  const say = useSay();
  const columns = columnsOf(view, table);
  const keys = keysOf(view.sheet, table);
  const tells = columns.some((column) => column.is === 'amount' || column.editable || view.all);
  if (keys.length === 0 || !tells) return null;
  const List = view.focus?.stepsDown && keys.length <= waterfallRows ? Waterfall : RowList;
  return <Card size="small" title={say(table.title)}><List table={table} columns={columns} keys={keys} /></Card>;
}

/** Every table of the sheet that has rows. */
export function SheetTables() {
  const { sheet, editable, change, all, showAll } = useSheet();
  const t = useWords(words);
  return (
    <>
      {[...sheet.policy.tables.values()].map((table) => (
        <Fragment key={table.id}>
          {change && editable.has(table.id) && <RowsEditor table={table} />}
          <SheetTable table={table} />
        </Fragment>
      ))}
      <label className="row"><Switch size="small" checked={all} onChange={showAll} /> {t('showAll')}</label>
    </>
  );
}
