/** One import from what was detected to what is recorded. */
import { useQuery } from '@apollo/client/react';
import { Alert, Button, Card, Progress, Result, Steps } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { ImportFieldsFragment, ImportTargetsQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useVerb } from '../kit/verb.ts';
import { ChangeReading, CheckImport, ConfirmImport, ImportTargets, OneImport, Preview } from './intake.graphql.ts';
import { MappingForm } from './mapping-form.tsx';
import { ReadingForm, type Change } from './reading-form.tsx';
import { ReportView } from './report-view.tsx';
import { words } from './words.ts';

type Target = ImportTargetsQuery['importTargets'][number];

const pollMs = 1000;
const working = ['CHECKING', 'LOADING'];
const stepOf: Record<ImportFieldsFragment['state'], number> = { OPEN: 0, FAILED: 0, CHECKING: 1, CHECKED: 2, LOADING: 2, DONE: 3 };

function Working({ imported: { state, position, rows }, children }: { imported: ImportFieldsFragment; children?: ReactNode }) {
  const t = useWords(words);
  const values = { position: position.toLocaleString('en'), rows: rows.toLocaleString('en') };
  return (
    <Card size="small">
      <p aria-live="polite">{state === 'CHECKING' ? t('checking', values) : t('loading', values)}</p>
      <Progress aria-label={t(`state_${state}`)} status="active" showInfo={state === 'LOADING'} percent={state === 'LOADING' && rows > 0 ? Math.floor((position / rows) * 100) : 100} />
      {state === 'LOADING' && <p className="page-lead">{t('loadingLead')}</p>}
      {children}
    </Card>
  );
}

function Done({ imported: { rows, target } }: { imported: ImportFieldsFragment }) {
  const t = useWords(words);
  const toSpending = (target === 'SPENDING' || target === 'INSTITUTION_SPENDING') && <Link key="spending" to="/settlement?tab=spending"><Button type="primary">{t('toSpending')}</Button></Link>;
  return <Result status="success" title={t('done', { rows: rows.toLocaleString('en') })} subTitle={t('doneLead')} extra={[toSpending, <Link key="another" to="/intake"><Button>{t('another')}</Button></Link>]} />;
}

/** The forms of an import that is not at work, and the buttons that go on. */
function Open({ imported, target }: { imported: ImportFieldsFragment; target: Target }) {
  const t = useWords(words);
  const { region } = usePlace();
  const { id, state, report, reportHash, failure } = imported;
  const { data, error: unread } = useQuery(Preview, { variables: { region, id }, fetchPolicy: 'cache-and-network' });
  const say = useSay();
  const [changeReading, changing] = useVerb(ChangeReading);
  const [check, checking] = useVerb(CheckImport);
  const [confirm, confirming] = useVerb(ConfirmImport);
  const change = (what: Change) => void changeReading({ region, id, ...what });
  const busy = changing.loading || checking.loading || confirming.loading;
  const ready = state === 'CHECKED' && report && report.faultCount === 0 && report.changed > 0;
  return (
    <div className="stack">
      {failure.map((fault) => <Alert key={fault.en} type="error" showIcon title={say(fault)} />)}
      <ReportView imported={imported} />
      <ReadingForm reading={imported.reading} preview={data?.importPreview} disabled={busy} change={change} />
      {data ? <MappingForm imported={imported} target={target} preview={data.importPreview} disabled={busy} change={change} /> : <Refused error={unread} />}
      <Refused error={changing.error ?? checking.error ?? confirming.error} />
      <Card size="small" className="prepare-bar">
        <div className="row">
          <Button type={ready ? 'default' : 'primary'} loading={checking.loading} disabled={busy} onClick={() => void check({ region, id })}>{t(state === 'CHECKED' ? 'checkAgain' : 'check')}</Button>
          {state === 'CHECKED' && <Button type="primary" loading={confirming.loading} disabled={!ready || busy} onClick={() => void confirm({ region, id, report: reportHash ?? '' })}>{t('confirm')}</Button>}
        </div>
      </Card>
    </div>
  );
}

function AtWork({ imported }: { imported: ImportFieldsFragment }) {
  const t = useWords(words);
  const { region } = usePlace();
  const [check, checking] = useVerb(CheckImport);
  const [confirm, confirming] = useVerb(ConfirmImport);
  const { id, state, reportHash } = imported;
  return (
    <Working imported={imported}>
      {state === 'LOADING'
        ? <Button size="small" loading={confirming.loading} onClick={() => void confirm({ region, id, report: reportHash ?? '' })}>{t('goOn')}</Button>
        : <Button size="small" loading={checking.loading} onClick={() => void check({ region, id })}>{t('checkAgain')}</Button>}
      <Refused error={checking.error ?? confirming.error} />
    </Working>
  );
}

function Way({ imported, target }: { imported: ImportFieldsFragment; target: Target }) {
  const t = useWords(words);
  const { state, report } = imported;
  const faulty = state === 'CHECKED' && (report?.faultCount ?? 0) > 0;
  return (
    <div className="stack">
      <Steps size="small" current={faulty ? 1 : stepOf[state]} status={faulty || state === 'FAILED' ? 'error' : 'process'} items={(['step_read', 'step_check', 'step_confirm', 'step_done'] as const).map((key) => ({ title: t(key) }))} />
      {working.includes(state) && <AtWork imported={imported} />}
      {state === 'DONE' && <><Done imported={imported} /><ReportView imported={imported} /></>}
      {!working.includes(state) && state !== 'DONE' && <Open imported={imported} target={target} />}
    </div>
  );
}

export function ImportPage() {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const { id = '' } = useParams();
  const { data: known } = useQuery(ImportTargets);
  const { data, error, startPolling, stopPolling } = useQuery(OneImport, { variables: { region, id }, fetchPolicy: 'cache-and-network' });
  const imported = data?.import;
  const atWork = imported !== undefined && working.includes(imported.state);
  useEffect(() => {
    if (atWork) startPolling(pollMs);
    return stopPolling;
  }, [atWork, startPolling, stopPolling]);
  const target = known?.importTargets.find((each) => each.target === imported?.target);
  return (
    <Page title={imported?.file.name ?? t('title')} lead={target && say(target.title)} extra={<Link to="/intake">{t('back')}</Link>} error={error} waiting={!imported || !target}>
      {imported && target && <Way imported={imported} target={target} />}
    </Page>
  );
}
