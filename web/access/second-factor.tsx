/** The second factor of who is signed in: begun with the password, confirmed by its first code, removed with both. */
import { Alert, Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import type { MyAccountQuery } from '../gql/graphql.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Refused } from '../kit/refusal.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { BeginSecondFactor, ConfirmSecondFactor, DropSecondFactor } from './account.graphql.ts';
import { CodeItem } from './code-item.tsx';
import { words } from './words.ts';

type State = MyAccountQuery['secondFactor'];

function Begin({ begun }: { begun: (given: { secret: string; uri: string }) => void }) {
  const t = useWords(words);
  const [begin, { loading, error }] = useVerb(BeginSecondFactor);
  const send = async ({ password }: { password: string }) => {
    const answer = await begin({ password });
    if (answer.data) begun(answer.data.beginSecondFactor);
  };
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(given: { password: string }) => void send(given)}>
      <Form.Item name="password" label={t('present')} rules={[{ required: true }]}><Input.Password autoComplete="current-password" /></Form.Item>
      <Refused error={error} />
      <Button htmlType="submit" loading={loading}>{t('factorBegin')}</Button>
    </Form>
  );
}

function Confirm({ secret, uri, confirmed }: { secret: string; uri: string; confirmed: (codes: readonly string[]) => void }) {
  const t = useWords(words);
  const [confirm, { loading, error }] = useVerb(ConfirmSecondFactor);
  const send = async (given: { code: string }) => {
    const answer = await confirm(given);
    if (answer.data) confirmed(answer.data.confirmSecondFactor);
  };
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(given: { code: string }) => void send(given)}>
      <p>{t('factorSecret')}</p>
      <p><code className="hash">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
      <p><a href={uri} className="hash">{uri}</a></p>
      <CodeItem />
      <Refused error={error} />
      <Button type="primary" htmlType="submit" loading={loading}>{t('factorConfirm')}</Button>
    </Form>
  );
}

function Drop() {
  const t = useWords(words);
  const [drop, { loading, error }] = useVerb(DropSecondFactor);
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(given: { password: string; code: string }) => void drop(given)}>
      <Form.Item name="password" label={t('present')} rules={[{ required: true }]}><Input.Password autoComplete="current-password" /></Form.Item>
      <CodeItem />
      <Refused error={error} />
      <Button danger htmlType="submit" loading={loading}>{t('factorDrop')}</Button>
    </Form>
  );
}

export function SecondFactor({ state: { confirmedAt, codesLeft, withheldIn } }: { state: State }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [begun, setBegun] = useState<{ secret: string; uri: string }>();
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <Card size="small" title={<h2>{t('factor')}</h2>}>
      <div className="stack">
        <p className="quiet">{t('factorHint')}</p>
        {withheldIn.length > 0 && <Alert type="warning" showIcon role="status" title={t('factorWithheld', { regions: withheldIn.join('、') })} />}
        {codes && <Alert type="success" role="status" title={t('factorCodes')} description={<ul className="check-list">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>} />}
        {confirmedAt && <p>{t('factorSince', { at: instantText(confirmedAt, language), left: String(codesLeft) })}</p>}
        {confirmedAt ? <Drop /> : begun ? <Confirm {...begun} confirmed={setCodes} /> : <Begin begun={setBegun} />}
      </div>
    </Card>
  );
}
