/** Small parts that the pages of assessment share. */
import { useApolloClient } from '@apollo/client/react';
import { Segmented, Tag } from 'antd';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { AssessmentScope, AssessmentState, IndicatorFieldsFragment } from '../gql/graphql.ts';
import { useAsk } from '../kit/ask.tsx';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { whyFromNodes } from '../kit/why.ts';
import { ExplainAssessment } from './assessment.graphql.ts';
import { words } from './words.ts';

const colours = { OPEN: 'default', SELF: 'processing', REVIEWED: 'warning', FINAL: 'success' } as const satisfies Record<AssessmentState, string>;

interface Standing {
  state: AssessmentState;
  results: ReadonlyArray<{ stage: string }>;
  objections: ReadonlyArray<{ answer: string | null }>;
}

export function StateTags({ unit: { state, results, objections } }: { unit: Standing }) {
  const t = useWords(words);
  return (
    <span className="row">
      <Tag color={colours[state]}>{t(`state_${state}`)}</Tag>
      {state !== 'FINAL' && results.some(({ stage }) => stage === 'FINAL') && <Tag color="error">{t('correcting')}</Tag>}
      {objections.some(({ answer }) => answer === null) && <Tag color="error">{t('objected')}</Tag>}
    </span>
  );
}

const levels = ['COUNTY_HOSPITAL', 'TOWNSHIP_HOSPITAL', 'VILLAGE_CLINIC', 'PUBLIC_HEALTH', 'CONSORTIUM'] as const;

export function useLevel(): (level: string) => string {
  const t = useWords(words);
  return (level) => {
    const known = levels.find((each) => each === level);
    return known ? t(`level_${known}`) : level;
  };
}

/** Which of the two is looked at, kept in the address. */
export function useScope(): [AssessmentScope, (scope: AssessmentScope) => void] {
  const [search, setSearch] = useSearchParams();
  const scope: AssessmentScope = search.get('scope') === 'CONSORTIA' ? 'CONSORTIA' : 'INSTITUTIONS';
  return [scope, (next) => setSearch((before) => {
    before.set('scope', next);
    return before;
  })];
}

export function ScopeSwitch() {
  const t = useWords(words);
  const [scope, setScope] = useScope();
  return (
    <Segmented<AssessmentScope> aria-label={t('scope')} value={scope} onChange={setScope}
      options={(['INSTITUTIONS', 'CONSORTIA'] as const).map((each) => ({ value: each, label: t(`scope_${each}`) }))} />
  );
}

/** `≥ 90%`, `≤ 5%`, or both; a dash where there is none. */
export function targetText({ atLeast, atMost }: Pick<IndicatorFieldsFragment, 'atLeast' | 'atMost'>): string {
  return [atLeast === null ? '' : `≥ ${atLeast}`, atMost === null ? '' : `≤ ${atMost}`].filter((text) => text !== '').join(' · ') || '–';
}

/** Asks why a figure of a unit is what it is. */
export function useAskAssessment(): (unit: string, name: string, step: string, signed?: boolean) => void {
  const ask = useAsk();
  const client = useApolloClient();
  const { region } = usePlace();
  return useCallback((unit, name, step, signed = false) => ask({
    name: step, rowTitle: () => name,
    answer: async (asked) => {
      const { data } = await client.query({ query: ExplainAssessment, variables: { region, unit, step: asked, signed } });
      return data && whyFromNodes(data.assessmentExplanation.nodes);
    },
  }), [ask, client, region]);
}
