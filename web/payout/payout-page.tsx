/** A month's pay-out: every institution that the asker may see, or one of them. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Input, Table } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { StateTag } from '../kit/run-panel.tsx';
import { today } from '../kit/time.ts';
import { words as kitWords } from '../kit/words.ts';
import { MonthView } from './month-view.tsx';
import { PayOuts } from './payout.graphql.ts';
import { words } from './words.ts';

function Overview({ month }: { month: string }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { data, error, refetch } = useQuery(PayOuts, { variables: { region, month }, fetchPolicy: 'network-only', nextFetchPolicy: 'cache-first' });
  const rows = data?.payOuts ?? [];
  const money = (title: string) => k('withUnit', { title, unit: k('yuan') });
  return (
    <Page level={2} title={t('allInstitutions')} error={error} retry={() => void refetch()} waiting={!data}>
      <Card size="small">
        <Table size="small" rowKey={({ institution }) => institution.id} pagination={false} scroll={{ x: 'max-content' }} dataSource={rows} locale={{ emptyText: <Empty description={t('none', { month })} /> }}
          columns={[
            { title: t('institution'), key: 'institution', render: (_, { institution }) => <Link to={`/payout/${institution.id}?month=${month}`}>{institution.name}</Link> },
            { title: t('state'), key: 'state', render: (_, { run }) => (run ? <StateTag state={run.state} /> : <span className="quiet">{t('notPrepared')}</span>) },
            { title: money(t('gross')), key: 'gross', align: 'right', render: (_, { gross }) => <Money value={gross} /> },
            { title: money(t('net')), key: 'net', align: 'right', render: (_, { net }) => (net === null || net === undefined ? '—' : <Money value={net} />) },
            { title: money(t('sent')), key: 'sent', align: 'right', render: (_, { sent }) => <Money value={sent} /> },
            { title: t('returned'), key: 'returned', align: 'right', render: (_, { returned }) => returned },
          ]} />
      </Card>
    </Page>
  );
}

export function PayoutPage() {
  const t = useWords(words);
  const { year } = usePlace();
  const { institution } = useParams();
  const [search, setSearch] = useSearchParams();
  const now = today();
  const [chosen, setChosen] = useState(search.get('month') ?? (now.startsWith(String(year)) ? now.slice(0, 7) : `${year}-12`));
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(chosen) ? chosen : `${year}-12`;
  const choose = (next: string) => {
    setChosen(next);
    setSearch({ month: next }, { replace: true });
  };
  return (
    <Page title={t('title')} lead={t('lead')}
      extra={(
        <>
          {institution && <Link to={`/payout?month=${month}`}>{t('allInstitutions')}</Link>}
          <Input type="month" aria-label={t('month')} style={{ width: 160 }} value={month} onChange={(event) => choose(event.target.value)} />
        </>
      )}>
      {institution ? <MonthView key={`${institution} ${month}`} institution={institution} month={month} /> : <Overview month={month} />}
    </Page>
  );
}
