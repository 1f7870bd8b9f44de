/** What stands around a run: what it rests on that was corrected, what is held, what came late, and its corrections with the difference. */
import { useQuery } from '@apollo/client/react';
import { Alert, App, Button, Card, Input, Select, Form } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { v4 } from 'uuid';
import type { RunAroundQuery, RunFieldsFragment } from '../gql/graphql.ts';
import { asksChangeKind, ChangeKind } from './change-kind.tsx';
import { changedFacts, factPaths, type Change } from './fact-changes.ts';
import { useLanguage, useSay, useWords } from './language.tsx';
import { moneyText, sumOf } from './money.tsx';
import { usePlace } from './place.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { AcceptStale, LiftItem, PrepareCorrection, RunAround } from './run.graphql.ts';
import { runWords } from './run-words.ts';
import { readSheet } from './sheet.ts';
import { instantText } from './time.ts';
import { useVerb } from './verb.ts';
import { versionWords } from './version-words.ts';
import { Versions } from './versions.tsx';

type Around = NonNullable<RunAroundQuery['run']>;

function StaleAlert({ run, stale }: { run: RunFieldsFragment; stale: Around['stale'] }) {
  const t = useWords(runWords);
  const say = useSay();
  const { message } = App.useApp();
  const { region } = usePlace();
  const [open, setOpen] = useState(false);
  const [accept, { loading, error }] = useVerb(AcceptStale);
  const submit = async (reason: string) => {
    const answer = await accept({ region, run: run.id, hash: run.hash, reason });
    if (answer.error) return;
    void message.success(t('done'));
    setOpen(false);
  };
  const mayAccept = run.waiting.some(({ mine }) => mine);
  return (
    <>
      {stale.map(({ upstream, correction }) => (
        <Alert key={correction.id} type="warning" showIcon title={t('stale', { stage: say(upstream.stageTitle), period: upstream.period })}
          description={t('staleHint', { from: upstream.hash.slice(0, 12), to: correction.hash.slice(0, 12), reason: correction.reason })}
          action={mayAccept && <Button onClick={() => setOpen(true)}>{t('acceptStale')}</Button>} />
      ))}
      {open && <ReasonDialog title={t('acceptStale')} busy={loading} error={error} submit={(reason) => void submit(reason)} close={() => setOpen(false)} />}
    </>
  );
}

function HeldItems({ run, items }: { run: RunFieldsFragment; items: Around['heldItems'] }) {
  const t = useWords(runWords);
  const { message } = App.useApp();
  const { language } = useLanguage();
  const { region } = usePlace();
  const [row, setRow] = useState<string>();
  const [lift, { loading, error }] = useVerb(LiftItem);
  const submit = async (reason: string) => {
    const answer = await lift({ region, run: run.id, hash: run.hash, row: row ?? '', reason });
    if (answer.error) return;
    void message.success(t('done'));
    setRow(undefined);
  };
  return (
    <div>
      <h4>{t('heldItems')}</h4>
      <ul>
        {items.map((item) => (
          <li key={item.row}>
            {t('held', { ...item, amount: moneyText(sumOf([item.amount])), at: instantText(item.at, language) })}{' '}
            <Button size="small" onClick={() => setRow(item.row)}>{t('lift')}</Button>
          </li>
        ))}
      </ul>
      {row !== undefined && <ReasonDialog title={t('lift')} busy={loading} error={error} submit={(reason) => void submit(reason)} close={() => setRow(undefined)} />}
    </div>
  );
}

