/** What the workbook and this system do not have in common, and the places to sign for it. */
import { Alert, Button, Card, Table } from 'antd';
import { formatRate } from '../../../server/core/rate.ts';
import type { Cause, Difference, Matched, WorkbookBeside } from '../../../server/core/workbook-beside.ts';
import { useWords } from '../../kit/language.tsx';
import { Money, moneyText } from '../../kit/money.tsx';
import { words } from './words.ts';

interface ResultProps {
  compared: WorkbookBeside;
  titleOf: (item: string) => string;
  nameOf: (key: string) => string;
}

const amount = (title: string, key: string, of: (each: Difference) => bigint, signed = false) => (
  { title, key, align: 'right' as const, render: (_: unknown, each: Difference) => <Money value={of(each)} signed={signed} /> });

function useDifferenceColumns() {
  const t = useWords(words);
  return [amount(t('theirs'), 'theirs', ({ theirs }) => theirs), amount(t('ours'), 'ours', ({ ours }) => ours), amount(t('difference'), 'difference', ({ theirs, ours }) => ours - theirs, true)];
}

function Sums({ compared: { sums }, titleOf }: ResultProps) {
  const t = useWords(words);
  const columns = useDifferenceColumns();
  return (
    <Card size="small" title={<h2>{t('sums')}</h2>}>
      <Table size="small" rowKey="item" pagination={false} dataSource={sums} scroll={{ x: 'max-content' }} columns={[{ title: t('item'), key: 'item', render: (_, { item }) => titleOf(item) }, ...columns]} />
    </Card>
  );
}

function Causes({ compared: { causes }, titleOf, nameOf }: ResultProps) {
  const t = useWords(words);
  const told = ({ kind, amount: each, ratio }: Cause) => t(kind, { amount: each === undefined ? '' : moneyText(each, true), ratio: ratio ? formatRate(ratio) : '' });
  return (
    <Card size="small" title={<h2>{t('causes')}</h2>}>
      <Table size="small" rowKey={({ item, kind, people }) => `${item}/${kind}/${people[0]}`} pagination={false} dataSource={causes} scroll={{ x: 'max-content' }} locale={{ emptyText: t('none') }}
        columns={[
          { title: t('item'), key: 'item', render: (_, { item }) => titleOf(item) },
          { title: t('cause'), key: 'cause', render: (_, each) => told(each) },
          { title: t('people'), key: 'people', align: 'right', render: (_, { people }) => people.length },
          { title: t('difference'), key: 'sum', align: 'right', render: (_, { sum }) => <Money value={sum} signed /> },
          { title: t('who'), key: 'who', render: (_, { people }) => people.map(nameOf).join('、') },
        ]} />
    </Card>
  );
}

function People({ compared: { matched }, titleOf }: ResultProps) {
  const t = useWords(words);
  const differ = matched.filter(({ differences }) => differences.length > 0);
  const columns = useDifferenceColumns().map(({ render, ...column }) => ({ ...column, render: (_: unknown, { differences: [first] }: Matched) => first && render(_, first) }));
  return (
    <Card size="small" title={<h2>{t('persons')}</h2>}>
      <Table size="small" rowKey="key" pagination={false} dataSource={differ} scroll={{ x: 'max-content' }} locale={{ emptyText: t('none') }}
        columns={[
          { title: t('row'), dataIndex: 'row', align: 'right' },
          { title: t('person'), key: 'person', render: (_, { name, key, by }) => <>{name} <span className="quiet">{key}{by === 'name' && ` · ${t('byName')}`}</span></> },
          {
            title: t('first'), key: 'first',
            render: (_, { differences: [first, ...more] }) => <>{first && titleOf(first.item)} {more.length > 0 && <span className="quiet">{t('more', { count: String(more.length) })}</span>}</>,
          },
          ...columns,
        ]} />
    </Card>
  );
}

function OneSided({ compared: { onlyThere, onlyHere, twice } }: Pick<ResultProps, 'compared'>) {
  const t = useWords(words);
  if (onlyThere.length + onlyHere.length + twice.length === 0) return null;
  return (
    <Alert type="warning" showIcon title={(
      <ul className="check-list">
        {twice.map(({ key, rows }) => <li key={key}>{t('twice', { key, rows: rows.join('、') })}</li>)}
        {onlyThere.length > 0 && <li>{t('onlyThere')}: {onlyThere.map(({ row, key, name }) => `${name} ${key} (${row})`).join('、')}</li>}
        {onlyHere.length > 0 && <li>{t('onlyHere')}: {onlyHere.map(({ key, name }) => `${name} ${key}`).join('、')}</li>}
      </ul>
    )} />
  );
}

export function Result(props: ResultProps) {
  const t = useWords(words);
  const { matched, onlyThere, onlyHere } = props.compared;
  const equal = matched.filter(({ differences }) => differences.length === 0).length;
  return (
    <div className="stack">
      <div className="row">
        <strong role="status">{t('summary', { matched: String(matched.length), equal: String(equal), differ: String(matched.length - equal), there: String(onlyThere.length), here: String(onlyHere.length) })}</strong>
        <Button className="not-printed" onClick={() => window.print()}>{t('print')}</Button>
      </div>
      <OneSided compared={props.compared} />
      <Sums {...props} />
      <Causes {...props} />
      <People {...props} />
      <section className="printed-only">
        <p>{t('signs')}</p>
        <p className="row">{(['personnel', 'finance', 'head'] as const).map((signer) => <span key={signer} className="sign-place">{t(`signer_${signer}`)}：</span>)}<span className="sign-place">{t('signDate')}：</span></p>
      </section>
    </div>
  );
}
