/** The figures of a run: computed again here from its frozen facts, compared with what the server holds, and each explained by the server. */
import { Alert } from 'antd';
import { useMemo, type ReactNode } from 'react';
import type { RunFieldsFragment } from '../gql/graphql.ts';
import { comparedIn, sayCompared } from '../../server/core/policy/compared.ts';
import { say as sayFault, type Fault } from '../../server/core/refusal.ts';
import { Checks } from './checks.tsx';
import type { Focus } from './figures.ts';
import { useLanguage, useWords } from './language.tsx';
import { SheetInputs } from './sheet-inputs.tsx';
import { SheetScalars } from './sheet-scalars.tsx';
import { SheetTables } from './sheet-table.tsx';
import { SheetProvider, useSheet } from './sheet-view.tsx';
import { compute, printedAt, readSheet, type Outcome } from './sheet.ts';
import { words } from './words.ts';

export interface SheetFrame {
  rowNames?: ReadonlyMap<string, string>;
  previous?: ReadonlyMap<string, string>;
  focus?: Focus;
  /** What the slice adds over the tables of the sheet. */
  above?: ReactNode;
  /** What the slice adds beneath them. */
  children?: ReactNode;
}

export function SheetBody({ above, children }: Pick<SheetFrame, 'above' | 'children'>) {
  const { sheet, outcome: { evaluation }, rowTitle } = useSheet();
  const checks = (evaluation?.checks ?? []).map((check) => ({ ...check, compared: evaluation && sayCompared(comparedIn(sheet.policy, evaluation, check.id)) }));
  return (
    <>
      <SheetScalars />
      {above}
      <SheetTables />
      {children}
      <Checks checks={checks} rowTitle={rowTitle} />
    </>
  );
}

export function PolicyFaults({ faults }: { faults: Fault[] }) {
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
