/** What was decided in the place of a rule: who signs sees every value, who set it and why. What the reader decides here stands in its form. */
import { Card, Table } from 'antd';
import { decidedValues, type DecidedValue } from './decided.ts';
import { useSay, useWords } from './language.tsx';
import { AmountFigure } from './sheet-cell.tsx';
import { useSheet } from './sheet-view.tsx';
import { words } from './words.ts';

export function SheetDecided() {
  const view = useSheet();
  const t = useWords(words);
  const say = useSay();
  const { evaluation } = view.outcome;
  const values = evaluation ? decidedValues(view.sheet.policy, evaluation, view.shows).filter(({ override }) => !(view.change && view.editableDecisions.has(override))) : [];
  if (values.length === 0) return null;
  return (
    <Card size="small" title={t('decidedTitle')}>
      <Table<DecidedValue> size="small" rowKey="id" dataSource={values} pagination={{ pageSize: 20, hideOnSinglePage: true }} columns={[
        { title: t('item'), key: 'title', render: (_, { title, row }) => (row === undefined ? say(title) : `${say(title)} · ${view.rowTitle(row)}`) },
        { title: t('decidedValue'), key: 'amount', align: 'right', render: (_, { amount, title, row, money }) => <AmountFigure id={amount} title={say(title)} money={money} {...(row !== undefined && { row })} /> },
        { title: t('decidedBy'), key: 'by', render: (_, { by }) => say(by) },
        { title: t('reason'), key: 'reason', dataIndex: 'reason' },
      ]} />
    </Card>
  );
}
