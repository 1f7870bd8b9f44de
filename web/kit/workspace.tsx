/**
 * A stage of the year or month on the page: the trial that may be changed and prepared, and the run that was prepared.
 * A run is computed again here from its frozen facts and compared with what the server holds.
 */
import { Alert, App, Button, Card, Input, Segmented } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import type { DraftFieldsFragment, RunFieldsFragment } from '../gql/graphql.ts';
import { say as sayFault, type Fault } from '../../server/core/refusal.ts';
import { Checks } from './checks.tsx';
import type { Focus } from './figures.ts';
import { useLanguage, useWords } from './language.tsx';
import { Refused } from './refusal.tsx';
import { ConfirmingPanel } from './confirming-panel.tsx';
import { RunPanel } from './run-panel.tsx';
import { RunSurroundings } from './run-around.tsx';
import { SheetInputs } from './sheet-inputs.tsx';
import { SheetScalars } from './sheet-scalars.tsx';
import { SheetTables } from './sheet-table.tsx';
import { SheetProvider, useSheet } from './sheet-view.tsx';
import { compute, printedAt, readSheet, type Outcome, type Sheet, type SheetSource } from './sheet.ts';
import { words } from './words.ts';

export interface Preparing {
  facts: Record<string, unknown>;
  decisions: Record<string, unknown>;
  reason: string | null;
}

export interface SheetFrame {
  rowNames?: ReadonlyMap<string, string>;
  previous?: ReadonlyMap<string, string>;
  focus?: Focus;
  /** What the slice adds over the tables of the sheet. */
  above?: ReactNode;
  /** What the slice adds beneath them. */
  children?: ReactNode;
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

function SheetBody({ above, children }: Pick<SheetFrame, 'above' | 'children'>) {
  const { outcome, rowTitle } = useSheet();
  return (
    <>
      <SheetScalars />
      {above}
      <SheetTables />
      {children}
      <Checks checks={outcome.evaluation?.checks ?? []} rowTitle={rowTitle} />
    </>
  );
}

function PolicyFaults({ faults }: { faults: Fault[] }) {
  const { language } = useLanguage();
  const t = useWords(words);
  return <Alert type="error" showIcon title={t('refused')} description={faults.map((fault) => <div key={fault.at}>{sayFault(fault, language)}</div>)} />;
}

/** The steps whose amounts differ between the run and its recomputation here. */
function differences(run: RunFieldsFragment, outcome: Outcome): string[] {
  const differing = run.amounts.filter(({ step, row, value }) => printedAt(outcome.printed, step, row ?? undefined) !== value);
  return [...new Set(differing.map(({ step }) => step))];
}

function Agreement({ run, outcome }: { run: RunFieldsFragment; outcome: Outcome }) {
  const t = useWords(words);
  const steps = differences(run, outcome);
  if (steps.length > 0) return <Alert type="error" showIcon title={t('agreesNot', { steps: steps.join(', ') })} />;
  return <span className="adds-up">✓ {t('agrees')}</span>;
}

/** The figures of a run, each explained by the server. */
export function RunSheet({ run, rowNames, previous, focus, above, children }: SheetFrame & { run: RunFieldsFragment }) {
  const { sheet, outcome, faults } = useMemo(() => {
    const read = readSheet(run);
    return { ...read, outcome: read.sheet && compute(read.sheet) };
  }, [run]);
  if (!sheet || !outcome) return <PolicyFaults faults={faults} />;
  return (
    <SheetProvider sheet={sheet} outcome={outcome} run={run.id} rowNames={rowNames} previous={previous} focus={focus}>
      <Agreement run={run} outcome={outcome} />
      <SheetInputs />
      <SheetBody above={above}>{children}</SheetBody>
    </SheetProvider>
  );
}

function PrepareBar({ sheet, outcome, prepare, otherWay, done }: {
  sheet: Sheet; outcome: Outcome; prepare: NonNullable<WorkspaceProps['prepare']>; otherWay: OtherWay | undefined; done: () => void;
}) {
  const t = useWords(words);
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const other = otherWay?.takes(sheet, outcome) ? otherWay : undefined;
  const submit = async () => {
    setBusy(true);
    const wrong = await (other?.act ?? prepare)({ facts: sheet.facts, decisions: sheet.decisions, reason: reason.trim() || null });
    setBusy(false);
    setError(wrong);
    if (wrong) return;
    void message.success(other?.said ?? t('prepared'));
    done();
  };
  const count = outcome.faults.length;
  return (
    <Card size="small" className="prepare-bar">
      <div className="row">
        <label className="row prepare-reason">{t('reason')} <Input value={reason} placeholder={t('reasonHint')} onChange={(event) => setReason(event.target.value)} /></label>
        <Button type="primary" loading={busy} disabled={count > 0} onClick={() => void submit()}>{other?.title ?? t('prepare')}</Button>
        {count > 0 && <span className="fault" role="status">{t('faultsLeft', { count: String(count) })}</span>}
      </div>
      <Refused error={error} />
    </Card>
  );
}

/** A trial starts from the draft and keeps what was typed until it is prepared. */
function TrialSheet({ draft, prepare, otherWay, done, rowNames, previous, focus, above, children }: WorkspaceProps & { done: () => void }) {
  const start = useMemo(() => readSheet(draft satisfies SheetSource), [draft]);
  const [typed, setTyped] = useState<{ from: typeof start; sheet: Sheet }>();
  const sheet = typed?.from === start ? typed.sheet : start.sheet;
  const outcome = useMemo(() => sheet && compute(sheet), [sheet]);
  const editable = useMemo(() => new Set(draft.editable), [draft.editable]);
  const editableDecisions = useMemo(() => new Set(draft.editableDecisions), [draft.editableDecisions]);
  if (!sheet || !outcome) return <PolicyFaults faults={start.faults} />;
  return (
    <SheetProvider sheet={sheet} outcome={outcome} editable={editable} editableDecisions={editableDecisions}
      change={(next) => setTyped({ from: start, sheet: next })} rowNames={rowNames} previous={previous} focus={focus}>
      <SheetInputs />
      <SheetBody above={above}>{children}</SheetBody>
      {prepare && <PrepareBar sheet={sheet} outcome={outcome} prepare={prepare} otherWay={otherWay} done={done} />}
    </SheetProvider>
  );
}

/** The run where there is one that stands, the trial otherwise; the reader may switch. */
export function Workspace(props: WorkspaceProps) {
  const { draft } = props;
  const t = useWords(words);
  const run = draft.current;
  const [chosen, setChosen] = useState<'run' | 'trial'>();
  const shown = run ? chosen ?? (run.state === 'RETURNED' ? 'trial' : 'run') : 'trial';
  return (
    <div className="stack">
      {run && <RunPanel run={run} />}
      {run && <ConfirmingPanel run={run.id} />}
      {run && <RunSurroundings run={run} mayCorrect={props.prepare !== undefined} rowTitle={(row) => props.rowNames?.get(row) ?? row} />}
      {run && (
        <div className="row">
          <Segmented value={shown} onChange={setChosen}
            options={[{ value: 'run', label: t('asPrepared') }, { value: 'trial', label: t('trial') }]} />
          {shown === 'trial' && <span className="quiet">{t('trialHint')}</span>}
        </div>
      )}
      {run && shown === 'run' ? <RunSheet {...props} run={run} /> : <TrialSheet {...props} done={() => setChosen('run')} />}
    </div>
  );
}
