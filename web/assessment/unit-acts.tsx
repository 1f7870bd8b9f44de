/** What may be done with a unit now: hand in, review, sign, return, veto. */
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { AssessmentStage, UnitQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { GiveAssessment, RecordVeto, ReturnAssessment } from './assessment.graphql.ts';
import { words } from './words.ts';

export type Unit = UnitQuery['now']['edges'][number]['node'];
export type Scheme = NonNullable<UnitQuery['assessmentRound']>['scheme'];

const stageOf: Record<Unit['state'], AssessmentStage | undefined> = { OPEN: 'SELF', SELF: 'REVIEW', REVIEWED: 'FINAL', FINAL: undefined };
const roleOf = { SELF: 'HOSPITAL_HEAD', REVIEW: 'HEALTH_BUREAU', FINAL: 'HEALTH_BUREAU_APPROVER' } as const;

function GiveDialog({ unit, stage, close }: { unit: Unit; stage: AssessmentStage; close: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [give, { loading, error }] = useVerb(GiveAssessment);
  const corrects = unit.results.some((result) => result.stage === 'FINAL');
  const submit = async () => {
    const hash = stage === 'FINAL' ? unit.results.find((result) => result.stage === 'REVIEW')?.hash ?? null : null;
    if ((await give({ region, unit: unit.id, stage, note, reason, hash })).error) return;
    void message.success(t('saved'));
    close();
  };
  return (
    <Modal open title={t(`give_${stage}`)} onCancel={close} onOk={() => void submit()} okText={t(`give_${stage}`)} confirmLoading={loading} okButtonProps={{ disabled: corrects && reason.trim() === '' }}>
      <p>{t(`giveHint_${stage}`)}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('note')} htmlFor="give-note"><Input.TextArea id="give-note" rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} /></Form.Item>
        {corrects && <Form.Item label={t('correction')} htmlFor="give-reason" required><Input.TextArea id="give-reason" rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} /></Form.Item>}
      </Form>
      <Refused error={error} />
    </Modal>
  );
}

function VetoDialog({ unit, scheme, close }: { unit: Unit; scheme: Scheme; close: () => void }) {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const [veto, setVeto] = useState(scheme.vetoes[0]?.id ?? '');
  const [record, { loading, error }] = useVerb(RecordVeto);
  const holds = !unit.vetoes.some((each) => each.veto === veto);
  const submit = async (reason: string) => {
    if (!(await record({ region, unit: unit.id, veto, holds, reason })).error) close();
  };
  return (
    <ReasonDialog title={t(holds ? 'veto' : 'vetoLift')} hint={t('vetoHint')} busy={loading} error={error} submit={(reason) => void submit(reason)} close={close}>
      <Form.Item label={t('veto')} htmlFor="veto-which">
        <Select id="veto-which" value={veto} onChange={setVeto} options={scheme.vetoes.map((each) => ({ value: each.id, label: say(each.title) }))} />
      </Form.Item>
    </ReasonDialog>
  );
}

export function UnitActs({ unit, scheme }: { unit: Unit; scheme: Scheme }) {
  const t = useWords(words);
  const { region } = usePlace();
  const { holds } = useSession();
  const [open, setOpen] = useState<'give' | 'back' | 'veto'>();
  const [giveBack, backing] = useVerb(ReturnAssessment);
  const stage = stageOf[unit.state];
  const close = () => setOpen(undefined);
  const health = holds(region, ['HEALTH_BUREAU']) && unit.state !== 'OPEN';
  const signed = unit.results.some((result) => result.stage === 'FINAL');
  const back = async (reason: string) => {
    if (!(await giveBack({ region, unit: unit.id, reason })).error) close();
  };
  return (
    <div className="row">
      {stage && holds(region, [roleOf[stage]]) && <Button type="primary" onClick={() => setOpen('give')}>{t(`give_${stage}`)}</Button>}
      {health && !signed && <Button onClick={() => setOpen('back')}>{t('back')}</Button>}
      {health && scheme.vetoes.length > 0 && <Button danger onClick={() => setOpen('veto')}>{t('veto')}</Button>}
      {open === 'give' && stage && <GiveDialog unit={unit} stage={stage} close={close} />}
      {open === 'back' && <ReasonDialog title={t('back')} busy={backing.loading} error={backing.error} submit={(reason) => void back(reason)} close={close} />}
      {open === 'veto' && <VetoDialog unit={unit} scheme={scheme} close={close} />}
    </div>
  );
}
