/** The indicators of a unit: target, value, scores of each stage, last year's, evidence and notes; the form that fills them in. */
import { App, Button, Form, Input, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { formatPercent, parseRate } from '../../server/core/rate.ts';
import type { UnitQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { ObjectToScore, RecordAssessment } from './assessment.graphql.ts';
import { EvidenceOf } from './evidence.tsx';
import { targetText, useAskAssessment } from './parts.tsx';
import type { Scheme, Unit } from './unit-acts.tsx';
import { words } from './words.ts';

type Line = Unit['lines'][number];
type Before = UnitQuery['before']['edges'][number]['node'] | undefined;
type Weighed = Scheme['indicators'][number];
interface Row extends Weighed { line: Line; before: string | null }

const stages = { SELF: 'stage_SELF', REVIEW: 'stage_REVIEW', MEASURED: 'stage_MEASURED' } as const;
const stageWord = (stage: string) => (stage === 'SELF' || stage === 'REVIEW' ? stages[stage] : stages.MEASURED);

/** The stage at which the reader may fill in, if there is one. */
export function useFilling(unit: Unit): 'SELF' | 'REVIEW' | undefined {
  const { region } = usePlace();
  const { holds } = useSession();
  if (unit.state === 'OPEN') return holds(region, ['HOSPITAL_HEAD']) ? 'SELF' : undefined;
  return holds(region, ['HEALTH_BUREAU']) ? 'REVIEW' : undefined;
}

function FillDialog({ unit, row: { indicator, line }, stage, close }: { unit: Unit; row: Row; stage: 'SELF' | 'REVIEW'; close: () => void }) {
  const t = useWords(words);
  const say = useSay();
  const { message } = App.useApp();
  const { region } = usePlace();
  const given = (id: string) => line.values.find(({ input }) => input === id);
  const open = indicator.inputs.filter(({ from }) => stage === 'REVIEW' || from === 'institution');
  const [values, setValues] = useState<Record<string, string>>(() => Object.fromEntries(open.map(({ id }) => [id, given(id)?.value ?? ''])));
  const own = line.notes.find((note) => note.stage === stage)?.text ?? '';
  const [note, setNote] = useState(own);
  const [record, { loading, error }] = useVerb(RecordAssessment);
  const submit = async () => {
    const changed = open.filter(({ id }) => values[id] !== (given(id)?.value ?? '')).map(({ id }) => ({ input: id, value: values[id] ?? '' }));
    const answer = await record({ region, unit: unit.id, stage, values: changed, notes: note === own ? [] : [{ indicator: indicator.id, note }] });
    if (answer.error) return;
    void message.success(t('saved'));
    close();
  };
  return (
    <Modal open title={say(indicator.title)} onCancel={close} onOk={() => void submit()} okText={t('save')} confirmLoading={loading}>
      <p className="quiet">{say(indicator.says)}</p>
      <Form layout="vertical" component="div">
        {open.map(({ id, title }) => (
          <Form.Item key={id} label={say(title)} htmlFor={`fill-${id}`} extra={stage === 'REVIEW' && given(id)?.self ? t('own', { value: given(id)?.self ?? '' }) : undefined}>
            <Input id={`fill-${id}`} value={values[id]} onChange={(event) => setValues({ ...values, [id]: event.target.value })} />
          </Form.Item>
        ))}
        <Form.Item label={t('notes')} htmlFor="fill-note"><Input.TextArea id="fill-note" rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} /></Form.Item>
      </Form>
      <Refused error={error} />
    </Modal>
  );
}

function ObjectDialog({ unit, row: { indicator }, close }: { unit: Unit; row: Row; close: () => void }) {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const [object, { loading, error }] = useVerb(ObjectToScore);
  const submit = async (text: string) => {
    if (!(await object({ region, unit: unit.id, indicator: indicator.id, text })).error) close();
  };
  return <ReasonDialog title={t('object')} hint={say(indicator.title)} busy={loading} error={error} submit={(text) => void submit(text)} close={close} />;
}

function Value({ row: { indicator, line } }: { row: Row }) {
  const t = useWords(words);
  const say = useSay();
  const titles = new Map(indicator.inputs.map(({ id, title }) => [id, say(title)]));
  return (
    <div>
      <strong>{line.value ?? '–'}</strong> {line.met !== null && <Tag color={line.met ? 'success' : 'error'}>{t(line.met ? 'met' : 'notMet')}</Tag>}
      {line.values.map(({ input, value, self, source }) => (
        <div key={input} className="quiet">{titles.get(input)}: {value ?? '–'}{self !== null && self !== value && ` (${t('own', { value: self })})`}{source && ` · ${source}`}</div>
      ))}
      {line.faults.map((each) => <div key={each.en} className="fault">{say(each)}</div>)}
    </div>
  );
}

export function UnitLines({ unit, scheme, before }: { unit: Unit; scheme: Scheme; before: Before }) {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const { holds } = useSession();
  const askWhy = useAskAssessment();
  const filling = useFilling(unit);
  const [open, setOpen] = useState<{ row: Row; what: 'fill' | 'object' }>();
  const last = new Map(before?.lines.map((line) => [line.indicator, line.finalScore ?? line.score]));
  const rows = scheme.indicators.flatMap((weighed): Row[] => {
    const line = unit.lines.find(({ indicator }) => indicator === weighed.indicator.id);
    return line ? [{ ...weighed, line, before: last.get(weighed.indicator.id) ?? null }] : [];
  });
  const close = () => setOpen(undefined);
  return (
    <>
      <Table<Row> size="small" rowKey={({ indicator }) => indicator.id} dataSource={rows} pagination={false} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('indicator'), key: 'indicator', render: (_, { indicator }) => <div style={{ maxWidth: 260, whiteSpace: 'normal' }}>{say(indicator.title)}<div className="quiet">{say(indicator.groupTitle)} · {indicator.sources.map((source) => source.rule ?? source.clause).join(', ')}</div></div> },
          { title: t('weight'), key: 'weight', align: 'right', render: (_, { weight }) => formatPercent(parseRate(weight, '')) },
          { title: t('target'), key: 'target', render: (_, { indicator }) => targetText(indicator) },
          { title: t('value'), key: 'value', render: (_, row) => <Value row={row} /> },
          { title: t('selfScore'), key: 'self', align: 'right', render: (_, { line }) => line.selfScore ?? '–' },
          { title: t('score'), key: 'score', align: 'right', render: (_, { indicator, line }) => (line.score === null ? '–'
            : <button type="button" className="figure" aria-label={`${say(indicator.title)} ${t('score')} ${line.score}`} onClick={() => askWhy(unit.id, unit.name, `${indicator.id}_score`)}>{line.score}</button>) },
          { title: t('finalScore'), key: 'final', align: 'right', render: (_, { line }) => line.finalScore ?? '–' },
          { title: t('peersMean'), key: 'mean', align: 'right', render: (_, { line }) => line.peersMean ?? '–' },
          { title: t('lastYear'), key: 'before', align: 'right', render: (_, { before: score }) => score ?? '–' },
          { title: t('evidence'), key: 'evidence', render: (_, { indicator }) => <EvidenceOf unit={unit} subject={indicator.id} name={say(indicator.title)} stage={filling} /> },
          { title: t('notes'), key: 'notes', render: (_, { line }) => line.notes.map((note) => <div key={note.stage} style={{ maxWidth: 240, whiteSpace: 'normal' }}><span className="quiet">{t(stageWord(note.stage))} {note.by}：</span>{note.text}</div>) },
          { key: 'acts', render: (_, row) => (
            <span className="row">
              {filling && <Button size="small" aria-label={`${t('fill')} ${say(row.indicator.title)}`} onClick={() => setOpen({ row, what: 'fill' })}>{t('fill')}</Button>}
              {unit.state === 'REVIEWED' && holds(region, ['HOSPITAL_HEAD']) && <Button size="small" aria-label={`${t('object')} ${say(row.indicator.title)}`} onClick={() => setOpen({ row, what: 'object' })}>{t('object')}</Button>}
            </span>
          ) },
        ]} />
      {open?.what === 'fill' && filling && <FillDialog unit={unit} row={open.row} stage={filling} close={close} />}
      {open?.what === 'object' && <ObjectDialog unit={unit} row={open.row} close={close} />}
    </>
  );
}
