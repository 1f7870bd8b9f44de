/** Spending by institution, added up for each consortium and month, beside what is recorded for its package. */
import { useQuery } from '@apollo/client/react';
import { Card, Table } from 'antd';
import { useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { pagesFor } from '../kit/pages.ts';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { words as kitWords } from '../kit/words.ts';
import { InstitutionSpending } from './settlement.graphql.ts';
import { words } from './words.ts';

/** Nothing where no spending by institution is recorded. */
export function InstitutionSums() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region, year } = usePlace();
  const { data, error } = useQuery(InstitutionSpending, { variables: { region, year } });
  const sums = data?.institutionSpending ?? [];
  if (sums.length === 0) return <Refused error={error} />;
  const amounts = [['inside', t('inside')], ['outsideConsortium', t('outsideConsortium')], ['outsideCounty', t('outsideCounty')], ['sum', k('total')]] as const;
  return (
    <Card size="small" title={t('byInstitution')}>
      <p className="page-lead">{t('byInstitutionLead')}</p>
      <Table size="small" rowKey={({ consortium, month }) => `${consortium}/${month}`} pagination={pagesFor(sums.length)} scroll={{ x: 'max-content' }} dataSource={[...sums]}
        columns={[
          { title: t('month'), dataIndex: 'month', fixed: 'left' },
          { title: t('consortium'), dataIndex: 'name' },
          ...amounts.map(([key, title]) => ({ title, key, align: 'right' as const, render: (_: unknown, row: typeof sums[number]) => <Money value={row[key]} /> })),
          { title: t('claims'), key: 'claims', align: 'right', render: (_, { claims }) => (claims === null || claims === undefined ? <span className="quiet">—</span> : <Money value={claims} />) },
        ]} />
    </Card>
  );
}
