/** A run on its way through approval: what it is, who has signed, who is waited for, and signing or returning it. */
import { App, Button, Card, Form, Input, Modal, Select, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RunFieldsFragment, RunState } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from './language.tsx';
import { usePlace } from './place.tsx';
import { Refused } from './refusal.tsx';
import { HoldItem, ReturnRun, SignRun, SubmitRun } from './run.graphql.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { runWords } from './run-words.ts';
import { instantText } from './time.ts';
import { useVerb } from './verb.ts';
import { words } from './words.ts';

export function StateTag({ state }: { state: RunState }) {
  const t = useWords(words);
  return <span className={`state state-${state}`}>{t(`state_${state}`)}</span>;
}

/** Who has signed or returned, then who is still waited for. */
function Trail({ run }: { run: RunFieldsFragment }) {
  const t = useWords(words);
  const r = useWords(runWords);
  const say = useSay();
  const { language } = useLanguage();
  const named = (name: string, lender: string | null | undefined) => (lender ? t('inPlaceOf', { name, lender }) : name);
  const prepared = t('preparedBy', { name: named(run.preparedBy, run.preparedOnBehalfOf), at: instantText(run.preparedAt, language) });
  const done = run.approvals.map((approval) => {
    const back = approval.verdict.toLowerCase().startsWith('return');
    const at = instantText(approval.at, language);
    return {
      color: back ? 'red' : approval.stands ? 'green' : 'gray',
      content: (
        <>
          <strong>{say(approval.stepTitle)}</strong> {t(back ? 'returnedBy' : 'signedBy', { name: named(approval.by, approval.onBehalfOf), at })}
          {approval.to && <> · {r('returnedTo', { step: say(approval.to) })}</>}
          {!back && !approval.stands && <> · <span className="quiet">{r('undone')}</span></>}
          {approval.note && <div>“{approval.note}”</div>}
          <div className="quiet hash">{approval.hash.slice(0, 12)}</div>
        </>
      ),
    };
  });
  const open = run.waiting.map((step) => ({
    color: 'gray',
    content: <><strong>{say(step.title)}</strong> <span className="quiet">{t('waitingFor')}</span></>,
  }));
  return <Timeline items={[{ color: 'blue', content: prepared }, ...done, ...open]} />;
}

type Move = { kind: 'sign'; step: string; title: string } | { kind: 'return' };

