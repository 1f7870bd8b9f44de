/** The incentive runs of this year and the last, with their facts: real people to try a policy on. */
import { useQuery } from '@apollo/client/react';
import type { RawFacts } from '../../server/core/policy/policy.ts';
import { usePlace } from '../kit/place.tsx';
import { nodesOf } from '../kit/whole.ts';
import type { PaidRun } from './differences.ts';
import { PaidFacts } from './policy.graphql.ts';

export function usePaidRuns(): PaidRun[] {
  const { region, year } = usePlace();
  const { data } = useQuery(PaidFacts, { variables: { region, year }, errorPolicy: 'all' });
  const { data: last } = useQuery(PaidFacts, { variables: { region, year: year - 1 }, errorPolicy: 'all' });
  return [...nodesOf(data?.payRuns), ...nodesOf(last?.payRuns)].filter(({ kind }) => kind === 'INCENTIVE').map(({ period, institution, run }) => ({
    period, institution: institution.name, given: { facts: run.facts as RawFacts, decisions: run.decisions as Record<string, string> },
  }));
}
