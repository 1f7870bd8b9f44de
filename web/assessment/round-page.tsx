/** The assessment of a year: who stands where, ranks and means, and what opens, fills and withdraws a round. */
import { useQuery } from '@apollo/client/react';
import { Alert, App, Button, Card, Empty, Form, Input, Modal, Table, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { RoundQuery } from '../gql/graphql.ts';
import { Chart } from '../kit/chart-view.tsx';
import { chartNumber } from '../kit/chart.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { pagesFor } from '../kit/pages.ts';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Refused } from '../kit/refusal.tsx';
import { bureaus } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { colours } from '../kit/theme.ts';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { ImportScores, OpenRound, Round, Schemes, TakeMeasures, WithdrawRound } from './assessment.graphql.ts';
import { ScopeSwitch, StateTags, useAskAssessment, useLevel, useScope } from './parts.tsx';
import { words } from './words.ts';

type Assessed = NonNullable<RoundQuery['assessmentRound']>;
type Unit = RoundQuery['assessmentUnits']['edges'][number]['node'];

const signedOf = (unit: Unit) => unit.results.find(({ stage }) => stage === 'FINAL');

function ImportDialog({ round, close }: { round: Assessed; close: () => void }) {
  const t = useWords(words);
  const say = useSay();
  const { message } = App.useApp();
  const { region } = usePlace();
  const [source, setSource] = useState('');
  const [text, setText] = useState('');
  const [bring, { loading, error }] = useVerb(ImportScores);
  const inputs = [...new Map(round.scheme.indicators.flatMap(({ indicator }) => indicator.inputs.map((input) => [input.id, input]))).values()];
  const rows = text.split('\n').map((line) => line.split(/[\t,，]/).map((cell) => cell.trim())).filter((cells) => cells.some((cell) => cell !== ''));
  const submit = async () => {
    const answer = await bring({ region, round: round.id, source, rows: rows.map(([unit = '', input = '', value = '']) => ({ unit, input, value })) });
    if (!answer.data) return;
    void message.success(t('taken', { count: String(answer.data.importAssessmentScores) }));
    close();
  };
  return (
    <Modal open title={t('import')} onCancel={close} onOk={() => void submit()} okText={t('import')} confirmLoading={loading} okButtonProps={{ disabled: rows.length === 0 || source.trim() === '' }}>
      <p>{t('importHint')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('source')} htmlFor="import-source" required><Input id="import-source" maxLength={200} value={source} onChange={(event) => setSource(event.target.value)} /></Form.Item>
        <Form.Item label={t('importRows')} htmlFor="import-rows" required><Input.TextArea id="import-rows" rows={6} value={text} onChange={(event) => setText(event.target.value)} /></Form.Item>
      </Form>
      <details><summary>{t('importNames')}</summary><ul className="check-list">{inputs.map(({ id, title }) => <li key={id}><code>{id}</code> {say(title)}</li>)}</ul></details>
      <Refused error={error} />
    </Modal>
  );
}

/** What the health bureau, and those who give values, may do with a round. */
function RoundActs({ round, signed }: { round: Assessed; signed: boolean }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const { holds } = useSession();
  const [open, setOpen] = useState<'import' | 'withdraw'>();
  const [take, taking] = useVerb(TakeMeasures);
  const [withdraw, withdrawing] = useVerb(WithdrawRound);
  const health = holds(region, ['HEALTH_BUREAU']);
  const takeAll = async () => {
    const answer = await take({ region, round: round.id });
    if (answer.data) void message.success(t('taken', { count: String(answer.data.takeAssessmentMeasures) }));
  };
  const withdrawIt = async (reason: string) => {
    if (!(await withdraw({ region, round: round.id, reason })).error) setOpen(undefined);
  };
  return (
    <div className="row">
      {holds(region, ['HEALTH_BUREAU', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU']) && <Button onClick={() => setOpen('import')}>{t('import')}</Button>}
      {health && <Button loading={taking.loading} onClick={() => void takeAll()}>{t('take')}</Button>}
      {health && !signed && <Button danger onClick={() => setOpen('withdraw')}>{t('withdraw')}</Button>}
      <Refused error={taking.error} />
      {open === 'import' && <ImportDialog round={round} close={() => setOpen(undefined)} />}
      {open === 'withdraw' && <ReasonDialog title={t('withdraw')} hint={t('withdrawHint')} busy={withdrawing.loading} error={withdrawing.error} submit={(reason) => void withdrawIt(reason)} close={() => setOpen(undefined)} />}
    </div>
  );
}

function UnitTable({ units, round }: { units: readonly Unit[]; round: Assessed }) {
  const t = useWords(words);
  const say = useSay();
  const level = useLevel();
  const askWhy = useAskAssessment();
  const gradeOf = (id: string | null | undefined) => {
    const found = round.scheme.grades.find((grade) => grade.id === id);
    return found ? <Tag color={found.failed ? 'error' : 'default'}>{say(found.title)}</Tag> : null;
  };
  const figure = (unit: Unit, text: string | null | undefined, signed: boolean) => (text
    ? <button type="button" className="figure" aria-label={`${unit.name} ${t(signed ? 'signed' : 'total')} ${text}`} onClick={() => askWhy(unit.id, unit.name, 'total', signed)}>{text}</button> : '–');
  return (
    <Card size="small">
      <Table<Unit> size="small" rowKey="id" dataSource={[...units]} pagination={pagesFor(units.length)} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('unit'), key: 'unit', render: (_, { code, name }) => <Link to={`/assessment/${round.scope}/${encodeURIComponent(code)}`}>{name}</Link> },
          { title: t('level'), key: 'level', render: (_, unit) => level(unit.level) },
          { title: t('state'), key: 'state', render: (_, unit) => <StateTags unit={unit} /> },
          { title: t('total'), key: 'total', align: 'right', render: (_, unit) => figure(unit, unit.total, false) },
          { title: t('rank'), key: 'rank', align: 'right', render: (_, { rank, peers }) => (rank === null ? '–' : t('rankOf', { rank: String(rank), peers: String(peers) })) },
          { title: t('peersMean'), key: 'mean', align: 'right', render: (_, { peersMean }) => peersMean ?? '–' },
          { title: t('signed'), key: 'signed', align: 'right', render: (_, unit) => figure(unit, signedOf(unit)?.score, true) },
          { title: t('grade'), key: 'grade', render: (_, unit) => <span className="row">{gradeOf(signedOf(unit)?.grade)}{unit.failedYears > 1 && <Tag color="error">{t('failedYears', { count: String(unit.failedYears) })}</Tag>}</span> },
        ]} />
    </Card>
  );
}

function Totals({ units }: { units: readonly Unit[] }) {
  const t = useWords(words);
  const shown = units.filter(({ total }) => total !== null);
  const option = useMemo(() => ({
    color: [...colours.series], grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true }, legend: { top: 0 }, tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: shown.map(({ name }) => name), axisLabel: { interval: 0, width: 120, overflow: 'break' } }, yAxis: { type: 'value', min: 0, max: 100 },
    series: [
      { type: 'bar', name: t('total'), barMaxWidth: 36, data: shown.map(({ total }) => chartNumber(total ?? '0')) },
      { type: 'line', name: t('peersMean'), step: 'middle', symbol: 'none', data: shown.map(({ peersMean }) => (peersMean === null ? null : chartNumber(peersMean))) },
    ],
  }), [shown, t]);
  return shown.length < 2 ? null : <Card size="small" title={t('chart')}><Chart option={option} height={260} label={t('chart')} /></Card>;
}

