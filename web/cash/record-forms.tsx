/** Records what an institution must pay in a month, and what it had when the year began. */
import { App, Button, Card, Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { ObligationKind } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { MoneyInput } from '../kit/money-input.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useVerb } from '../kit/verb.ts';
import { RecordObligations, RecordOpeningBalance } from './cash.graphql.ts';
import { words } from './words.ts';

const kinds: readonly ObligationKind[] = ['MEDICINES', 'SUPPLIES', 'OTHER'];

function ObligationForm({ institution }: { institution: string }) {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { message } = App.useApp();
  const [record, { loading, error }] = useVerb(RecordObligations);
  const [month, setMonth] = useState(`${year}-01`);
  const [kind, setKind] = useState<ObligationKind>('MEDICINES');
  const [name, setName] = useState('');
  const [amount, setAmount] = useState('');
  const send = async () => {
    const answer = await record({ region, records: [{ institution, month, kind, name: kind === 'OTHER' ? name : '', amount }] });
    if (!answer.error) void message.success(t('recorded'));
  };
  return (
    <Card size="small" title={<h2 className="card-title">{t('record')}</h2>}>
      <p className="page-lead">{t('recordLead')}</p>
      <Form layout="vertical" className="cards" onFinish={() => void send()}>
        <Form.Item label={t('month')} htmlFor="obligation-month">
          <Input id="obligation-month" type="month" min={`${year}-01`} max={`${year}-12`} value={month} onChange={(event) => setMonth(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('kind')} htmlFor="obligation-kind">
          <Select id="obligation-kind" value={kind} onChange={setKind} options={kinds.map((each) => ({ value: each, label: t(`kind_${each}`) }))} />
        </Form.Item>
        {kind === 'OTHER' && (
          <Form.Item label={t('name')} htmlFor="obligation-name">
            <Input id="obligation-name" maxLength={100} placeholder={t('nameHint')} value={name} onChange={(event) => setName(event.target.value)} />
          </Form.Item>
        )}
        <Form.Item label={t('amount')} htmlFor="obligation-amount">
          <MoneyInput id="obligation-amount" label={t('amount')} value={amount} change={setAmount} />
        </Form.Item>
        <Form.Item label=" " colon={false}>
          <Button type="primary" htmlType="submit" loading={loading} disabled={amount === '' || (kind === 'OTHER' && name.trim() === '')}>{t('record')}</Button>
        </Form.Item>
      </Form>
      <Refused error={error} />
    </Card>
  );
}

function OpeningForm({ institution, opening }: { institution: string; opening: string | null }) {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { message } = App.useApp();
  const [record, { loading, error }] = useVerb(RecordOpeningBalance);
  const [amount, setAmount] = useState(opening ?? '');
  const send = async () => {
    const answer = await record({ region, institution, year, amount });
    if (!answer.error) void message.success(t('recorded'));
  };
  return (
    <Card size="small" title={<h2 className="card-title">{t('recordOpening')}</h2>}>
      <Form layout="vertical" className="cards" onFinish={() => void send()}>
        <Form.Item label={t('opening')} htmlFor="opening-amount">
          <MoneyInput id="opening-amount" label={t('opening')} value={amount} change={setAmount} />
        </Form.Item>
        <Form.Item label=" " colon={false}>
          <Button htmlType="submit" loading={loading} disabled={amount === '' || amount === opening}>{t('recordOpening')}</Button>
        </Form.Item>
      </Form>
      <Refused error={error} />
    </Card>
  );
}

export function RecordForms({ institution, opening }: { institution: string; opening: string | null }) {
  return <><ObligationForm institution={institution} /><OpeningForm institution={institution} opening={opening} /></>;
}
