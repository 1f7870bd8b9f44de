/** Personal access tokens: made, shown once, revoked. */
import { Alert, Button, Card, Form, Input, InputNumber, Select, Table } from 'antd';
import { useState } from 'react';
import type { MyAccountQuery, TokenScope } from '../gql/graphql.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { MakeAccessToken, RevokeAccessToken } from './account.graphql.ts';
import { words } from './words.ts';

const scopes: readonly TokenScope[] = ['READ', 'PREPARE'];

interface Wish {
  name: string;
  scope: TokenScope;
  days: number;
}

function MakeForm({ made }: { made: (secret: string) => void }) {
  const t = useWords(words);
  const { region } = usePlace();
  const [make, { loading, error }] = useVerb(MakeAccessToken);
  const send = async (wish: Wish) => {
    const answer = await make({ region, ...wish });
    if (answer.data) made(answer.data.makeAccessToken.secret);
  };
  return (
    <Form<Wish> layout="inline" requiredMark={false} initialValues={{ scope: 'READ', days: 90 }} onFinish={(wish) => void send(wish)}>
      <Form.Item name="name" label={t('tokenName')} rules={[{ required: true }]}><Input maxLength={100} /></Form.Item>
      <Form.Item name="scope" label={t('tokenScope')}><Select popupMatchSelectWidth={false} options={scopes.map((scope) => ({ value: scope, label: t(`scope_${scope}`) }))} /></Form.Item>
      <Form.Item name="days" label={t('tokenDays')}><InputNumber min={1} max={365} precision={0} /></Form.Item>
      <Button htmlType="submit" loading={loading}>{t('makeToken')}</Button>
      <Refused error={error} />
    </Form>
  );
}

export function Tokens({ tokens }: { tokens: MyAccountQuery['accessTokens'] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [secret, setSecret] = useState<string>();
  const [revoke, { error }] = useVerb(RevokeAccessToken);
  return (
    <Card size="small" title={<h2>{t('tokens')}</h2>}>
      <div className="stack">
        <p className="quiet">{t('tokensHint')}</p>
        <MakeForm made={setSecret} />
        {secret !== undefined && <Alert type="success" role="status" title={t('secretOnce')} description={<code className="hash">{secret}</code>} />}
        <Refused error={error} />
        <Table size="small" rowKey="id" pagination={false} dataSource={tokens} scroll={{ x: 'max-content' }}
          columns={[
            { title: t('tokenName'), dataIndex: 'name' },
            { title: t('tokenScope'), key: 'scope', render: (_, { scope, region }) => `${t(`scope_${scope}`)} · ${region}` },
            { title: t('seen'), key: 'used', render: (_, { usedAt }) => (usedAt ? instantText(usedAt, language) : t('never')) },
            { title: t('expires'), key: 'expires', render: (_, { expiresAt }) => instantText(expiresAt, language) },
            { title: '', key: 'revoke', render: (_, { id }) => <Button size="small" danger onClick={() => void revoke({ id })}>{t('revoke')}</Button> },
          ]} />
      </div>
    </Card>
  );
}
