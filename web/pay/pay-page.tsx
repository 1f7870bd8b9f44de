/** The pay totals and pay runs of the year: of every institution, or of the one in the address. */
import { useQuery } from '@apollo/client/react';
import { Card, Table } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { PayOfYearQuery } from '../gql/graphql.ts';
import { canHaveTotal, inOrderOfKind } from '../kit/institutions.ts';
import { KindFilter, type KindChosen } from '../kit/kind-filter.tsx';
import { useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { StateTag } from '../kit/run-panel.tsx';
import { useSession } from '../kit/session.tsx';
import { nodesOf, useRest } from '../kit/whole.ts';
import { PayOfYear } from './pay.graphql.ts';
import { Start } from './start.tsx';
import { Totals } from './totals.tsx';
import { words } from './words.ts';

type PayRun = PayOfYearQuery['payRuns']['edges'][number]['node'];

function Runs({ runs }: { runs: readonly PayRun[] }) {
  const t = useWords(words);
  return (
    <Card size="small" title={t('runs')}>
      <Table size="small" rowKey="id" pagination={{ pageSize: 20, hideOnSinglePage: true }} dataSource={[...runs].sort((a, b) => b.period.localeCompare(a.period))} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('month'), dataIndex: 'period' },
          { title: t('institution'), key: 'institution', render: (_, run) => <Link to={`/pay/runs/${run.id}`}>{run.institution.name}</Link> },
          { title: t('kind'), key: 'kind', render: (_, { kind }) => t(`kind_${kind}`) },
          { title: t('people'), dataIndex: 'people', align: 'right' },
          { title: t('amount'), key: 'total', align: 'right', render: (_, { total }) => <Money value={total} /> },
          {
            title: t('state'), key: 'state', render: (_, { run, notice, paidAt }) => (
              <>
                <StateTag state={run.state} />
                {paidAt ? <span className="state state-POSTED">{t('paid')}</span> : notice && <span className="state">{t('noticeUntil', { day: notice.closesOn })}</span>}
              </>
            ),
          },
        ]} />
    </Card>
  );
}

function PayOfInstitutions({ pay, of }: { pay: PayOfYearQuery; of: string | undefined }) {
  const { region, year } = usePlace();
  const { holds } = useSession();
  const [kind, setKind] = useState<KindChosen>('ALL');
  const fixed = new Set(pay.payTotals.map(({ institution }) => institution.id));
  const all = inOrderOfKind(nodesOf(pay.institutions).filter((each) => (of === undefined || each.id === of) && (canHaveTotal(each) || fixed.has(each.id))), (each) => each.kind);
  const institutions = all.filter((each) => kind === 'ALL' || each.kind === kind);
  const runs = nodesOf(pay.payRuns);
  const shown = new Set(institutions.map(({ id }) => id));
  return (
    <>
      {holds(region, ['HOSPITAL_HEAD']) && <Start key={`${region}/${year}`} institutions={institutions.filter(({ id }) => fixed.has(id))} runs={runs} />}
      <KindFilter institutions={all} value={kind} change={setKind} />
      <Totals totals={pay.payTotals} institutions={institutions} />
      <Runs runs={runs.filter((run) => shown.has(run.institution.id))} />
    </>
  );
}

export function PayPage() {
  const t = useWords(words);
  const { institution } = useParams();
  const { region, year } = usePlace();
  const { data, error, refetch, fetchMore } = useQuery(PayOfYear, { variables: { region, year } });
  useRest(fetchMore, { payRunsAfter: data?.payRuns, institutionsAfter: data?.institutions });
  const name = nodesOf(data?.institutions).find(({ id }) => id === institution)?.name;
  return (
    <Page title={(name === undefined ? '' : `${name} · `) + t('title', { year: String(year) })} extra={institution !== undefined && <Link to="/pay">{t('totalBefore')}</Link>}
      lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}>
      {data && <PayOfInstitutions key={institution ?? 'all'} pay={data} of={institution} />}
    </Page>
  );
}
