/** The consortium of whoever heads its head hospital, on one page. */
import { useQuery } from '@apollo/client/react';
import { Alert, Button, Empty } from 'antd';
import { Link } from 'react-router';
import type { MyConsortiumQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { KeyFigures } from './key-figures.tsx';
import { Accounts, Branches, SpendingPlaces } from './tables.tsx';
import { MyConsortium } from './consortium.graphql.ts';
import { words } from './words.ts';

type ConsortiumYear = MyConsortiumQuery['consortiumYears'][number];

function ToConfirm({ of }: { of: ConsortiumYear }) {
  const t = useWords(words);
  const say = useSay();
  return of.toConfirm.map(({ run, row, stage, period, dueOn }) => (
    <Alert key={`${run}/${row}`} type="warning" showIcon title={t('confirm', { dueOn, stage: say(stage), period })}
      action={<Link to={`/confirmations/${run}/${encodeURIComponent(row)}`}><Button size="small" type="primary" tabIndex={-1}>{t('toConfirm')}</Button></Link>} />
  ));
}

export function ConsortiumPage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { data, error, refetch } = useQuery(MyConsortium, { variables: { region, year } });
  return (
    <Page title={t('title', { year: String(year) })} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}>
      {data?.consortiumYears.length === 0 && <Empty description={t('none')} />}
      {data?.consortiumYears.map((of) => (
        <section key={of.consortium.id} className="stack">
          <h2>{of.consortium.name} <span className="quiet unit">{of.head.name}</span></h2>
          <ToConfirm of={of} />
          <KeyFigures of={of} pace={data.paces.find(({ consortium }) => consortium.id === of.consortium.id)} />
          <div className="cards cards-wide"><SpendingPlaces of={of} /><Branches of={of} /></div>
          <Accounts of={of} />
        </section>
      ))}
    </Page>
  );
}
