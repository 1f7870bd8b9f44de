/** What the people of an institution were paid in a month, for its finance and personnel. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { graphql } from '../gql/index.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { useSession } from '../kit/session.tsx';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

const InstitutionPayslips = graphql(`
  query InstitutionPayslips($region: Int!, $institution: ID!, $period: Month!, $after: String) {
    institutionPayslips(region: $region, institution: $institution, period: $period, first: 100, after: $after) {
      edges { cursor node { period total person { id code name } lines { item itemTitle { zh en } amount } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

function Slips({ institution, period }: { institution: string; period: string }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const { region } = usePlace();
  const { data, error, refetch, fetchMore } = useQuery(InstitutionPayslips, { variables: { region, institution, period }, fetchPolicy: 'network-only', nextFetchPolicy: 'cache-first' });
  const info = data?.institutionPayslips.pageInfo;
  const more = () => fetchMore({
    variables: { after: info?.endCursor },
    updateQuery: (before, { fetchMoreResult }) => ({
      institutionPayslips: { ...fetchMoreResult.institutionPayslips, edges: [...before.institutionPayslips.edges, ...fetchMoreResult.institutionPayslips.edges] },
    }),
  });
  return (
    <Page level={2} title={t('month', { month: period })} error={error} retry={() => void refetch()} waiting={!data}>
      <Card size="small">
        <Table size="small" rowKey={({ person }) => person.id} pagination={false} dataSource={data?.institutionPayslips.edges.map(({ node }) => node) ?? []} scroll={{ x: 'max-content' }}
          locale={{ emptyText: k('nothing') }}
          expandable={{
            expandedRowRender: ({ lines }) => (
              <dl className="payslip">
                {lines.map(({ item, itemTitle, amount }) => <div key={item} className="payslip-line"><dt>{say(itemTitle)}</dt><dd><Money value={amount} /></dd></div>)}
              </dl>
            ),
          }}
          columns={[
            { title: t('number'), key: 'code', render: (_, { person }) => person.code },
            { title: t('name'), key: 'name', render: (_, { person }) => person.name },
            { title: k('withUnit', { title: t('sum'), unit: k('yuan') }), key: 'total', align: 'right', render: (_, { total }) => <Money value={total} /> },
          ]} />
      </Card>
      {info?.hasNextPage && <Button onClick={() => void more()}>{t('more')}</Button>}
    </Page>
  );
}

export function InstitutionPayslipPage() {
  const t = useWords(words);
  const { account } = useSession();
  const { region, year } = usePlace();
  const held = account.grants.filter((grant) => grant.region.code === region && (grant.role === 'INSTITUTION_FINANCE' || grant.role === 'PERSONNEL'));
  const institutions = [...new Map(held.flatMap(({ institution }) => (institution ? [[institution.id, institution.name] as const] : []))).entries()];
  const [chosen, setChosen] = useState<string>();
  const [month, setMonth] = useState('');
  const institution = institutions.some(([id]) => id === chosen) ? chosen : institutions[0]?.[0];
  const period = /^\d{4}-\d{2}$/.test(month) ? month : `${year}-01`;
  return (
    <Page title={t('ofInstitution')} lead={t('ofInstitutionLead')}
      extra={(
        <>
          {institutions.length > 1 && <Select aria-label={t('institution')} value={institution} onChange={setChosen} popupMatchSelectWidth={false} options={institutions.map(([value, label]) => ({ value, label }))} />}
          <Input type="month" aria-label={t('monthPicked')} style={{ width: 160 }} value={period} onChange={(event) => setMonth(event.target.value)} />
        </>
      )}>
      {institution && <Slips institution={institution} period={period} />}
    </Page>
  );
}
