/** What corrections found to be paid too much, and how far it is taken back. */
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import type { PayOutFieldsFragment } from '../gql/graphql.ts';
import { parseMoney } from '../../server/core/money.ts';
import { useWords } from '../kit/language.tsx';
import { Money, moneyText } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { BeginRecovery } from './payout.graphql.ts';
import { words } from './words.ts';

type Owed = PayOutFieldsFragment['owed'][number];

function BeginDialog({ payOut, owed, close }: { payOut: PayOutFieldsFragment; owed: Owed; close: () => void }) {
  const t = useWords(words);
  const { region } = usePlace();
  const [begin, { loading, error }] = useVerb(BeginRecovery);
  const submit = async (reason: string) => {
    const answer = await begin({ region, institution: payOut.institution.id, month: payOut.month, payRun: owed.payRun, person: owed.code, reason });
    if (!answer.error) close();
  };
  return (
    <ReasonDialog title={t('begin')} hint={t('beginHint', { person: `${owed.code} ${owed.name}`, amount: moneyText(parseMoney(owed.amount, 'amount')) })} busy={loading} error={error}
      submit={(reason) => void submit(reason)} close={close} />
  );
}

export function OwedCard({ payOut, pays }: { payOut: PayOutFieldsFragment; pays: boolean }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const [beginning, setBeginning] = useState<Owed>();
  const money = (title: string) => k('withUnit', { title, unit: k('yuan') });
  return (
    <Card size="small" title={<h2 className="card-title">{t('owed')}</h2>}>
      <Table size="small" rowKey={({ payRun, code }) => `${payRun} ${code}`} pagination={false} scroll={{ x: 'max-content' }} dataSource={payOut.owed}
        columns={[
          { title: t('name'), key: 'name', render: (_, { code, name }) => `${code} ${name}` },
          { title: t('month'), dataIndex: 'month' },
          { title: money(t('amount')), key: 'amount', align: 'right', render: (_, { amount }) => <Money value={amount} /> },
          { title: money(t('recovered')), key: 'recovered', align: 'right', render: (_, { recovered }) => <Money value={recovered} /> },
          { title: money(t('remaining')), key: 'remaining', align: 'right', render: (_, { remaining }) => <Money value={remaining} /> },
          { title: '', key: 'act', render: (_, owed) => (owed.begun ? <span className="quiet">{t('begun')}</span> : pays && <Button size="small" onClick={() => setBeginning(owed)}>{t('begin')}</Button>) },
        ]} />
      {beginning && <BeginDialog payOut={payOut} owed={beginning} close={() => setBeginning(undefined)} />}
    </Card>
  );
}
