/** The schemes of a year: their versions, and the form that makes another, its weights added up while they are typed. */
import { useQuery } from '@apollo/client/react';
import { Alert, App, Button, Card, Empty, Form, Input, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { shareOfPercent, weightsTotal } from '../../server/core/assessment/scheme.ts';
import { formatPercent, isZero, negate, parseRate, sign } from '../../server/core/rate.ts';
import type { IndicatorsQuery, InstitutionKind, SchemesQuery } from '../gql/graphql.ts';
import { institutionKinds } from '../kit/institutions.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { Indicators, ProposeScheme, Schemes } from './assessment.graphql.ts';
import { ScopeSwitch, targetText, useLevel, useScope } from './parts.tsx';
import { words } from './words.ts';

type Scheme = SchemesQuery['assessmentSchemes'][number];
type Listed = IndicatorsQuery['indicators']['edges'][number]['node'];
type Weighed = { key: string; percent: string };

const gradeIds = ['excellent', 'good', 'qualified', 'failed'] as const;
type GradeId = (typeof gradeIds)[number];
const usual: Record<GradeId, string> = { excellent: '90', good: '75', qualified: '60', failed: '0' };

const keyOf = ({ library, id }: { library: string; id: string }) => `${library}/${id}`;

function Weights({ weighed }: { weighed: readonly Weighed[] }) {
  const t = useWords(words);
  const { total, difference } = weightsTotal(weighed.map(({ percent }) => shareOfPercent(percent)));
  const told = t('weightsTotal', { total: formatPercent(total) });
  if (isZero(difference)) return <span className="adds-up" role="status">{told} ✓</span>;
  const off = sign(difference) > 0 ? t('weightsShort', { difference: formatPercent(difference) }) : t('weightsOver', { difference: formatPercent(negate(difference)) });
  return <span className="adds-up-not" role="status">{told}，{off}</span>;
}

function WeightTable({ all, weighed, change }: { all: readonly Listed[]; weighed: readonly Weighed[]; change: (next: Weighed[]) => void }) {
  const t = useWords(words);
  const say = useSay();
  const of = (key: string) => all.find((each) => keyOf(each) === key);
  return (
    <Table<Weighed> size="small" rowKey="key" pagination={false} dataSource={[...weighed]} scroll={{ x: 'max-content' }} footer={() => <Weights weighed={weighed} />}
      columns={[
        { title: t('indicator'), key: 'indicator', render: (_, { key }) => { const found = of(key); return found ? <>{say(found.title)} <span className="quiet">{say(found.libraryTitle)}</span></> : key; } },
        { title: t('target'), key: 'target', render: (_, { key }) => { const found = of(key); return found ? targetText(found) : ''; } },
        { title: t('weight'), key: 'weight', render: (_, { key, percent }) => {
          const found = of(key);
          return <Input style={{ width: 110 }} suffix="%" inputMode="decimal" aria-label={t('weightOf', { name: found ? say(found.title) : key })} value={percent}
            onChange={(event) => change(weighed.map((each) => (each.key === key ? { key, percent: event.target.value } : each)))} />;
        } },
        { key: 'remove', render: (_, { key }) => <Button type="text" onClick={() => change(weighed.filter((each) => each.key !== key))}>{t('remove')}</Button> },
      ]} />
  );
}

/** What the form begins with: the newest version, or nothing. */
function startOf(scheme: Scheme | undefined) {
  return {
    zh: scheme?.title.zh ?? '', en: scheme?.title.en ?? '', kinds: (scheme?.kinds ?? ['COUNTY_HOSPITAL', 'TOWNSHIP_HOSPITAL']) as InstitutionKind[],
    weighed: scheme?.indicators.map(({ weight, indicator }) => ({ key: keyOf(indicator), percent: formatPercent(parseRate(weight, '')).replace('%', '') })) ?? [],
    vetoes: scheme?.vetoes.map(({ title }) => title.zh).join('\n') ?? '',
    grades: Object.fromEntries(gradeIds.map((id) => [id, scheme?.grades.find((each) => each.id === id)?.from ?? usual[id]])) as Record<GradeId, string>,
  };
}

function SchemeForm({ newest }: { newest: Scheme | undefined }) {
  const t = useWords(words);
  const say = useSay();
  const level = useLevel();
  const { message } = App.useApp();
  const { region, year } = usePlace();
  const [scope] = useScope();
  const { data, fetchMore } = useQuery(Indicators, { variables: {} });
  useRest(fetchMore, { after: data?.indicators });
  const all = nodesOf(data?.indicators);
  const [given, setGiven] = useState(() => startOf(newest));
  const [reason, setReason] = useState('');
  const [propose, { loading, error }] = useVerb(ProposeScheme);
  const set = (change: Partial<typeof given>) => setGiven((before) => ({ ...before, ...change }));
  const submit = async () => {
    const answer = await propose({
      region, scope, year, reason, title: { zh: given.zh, en: given.en || given.zh }, kinds: scope === 'CONSORTIA' ? [] : given.kinds,
      indicators: given.weighed.map(({ key, percent }) => ({ library: key.split('/')[0] ?? '', id: key.split('/')[1] ?? '', weight: shareOfPercent(percent) })),
      vetoes: given.vetoes.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line, index) => ({ id: `v${index + 1}`, title: { zh: line, en: line } })),
      grades: gradeIds.map((id) => ({ id, title: { zh: words[`grade_${id}`].zh, en: words[`grade_${id}`].en }, from: given.grades[id], failed: id === 'failed' })),
    });
    if (answer.data) void message.success(t('proposed', { version: String(answer.data.proposeAssessmentScheme.version) }));
  };
  const readable = given.weighed.every(({ percent }) => /^\s*\d+(\.\d+)?\s*$/.test(percent));
  const whole = readable && isZero(weightsTotal(given.weighed.map(({ percent }) => shareOfPercent(percent))).difference);
  return (
    <Card size="small" title={t('newScheme')}>
      <Form layout="vertical" onFinish={() => void submit()}>
        <div className="cards">
          <Form.Item label={t('schemeName')} htmlFor="scheme-zh"><Input id="scheme-zh" value={given.zh} maxLength={80} onChange={(event) => set({ zh: event.target.value })} /></Form.Item>
          <Form.Item label={t('schemeNameEn')} htmlFor="scheme-en"><Input id="scheme-en" value={given.en} maxLength={160} onChange={(event) => set({ en: event.target.value })} /></Form.Item>
          {scope === 'INSTITUTIONS' && (
            <Form.Item label={t('kinds')} htmlFor="scheme-kinds">
              <Select id="scheme-kinds" mode="multiple" value={given.kinds} onChange={(kinds) => set({ kinds })} options={institutionKinds.map((kind) => ({ value: kind, label: level(kind) }))} />
            </Form.Item>
          )}
        </div>
        <Form.Item label={t('addIndicator')} htmlFor="scheme-add">
          <Select id="scheme-add" showSearch={{ optionFilterProp: 'label' }} value={null} onChange={(key: string | null) => key !== null && set({ weighed: [...given.weighed, { key, percent: '' }] })}
            options={all.filter((each) => !given.weighed.some(({ key }) => key === keyOf(each))).map((each) => ({ value: keyOf(each), label: `${say(each.title)} · ${say(each.groupTitle)} · ${say(each.libraryTitle)}` }))} />
        </Form.Item>
        <WeightTable all={all} weighed={given.weighed} change={(weighed) => set({ weighed })} />
        <div className="cards" style={{ marginTop: 16 }}>
          <Form.Item label={t('vetoes')} htmlFor="scheme-vetoes"><Input.TextArea id="scheme-vetoes" rows={3} value={given.vetoes} onChange={(event) => set({ vetoes: event.target.value })} /></Form.Item>
          <Form.Item label={t('grades')}>
            <div className="stack">
              {gradeIds.map((id) => <Input key={id} prefix={t(`grade_${id}`)} aria-label={`${t('grades')} ${t(`grade_${id}`)}`} inputMode="decimal" readOnly={id === 'failed'} value={given.grades[id]} onChange={(event) => set({ grades: { ...given.grades, [id]: event.target.value } })} />)}
            </div>
          </Form.Item>
          <Form.Item label={t('reason')} htmlFor="scheme-reason"><Input.TextArea id="scheme-reason" rows={3} value={reason} onChange={(event) => setReason(event.target.value)} /></Form.Item>
        </div>
        <Button type="primary" htmlType="submit" loading={loading} disabled={!whole || given.zh.trim() === ''}>{t('propose')}</Button>
      </Form>
      <Refused error={error} />
    </Card>
  );
}

