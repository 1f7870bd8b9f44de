/** Payments that came back: recorded by hand or from the bank's answer, and posted with their month. */
import { Button, Card, Select, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PayOutFieldsFragment, PayOutOfMonthQuery } from '../gql/graphql.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Money, moneyText } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Refused } from '../kit/refusal.tsx';
import { RunPanel } from '../kit/run-panel.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { parseMoney } from '../../server/core/money.ts';
import { words as kitWords } from '../kit/words.ts';
import { PreparePayReturn, RecordPaymentReturn } from './payout.graphql.ts';
import { words } from './words.ts';

function ReturnDialog({ payOut, close }: { payOut: PayOutFieldsFragment; close: () => void }) {
  const t = useWords(words);
  const { region } = usePlace();
  const sent = payOut.people.filter(({ state }) => state === 'SENT');
  const [payment, setPayment] = useState(sent[0]?.payment ?? '');
  const [record, { loading, error }] = useVerb(RecordPaymentReturn);
  const chosen = sent.find((each) => each.payment === payment);
  const submit = async (reason: string) => {
    const answer = await record({ region, institution: payOut.institution.id, month: payOut.month, payment, reason });
    if (!answer.error) close();
  };
  return (
    <ReasonDialog title={t('recordReturn')} busy={loading} error={error} submit={(reason) => void submit(reason)} close={close} ready={chosen !== undefined}
      {...(chosen && { hint: t('returnHint', { person: `${chosen.code} ${chosen.name}`, amount: moneyText(parseMoney(chosen.net, 'net')), batch: chosen.batch ?? '' }) })}>
      <Select aria-label={t('name')} showSearch optionFilterProp="label" style={{ width: '100%' }} value={payment} onChange={setPayment}
        options={sent.map(({ payment: value, code, name, batch }) => ({ value: value ?? '', label: `${code} ${name} ${batch}` }))} />
    </ReasonDialog>
  );
}

interface Props {
  payOut: PayOutFieldsFragment;
  run: PayOutOfMonthQuery['payOut']['returnRun'] | null;
  pays: boolean;
  prepares: boolean;
}

export function ReturnsCard({ payOut, run, pays, prepares }: Props) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { language } = useLanguage();
  const { region } = usePlace();
  const [recording, setRecording] = useState(false);
  const [prepare, { loading, error }] = useVerb(PreparePayReturn);
  const some = payOut.returned !== '0.00' || payOut.reissued !== '0.00';
  return (
    <Card size="small" title={<h2 className="card-title">{t('returns')}</h2>}
      extra={pays && (
        <span className="row">
          <Link to="/intake">{t('answerFile')}</Link>
          {payOut.people.some(({ state }) => state === 'SENT') && <Button onClick={() => setRecording(true)}>{t('recordReturn')}</Button>}
        </span>
      )}>
      {payOut.returns.length === 0 ? <p className="quiet">{t('noReturn')}</p> : <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={payOut.returns}
        columns={[
          { title: t('batch'), key: 'batch', render: (_, { batch, sequence }) => `${batch} / ${sequence}` },
          { title: t('name'), key: 'name', render: (_, { code, name }) => `${code} ${name}` },
          { title: k('withUnit', { title: t('amount'), unit: k('yuan') }), key: 'amount', align: 'right', render: (_, { amount }) => <Money value={amount} /> },
          { title: t('reason'), dataIndex: 'reason' },
          { title: t('at'), key: 'at', render: (_, { at }) => instantText(at, language) },
          { title: t('again'), key: 'again', render: (_, { again }) => again ?? '—' },
        ]} />}
      {some && (
        <div className="row">
          <span>{t('returnsOfMonth', { month: payOut.month, returned: moneyText(parseMoney(payOut.returned, 'returned')), reissued: moneyText(parseMoney(payOut.reissued, 'reissued')) })}</span>
          {prepares && !run && <Button loading={loading} onClick={() => void prepare({ region, institution: payOut.institution.id, month: payOut.month })}>{t('postReturns')}</Button>}
        </div>
      )}
      <Refused error={error} />
      {run && <RunPanel run={run} />}
      {recording && <ReturnDialog payOut={payOut} close={() => setRecording(false)} />}
    </Card>
  );
}
