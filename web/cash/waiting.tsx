/** Stages whose cash nobody can tell yet, with what they wait for. */
import type { CashOverviewQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { words } from './words.ts';

type WaitingStage = CashOverviewQuery['cash']['waiting'][number];

const namedMost = 2;

export function Waiting({ waiting }: { waiting: readonly WaitingStage[] }) {
  const t = useWords(words);
  const say = useSay();
  if (waiting.length === 0) return null;
  const missingOf = ({ missing }: WaitingStage) => {
    const named = missing.slice(0, namedMost).map(say).join(' · ');
    return missing.length > namedMost ? t('andMore', { first: named, count: String(missing.length) }) : named;
  };
  return (
    <p className="page-lead">
      {t('waiting')} {waiting.map((each) => t('waitsFor', { stage: say(each.stage), missing: missingOf(each) })).join(' · ')}
    </p>
  );
}