/** The facts that came late are in a correction anyway; further ones may be changed here. */
function CorrectDialog({ run, late, close }: { run: RunFieldsFragment; late: Around['lateFacts']; close: () => void }) {
  const t = useWords(runWords);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [changes, setChanges] = useState<Array<Change & { id: string }>>(() => [{ id: v4(), path: '', value: '' }]);
  const [kind, setKind] = useState<string>();
  const [prepare, { loading, error }] = useVerb(PrepareCorrection);
  const { sheet } = useMemo(() => readSheet(run), [run]);
  const paths = useMemo(() => (sheet ? factPaths(sheet.policy, sheet.facts) : []), [sheet]);
  const set = (id: string, change: Change) => setChanges(changes.map((each) => (each.id === id ? { id, ...change } : each)));
  const submit = async (reason: string) => {
    const facts = sheet ? changedFacts(sheet.policy, sheet.facts, changes.filter(({ path }) => path !== '')) : {};
    const answer = await prepare({ region, run: run.id, facts, decisions: {}, reason, change: kind ?? null });
    if (answer.error) return;
    void message.success(t('done'));
    close();
  };
  return (
    <ReasonDialog title={t('correctTitle')} hint={t('correctHint')} busy={loading} error={error} submit={(reason) => void submit(reason)} close={close}
      ready={!asksChangeKind(sheet?.policy, run.stage) || kind !== undefined}>
      {sheet && <ChangeKind policy={sheet.policy} stage={run.stage} value={kind} change={setKind} />}
      <LateFacts late={late} />
      {changes.map((change) => (
        <Form.Item key={change.id} label={t('factPath')} htmlFor={`fact-${change.id}`}>
          <div className="row">
            <Select id={`fact-${change.id}`} showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 240 }} value={change.path === '' ? undefined : change.path}
              aria-label={t('factPath')} options={paths.map(({ path }) => ({ value: path, label: path }))}
              onChange={(path: string) => set(change.id, { path, value: paths.find((each) => each.path === path)?.value ?? '' })} />
            <Input aria-label={t('factNow')} value={change.value} onChange={(event) => set(change.id, { path: change.path, value: event.target.value })} style={{ width: 160 }} />
          </div>
        </Form.Item>
      ))}
      <Button size="small" onClick={() => setChanges([...changes, { id: v4(), path: '', value: '' }])}>{t('addFact')}</Button>
    </ReasonDialog>
  );
}

function LateFacts({ late }: { late: Around['lateFacts'] }) {
  const t = useWords(runWords);
  if (late.length === 0) return null;
  return (
    <Alert type="info" showIcon title={t('late')}
      description={late.map(({ path, was, now }) => <div key={path}>{t('lateRow', { path, was: was ?? '–', now })}</div>)} />
  );
}

const asKey = (row: string): string => row;

interface Surrounded {
  run: RunFieldsFragment;
  /** For those who prepare runs of its stage. */
  mayCorrect: boolean;
  rowTitle?: (row: string) => string;
  /** Draws another version of it. */
  show: (id: string) => ReactNode;
}

/** Everything around a run; nothing when there is nothing to say. */
export function RunSurroundings({ run, mayCorrect, rowTitle = asKey, show }: Surrounded) {
  const t = useWords(runWords);
  const v = useWords(versionWords);
  const { region } = usePlace();
  const [correcting, setCorrecting] = useState(false);
  const { data } = useQuery(RunAround, { variables: { region, id: run.id } });
  const around = data?.run;
  if (!around) return null;
  const corrected = around.line.some(({ corrects }) => corrects !== null);
  const last = around.line.at(-1)?.id === run.id;
  const offered = mayCorrect && last && run.state === 'POSTED';
  if (!offered && !corrected && around.stale.length + around.heldItems.length + around.lateFacts.length === 0) return null;
  return (
    <Card size="small" title={v('versions')} extra={offered && <Button onClick={() => setCorrecting(true)}>{t('correct')}</Button>}>
      <div className="stack">
        <StaleAlert run={run} stale={around.stale} />
        {last && <LateFacts late={around.lateFacts} />}
        {around.heldItems.length > 0 && <HeldItems run={run} items={around.heldItems} />}
        <Versions line={around.line} current={run.id} rowTitle={rowTitle} show={show} />
      </div>
      {correcting && <CorrectDialog run={run} late={around.lateFacts} close={() => setCorrecting(false)} />}
    </Card>
  );
}
