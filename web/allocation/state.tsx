/** How a second allocation stands, as a word in its colour. */
import type { SecondAllocationState } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { words } from './words.ts';

/** The colours are those of runs. */
const colours: Record<SecondAllocationState, string> = { WAITING: '', SAVED: 'state-REVIEWING', HANDED_IN: 'state-APPROVED', SET: 'state-APPROVED', RETURNED: 'state-RETURNED' };

export function AllocationState({ state }: { state: SecondAllocationState }) {
  const t = useWords(words);
  return <span className={`state ${colours[state]}`}>{t(`state_${state}`)}</span>;
}
