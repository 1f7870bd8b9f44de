/**
 * A stage of the year or month on the page: the trial that may be changed and prepared, and the run that was prepared.
 * The trial of a posted run is its next version. What was typed stays until it is prepared, whatever others prepare meanwhile.
 */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { DraftFieldsFragment } from '../gql/graphql.ts';
import { asksChangeKind, ChangeKind } from './change-kind.tsx';
import { ConfirmingPanel } from './confirming-panel.tsx';
import { useWords } from './language.tsx';
import { laidOver, theirChanges, type TheirChange } from './meeting.ts';
import { usePlace } from './place.tsx';
import { Refused } from './refusal.tsx';
import { CorrectionDraft, PrepareCorrection } from './run.graphql.ts';
import { RunPanel } from './run-panel.tsx';
import { RunSurroundings } from './run-around.tsx';
import { PolicyFaults, RunSheet, SheetBody, type SheetFrame } from './run-sheet.tsx';
import { SheetInputs } from './sheet-inputs.tsx';
import { SheetProvider } from './sheet-view.tsx';
import { compute, readSheet, type Outcome, type Sheet, type SheetSource } from './sheet.ts';
import { TheirChanges } from './their-changes.tsx';
import { useVerb } from './verb.ts';
import { VersionSheet } from './version-sheet.tsx';
import { versionWords } from './version-words.ts';
import { words } from './words.ts';

export interface Preparing {
  facts: Record<string, unknown>;
  decisions: Record<string, unknown>;
  reason: string | null;
  /** The hash of the run that the page shows, '' for none. */
  seen: string;
}

/** Another way on with a trial, in the place of handing it in. */
export interface OtherWay {
  title: string;
  said: string;
  /** Whether this trial goes that way. */
  takes: (sheet: Sheet, outcome: Outcome) => boolean;
  act: (preparing: Preparing) => Promise<unknown>;
}

interface WorkspaceProps extends SheetFrame {
  draft: DraftFieldsFragment;
  /** Sends the trial for approval. Resolves to what went wrong, if anything did. Left out for those who may only try. */
  prepare?: (preparing: Preparing) => Promise<unknown>;
  otherWay?: OtherWay;
}

/** How a trial is prepared: the first version, or the next one of what is posted. */
interface Way {
  label: string;
  done: string;
  /** The stage whose change needs a reason. */
  changes?: string;
  /** Why it has to wait. */
  waits?: string;
  /** The way of trials that go another. */
  other?: { takes: OtherWay['takes']; way: Way };
  prepare: (sheet: Sheet, reason: string, kind: string | undefined) => Promise<unknown>;
}

