/** Two policies side by side on the same facts: who gains, who loses, and what reads otherwise. */
import { useQuery } from '@apollo/client/react';
import { Alert, Card, Collapse, Select } from 'antd';
import { useMemo, useState } from 'react';
import { changesBetween, sayChange } from '../../server/core/policy/compare.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { compute, type Outcome, type Sheet } from '../kit/sheet.ts';
import { FactsChoice } from './facts-choice.tsx';
import { gainsOf } from './gains.ts';
import { GainsTable } from './gains-table.tsx';
import { Library, LibraryPolicyText } from './policy.graphql.ts';
import { everyPath, firstGiven, mergeGiven, sheetOn, type Given } from './trial.ts';
import { TrialSheet } from './trial-sheet.tsx';
import { words } from './words.ts';

/** The other policies of the library of the same kind, those of other places too. */
function OtherChoice({ policy, slug, choose }: { policy: Policy; slug: string | undefined; choose: (slug: string) => void }) {
  const t = useWords(words);
  const say = useSay();
  const { data } = useQuery(Library, { variables: { search: null, kind: policy.kind } });
  const others = (data?.library ?? []).filter((each) => each.slug !== policy.id);
  return (
    <label className="row">{t('other')} <Select style={{ minWidth: 320 }} placeholder={t('pickOther')} value={slug} onChange={choose}
      options={others.map((each) => ({ value: each.slug, label: `${say(each.place)} · ${say(each.title)}` }))} /></label>
  );
}

function Gained({ before, after, outcomes }: { before: Policy; after: Policy; outcomes: [Outcome, Outcome] }) {
  const t = useWords(words);
  const [first, second] = outcomes;
  const gains = useMemo(() => (first.evaluation && second.evaluation
    ? gainsOf({ policy: before, evaluation: first.evaluation }, { policy: after, evaluation: second.evaluation }) : undefined), [before, after, first, second]);
  if (!gains) return <Alert type="info" showIcon title={t('gainsWait')} />;
  if (gains.length === 0) return <Alert type="info" showIcon title={t('nobody')} />;
  return gains.map((each) => <GainsTable key={each.of} gains={each} before={before.title} after={after.title} />);
}

export function Changes({ before, after }: { before: Policy; after: Policy }) {
  const t = useWords(words);
  const say = useSay();
  const changes = useMemo(() => changesBetween(before, after), [before, after]);
  return (
    <Card size="small" title={t('changes')}>
      {changes.length === 0 ? t('changesNone') : <ul className="rules">{changes.map((change) => <li key={`${change.at}${change.to ? '' : '-'}`}>{say(sayChange(change))}</li>)}</ul>}
    </Card>
  );
}

/** Both policies on the same facts; what one of them still lacks opens for filling in. */
function Beside({ policy, other }: { policy: Policy; other: Policy }) {
  const t = useWords(words);
  const say = useSay();
  const [given, setGiven] = useState<Given>(() => mergeGiven([policy, other], firstGiven(other), firstGiven(policy)));
  const sheets = useMemo(() => [sheetOn(policy, given), sheetOn(other, given)] as [Sheet, Sheet], [policy, other, given]);
  const outcomes = useMemo(() => sheets.map(compute) as [Outcome, Outcome], [sheets]);
  const merge = (next: Given) => setGiven((before) => mergeGiven([policy, other], before, next));
  const sides = [policy, other].map((each, index) => ({
    key: each.id,
    label: `${t('sideOf', { policy: say(each.title) })}${outcomes[index]?.faults.length ? ` · ${t('faults', { count: String(outcomes[index].faults.length) })}` : ''}`,
    children: (
      <TrialSheet sheet={sheets[index] as Sheet} outcome={outcomes[index] as Outcome} editable={everyPath(each)} editableDecisions={new Set([...each.decisions.keys(), ...each.overrides.keys()])} change={merge} />
    ),
  }));
  return (
    <>
      <FactsChoice policy={policy} choose={merge} />
      <Gained before={policy} after={other} outcomes={outcomes} />
      <Collapse defaultActiveKey={sides.filter((_, index) => outcomes[index]?.faults.length).map(({ key }) => key)} items={[...sides, {
        key: 'changes', label: t('changes'), children: <Changes before={policy} after={other} />,
      }]} />
    </>
  );
}

export function CompareView({ policy }: { policy: Policy }) {
  const [slug, setSlug] = useState<string>();
  const { data } = useQuery(LibraryPolicyText, { variables: { slug: slug ?? '', version: null }, skip: slug === undefined });
  const other = useMemo(() => data?.libraryPolicy && readPolicy(data.libraryPolicy.text).policy, [data]);
  return (
    <div className="stack">
      <OtherChoice policy={policy} slug={slug} choose={setSlug} />
      {other && <Beside key={other.id} policy={policy} other={other} />}
    </div>
  );
}
