/** Trying a policy on an example, on the region's own people, or on a file. */
import { useMemo, useState } from 'react';
import type { Policy } from '../../server/core/policy/policy.ts';
import { useWords } from '../kit/language.tsx';
import { compute } from '../kit/sheet.ts';
import { FactsChoice } from './facts-choice.tsx';
import { everyPath, firstGiven, sheetOn } from './trial.ts';
import { TrialSheet } from './trial-sheet.tsx';
import { words } from './words.ts';

export function TryView({ policy }: { policy: Policy }) {
  const t = useWords(words);
  const [sheet, setSheet] = useState(() => sheetOn(policy, firstGiven(policy)));
  const outcome = useMemo(() => compute(sheet), [sheet]);
  const editable = useMemo(() => everyPath(policy), [policy]);
  const editableDecisions = useMemo(() => new Set([...policy.decisions.keys(), ...policy.overrides.keys()]), [policy]);
  return (
    <div className="stack">
      <p className="page-lead">{t('trialLead')}</p>
      <FactsChoice policy={policy} choose={(given) => setSheet(sheetOn(policy, given))} />
      <TrialSheet sheet={sheet} outcome={outcome} editable={editable} editableDecisions={editableDecisions} change={setSheet} />
    </div>
  );
}
