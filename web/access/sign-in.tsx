/** Signing in. A wrong name or password is told in the server's own sentence. */
import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Card, Divider, Form, Input } from 'antd';
import { messages } from '../../server/core/messages.ts';
import { say, type Code } from '../../server/core/refusal.ts';
import { graphql } from '../gql/index.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { LanguageSwitch } from '../kit/language-switch.tsx';
import { Refused } from '../kit/refusal.tsx';
import { Me } from '../kit/session.tsx';
import { CodeItem, useCodeAsked } from './code-item.tsx';
import { words } from './words.ts';

const SignIn = graphql(`
  mutation SignIn($login: String!, $password: String!, $code: String) {
    signIn(login: $login, password: $password, code: $code) { id }
  }
`);

const Ways = graphql(`query SignInWays { signInWays { provider } }`);

const StartProvider = graphql(`mutation StartProvider($invitation: String) { startProvider(invitation: $invitation) }`);

/** Leaves for the identity provider; nothing where none is set. */
export function ProviderButton({ invitation = null }: { invitation?: string | null }) {
  const t = useWords(words);
  const { data } = useQuery(Ways);
  const [start, { loading, error }] = useMutation(StartProvider, { errorPolicy: 'all' });
  if (!data?.signInWays.provider) return null;
  const leave = async () => {
    const answer = await start({ variables: { invitation } });
    if (answer.data) location.assign(answer.data.startProvider);
  };
  return (
    <>
      <Divider plain>{t('or')}</Divider>
      <Refused error={error} />
      <Button block loading={loading} onClick={() => void leave()}>{t('provider')}</Button>
    </>
  );
}

/** What the way through the identity provider ended with, as it is said in the address. */
function ProviderRefusal() {
  const { language } = useLanguage();
  const code = new URLSearchParams(location.search).get('refused');
  const known = code !== null && Object.hasOwn(messages, code) ? (code as Code) : null;
  return known && <Alert type="error" showIcon role="alert" title={say({ code: known, at: '', values: {} }, language)} />;
}

interface Credentials {
  login: string;
  password: string;
  code?: string;
}

export function SignInPage() {
  const t = useWords(words);
  const [signIn, { loading, error }] = useMutation(SignIn, { refetchQueries: [Me], awaitRefetchQueries: true, errorPolicy: 'all' });
  const coded = useCodeAsked(error);
  return (
    <main className="sign-in">
      <Card className="sign-in-card" extra={<LanguageSwitch />} title={<h1 className="shell-brand">{t('brand')}</h1>}>
        <p className="quiet">{t('purpose')}</p>
        <ProviderRefusal />
        <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(variables) => void signIn({ variables })}>
          <Form.Item name="login" label={t('login')} rules={[{ required: true }]}>
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('password')} rules={[{ required: true }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          {coded && <CodeItem autoFocus />}
          <Refused error={error} />
          <Button type="primary" htmlType="submit" block loading={loading} className="sign-in-button">{t('signIn')}</Button>
        </Form>
        <ProviderButton />
      </Card>
    </main>
  );
}
