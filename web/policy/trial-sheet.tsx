/** A policy computed on facts that may all be changed here. */
import type { ReactNode } from 'react';
import { Checks } from '../kit/checks.tsx';
import { SheetInputs } from '../kit/sheet-inputs.tsx';
import { SheetScalars } from '../kit/sheet-scalars.tsx';
import { SheetTables } from '../kit/sheet-table.tsx';
import { SheetProvider, useSheet } from '../kit/sheet-view.tsx';
import type { Outcome, Sheet } from '../kit/sheet.ts';

function Results() {
  const { outcome, rowTitle } = useSheet();
  return (
    <>
      <SheetScalars />
      <SheetTables />
      <Checks checks={outcome.evaluation?.checks ?? []} rowTitle={rowTitle} />
    </>
  );
}

interface TrialSheetProps {
  sheet: Sheet;
  outcome: Outcome;
  editable: ReadonlySet<string>;
  editableDecisions: ReadonlySet<string>;
  change: (next: Sheet) => void;
  /** What stands in place of the results. */
  children?: ReactNode;
}

export function TrialSheet({ children, ...sheet }: TrialSheetProps) {
  return <SheetProvider {...sheet}><SheetInputs />{children ?? <Results />}</SheetProvider>;
}
