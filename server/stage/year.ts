/** The year at a glance (年度一览): every stage of the policies in force, period by period, with its state. */
import type { Asking } from '../access/asker.ts';
import { bureaus, hasRole, requireRole } from '../access/asker.ts';
import { monthsOf } from '../core/period.ts';
import type { Policy } from '../core/policy/policy.ts';
import { institutionStages, type Stage } from '../core/policy/stages.ts';
import { stageName } from '../core/run-text.ts';
import { Run, type PolicyVersion } from '../model/run.ts';
import { yearBegins } from '../run/dated.ts';
import { policiesOn, policyOf } from '../run/policies.ts';
import { givers } from '../run/taken.ts';
import { preparersAt } from '../run/preparers.ts';
import type { StagePeriod, StageView } from './views.ts';

function stateOf(stage: Stage, runs: ReadonlyMap<string, Run>, period: string): StagePeriod {
  const runOf = (id: string, of: string) => runs.get(`${stageName(id)}/${of}`);
  const posted = (id: string) => [period, period.slice(0, 4)].some((of) => runOf(id, of)?.state === 'POSTED');
  const run = runOf(stage.id, period) ?? null;
  return { period, run, waitsFor: run ? [] : stage.restsOn.filter(({ id }) => !posted(id)).map(({ id }) => stageName(id)) };
}

/** Every stage after those that it rests on or takes amounts of, otherwise in the policy's order. */
function inOrder(policy: Policy): Stage[] {
  const before = (stage: Stage) => [...stage.restsOn.map(({ id }) => id), ...givers(policy, stage.id), ...(stage.id === 'settlement' ? ['budget'] : [])];
  const ordered = new Map<string, Stage>();
  const place = (stage: Stage, above: ReadonlySet<string>): void => {
    const first = before(stage);
    for (const other of policy.stages.values()) {
      if (first.includes(other.id) && !ordered.has(other.id) && !above.has(other.id)) place(other, new Set([...above, stage.id]));
    }
    ordered.set(stage.id, stage);
  };
  for (const stage of policy.stages.values()) if (!ordered.has(stage.id)) place(stage, new Set());
  return [...ordered.values()];
}

/** Stages of the consortium year; pay has pages of its own. */
export async function yearOf(asking: Asking, region: number, year: number): Promise<StageView[]> {
  const { em, asker } = asking;
  requireRole(asker, region, bureaus);
  const versions: PolicyVersion[] = await policiesOn(em, region, yearBegins(year));
  const all = await em.find(Run, { regionId: region, year, state: { $ne: 'RETURNED' } }, { orderBy: { id: 'asc' } });
  const runs = new Map(all.filter(({ institution }) => !institution).map((run) => [`${run.stage}/${run.period}`, run]));
  return versions.flatMap((version) => inOrder(policyOf(version)).filter(({ id }) => !institutionStages.includes(id)).map((stage): StageView => ({
    stage: stageName(stage.id), title: stage.title, monthly: stage.cycle === 'month', policy: version, mine: hasRole(asker, region, preparersAt(stage)),
    periods: (stage.cycle === 'month' ? monthsOf(year) : [String(year)]).map((period) => stateOf(stage, runs, period)),
  })));
}
