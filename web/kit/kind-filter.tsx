/** Keeps a list of institutions to those of one kind. */
import { Segmented } from 'antd';
import type { InstitutionKind } from '../gql/graphql.ts';
import { kindsAmong } from './institutions.ts';
import { useWords } from './language.tsx';
import { words } from './words.ts';

export type KindChosen = InstitutionKind | 'ALL';

interface KindFilterProps {
  institutions: ReadonlyArray<{ kind: InstitutionKind }>;
  value: KindChosen;
  change: (kind: KindChosen) => void;
}

/** Nothing where there is only one kind. */
export function KindFilter({ institutions, value, change }: KindFilterProps) {
  const t = useWords(words);
  const kinds = kindsAmong(institutions);
  if (kinds.length < 2) return null;
  const options = [
    { value: 'ALL' as KindChosen, label: t('ofKind', { kind: t('kindAll'), count: String(institutions.length) }) },
    ...kinds.map(({ kind, count }) => ({ value: kind, label: t('ofKind', { kind: t(`institution_${kind}`), count: String(count) }) })),
  ];
  return <div className="scroll-x"><Segmented<KindChosen> aria-label={t('kindFilter')} value={value} onChange={change} options={options} /></div>;
}
