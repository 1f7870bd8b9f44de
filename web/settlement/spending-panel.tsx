/** Spending by month and consortium, with the form that records it. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Form, Input, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { SpendingOfYearQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { MoneyInput } from '../kit/money-input.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { InstitutionSums } from './institution-sums.tsx';
import { RecordSpending, SpendingOfYear } from './settlement.graphql.ts';
import { words } from './words.ts';

type Spending = SpendingOfYearQuery['spending'][number];
type Consortium = SpendingOfYearQuery['consortia'][number];

function useRecord() {
  const t = useWords(words);
  const { message } = App.useApp();
  const [record, { loading, error }] = useVerb(RecordSpending);
  return {
    loading,
    error,
    record: async (variables: { region: number; consortium: string; month: string; claims: string; contractFees: string }) => {
      const answer = await record(variables);
      if (!answer.error) void message.success(t('recorded'));
    },
  };
}

function RecordForm({ consortia }: { consortia: readonly Consortium[] }) {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { record, loading, error } = useRecord();
  const [consortium, setConsortium] = useState(consortia[0]?.id ?? '');
  const [month, setMonth] = useState(`${year}-01`);
  const [claims, setClaims] = useState('');
  const [contractFees, setContractFees] = useState('');
  return (
    <Card size="small" title={t('record')}>
      <p className="page-lead">{t('recordLead')}</p>
      <Form layout="vertical" className="cards" onFinish={() => void record({ region, consortium, month, claims, contractFees })}>
        <Form.Item label={t('consortium')} htmlFor="spending-consortium">
          <Select id="spending-consortium" value={consortium} onChange={setConsortium} options={consortia.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item label={t('month')} htmlFor="spending-month">
          <Input id="spending-month" type="month" min={`${year}-01`} max={`${year}-12`} value={month} onChange={(event) => setMonth(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('claims')} htmlFor="spending-claims">
          <MoneyInput id="spending-claims" label={t('claims')} value={claims} change={setClaims} />
        </Form.Item>
        <Form.Item label={t('contractFees')} htmlFor="spending-fees">
          <MoneyInput id="spending-fees" label={t('contractFees')} value={contractFees} change={setContractFees} />
        </Form.Item>
        <Form.Item label=" " colon={false}>
          <Button type="primary" htmlType="submit" loading={loading} disabled={consortium === '' || claims === '' || contractFees === ''}>{t('record')}</Button>
        </Form.Item>
      </Form>
      <Refused error={error} />
    </Card>
  );
}

function SpendingTable({ spending, consortia }: { spending: readonly Spending[]; consortia: readonly Consortium[] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const months = [...new Set(spending.map(({ month }) => month))].sort();
  const of = (wanted: { month?: string; consortium?: string }) => sumOf(spending
    .filter(({ month, consortium }) => (wanted.month ?? month) === month && (wanted.consortium ?? consortium.id) === consortium.id)
    .flatMap(({ claims, contractFees }) => [claims, contractFees]));
  const columns: TableColumnsType<{ month: string }> = [
    { title: t('month'), dataIndex: 'month', fixed: 'left' },
    ...consortia.map(({ id, name }) => ({
      title: name, key: id, align: 'right' as const, render: (_: unknown, { month }: { month: string }) => <Money value={of({ month, consortium: id })} />,
    })),
    { title: k('total'), key: 'total', align: 'right', render: (_, { month }) => <strong><Money value={of({ month })} /></strong> },
  ];
  return (
    <Card size="small" title={t('used')}>
      <Table size="small" rowKey="month" pagination={false} columns={columns} dataSource={months.map((month) => ({ month }))} scroll={{ x: 'max-content' }}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>{k('total')}</Table.Summary.Cell>
            {consortia.map(({ id }, index) => (
              <Table.Summary.Cell key={id} index={index + 1} align="right"><Money value={of({ consortium: id })} /></Table.Summary.Cell>
            ))}
            <Table.Summary.Cell index={consortia.length + 1} align="right"><Money value={of({})} /></Table.Summary.Cell>
          </Table.Summary.Row>
        )} />
    </Card>
  );
}

export function SpendingPanel() {
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error } = useQuery(SpendingOfYear, { variables: { region, year } });
  if (!data) return <Refused error={error} />;
  return (
    <div className="stack">
      {holds(region, ['INSURANCE_BUREAU']) && <RecordForm key={`${region}/${year}`} consortia={data.consortia} />}
      <SpendingTable spending={data.spending} consortia={data.consortia} />
      <InstitutionSums />
    </div>
  );
}
