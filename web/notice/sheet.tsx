/** The sheet of a notice: names and numbers as the policy shows them. */
import { Button, Card, Table } from 'antd';
import type { SheetFieldsFragment } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { words } from './words.ts';

export type Sheet = SheetFieldsFragment;
export type SheetRow = Sheet['rows'][number];

export function SheetTable({ sheet, object }: { sheet: Sheet; object?: (row: SheetRow) => void }) {
  const t = useWords(words);
  const say = useSay();
  const numbered = sheet.rows.some(({ number }) => number !== null);
  const columns = [
    { key: 'line', title: t('line'), width: 64, render: (_: unknown, { line }: SheetRow) => line },
    {
      key: 'name', title: t('name'),
      render: (_: unknown, row: SheetRow) => <span className="row">{row.name}{row.mine && <span className="state state-SUBMITTED">{t('mine')}</span>}{row.objectable && object && <Button size="small" onClick={() => object(row)}>{t('object')}</Button>}</span>,
    },
    ...(numbered ? [{ key: 'number', title: t('number'), render: (_: unknown, { number }: SheetRow) => number }] : []),
    ...sheet.items.map(({ step, title }, index) => ({ key: step, title: t('rowUnit', { title: say(title) }), align: 'right' as const, render: (_: unknown, { amounts }: SheetRow) => <Money value={amounts[index] ?? '0.00'} /> })),
    { key: 'total', title: t('rowUnit', { title: t('total') }), align: 'right' as const, render: (_: unknown, { total }: SheetRow) => <Money value={total} /> },
  ];
  return (
    <Card size="small">
      <Table size="small" rowKey="line" columns={columns} dataSource={sheet.rows} pagination={{ pageSize: 50, hideOnSinglePage: true }} scroll={{ x: 'max-content' }}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={numbered ? 3 : 2}><strong>{t('total')}</strong></Table.Summary.Cell>
            {sheet.items.map(({ step, total }, index) => <Table.Summary.Cell key={step} index={index + 3} align="right"><Money value={total} /></Table.Summary.Cell>)}
            <Table.Summary.Cell index={sheet.items.length + 3} align="right"><Money value={sheet.total} /></Table.Summary.Cell>
          </Table.Summary.Row>
        )} />
    </Card>
  );
}
