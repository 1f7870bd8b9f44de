/** The second allocations of a year: the own ones for the head of a department, all with what is still to come for the head of the institution. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Empty, Table } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { SecondAllocationsQuery } from '../gql/graphql.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { SecondAllocations, TakeInSecondAllocations } from './allocation.graphql.ts';
import { AllocationState } from './state.tsx';
import { words } from './words.ts';

type Line = SecondAllocationsQuery['secondAllocations'][number];

const isDone = ({ state }: Line): boolean => state === 'HANDED_IN' || state === 'SET';

/** One distribution whose pools are sent out, for the head of its institution. */
function TakeIn({ lines }: { lines: readonly [Line, ...Line[]] }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { region } = usePlace();
  const [takeIn, { loading, error }] = useVerb(TakeInSecondAllocations);
  const [{ institution, institutionName, period, hash }] = lines;
  const done = lines.filter(isDone).length;
  const act = async () => {
    const { data, error: refused } = await takeIn({ region, institution, period, hash: hash ?? '', reason: null });
    if (refused || !data) return;
    void message.success(t('takenIn'));
    void navigate(`/pay/runs/${data.takeInSecondAllocations.id}`);
  };
  return (
    <Card size="small" title={t('takeInTitle', { institution: institutionName, month: period, done: String(done), all: String(lines.length) })}>
      <div className="row">
        <Button type="primary" loading={loading} disabled={done < lines.length} onClick={() => void act()}>{t('takeIn')}</Button>
        <span className="quiet">{t('takeInHint')}</span>
      </div>
      <Refused error={error} />
    </Card>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const path = ({ institution, department, period, decision }: Line) => `/second-allocation/${institution}/${department}/${period}/${decision}`;
  return (
    <Table<Line> size="small" rowKey={path} dataSource={[...lines]} pagination={{ pageSize: 50, hideOnSinglePage: true }} scroll={{ x: 'max-content' }} columns={[
      { title: t('department'), key: 'department', render: (_, line) => <Link to={path(line)}>{line.departmentName}</Link> },
      { title: t('state'), key: 'state', render: (_, { state }) => <AllocationState state={state} /> },
      { title: t('pool'), key: 'pool', align: 'right', render: (_, { pool }) => <Money value={pool} /> },
      { title: t('given'), key: 'given', align: 'right', render: (_, { given }) => <Money value={given} /> },
      { title: t('month'), dataIndex: 'period' },
      { title: t('institution'), dataIndex: 'institutionName' },
      { title: t('last'), key: 'last', render: (_, { by, at }) => (by && at ? <>{by} <span className="quiet">{instantText(at, language)}</span></> : '–') },
    ]} />
  );
}

export function AllocationsPage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { data, error, refetch } = useQuery(SecondAllocations, { variables: { region, year }, fetchPolicy: 'cache-and-network' });
  const lines = data?.secondAllocations ?? [];
  const sentOut = Map.groupBy(lines.filter(({ open, hash }) => open && hash !== null), ({ institution, period }) => `${institution}/${period}`);
  return (
    <Page title={t('title')} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}>
      {[...sentOut].map(([key, each]) => <TakeIn key={key} lines={each as [Line, ...Line[]]} />)}
      {lines.length === 0 ? <Empty description={t('none')} /> : <Lines lines={lines} />}
    </Page>
  );
}
