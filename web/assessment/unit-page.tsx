/** One unit in the assessment of a year: where it stands, its lines beside peers and last year, what was done, objections. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Tag } from 'antd';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { chartNumber } from '../kit/chart.ts';
import { Chart } from '../kit/chart-view.tsx';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import type { UnitQuery } from '../gql/graphql.ts';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { colours } from '../kit/theme.ts';
import { instantText } from '../kit/time.ts';
import { Unit as UnitDocument } from './assessment.graphql.ts';
import { EvidenceOf } from './evidence.tsx';
import { Objections } from './objections.tsx';
import { StateTags, useAskAssessment } from './parts.tsx';
import { UnitActs, type Scheme, type Unit } from './unit-acts.tsx';
import { UnitLines, useFilling } from './unit-lines.tsx';
import { words } from './words.ts';

type Before = UnitQuery['before']['edges'][number]['node'] | undefined;
const signedOf = (unit: { results: ReadonlyArray<{ stage: string; score: string | null; grade: string | null }> } | undefined) => unit?.results.find(({ stage }) => stage === 'FINAL');

function Standing({ unit, scheme, before }: { unit: Unit; scheme: Scheme; before: Before }) {
  const t = useWords(words);
  const say = useSay();
  const askWhy = useAskAssessment();
  const titleOf = (id: string | null | undefined) => {
    const found = scheme.grades.find((grade) => grade.id === id);
    return found ? say(found.title) : '';
  };
  const signed = signedOf(unit);
  const figure = (text: string | null | undefined, isSigned: boolean, name: string) => (text
    ? <button type="button" className="figure" aria-label={`${name} ${text}`} onClick={() => askWhy(unit.id, unit.name, 'total', isSigned)}>{text}</button> : '–');
  const cards: Array<[string, React.ReactNode]> = [
    [t('now'), <>{figure(unit.total, false, t('now'))} <span className="quiet">{titleOf(unit.grade)}</span></>],
    [t('signed'), <>{figure(signed?.score, true, t('signed'))} <span className="quiet">{titleOf(signed?.grade)}</span></>],
    [t('rank'), unit.rank === null ? '–' : t('rankOf', { rank: String(unit.rank), peers: String(unit.peers) })],
    [t('peersMean'), unit.peersMean ?? '–'],
    [t('lastYear'), signedOf(before)?.score ?? '–'],
  ];
  return <div className="cards">{cards.map(([title, content]) => <Card key={title} size="small"><div className="quiet">{title}</div><div className="card-figure">{content}</div></Card>)}</div>;
}

function Beside({ unit, scheme, before }: { unit: Unit; scheme: Scheme; before: Before }) {
  const t = useWords(words);
  const say = useSay();
  const option = useMemo(() => {
    const scores = (pick: (indicator: string) => string | null | undefined) => scheme.indicators.map(({ indicator }) => chartNumber(pick(indicator.id) ?? '0'));
    const line = (id: string) => unit.lines.find(({ indicator }) => indicator === id);
    const last = (id: string) => before?.lines.find(({ indicator }) => indicator === id);
    return {
      color: [...colours.series], grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true }, legend: { top: 0 }, tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: scheme.indicators.map(({ indicator }) => say(indicator.title)), axisLabel: { interval: 0, width: 110, overflow: 'break' } }, yAxis: { type: 'value', min: 0, max: 100 },
      series: [
        { type: 'bar', name: unit.name, barMaxWidth: 28, data: scores((id) => line(id)?.score) },
        { type: 'bar', name: t('peersMean'), barMaxWidth: 28, data: scores((id) => line(id)?.peersMean) },
        ...(before ? [{ type: 'bar', name: t('lastYear'), barMaxWidth: 28, data: scores((id) => last(id)?.finalScore ?? last(id)?.score) }] : []),
      ],
    };
  }, [unit, scheme, before, say, t]);
  return <Card size="small" title={t('against')}><Chart option={option} height={260} label={t('against')} /></Card>;
}

function Done({ unit, scheme }: { unit: Unit; scheme: Scheme }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const filling = useFilling(unit);
  const titles = new Map(scheme.vetoes.map(({ id, title }) => [id, say(title)]));
  return (
    <Card size="small" title={t('steps')}>
      <ul className="check-list">
        {unit.results.map(({ stage, score, by, at, note, reason }) => (
          <li key={stage}><Tag>{t(`stage_${stage}`)}</Tag>{score ?? '–'} <span className="quiet">{by} {instantText(at, language)}</span> {note} {reason && <em>{t('correction')}：{reason}</em>}</li>
        ))}
        {unit.vetoes.map(({ veto, reason, by }) => (
          <li key={veto}><Tag color="error">{t('veto')}</Tag>{titles.get(veto)}：{reason} <span className="quiet">{by}</span><EvidenceOf unit={unit} subject={veto} name={titles.get(veto) ?? veto} stage={filling === 'REVIEW' ? filling : undefined} /></li>
        ))}
      </ul>
    </Card>
  );
}

export function AssessedUnitPage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { scope: given, code = '' } = useParams();
  const scope = given === 'CONSORTIA' ? 'CONSORTIA' as const : 'INSTITUTIONS' as const;
  const { data, error, refetch } = useQuery(UnitDocument, { variables: { region, scope, year, lastYear: year - 1, code } });
  const unit = data?.now.edges[0]?.node;
  const before = data?.before.edges[0]?.node;
  const scheme = data?.assessmentRound?.scheme;
  return (
    <Page title={t('unitTitle', { name: unit?.name ?? code, year: String(year) })} error={error} retry={() => void refetch()} waiting={!data} extra={<Link to={`/assessment?scope=${scope}`}>{t('backToRound')}</Link>}>
      {data && !unit && <Empty description={t('notThere')} />}
      {unit && scheme && (
        <>
          <div className="row"><StateTags unit={unit} />{unit.failedYears > 0 && <Tag color="error">{t('failedYears', { count: String(unit.failedYears) })}</Tag>}<UnitActs unit={unit} scheme={scheme} /></div>
          <Standing unit={unit} scheme={scheme} before={before} />
          <Card size="small"><UnitLines unit={unit} scheme={scheme} before={before} /></Card>
          <Beside unit={unit} scheme={scheme} before={before} />
          {unit.objections.length > 0 && <Card size="small" title={t('objections')}><Objections unit={unit} scheme={scheme} /></Card>}
          <Done unit={unit} scheme={scheme} />
        </>
      )}
    </Page>
  );
}
