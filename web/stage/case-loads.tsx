/** Where the tables of a stage come from, when they are made of cases: the files that stand, how many cases, and the way to the import. */
import { useQuery } from '@apollo/client/react';
import { Card, Table } from 'antd';
import { Link } from 'react-router';
import type { CaseLoadsQuery } from '../gql/graphql.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { instantText } from '../kit/time.ts';
import { CaseLoads } from './stage.graphql.ts';
import { words } from './words.ts';

type Load = CaseLoadsQuery['caseLoads'][number];

const monthsText = ({ first, last }: Load): string => (first === last ? first : `${first} – ${last}`);

export function CaseLoadsCard({ stage, period }: { stage: string; period: string }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { region } = usePlace();
  const { holds } = useSession();
  const { data, error } = useQuery(CaseLoads, { variables: { region, stage, period } });
  const loads = data?.caseLoads ?? [];
  if (error) return <Refused error={error} />;
  if (loads.length === 0) return null;
  const mayOpen = holds(region, ['INSURANCE_BUREAU']);
  const cases = loads.reduce((sum, load) => sum + load.cases, 0);
  return (
    <Card size="small" title={<h2 className="card-title">{t('caseLoads')}</h2>}>
      <p className="quiet">{t('caseLoadsLead', { files: String(loads.length), cases: cases.toLocaleString('en') })}</p>
      <Table<Load> size="small" pagination={false} scroll={{ x: 'max-content' }} dataSource={[...loads]} rowKey={(load) => `${load.import} ${load.first}`}
        columns={[
          { title: t('caseFile'), key: 'file', render: (_value, load) => (mayOpen ? <Link to={`/intake/${load.import}`}>{load.file}</Link> : load.file) },
          { title: t('caseMonths'), key: 'months', render: (_value, load) => monthsText(load) },
          { title: t('caseHospitals'), dataIndex: 'hospitals', key: 'hospitals', align: 'right' },
          { title: t('caseCount'), key: 'cases', align: 'right', render: (_value, load) => load.cases.toLocaleString('en') },
          { title: t('caseCost'), key: 'cost', align: 'right', render: (_value, load) => <Money value={load.cost} /> },
          { title: t('caseAt'), key: 'at', render: (_value, load) => instantText(load.at, language) },
        ]} />
    </Card>
  );
}
