/** Roles lent to somebody for some days, and received. */
import { Button, Card, Form, Input, Select, Table } from 'antd';
import type { MyAccountQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { today } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { Delegate, EndDelegation } from './account.graphql.ts';
import { words } from './words.ts';

interface Wish {
  grant: string;
  to: string;
  from: string;
  until: string;
}

function LendForm() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { account } = useSession();
  const [lend, { loading, error }] = useVerb(Delegate);
  const own = account.grants.filter((grant, index) => account.grants.findIndex(({ id }) => id === grant.id) === index && grant.region.code === region && grant.onBehalfOf === null && grant.role !== 'STAFF' && grant.role !== 'ADMINISTRATOR');
  if (own.length === 0) return null;
  const options = own.map(({ id, role, institution }) => ({ value: id, label: [k(`role_${role}`), institution?.name].filter(Boolean).join(' · ') }));
  return (
    <Form<Wish> layout="inline" requiredMark={false} initialValues={{ grant: own[0]?.id, from: today(), until: today() }} onFinish={(wish) => void lend({ region, ...wish })}>
      <Form.Item name="grant" label={t('role')}><Select popupMatchSelectWidth={false} options={options} /></Form.Item>
      <Form.Item name="to" label={t('receiver')} rules={[{ required: true }]}><Input autoComplete="off" /></Form.Item>
      <Form.Item name="from" label={t('from')}><Input type="date" /></Form.Item>
      <Form.Item name="until" label={t('until')}><Input type="date" /></Form.Item>
      <Button htmlType="submit" loading={loading}>{t('lend')}</Button>
      <Refused error={error} />
    </Form>
  );
}

/** The last day on which a loan holds; the API gives the day after. */
const lastDay = (until: string) => new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);

export function Delegations({ loans }: { loans: MyAccountQuery['delegations'] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const [end, { error }] = useVerb(EndDelegation);
  return (
    <Card size="small" title={<h2>{t('delegations')}</h2>}>
      <div className="stack">
        <p className="quiet">{t('delegationsHint')}</p>
        <LendForm />
        <Refused error={error} />
        <Table size="small" rowKey="id" pagination={false} dataSource={loans} scroll={{ x: 'max-content' }}
          columns={[
            { title: t('role'), key: 'role', render: (_, { role, region }) => `${k(`role_${role}`)} · ${region}` },
            { title: t('who'), key: 'who', render: (_, { given, from, to }) => (given ? t('givenTo', { name: to }) : t('receivedFrom', { name: from })) },
            { title: t('from'), dataIndex: 'validFrom' },
            { title: t('until'), key: 'until', render: (_, { validUntil }) => lastDay(validUntil) },
            { title: '', key: 'end', render: (_, { id, region }) => <Button size="small" onClick={() => void end({ region, delegation: id })}>{t('endLoan')}</Button> },
          ]} />
      </div>
    </Card>
  );
}
