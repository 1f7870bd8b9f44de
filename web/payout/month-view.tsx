/** One institution's month: gross, deductions by item, net; its run; its people. */
import { useQuery } from '@apollo/client/react';
import { Alert, Button, Card, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { PayOutFieldsFragment } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { RunPanel } from '../kit/run-panel.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { BatchCard } from './batch-card.tsx';
import { DeductionDialog } from './deduction-dialog.tsx';
import { OwedCard } from './owed-card.tsx';
import { PayOutOfMonth, PreparePayOut } from './payout.graphql.ts';
import { ReturnsCard } from './returns-card.tsx';
import { words } from './words.ts';

type Person = PayOutFieldsFragment['people'][number];

/** 应发 − 扣除 = 实发, with every item. */
function Sums({ payOut }: { payOut: PayOutFieldsFragment }) {
  const t = useWords(words);
  const say = useSay();
  return (
    <Card size="small" title={<h2 className="card-title">{t('route', { policy: say(payOut.policy) })}</h2>}>
      <dl className="payslip">
        <div className="payslip-line"><dt>{t('gross')}</dt><dd><Money value={payOut.gross} /></dd></div>
        {payOut.deductions.map(({ item, title, amount }) => <div key={item} className="payslip-line"><dt>− {say(title)}</dt><dd><Money value={amount} /></dd></div>)}
        <div className="payslip-line"><dt><strong>{t('net')}</strong></dt><dd><strong><Money value={payOut.net} /></strong></dd></div>
      </dl>
    </Card>
  );
}

function PeopleTable({ people }: { people: readonly Person[] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const money = (title: string) => k('withUnit', { title, unit: k('yuan') });
  return (
    <Card size="small" title={<h2 className="card-title">{t('people')}</h2>}>
      <Table size="small" rowKey="code" pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 'max-content' }} dataSource={[...people]}
        expandable={{
          rowExpandable: ({ deductions }) => deductions.length > 0,
          expandedRowRender: ({ deductions }) => <dl className="payslip">{deductions.map(({ item, title, amount }) => <div key={item} className="payslip-line"><dt>{say(title)}</dt><dd><Money value={amount} /></dd></div>)}</dl>,
        }}
        columns={[
          { title: t('number'), dataIndex: 'code' },
          { title: t('name'), dataIndex: 'name' },
          { title: money(t('gross')), key: 'gross', align: 'right', render: (_, { gross }) => <Money value={gross} /> },
          { title: money(t('deducted')), key: 'deducted', align: 'right', render: (_, { deducted }) => <Money value={deducted} /> },
          { title: money(t('net')), key: 'net', align: 'right', render: (_, { net }) => <Money value={net} /> },
          { title: t('card'), key: 'card', render: (_, { card }) => card ?? <span className="quiet">{t('noCard')}</span> },
          { title: t('payment'), key: 'state', render: (_, { state, batch, reason }) => <>{t(`state_${state}`)}{batch && <span className="quiet"> {batch}</span>}{reason && <div>{reason}</div>}</> },
        ]} />
    </Card>
  );
}

/** What stands in the way of paying, by name. */
function Warnings({ people }: { people: readonly Person[] }) {
  const t = useWords(words);
  const names = (of: readonly Person[]) => of.map(({ code, name }) => `${code} ${name}`).join('、');
  const below = people.filter(({ net }) => net.startsWith('-'));
  const lacking = people.filter(({ state, card, net }) => !card && state !== 'SENT' && net !== '0.00');
  return (
    <>
      {below.length > 0 && <Alert type="error" showIcon title={t('belowZero', { count: String(below.length), names: names(below) })} />}
      {lacking.length > 0 && <Alert type="warning" showIcon title={t('lacking', { count: String(lacking.length), names: names(lacking) })} />}
    </>
  );
}

function Preparing({ payOut }: { payOut: PayOutFieldsFragment }) {
  const t = useWords(words);
  const { region } = usePlace();
  const [adding, setAdding] = useState(false);
  const [prepare, { loading, error }] = useVerb(PreparePayOut);
  return (
    <Card size="small">
      <div className="row">
        <Button onClick={() => setAdding(true)}>{t('deduct')}</Button>
        <Link to="/intake">{t('deductFile')}</Link>
        <Button type="primary" loading={loading} onClick={() => void prepare({ region, institution: payOut.institution.id, month: payOut.month })}>{t('prepare')}</Button>
      </div>
      <Refused error={error} />
      {adding && <DeductionDialog payOut={payOut} close={() => setAdding(false)} />}
    </Card>
  );
}

export function MonthView({ institution, month }: { institution: string; month: string }) {
  const { region } = usePlace();
  const t = useWords(words);
  const { account } = useSession();
  const { data, error, refetch } = useQuery(PayOutOfMonth, { variables: { region, institution, month }, fetchPolicy: 'network-only', nextFetchPolicy: 'cache-first' });
  const payOut = data?.payOut;
  const grants = account.grants.filter((grant) => grant.region.code === region);
  const prepares = grants.some((grant) => grant.role === 'INSTITUTION_FINANCE' && grant.institution?.id === institution);
  const pays = prepares || grants.some(({ role }) => role === 'FINANCE_BUREAU');
  return (
    <Page level={2} title={payOut ? `${payOut.institution.name} ${month}` : ''} error={error} retry={() => void refetch()} waiting={!payOut}>
      {payOut && payOut.people.length === 0 && <p>{t('none', { month })}</p>}
      {payOut && payOut.people.length > 0 && (
        <>
          <Sums payOut={payOut} />
          <Warnings people={payOut.people} />
          {prepares && !data?.payOut.run && <Preparing payOut={payOut} />}
          {data?.payOut.run && <RunPanel run={data.payOut.run} />}
          <PeopleTable people={payOut.people} />
        </>
      )}
      {payOut && data?.payOut.run && <BatchCard payOut={payOut} pays={pays} />}
      {payOut && <ReturnsCard payOut={payOut} run={data?.payOut.returnRun ?? null} pays={pays} prepares={prepares} />}
      {payOut && payOut.owed.length > 0 && <OwedCard payOut={payOut} pays={pays} />}
    </Page>
  );
}
