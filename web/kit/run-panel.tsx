/** A run on its way through approval: what it is, who has signed, who is waited for, and signing or returning it. */
import { App, Button, Card, Form, Input, Modal, Timeline, Typography } from 'antd';
import { useState } from 'react';
import type { RunFieldsFragment, RunState } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from './language.tsx';
import { usePlace } from './place.tsx';
import { Refused } from './refusal.tsx';
import { ReturnRun, SignRun } from './run.graphql.ts';
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
  const say = useSay();
  const { language } = useLanguage();
  const named = (name: string, lender: string | null | undefined) => (lender ? t('inPlaceOf', { name, lender }) : name);
  const prepared = t('preparedBy', { name: named(run.preparedBy, run.preparedOnBehalfOf), at: instantText(run.preparedAt, language) });
  const done = run.approvals.map((approval) => {
    const back = approval.verdict.toLowerCase().startsWith('return');
    const at = instantText(approval.at, language);
    return {
      color: back ? 'red' : 'green',
      content: (
        <>
          <strong>{say(approval.stepTitle)}</strong> {t(back ? 'returnedBy' : 'signedBy', { name: named(approval.by, approval.onBehalfOf), at })}
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
  const [note, setNote] = useState('');
  const [sign, signing] = useVerb(SignRun);
  const [giveBack, returning] = useVerb(ReturnRun);
  const seen = { region, run: run.id, hash: run.hash };
  const submit = async () => {
    const { error } = move.kind === 'sign'
      ? await sign({ ...seen, step: move.step, note: note || null })
      : await giveBack({ ...seen, note });
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
        <Form.Item label={t('note')} htmlFor="move-note" required={move.kind === 'return'}>
          <Input.TextArea id="move-note" rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
      <Refused error={signing.error ?? returning.error} />
    </Modal>
  );
}

export function RunPanel({ run }: { run: RunFieldsFragment }) {
  const t = useWords(words);
  const say = useSay();
  const [move, setMove] = useState<Move>();
  const mine = run.waiting.filter((step) => step.mine);
  return (
    <Card size="small" title={<>{t('approvalTrail')} <StateTag state={run.state} /></>}
      extra={mine.length > 0 && (
        <span className="row">
          {mine.map((step) => (
            <Button key={step.step} type="primary" onClick={() => setMove({ kind: 'sign', step: step.step, title: say(step.title) })}>
              {t('sign', { title: say(step.title) })}
            </Button>
          ))}
          <Button danger onClick={() => setMove({ kind: 'return' })}>{t('returnRun')}</Button>
        </span>
      )}>
      <div className="row quiet">
        <span>{t('policyUsed', { title: say(run.policy.title), version: run.policy.version })}</span>
        <span>{t('hash')} <Typography.Text code copyable={{ text: run.hash, tooltips: [t('copyHash'), t('copyHash')] }}>{run.hash.slice(0, 12)}</Typography.Text></span>
      </div>
      <div className="trail"><Trail run={run} /></div>
      {move && <MoveDialog run={run} move={move} close={() => setMove(undefined)} />}
    </Card>
  );
}
