/** The pay totals and pay runs of the year: of every institution, or of the one in the address. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { PayKind, PayOfYearQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { StateTag } from '../kit/run-panel.tsx';
import { useSession } from '../kit/session.tsx';
import { words as kitWords } from '../kit/words.ts';
import { PayOfYear } from './pay.graphql.ts';
import { words } from './words.ts';

type Total = PayOfYearQuery['payTotals'][number];
type PayRun = PayOfYearQuery['payRuns'][number];
type Institution = PayOfYearQuery['institutions'][number];

const kinds: readonly PayKind[] = ['BASIC', 'INCENTIVE'];
const moneyKeys = ['total', 'basic', 'incentive', 'released', 'room'] as const;

/** Institutions on performance pay, with their total where it is fixed. */
function Totals({ totals, institutions }: { totals: readonly Total[]; institutions: readonly Institution[] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const rows = institutions.filter(({ headcount }) => headcount > 0)
    .map((institution) => ({ institution, total: totals.find((each) => each.institution.id === institution.id) }));
  return (
    <Card size="small" title={t('totals')}>
      <Table size="small" rowKey={({ institution }) => institution.id} pagination={false} dataSource={rows} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('institution'), key: 'name', fixed: 'left', render: (_, { institution }) => <Link to={`/pay/${institution.id}`}>{institution.name}</Link> },
          { title: t('people'), key: 'people', align: 'right', render: (_, { institution }) => institution.headcount },
          ...moneyKeys.map((key) => ({
            title: t(key), key, align: 'right' as const,
            render: (_: unknown, { total }: { total?: Total }) => (total ? <Money value={total[key]} /> : <span className="quiet">–</span>),
          })),
          {
            title: t('state'), key: 'state', render: (_, { institution, total }) => (
              <Link to={`/pay/${institution.id}/total`}>{total ? <StateTag state={total.run.state} /> : t('notFixed')}</Link>
            ),
          },
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>{k('total')}</Table.Summary.Cell>
            <Table.Summary.Cell index={1} align="right">{rows.reduce((sum, { institution }) => sum + institution.headcount, 0)}</Table.Summary.Cell>
            {moneyKeys.map((key, index) => (
              <Table.Summary.Cell key={key} index={index + 2} align="right"><Money value={sumOf(totals.map((total) => total[key]))} /></Table.Summary.Cell>
            ))}
            <Table.Summary.Cell index={moneyKeys.length + 2} />
          </Table.Summary.Row>
        )} />
    </Card>
  );
}

function Runs({ runs }: { runs: readonly PayRun[] }) {
  const t = useWords(words);
  return (
    <Card size="small" title={t('runs')}>
      <Table size="small" rowKey="id" pagination={{ pageSize: 20, hideOnSinglePage: true }} dataSource={[...runs].sort((a, b) => (a.period < b.period ? 1 : -1))} scroll={{ x: 'max-content' }}
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

function Start({ institutions }: { institutions: readonly Institution[] }) {
  const t = useWords(words);
  const { year } = usePlace();
  const navigate = useNavigate();
  const paid = institutions.filter(({ headcount }) => headcount > 0);
  const [institution, setInstitution] = useState(paid[0]?.id ?? '');
  const [kind, setKind] = useState<PayKind>('INCENTIVE');
  const [month, setMonth] = useState(`${year}-01`);
  return (
    <Card size="small" title={t('start')}>
      <Form layout="vertical" className="cards" onFinish={() => void navigate(`/pay/${institution}/${kind.toLowerCase()}/${month}`)}>
        <Form.Item label={t('institution')} htmlFor="start-institution">
          <Select id="start-institution" value={institution} onChange={setInstitution} options={paid.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item label={t('month')} htmlFor="start-month">
          <Input id="start-month" type="month" min={`${year}-01`} max={`${year}-12`} value={month} onChange={(event) => setMonth(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('kind')} htmlFor="start-kind">
          <Select id="start-kind" value={kind} onChange={setKind} options={kinds.map((each) => ({ value: each, label: t(`kind_${each}`) }))} />
        </Form.Item>
        <Form.Item label=" " colon={false}><Button type="primary" htmlType="submit" disabled={institution === '' || month === ''}>{t('startOpen')}</Button></Form.Item>
      </Form>
    </Card>
  );
}

export function PayPage() {
  const t = useWords(words);
  const { institution } = useParams();
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error, refetch } = useQuery(PayOfYear, { variables: { region, year } });
  const shown = (id: string) => institution === undefined || institution === id;
  const institutions = data?.institutions.filter(({ id }) => shown(id)) ?? [];
  const name = institution === undefined ? '' : `${institutions[0]?.name ?? ''} · `;
  return (
    <Page title={name + t('title', { year: String(year) })} extra={institution !== undefined && <Link to="/pay">{t('totalBefore')}</Link>} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}>
      {data && (
        <>
          {holds(region, ['HOSPITAL_HEAD']) && <Start key={`${region}/${year}`} institutions={institutions} />}
          <Totals totals={data.payTotals.filter((total) => shown(total.institution.id))} institutions={institutions} />
          <Runs runs={data.payRuns.filter((run) => shown(run.institution.id))} />
        </>
      )}
    </Page>
  );
}
