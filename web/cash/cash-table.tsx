/** The months of an institution's cash; each opens its items, and each item what it came from. */
import { Card, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { CashOfInstitutionQuery } from '../gql/graphql.ts';
import { useAskRun } from '../kit/ask.tsx';
import { MoneyFigure } from '../kit/figure.tsx';
import { useSay, useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { words } from './words.ts';

type Cash = CashOfInstitutionQuery['cash']['institutions'][number];
type Entry = Cash['received'][number];
type States = Cash['months'][number]['due'];

interface Row {
  /** Null for what has no month. */
  month: string | null;
  opening: string | null;
  received: States;
  due: States;
  closing: string | null;
}

const states = ['paid', 'owed', 'planned'] as const;
const sumOfStates = (given: States) => sumOf(states.map((state) => given[state]));

function Amount({ entry }: { entry: Entry }) {
  const say = useSay();
  const askRun = useAskRun();
  const { run, step, row, path, amount } = entry;
  if (run && step) return <MoneyFigure title={say(entry.title)} value={amount} ask={() => askRun(run, step, row)} />;
  return path ? <Link to={path}><Money value={amount} /></Link> : <Money value={amount} />;
}

/** What a month receives, and what must be paid in it. */
function Entries({ cash, month }: { cash: Cash; month: string | null }) {
  const t = useWords(words);
  const say = useSay();
  const items = (['received', 'due'] as const).flatMap((side) => cash[side].filter((entry) => (entry.month ?? null) === month).map((entry, index) => ({ ...entry, side, key: `${side}/${index}` })));
  return (
    <Table size="small" rowKey="key" pagination={false} dataSource={items} aria-label={t('entriesOf', { month: month ?? t('undated') })} scroll={{ x: 'max-content' }}
      columns={[
        { title: t('item'), key: 'item', render: (_, { title, detail }) => <>{say(title)} {detail && <span className="quiet">{say(detail)}</span>}</> },
        { title: t('state'), key: 'state', render: (_, { side, state }) => `${t(side)} · ${t(state)}` },
        { title: t('amount'), key: 'amount', align: 'right', render: (_, entry) => <Amount entry={entry} /> },
      ]} />
  );
}

function rowsOf({ months, receivedUndated, dueUndated }: Cash): Row[] {
  const undated: Row = { month: null, opening: null, received: receivedUndated, due: dueUndated, closing: null };
  const some = [receivedUndated, dueUndated].some((given) => sumOfStates(given) !== 0n);
  return [...months, ...(some ? [undated] : [])];
}

export function CashTable({ cash }: { cash: Cash }) {
  const t = useWords(words);
  const balance = (value: string | null) => (value === null ? '' : <Money value={value} />);
  const columns: TableColumnsType<Row> = [
    { title: t('month'), key: 'month', fixed: 'left', render: (_, { month }) => month ?? t('undated') },
    { title: t('begins'), key: 'opening', align: 'right', render: (_, { opening }) => balance(opening) },
    { title: t('received'), key: 'received', children: states.map((state) => ({ title: t(state), key: state, align: 'right', render: (_, { received }) => <Money value={received[state]} /> })) },
    { title: t('due'), key: 'due', align: 'right', render: (_, { due }) => <Money value={sumOfStates(due)} /> },
    { title: t('balance'), key: 'closing', align: 'right', render: (_, { closing }) => <strong>{balance(closing)}</strong> },
  ];
  const opens = (month: string | null) => (['received', 'due'] as const).some((side) => cash[side].some((entry) => (entry.month ?? null) === month));
  const rows = rowsOf(cash);
  return (
    <Card size="small">
      <Table<Row> size="small" rowKey={({ month }) => month ?? 'undated'} pagination={false} dataSource={rows} columns={columns} scroll={{ x: 'max-content' }}
        rowClassName={({ month }) => (month !== null && month === cash.firstShort?.month ? 'cash-short' : '')}
        expandable={{ expandedRowRender: ({ month }) => <Entries cash={cash} month={month} />, rowExpandable: ({ month }) => opens(month) }} />
      {rows.some(({ month }) => month === null) && <p className="page-lead">{t('undatedLead')}</p>}
    </Card>
  );
}
