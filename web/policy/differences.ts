/** What a new version comes to in money on the facts of runs that were paid. */
import { differencesBetween, type AmountDifference } from '../../server/core/policy/compare.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { compute } from '../kit/sheet.ts';
import { sheetOn, type Given } from './trial.ts';

export interface PaidRun {
  period: string;
  institution: string;
  given: Given;
}

export interface Differences {
  /** By amount, the rows of all runs together; a row is told by institution and key. */
  amounts: AmountDifference[];
  /** Institutions whose facts one of the versions refuses. */
  refused: string[];
}

/** The runs of the last month among them. */
export function ofLastMonth(runs: readonly PaidRun[]): PaidRun[] {
  const last = runs.map(({ period }) => period).sort().at(-1);
  return runs.filter(({ period }) => period === last);
}

function join(known: AmountDifference | undefined, each: AmountDifference, institution: string): AmountDifference {
  const rows = each.rows.map((row) => ({ ...row, key: `${institution}/${row.key}` }));
  return known ? { ...known, rows: [...known.rows, ...rows], total: known.total + each.total } : { ...each, rows };
}

/** Both versions on the facts of every run. */
export function differencesOn(runs: readonly PaidRun[], before: Policy, after: Policy): Differences {
  const amounts = new Map<string, AmountDifference>();
  const refused: string[] = [];
  for (const { institution, given } of runs) {
    const [old, now] = [compute(sheetOn(before, given)), compute(sheetOn(after, given))];
    if (!old.evaluation || !now.evaluation) refused.push(institution);
    else {
      const [was, is] = [{ policy: before, evaluation: old.evaluation }, { policy: after, evaluation: now.evaluation }];
      for (const each of differencesBetween(was, is)) amounts.set(each.amount, join(amounts.get(each.amount), each, institution));
    }
  }
  return { amounts: [...amounts.values()], refused };
}
