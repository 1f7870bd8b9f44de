/** Where the link of an invitation leads: one password, and one is in. The token is behind the `#`, which no server's log sees. */
import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { graphql } from '../gql/index.ts';
import { useWords } from '../kit/language.tsx';
import { LanguageSwitch } from '../kit/language-switch.tsx';
import { Refused } from '../kit/refusal.tsx';
import { CodeItem, useCodeAsked } from './code-item.tsx';
import { ProviderButton } from './sign-in.tsx';
import { words } from './words.ts';

const Invitation = graphql(`query Invitation($token: String!) { invitation(token: $token) { login name resets } }`);

const Accept = graphql(`
  mutation AcceptInvitation($token: String!, $password: String!, $code: String) {
    acceptInvitation(token: $token, password: $password, code: $code) { id }
  }
`);

interface Given {
  password: string;
  code?: string;
}

export function InvitationPage() {
  const t = useWords(words);
  const [token] = useState(() => location.hash.slice(1));
  const { data, error } = useQuery(Invitation, { variables: { token }, fetchPolicy: 'no-cache' });
  const [accept, { loading, error: refused }] = useMutation(Accept, { errorPolicy: 'all' });
  const coded = useCodeAsked(refused);
  const enter = async (given: Given) => {
    const answer = await accept({ variables: { token, ...given } });
    if (answer.data) location.assign('/'); // loads everything as the new account, and leaves the token behind
  };
  const invited = data?.invitation;
  return (
    <main className="sign-in">
      <Card className="sign-in-card" extra={<LanguageSwitch />} title={<h1 className="shell-brand">{t('brand')}</h1>}>
        <Refused error={error} />
        {invited && (
          <Form<Given> layout="vertical" requiredMark={false} onFinish={(given) => void enter(given)}>
            <p>{t(invited.resets ? 'resets' : 'invited', { name: invited.name, login: invited.login })}</p>
            <Form.Item name="password" label={t('password')} extra={t(invited.resets ? 'resetsHint' : 'invitedHint')} rules={[{ required: true }]}>
              <Input.Password autoComplete="new-password" autoFocus />
            </Form.Item>
            {coded && <CodeItem autoFocus />}
            <Refused error={refused} />
            <Button type="primary" htmlType="submit" block loading={loading}>{t('accept')}</Button>
            <ProviderButton invitation={token} />
          </Form>
        )}
      </Card>
    </main>
  );
}
