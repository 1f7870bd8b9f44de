/** Certificates that an overspend was reasonable, and the form that gives one. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import type { CertificatesQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { MoneyInput } from '../kit/money-input.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { Certificates, CertifyOverspend } from './settlement.graphql.ts';
import { words } from './words.ts';

function CertifyForm({ consortia }: { consortia: CertificatesQuery['consortia'] }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region, year } = usePlace();
  const [certify, { loading, error }] = useVerb(CertifyOverspend);
  const [consortium, setConsortium] = useState(consortia[0]?.id ?? '');
  const [cause, setCause] = useState('');
  const [amount, setAmount] = useState('');
  const submit = async () => {
    const answer = await certify({ region, year, consortium, amount, cause });
    if (!answer.error) void message.success(t('certified'));
  };
  return (
    <Card size="small" title={t('certify')}>
      <Form layout="vertical" className="cards" onFinish={() => void submit()}>
        <Form.Item label={t('consortium')} htmlFor="certificate-consortium">
          <Select id="certificate-consortium" value={consortium} onChange={setConsortium} options={consortia.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item label={t('cause')} htmlFor="certificate-cause">
          <Input id="certificate-cause" value={cause} onChange={(event) => setCause(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('amount')} htmlFor="certificate-amount">
          <MoneyInput id="certificate-amount" label={t('amount')} value={amount} change={setAmount} />
        </Form.Item>
        <Form.Item label=" " colon={false}>
          <Button type="primary" htmlType="submit" loading={loading} disabled={consortium === '' || amount === '' || cause.trim() === ''}>{t('certify')}</Button>
        </Form.Item>
      </Form>
      <Refused error={error} />
    </Card>
  );
}

export function CertificatePanel() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error } = useQuery(Certificates, { variables: { region, year } });
  if (!data) return <Refused error={error} />;
  return (
    <div className="stack">
      {holds(region, ['INSURANCE_BUREAU']) && <CertifyForm key={`${region}/${year}`} consortia={data.consortia} />}
      <Table size="small" rowKey={({ consortium, cause, amount }) => `${consortium.id}/${cause}/${amount}`} pagination={false} dataSource={data.certificates}
        columns={[
          { title: t('consortium'), key: 'consortium', render: (_, { consortium }) => consortium.name },
          { title: t('cause'), dataIndex: 'cause' },
          { title: k('amount'), key: 'amount', align: 'right', render: (_, { amount }) => <Money value={amount} /> },
          { title: t('by'), dataIndex: 'by' },
        ]} />
    </div>
  );
}
