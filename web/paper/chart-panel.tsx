/** Which account of the accounting system stands for each account of the ledger. */
import { useQuery } from '@apollo/client/react';
import { Alert, App, Button, Card, Form, Input, Select, Table } from 'antd';
import type { ChartAccountsQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { ChartAccounts, SetChartAccount } from './paper.graphql.ts';
import { words } from './words.ts';

type Mapping = ChartAccountsQuery['chartAccounts'][number];

interface Wish {
  accountClass: string;
  code: string;
  title: string;
  from: string;
}

function SetForm({ mappings }: { mappings: readonly Mapping[] }) {
  const t = useWords(words);
  const say = useSay();
  const { message } = App.useApp();
  const { region, year } = usePlace();
  const [set, { loading, error }] = useVerb(SetChartAccount);
  const [form] = Form.useForm<Wish>();
  const submit = async (wish: Wish) => {
    const answer = await set({ region, ...wish });
    if (answer.error) return;
    form.resetFields();
    void message.success(t('setDone'));
  };
  return (
    <Card size="small" title={<h2>{t('chart')}</h2>}>
      <div className="stack">
        <p className="quiet">{t('chartHint')}</p>
        <Form<Wish> form={form} layout="vertical" className="cards" requiredMark={false} initialValues={{ from: `${year}-01-01` }} onFinish={(wish) => void submit(wish)}>
          <Form.Item name="accountClass" label={t('class')} rules={[{ required: true }]}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={mappings.map(({ accountClass, classTitle }) => ({ value: accountClass, label: `${say(classTitle)} ${accountClass}` }))} />
          </Form.Item>
          <Form.Item name="code" label={t('code')} rules={[{ required: true }]}><Input autoComplete="off" /></Form.Item>
          <Form.Item name="title" label={t('accountTitle')} rules={[{ required: true }]}><Input autoComplete="off" /></Form.Item>
          <Form.Item name="from" label={t('from')} rules={[{ required: true }]}><Input type="date" /></Form.Item>
          <Form.Item label=" " colon={false}><Button type="primary" htmlType="submit" loading={loading}>{t('set')}</Button></Form.Item>
        </Form>
        <Refused error={error} />
      </div>
    </Card>
  );
}

export function ChartPanel() {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const { holds } = useSession();
  const { data, error } = useQuery(ChartAccounts, { variables: { region } });
  if (!data) return <Refused error={error} />;
  const mappings = data.chartAccounts;
  const open = mappings.filter(({ code }) => code === null).length;
  return (
    <div className="stack">
      {holds(region, ['FINANCE_BUREAU', 'FINANCE_OFFICER', 'HEALTH_BUREAU']) && <SetForm key={region} mappings={mappings} />}
      {open > 0 && <Alert type="warning" showIcon title={t('unmappedCount', { count: String(open) })} />}
      <Table size="small" rowKey="accountClass" pagination={false} dataSource={mappings} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('class'), key: 'class', render: (_, { classTitle, accountClass }) => <>{say(classTitle)} <span className="quiet">{accountClass}</span></> },
          { title: t('code'), key: 'code', render: (_, { code }) => code ?? <span className="quiet">{t('unmapped')}</span> },
          { title: t('accountTitle'), dataIndex: 'title' },
          { title: t('from'), dataIndex: 'validFrom' },
        ]} />
    </div>
  );
}