function Opening() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { holds } = useSession();
  const [scope] = useScope();
  const { data } = useQuery(Schemes, { variables: { region, year } });
  const [open, { loading, error }] = useVerb(OpenRound);
  const newest = data?.assessmentSchemes.find((each) => each.scope === scope);
  return (
    <Card size="small">
      <Empty description={t('noRound')}>
        {holds(region, ['HEALTH_BUREAU']) && (newest
          ? <Button type="primary" loading={loading} onClick={() => void open({ region, scheme: newest.id })}>{t('open', { version: String(newest.version) })}</Button>
          : <Link to={`/assessment/schemes?scope=${scope}`}><Button type="primary">{t('newScheme')}</Button></Link>)}
      </Empty>
      <Refused error={error} />
    </Card>
  );
}

export function AssessmentPage() {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { region, year } = usePlace();
  const { holds } = useSession();
  const [scope] = useScope();
  const { data, error, refetch, fetchMore } = useQuery(Round, { variables: { region, scope, year } });
  useRest(fetchMore, { after: data?.assessmentUnits });
  const round = data?.assessmentRound;
  const units = nodesOf(data?.assessmentUnits);
  return (
    <Page title={t('title', { year: String(year) })} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}
      extra={<><ScopeSwitch /><Link to={`/assessment/schemes?scope=${scope}`}>{t('schemes')}</Link><Link to="/assessment/indicators">{t('indicators')}</Link></>}>
      {data && !round && <Opening />}
      {round && (
        <>
          <div className="row"><strong>{say(round.scheme.title)}</strong><span className="quiet">{t('openedBy', { version: String(round.scheme.version), by: round.openedBy, at: instantText(round.openedAt, language) })}</span></div>
          {holds(region, bureaus) && <RoundActs round={round} signed={units.some((unit) => signedOf(unit) !== undefined)} />}
          {round.faults.length > 0 && holds(region, bureaus) && <Alert type="warning" showIcon title={t('cannotScore')} description={round.faults.map((each) => say(each)).join(' ')} />}
          <UnitTable units={units} round={round} />
          <Totals units={units} />
        </>
      )}
    </Page>
  );
}
