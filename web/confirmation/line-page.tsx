/** The line of an institution in a run: its amounts, where they come from, and confirming or disputing it. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { ConfirmationLineQuery } from '../gql/graphql.ts';
import { useAskRun } from '../kit/ask.tsx';
import { LineSaid, LineTag } from '../kit/confirming-panel.tsx';
import { Figure, MoneyFigure } from '../kit/figure.tsx';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useVerb } from '../kit/verb.ts';
import { ConfirmationLine, ConfirmLine, DisputeLine } from './confirmation.graphql.ts';
import { words } from './words.ts';

type Own = ConfirmationLineQuery['confirmationLine'];
type Amount = Own['amounts'][number];

function Amounts({ own, title, amounts }: { own: Own; title: string; amounts: Amount[] }) {
  const t = useWords(words);
  const say = useSay();
  const ask = useAskRun();
  const columns = [
    { key: 'item', title: t('item'), render: (_: unknown, amount: Amount) => say(amount.title) },
    {
      key: 'amount', title: t('amount'), align: 'right' as const, render: (_: unknown, { step, title: of, value, unit, moved }: Amount) => (
        <>
          {moved
            ? <MoneyFigure title={say(of)} value={value} ask={() => ask(own.run, step, own.line.row)} />
            : <Figure title={say(of)} value={value} ask={() => ask(own.run, step, own.line.row)}><span className="money">{value}</span></Figure>}
          {' '}<span className="quiet unit">{say(unit)}</span>
        </>
      ),
    },
  ];
  return <Card size="small" title={title}><Table size="small" pagination={{ pageSize: 20, hideOnSinglePage: true }} columns={columns} dataSource={amounts} rowKey="step" /></Card>;
}

/** Confirm or dispute; bound to the fingerprint that was seen. */
function Acts({ own }: { own: Own }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [disputing, setDisputing] = useState(false);
  const [confirm, confirming] = useVerb(ConfirmLine);
  const [dispute, sending] = useVerb(DisputeLine);
  const seen = { region, run: own.run, hash: own.hash, row: own.line.row };
  const agree = async () => {
    const { error } = await confirm(seen);
    if (!error) void message.success(t('confirmed'));
  };
  const object = async (reason: string) => {
    const { error } = await dispute({ ...seen, reason });
    if (error) return;
    void message.success(t('disputed'));
    setDisputing(false);
  };
  return (
    <>
      <div className="row">
        <Popconfirm title={t('confirmSure')} okText={t('confirm')} cancelText={t('cancel')} onConfirm={() => void agree()}>
          <Button type="primary" loading={confirming.loading}>{t('confirm')}</Button>
        </Popconfirm>
        <Button danger onClick={() => setDisputing(true)}>{t('dispute')}</Button>
      </div>
      <Refused error={confirming.error} />
      {disputing && <ReasonDialog title={t('dispute')} hint={t('disputeHint')} busy={sending.loading} error={sending.error} submit={(reason) => void object(reason)} close={() => setDisputing(false)} />}
    </>
  );
}

export function LinePage() {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const { run = '', row = '' } = useParams();
  const { data, error, refetch } = useQuery(ConfirmationLine, { variables: { region, run, row } });
  const own = data?.confirmationLine;
  const lead = own && t('lead', {
    institution: own.line.institution.name, policy: say(own.policyTitle), days: String(own.workingDays), due: own.dueOn, silence: t(own.silenceConfirms ? 'silenceConfirms' : 'silenceDisputes'),
  });
  return (
    <Page title={own ? t('title', { stage: say(own.stageTitle), period: own.period, row }) : row} lead={lead} error={error} retry={() => void refetch()} waiting={!own}>
      {own && (
        <div className="stack">
          <Card size="small" title={<LineTag line={own.line} />}>
            <LineSaid line={own.line} />
            <p className="quiet">{t('ownOnly', { hash: own.hash.slice(0, 12) })}</p>
            {own.line.mine && <Acts own={own} />}
          </Card>
          <Amounts own={own} title={t('moved')} amounts={own.amounts.filter(({ moved }) => moved)} />
          <Amounts own={own} title={t('others')} amounts={own.amounts.filter(({ moved }) => !moved)} />
        </div>
      )}
    </Page>
  );
}
