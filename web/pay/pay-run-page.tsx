/** One pay run: its lines, reviews, notice and release. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Input, Popconfirm } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { PayRunFieldsFragment } from '../gql/graphql.ts';
import { Checks } from '../kit/checks.tsx';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { RunPanel } from '../kit/run-panel.tsx';
import { RunSurroundings } from '../kit/run-around.tsx';
import { useSession } from '../kit/session.tsx';
import { instantText, today } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { VersionSheet } from '../kit/version-sheet.tsx';
import { nodesOf, useRest } from '../kit/whole.ts';
import { PayRunById, PublishPayRun, ReleasePayRun } from './pay.graphql.ts';
import { PayLines } from './pay-lines.tsx';
import { words } from './words.ts';

function Publish({ payRun }: { payRun: PayRunFieldsFragment }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [closesOn, setClosesOn] = useState(today);
  const [publish, { loading, error }] = useVerb(PublishPayRun);
  const submit = async () => {
    const answer = await publish({ region, id: payRun.id, closesOn });
    if (!answer.error) void message.success(t('published'));
  };
  return (
    <div>
      <div className="row">
        <label className="row" htmlFor="closes-on">{t('closesOn')}
          <Input id="closes-on" type="date" value={closesOn} onChange={(event) => setClosesOn(event.target.value)} style={{ width: 160 }} />
        </label>
        <Button loading={loading} disabled={closesOn === ''} onClick={() => void submit()}>{t('publish')}</Button>
      </div>
      <Refused error={error} />
    </div>
  );
}

function Release({ payRun }: { payRun: PayRunFieldsFragment }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [release, { loading, error }] = useVerb(ReleasePayRun);
  const submit = async () => {
    const answer = await release({ region, id: payRun.id });
    if (!answer.error) void message.success(t('releasedNow'));
  };
  return (
    <div>
      <Popconfirm title={t('releaseSure')} okText={t('release')} onConfirm={submit}>
        <Button type="primary" loading={loading}>{t('release')}</Button>
      </Popconfirm>
      <Refused error={error} />
    </div>
  );
}

/** After approval: first the notice, then the payment. The server tells who may and when. */
function NoticeCard({ payRun }: { payRun: PayRunFieldsFragment }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { region } = usePlace();
  const { holds } = useSession();
  const { notice, paidAt, run } = payRun;
  const told = notice && t('noticeBy', { name: notice.publishedBy, at: instantText(notice.publishedAt, language), day: notice.closesOn });
  return (
    <Card size="small" title={t('notice')}>
      <div className="stack">
        <span>{told ?? t('notPublished')}</span>
        {!paidAt && !notice && run.state === 'APPROVED' && holds(region, ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER']) && <Publish payRun={payRun} />}
        {paidAt && <strong>{t('paidAt', { at: instantText(paidAt, language) })}</strong>}
        {!paidAt && run.state === 'APPROVED' && holds(region, ['FINANCE_BUREAU']) && <Release payRun={payRun} />}
      </div>
    </Card>
  );
}

export function PayRunPage() {
  const t = useWords(words);
  const { id = '' } = useParams();
  const { region } = usePlace();
  const { holds } = useSession();
  const { data, error, refetch, fetchMore } = useQuery(PayRunById, { variables: { region, id } });
  useRest(fetchMore, { linesAfter: data?.payRun?.lines });
  const lines = useMemo(() => nodesOf(data?.payRun?.lines), [data?.payRun?.lines]);
  const payRun = data?.payRun;
  const names = new Map(lines.map(({ person }) => [person.code, person.name]));
  const title = payRun ? t('runTitle', { institution: payRun.institution.name, month: payRun.period, kind: t(`kind_${payRun.kind}`) }) : '';
  return (
    <Page title={title} error={error} retry={() => void refetch()} waiting={!payRun} extra={<Link to={payRun ? `/pay/${payRun.institution.id}` : '/pay'}>{t('totalBefore')}</Link>}>
      {payRun && (
        <>
          <div className="row">
            <span className="card-figure"><Money value={payRun.total} /></span>
            <span className="quiet">{t('people')} {payRun.people}</span>
            <Link to={`/pay/${payRun.institution.id}/${payRun.kind.toLowerCase()}/${payRun.period}`}>{t('howComputed')}</Link>
            <Link to={`/pay/runs/${payRun.id}/beside`}>{t('besideWorkbook')}</Link>
          </div>
          <RunPanel run={payRun.run} payer={holds(region, ['FINANCE_BUREAU'])} />
          <RunSurroundings run={payRun.run} mayCorrect={holds(region, ['HOSPITAL_HEAD'])} rowTitle={(key) => names.get(key) ?? key}
            show={(id) => <VersionSheet id={id} rowNames={names} />} />
          <NoticeCard payRun={payRun} />
          <Checks checks={payRun.run.checks} rowTitle={(key) => names.get(key) ?? key} />
          <PayLines run={payRun.run.id} lines={lines} />
        </>
      )}
    </Page>
  );
}
