/** Signing in. A wrong name or password is told in the server's own sentence. */
import { useMutation } from '@apollo/client/react';
import { Button, Card, Form, Input } from 'antd';
import { graphql } from '../gql/index.ts';
import { useWords } from '../kit/language.tsx';
import { LanguageSwitch } from '../kit/language-switch.tsx';
import { Refused } from '../kit/refusal.tsx';
import { Me } from '../kit/session.tsx';
import { words } from './words.ts';

const SignIn = graphql(`
  mutation SignIn($login: String!, $password: String!) {
    signIn(login: $login, password: $password) { id }
  }
`);

interface Credentials {
  login: string;
  password: string;
}

export function SignInPage() {
  const t = useWords(words);
  const [signIn, { loading, error }] = useMutation(SignIn, { refetchQueries: [Me], awaitRefetchQueries: true, errorPolicy: 'all' });
  return (
    <main className="sign-in">
      <Card className="sign-in-card" extra={<LanguageSwitch />} title={<h1 className="shell-brand">{t('brand')}</h1>}>
        <p className="quiet">{t('purpose')}</p>
        <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(variables) => void signIn({ variables })}>
          <Form.Item name="login" label={t('login')} rules={[{ required: true }]}>
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('password')} rules={[{ required: true }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Refused error={error} />
          <Button type="primary" htmlType="submit" block loading={loading} className="sign-in-button">{t('signIn')}</Button>
        </Form>
      </Card>
    </main>
  );
}