function Versions({ schemes }: { schemes: readonly Scheme[] }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Card size="small">
      <Table<Scheme> size="small" rowKey="id" pagination={false} dataSource={[...schemes]} scroll={{ x: 'max-content' }} locale={{ emptyText: <Empty /> }}
        expandable={{ expandedRowRender: ({ indicators, vetoes, grades }) => (
          <div className="stack">
            <ul className="check-list">{indicators.map(({ weight, indicator }) => <li key={keyOf(indicator)}>{formatPercent(parseRate(weight, ''))} {say(indicator.title)} <span className="quiet">{targetText(indicator)}</span></li>)}</ul>
            <div className="row">{grades.map((grade) => <Tag key={grade.id} color={grade.failed ? 'error' : 'default'}>{say(grade.title)} ≥ {grade.from}</Tag>)}</div>
            {vetoes.length > 0 && <div>{t('veto')}: {vetoes.map(({ title }) => say(title)).join('、')}</div>}
          </div>
        ) }}
        columns={[
          { title: t('schemeName'), key: 'title', render: (_, { title }) => say(title) },
          { title: t('version'), dataIndex: 'version', align: 'right' },
          { title: t('proposedBy'), dataIndex: 'proposedBy' },
          { title: t('proposedAt'), key: 'at', render: (_, { proposedAt }) => instantText(proposedAt, language) },
          { title: t('reason'), dataIndex: 'reason' },
        ]} />
    </Card>
  );
}

export function SchemePage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { holds } = useSession();
  const [scope] = useScope();
  const { data, error, refetch } = useQuery(Schemes, { variables: { region, year } });
  const schemes = data?.assessmentSchemes.filter((each) => each.scope === scope);
  return (
    <Page title={t('schemeTitle', { year: String(year) })} lead={t('schemeLead')} error={error} retry={() => void refetch()} waiting={!schemes}
      extra={<><ScopeSwitch /><Link to={`/assessment?scope=${scope}`}>{t('backToRound')}</Link></>}>
      {schemes && <Versions schemes={schemes} />}
      {schemes && (holds(region, ['HEALTH_BUREAU']) ? <SchemeForm key={`${region}/${year}/${scope}/${schemes[0]?.id ?? ''}`} newest={schemes[0]} /> : schemes.length === 0 && <Alert type="info" showIcon title={t('noRound')} />)}
    </Page>
  );
}
