/** The account of who is signed in: browsers, tokens of programs, lent roles, password. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Form, Input, Table } from 'antd';
import { useState } from 'react';
import type { MyAccountQuery } from '../gql/graphql.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { Refused } from '../kit/refusal.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { ChangePassword, EndSession, MyAccount, SignOutEverywhere } from './account.graphql.ts';
import { Delegations } from './delegations.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Tokens } from './tokens.tsx';
import { words } from './words.ts';

function Sessions({ sessions }: { sessions: MyAccountQuery['sessions'] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [end, { error }] = useVerb(EndSession);
  const [everywhere, { error: stayed }] = useVerb(SignOutEverywhere);
  const leave = async () => {
    const answer = await everywhere({});
    if (answer.data) location.assign('/');
  };
  return (
    <Card size="small" title={<h2>{t('sessions')}</h2>} extra={<Button danger onClick={() => void leave()}>{t('everywhere')}</Button>}>
      <Refused error={error ?? stayed} />
      <Table size="small" rowKey="id" pagination={false} dataSource={sessions} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('agent'), key: 'agent', render: (_, { agent, current }) => <>{agent} {current && <span className="quiet">{t('thisOne')}</span>}</> },
          { title: t('started'), key: 'started', render: (_, { startedAt }) => instantText(startedAt, language) },
          { title: t('seen'), key: 'seen', render: (_, { seenAt }) => instantText(seenAt, language) },
          { title: '', key: 'end', render: (_, { id, current }) => !current && <Button size="small" onClick={() => void end({ id })}>{t('end')}</Button> },
        ]} />
    </Card>
  );
}

function Password() {
  const t = useWords(words);
  const [form] = Form.useForm<{ present: string; next: string }>();
  const [done, setDone] = useState(false);
  const [change, { loading, error }] = useVerb(ChangePassword);
  const send = async (given: { present: string; next: string }) => {
    const answer = await change(given);
    setDone(Boolean(answer.data));
    if (answer.data) form.resetFields();
  };
  return (
    <Card size="small" title={<h2>{t('passwordTitle')}</h2>}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => void send(given)}>
        <Form.Item name="present" label={t('present')} rules={[{ required: true }]}><Input.Password autoComplete="current-password" /></Form.Item>
        <Form.Item name="next" label={t('next')} rules={[{ required: true }]}><Input.Password autoComplete="new-password" /></Form.Item>
        <Refused error={error} />
        {done && <p role="status">{t('changed')}</p>}
        <Button htmlType="submit" loading={loading}>{t('change')}</Button>
      </Form>
    </Card>
  );
}

export function AccountPage() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(MyAccount, { fetchPolicy: 'network-only' });
  return (
    <Page title={t('accountTitle')} lead={t('accountLead')} error={error} retry={() => void refetch()} waiting={!data}>
      {data && (
        <div className="stack">
          <Sessions sessions={data.sessions} />
          <Delegations loans={data.delegations} />
          <Tokens tokens={data.accessTokens} />
          <SecondFactor state={data.secondFactor} />
          <Password />
        </div>
      )}
    </Page>
  );
}