function PrepareBar({ sheet, outcome, way: usual, done }: { sheet: Sheet; outcome: Outcome; way: Way; done: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [kind, setKind] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const way = usual.other?.takes(sheet, outcome) ? usual.other.way : usual;
  const submit = async () => {
    setBusy(true);
    const wrong = await way.prepare(sheet, reason.trim(), kind);
    setBusy(false);
    setError(wrong);
    if (wrong) return;
    void message.success(way.done);
    done();
  };
  const count = outcome.faults.length;
  const unsaid = way.changes !== undefined && (reason.trim() === '' || (asksChangeKind(sheet.policy, way.changes) && kind === undefined));
  return (
    <Card size="small" className="prepare-bar">
      <div className="row">
        {way.changes !== undefined && <ChangeKind policy={sheet.policy} stage={way.changes} value={kind} change={setKind} />}
        <label className="row prepare-reason">{t('reason')} <Input value={reason} placeholder={t('reasonHint')} onChange={(event) => setReason(event.target.value)} /></label>
        <Button type="primary" loading={busy} disabled={count > 0 || unsaid || way.waits !== undefined} onClick={() => void submit()}>{way.label}</Button>
        {count > 0 && <span className="fault" role="status">{t('faultsLeft', { count: String(count) })}</span>}
        {way.waits !== undefined && <span className="quiet" role="status">{way.waits}</span>}
      </div>
      <Refused error={error} />
    </Card>
  );
}

/** What was typed, on what, and what others changed of that since. */
interface Typed {
  on: Sheet;
  sheet: Sheet;
  theirs: readonly TheirChange[];
}

/** Keeps what is typed when the draft beneath it changes: the changes of both stand, and those of the other are told. */
function typing(start: Sheet | undefined, typed: Typed | undefined, setTyped: (next: Typed | undefined) => void) {
  if (typed && start && typed.on !== start) {
    const told = theirChanges(typed.on, start);
    const paths = new Set(told.map(({ path }) => path));
    setTyped({ on: start, sheet: laidOver(typed.on, typed.sheet, start), theirs: [...typed.theirs.filter(({ path }) => !paths.has(path)), ...told] });
  }
  const sheet = typed?.sheet ?? start;
  return {
    sheet, theirs: typed?.theirs ?? [],
    type: (next: Sheet) => start && setTyped({ on: start, sheet: next, theirs: typed?.theirs ?? [] }),
    told: () => typed && setTyped({ ...typed, theirs: [] }),
    clear: () => setTyped(undefined),
  };
}

function TrialSheet({ draft, typed, way, done, rowNames, previous, focus, above, children }: SheetFrame & {
  draft: DraftFieldsFragment; typed: ReturnType<typeof typing>; way: Way | undefined; done: () => void;
}) {
  const { sheet } = typed;
  const outcome = useMemo(() => sheet && compute(sheet), [sheet]);
  const editable = useMemo(() => new Set(draft.editable), [draft.editable]);
  const editableDecisions = useMemo(() => new Set(draft.editableDecisions), [draft.editableDecisions]);
  const faults = useMemo(() => (sheet ? [] : readSheet(draft).faults), [sheet, draft]);
  if (!sheet || !outcome) return <PolicyFaults faults={faults} />;
  return (
    <SheetProvider sheet={sheet} outcome={outcome} editable={editable} editableDecisions={editableDecisions}
      change={typed.type} rowNames={rowNames} previous={previous} focus={focus}>
      {typed.theirs.length > 0 && <TheirChanges theirs={typed.theirs} run={draft.current ?? null} sheet={sheet} rowTitle={(row) => rowNames?.get(row) ?? row} change={typed.type} close={typed.told} />}
      <SheetInputs />
      <SheetBody above={above}>{children}</SheetBody>
      {way && <PrepareBar sheet={sheet} outcome={outcome} way={way} done={done} />}
    </SheetProvider>
  );
}

/** How the trial of this draft is prepared by who may do so. */
function useWay({ draft: { current }, prepare, otherWay }: Pick<WorkspaceProps, 'draft' | 'prepare' | 'otherWay'>): Way | undefined {
  const t = useWords(words);
  const v = useWords(versionWords);
  const { region } = usePlace();
  const [correct] = useVerb(PrepareCorrection, { awaitRefetchQueries: true });
  if (!prepare) return undefined;
  if (current?.state === 'POSTED') {
    return {
      label: v('prepareNext'), done: t('prepared'), changes: current.stage,
      prepare: async ({ facts, decisions }, reason, kind) => (await correct({ region, run: current.id, facts, decisions, reason, change: kind ?? null })).error,
    };
  }
  const open = current !== null && current !== undefined && current.state !== 'RETURNED' && current.state !== 'PREPARED';
  const waits = open ? { waits: v('waitsOther') } : {};
  const by = (act: typeof prepare): Way['prepare'] => ({ facts, decisions }, reason) => act({ facts, decisions, reason: reason || null, seen: current?.hash ?? '' });
  return {
    label: t('prepare'), done: t('prepared'), ...waits, prepare: by(prepare),
    ...(otherWay && { other: { takes: otherWay.takes, way: { label: otherWay.title, done: otherWay.said, ...waits, prepare: by(otherWay.act) } } }),
  };
}

/** The run where there is one that stands, the trial otherwise; the reader may switch. */
export function Workspace(props: WorkspaceProps) {
  const { draft } = props;
  const t = useWords(words);
  const v = useWords(versionWords);
  const { region } = usePlace();
  const run = draft.current;
  const posted = run?.state === 'POSTED' && props.prepare !== undefined;
  const [chosen, setChosen] = useState<'run' | 'trial'>();
  const [kept, setKept] = useState<Typed>();
  const shown = run ? chosen ?? (run.state === 'RETURNED' || kept ? 'trial' : 'run') : 'trial';
  const { data: next, error } = useQuery(CorrectionDraft, { variables: { region, run: run?.id ?? '' }, skip: !posted || shown === 'run' });
  const source = posted ? next?.correctionDraft : draft;
  const start = useMemo(() => (source ? readSheet(source satisfies SheetSource).sheet : undefined), [source]);
  const typed = typing(start, kept, setKept);
  const way = useWay(props);
  const rowTitle = (row: string) => props.rowNames?.get(row) ?? row;
  const done = () => {
    typed.clear();
    setChosen('run');
  };
  return (
    <div className="stack">
      {run && <RunPanel run={run} />}
      {run && <ConfirmingPanel run={run.id} />}
      {run && <RunSurroundings run={run} mayCorrect={props.prepare !== undefined} rowTitle={rowTitle} show={(id) => <VersionSheet {...props} id={id} />} />}
      {run && (
        <div className="row">
          <Segmented value={shown} onChange={setChosen}
            options={[{ value: 'run', label: t('asPrepared') }, { value: 'trial', label: posted ? v('nextVersion') : t('trial') }]} />
          {shown === 'trial' && <span className="quiet">{posted ? v('nextVersionHint') : t('trialHint')}</span>}
        </div>
      )}
      {run && shown === 'run' && <RunSheet {...props} run={run} />}
      {shown === 'trial' && (source ? <TrialSheet {...props} draft={source} typed={typed} way={way} done={done} /> : <Refused error={error} />)}
    </div>
  );
}
