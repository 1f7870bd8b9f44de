/** "What if my score were 95": computed on the server, which tells one's own amount alone. */
import { useLazyQuery, useQuery } from '@apollo/client/react';
import { Button, Form, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import type { SupposablePayQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { SupposablePay, SupposedPay } from './payslip.graphql.ts';
import { words } from './words.ts';

type Supposable = SupposablePayQuery['supposablePay'][number];

function Supposing({ person, period, of: { payRun, of, values } }: { person: string; period: string; of: Supposable }) {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const [column, setColumn] = useState(values[0]?.column ?? '');
  const [value, setValue] = useState('');
  const [suppose, { data, error, loading }] = useLazyQuery(SupposedPay, { fetchPolicy: 'no-cache' });
  const chosen = values.find((each) => each.column === column);
  const field = `suppose-${period}-${payRun}`;
  const answer = error ? undefined : data?.supposedPay;
  return (
    <Form layout="vertical" onFinish={() => void suppose({ variables: { region, person, payRun, column, value } })}>
      <strong>{say(of)}</strong>
      {values.length > 1 && (
        <Form.Item label={t('supposeWhat')} htmlFor={`${field}-column`}>
          <Select id={`${field}-column`} value={column} onChange={setColumn} options={values.map((each) => ({ value: each.column, label: say(each.title) }))} />
        </Form.Item>
      )}
      <Form.Item label={t('supposeValue', { title: chosen ? say(chosen.title) : '' })} htmlFor={field} extra={chosen?.value && t('supposeWas', { value: chosen.value })}>
        <Input id={field} inputMode="decimal" value={value} onChange={(event) => setValue(event.target.value)} />
      </Form.Item>
      <Button htmlType="submit" type="primary" loading={loading} disabled={value.trim() === ''}>{t('supposeAsk')}</Button>
      <Refused error={error} />
      {answer && (
        <dl className="payslip" aria-live="polite">
          {answer.lines.map(({ itemTitle, was, amount }) => <div key={say(itemTitle)} className="payslip-line"><dt>{say(itemTitle)}</dt><dd><Money value={was} /> → <Money value={amount} /></dd></div>)}
          <div className="payslip-line payslip-sum"><dt>{t('supposedSum')}</dt><dd><Money value={answer.amount} /></dd></div>
        </dl>
      )}
    </Form>
  );
}

export function Suppose({ person, period }: { person: string; period: string }) {
  const t = useWords(words);
  const { region } = usePlace();
  const { data, error } = useQuery(SupposablePay, { variables: { region, person, period } });
  const all = data?.supposablePay;
  if (!all) return error ? <Refused error={error} /> : <Skeleton active />;
  return (
    <div className="stack">
      {all.length === 0 && <p className="quiet">{t('supposeNothing')}</p>}
      {all.map((each) => <Supposing key={each.payRun} person={person} period={period} of={each} />)}
      {all.length > 0 && <p className="quiet">{t('supposeHint')}</p>}
    </div>
  );
}
