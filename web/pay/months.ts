/** The month that a distribution is most likely to be for. */
import type { PayKind, RunState } from '../gql/graphql.ts';

interface PreparedRun {
  kind: PayKind;
  period: string;
  run: { state: RunState };
}

const twelve = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** Basic pay goes from January on, incentive pay stands at the end of the year: the first or last month without a run that stands; without one, December. */
export function monthToPrepare(year: number, kind: PayKind, runs: readonly PreparedRun[]): string {
  const taken = new Set(runs.filter((each) => each.kind === kind && each.run.state !== 'RETURNED').map(({ period }) => period));
  const free = twelve.map((month) => `${year}-${month}`).filter((month) => !taken.has(month));
  return (kind === 'BASIC' ? free.at(0) : free.at(-1)) ?? `${year}-12`;
}