/** The dialog in which a signature or a return is given; both are bound to the fingerprint that was seen. */
function MoveDialog({ run, move, close }: { run: RunFieldsFragment; move: Move; close: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const r = useWords(runWords);
  const say = useSay();
  const [note, setNote] = useState('');
  const [to, setTo] = useState('PREPARE');
  const signed = run.approvals.filter(({ stands }) => stands);
  const [sign, signing] = useVerb(SignRun);
  const [giveBack, returning] = useVerb(ReturnRun);
  const seen = { region, run: run.id, hash: run.hash };
  const submit = async () => {
    const { error } = move.kind === 'sign'
      ? await sign({ ...seen, step: move.step, note: note || null })
      : await giveBack({ ...seen, note, to });
    if (error) return;
    void message.success(t(move.kind === 'sign' ? 'signed' : 'returned'));
    close();
  };
  const title = move.kind === 'sign' ? t('sign', { title: move.title }) : t('returnTitle');
  return (
    <Modal open title={title} onCancel={close} onOk={() => void submit()} okText={title} cancelText={t('cancel')}
      confirmLoading={signing.loading || returning.loading}
      okButtonProps={{ danger: move.kind === 'return', disabled: move.kind === 'return' && note.trim() === '' }}>
      <p>{t('signBound', { hash: run.hash.slice(0, 12) })}</p>
      <Form layout="vertical" component="div">
        {move.kind === 'return' && signed.length > 0 && (
          <Form.Item label={r('returnTo')} htmlFor="return-to" extra={r('returnKeeps')}>
            <Select id="return-to" value={to} onChange={setTo} aria-label={r('returnTo')}
              options={[{ value: 'PREPARE', label: r('toPreparer') }, ...signed.map(({ step, stepTitle }) => ({ value: step, label: say(stepTitle) }))]} />
          </Form.Item>
        )}
        <Form.Item label={t('note')} htmlFor="move-note" required={move.kind === 'return'}>
          <Input.TextArea id="move-note" rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
      <Refused error={signing.error ?? returning.error} />
    </Modal>
  );
}

/** What is fixed for everybody at once waits for nobody. */
const whole: ReadonlySet<RunFieldsFragment['stage']> = new Set(['BUDGET', 'PAY_TOTAL']);

function HoldDialog({ run, close }: { run: RunFieldsFragment; close: () => void }) {
  const r = useWords(runWords);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [row, setRow] = useState('');
  const [hold, { loading, error }] = useVerb(HoldItem);
  const submit = async (reason: string) => {
    const answer = await hold({ region, run: run.id, hash: run.hash, row: row.trim(), reason });
    if (answer.error) return;
    void message.success(r('done'));
    close();
  };
  return (
    <ReasonDialog title={r('hold')} hint={r('holdHint')} ready={row.trim() !== ''} busy={loading} error={error} submit={(reason) => void submit(reason)} close={close}>
      <Form.Item label={r('holdRow')} htmlFor="hold-row" required>
        <Input id="hold-row" value={row} onChange={(event) => setRow(event.target.value)} />
      </Form.Item>
    </ReasonDialog>
  );
}

/** The preparer hands in what was only prepared or came back. */
function Submit({ run }: { run: RunFieldsFragment }) {
  const r = useWords(runWords);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [submit, { loading, error }] = useVerb(SubmitRun);
  const send = async () => {
    const answer = await submit({ region, run: run.id, hash: run.hash });
    if (!answer.error) void message.success(r('submitted'));
  };
  return <><Button loading={loading} onClick={() => void send()}>{r('submit')}</Button><Refused error={error} /></>;
}

/** `payer` may send an approved distribution back, since it is the one that pays. */
export function RunPanel({ run, payer = false }: { run: RunFieldsFragment; payer?: boolean }) {
  const t = useWords(words);
  const r = useWords(runWords);
  const say = useSay();
  const [move, setMove] = useState<Move>();
  const [holding, setHolding] = useState(false);
  const handsIn = run.mine && (run.state === 'PREPARED' || run.state === 'RETURNED');
  const mayReturn = payer && !run.mine && run.state === 'APPROVED';
  const mine = run.waiting.filter((step) => step.mine);
  return (
    <Card size="small" title={<>{t('approvalTrail')} <StateTag state={run.state} /></>}
      extra={(mine.length > 0 || handsIn || mayReturn) && (
        <span className="row">
          {handsIn && <Submit run={run} />}
          {mine.map((step) => (
            <Button key={step.step} type="primary" onClick={() => setMove({ kind: 'sign', step: step.step, title: say(step.title) })}>
              {t('sign', { title: say(step.title) })}
            </Button>
          ))}
          {(mine.length > 0 || mayReturn) && !whole.has(run.stage) && <Button onClick={() => setHolding(true)}>{r('hold')}</Button>}
          {(mine.length > 0 || mayReturn) && <Button danger onClick={() => setMove({ kind: 'return' })}>{t('returnRun')}</Button>}
        </span>
      )}>
      <div className="row quiet">
        <span>{r('engine', { engine: run.engine })}</span>
        <span>{t('policyUsed', { title: say(run.policy.title), version: run.policy.version })}</span>
        {run.state === 'POSTED' && <Link to={`/papers?run=${run.id}`}>{r('papers')}</Link>}
        <span>{t('hash')} <Typography.Text code copyable={{ text: run.hash, tooltips: [t('copyHash'), t('copyHash')] }}>{run.hash.slice(0, 12)}</Typography.Text></span>
      </div>
      <div className="trail"><Trail run={run} /></div>
      {holding && <HoldDialog run={run} close={() => setHolding(false)} />}
      {move && <MoveDialog run={run} move={move} close={() => setMove(undefined)} />}
    </Card>
  );
}
