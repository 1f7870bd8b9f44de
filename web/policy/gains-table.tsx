/** Gains and losses in a table, one by one or by a column, with sums to the fen. */
import { Card, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { groupMoney, sumMoney, type Money } from '../../server/core/money.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { pagesFor } from '../kit/pages.ts';
import { words as kitWords, type Words } from '../kit/words.ts';
import { groupGains, type Gains } from './gains.ts';
import { words } from './words.ts';

interface Line {
  key: string;
  title: string;
  count?: number;
  before: Money;
  after: Money;
  difference: Money;
}

function Difference({ value }: { value: Money }) {
  const sign = value > 0n ? '+' : '';
  return <span className={value < 0n ? 'change-fall' : value > 0n ? 'change-rise' : ''}>{sign}{groupMoney(value)}</span>;
}

function Summary({ gains }: { gains: Gains }) {
  const t = useWords(words);
  const up = gains.rows.filter(({ difference }) => difference > 0n);
  const down = gains.rows.filter(({ difference }) => difference < 0n);
  const sum = (rows: Gains['rows']) => groupMoney(sumMoney(rows.map(({ difference }) => difference)));
  return (
    <p role="status">
      <span className="change-rise">{t('gainers', { count: String(up.length), sum: sum(up) })}</span> · <span className="change-fall">{t('losers', { count: String(down.length), sum: sum(down) })}</span> · {t('same', { count: String(gains.rows.length - up.length - down.length) })} · {t('net', { sum: sum(gains.rows) })}
    </p>
  );
}

export function GainsTable({ gains, before, after }: { gains: Gains; before: Words; after: Words }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const [column, setColumn] = useState('');
  const lines: Line[] = column === ''
    ? gains.rows.map(({ key, name, ...money }) => ({ key, title: name === undefined || name === '' ? key : `${name} ${key}`, ...money })).sort((a, b) => (a.difference < b.difference ? -1 : a.difference > b.difference ? 1 : 0))
    : groupGains(gains.rows, column).map(({ group, ...money }) => ({ key: group, title: group === '' ? '—' : group, ...money }));
  const money = (title: string, of: 'before' | 'after'): TableColumnsType<Line>[number] => ({ title, key: of, align: 'right', render: (_, line) => groupMoney(line[of]) });
  const sum = (of: 'before' | 'after' | 'difference') => sumMoney(lines.map((line) => line[of]));
  return (
    <Card size="small" title={say(gains.title)} extra={(
      <label className="row">{t('groupBy')} <Select style={{ minWidth: 180 }} value={column} onChange={setColumn}
        options={[{ value: '', label: t('each') }, ...gains.columns.map(({ id, title }) => ({ value: id, label: say(title) }))]} /></label>
    )}>
      <Summary gains={gains} />
      <Table<Line> size="small" dataSource={lines} pagination={pagesFor(lines.length)} scroll={{ x: 'max-content' }}
        columns={[
          { title: say(gains.title), dataIndex: 'title', fixed: 'left' },
          ...(column === '' ? [] : [{ title: t('count'), dataIndex: 'count', align: 'right' as const }]),
          money(t('before', { policy: say(before) }), 'before'), money(t('before', { policy: say(after) }), 'after'),
          { title: t('difference'), key: 'difference', align: 'right', render: (_, line) => <Difference value={line.difference} /> },
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>{k('total')}</Table.Summary.Cell>
            {column !== '' && <Table.Summary.Cell index={1} align="right">{gains.rows.length}</Table.Summary.Cell>}
            {(['before', 'after'] as const).map((of, index) => <Table.Summary.Cell key={of} index={index + 2} align="right">{groupMoney(sum(of))}</Table.Summary.Cell>)}
            <Table.Summary.Cell index={4} align="right"><Difference value={sum('difference')} /></Table.Summary.Cell>
          </Table.Summary.Row>
        )} />
    </Card>
  );
}
