/** A table of facts that is wholly the reader's: rows are added, changed and removed here. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Table, type TableColumnsType } from 'antd';
import type { Quantity, TableFact } from '../../server/core/policy/policy.ts';
import { Field } from './field.tsx';
import { useLanguage, useSay, useWords } from './language.tsx';
import { unitText, usualRaw } from './quantity.ts';
import { rowsOf } from './sheet.ts';
import { useSheet } from './sheet-view.tsx';
import { words } from './words.ts';

interface Line {
  index: number;
  row: Record<string, string>;
}

const keyQuantity: Quantity = { kind: 'text' };

export function RowsEditor({ table }: { table: TableFact }) {
  const view = useSheet();
  const say = useSay();
  const t = useWords(words);
  const { language } = useLanguage();
  const rows = rowsOf(view.sheet, table.id);
  const write = (next: Array<Record<string, string>>) => view.change?.({ ...view.sheet, facts: { ...view.sheet.facts, [table.id]: next } });
  const put = (index: number, column: string, value: string) => write(rows.map((row, at) => (at === index ? { ...row, [column]: value } : row)));
  const fields = [{ id: table.key, title: table.keyTitle, quantity: keyQuantity }, ...table.columns.values()];
  const columns: TableColumnsType<Line> = [
    ...fields.map(({ id, title, quantity }) => {
      const unit = unitText(quantity.unit, language);
      return {
        title: unit ? t('withUnit', { title: say(title), unit }) : say(title), key: id,
        render: (_: unknown, { index, row }: Line) => (
          <Field inCell label={`${say(title)} · ${index + 1}`} quantity={quantity}
            value={row[id] ?? usualRaw(quantity)}
            faults={view.faultsAt(`facts.${table.id}[${index}].${id}`, title)} change={(value) => put(index, id, value)} />
        ),
      };
    }),
    {
      title: '', key: 'remove', width: 48,
      render: (_, { index, row }) => (
        <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('removeRow', { row: row[table.key] ?? String(index + 1) })}
          onClick={() => write(rows.filter((_each, at) => at !== index))} />
      ),
    },
  ];
  return (
    <Card size="small" title={say(table.title)} extra={<Button icon={<PlusOutlined aria-hidden />} onClick={() => write([...rows, { [table.key]: '' }])}>{t('addRow')}</Button>}>
      {rows.length > 0 && <Table size="small" rowKey="index" pagination={false} columns={columns} dataSource={rows.map((row, index) => ({ index, row }))} scroll={{ x: 'max-content' }} />}
    </Card>
  );
}
