/** Which files of cases a stage's tables are made of in a period, as they stand now. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRole, type Asking } from '../access/asker.ts';
import type { CasePeriod } from '../core/policy/cases.ts';
import type { Policy } from '../core/policy/policy.ts';
import { monthsMeant } from '../run/cases.ts';
import { filesOf } from '../run/case-places.ts';
import type { Months } from '../run/case-statement.ts';
import { relevantTo } from '../run/scope.ts';
import { draftReaders, stageIn, type StageOf } from './stage-draft.ts';
import type { CaseLoad } from './views.ts';

/** The periods whose cases the amounts of a stage rest on. */
function periodsOf(policy: Policy, stage: string): Set<CasePeriod> {
  const { facts } = relevantTo(policy, stage);
  return new Set([...policy.tables].filter(([name]) => facts.has(name)).flatMap(([name, table]) => [
    ...(table.cases ? [table.cases.of] : []),
    ...[...table.columns.values()].flatMap(({ id, cases }) => (cases?.of !== undefined && facts.has(`${name}.${id}`) ? [cases.of] : [])),
  ]));
}

interface Summed {
  import: string;
  first: string;
  last: string;
  hospitals: number;
  cases: number;
  cost: string;
  at: Date;
}

async function loadsIn(em: EntityManager, region: number, { first, last }: Months): Promise<CaseLoad[]> {
  const rows = await em.execute<Summed[]>(`
    select s.import_id as import, min(s.month) as first, max(s.month) as last, count(distinct s.institution_id)::integer as hospitals,
      sum(s.cases)::integer as cases, sum(s.cost)::text as cost, max(i.finished_at) as at
    from care_case_set s join import i on i.region_id = s.region_id and i.id = s.import_id
    where s.region_id = ? and s.month between ? and ? and s.known_until is null group by s.import_id order by min(s.month), s.import_id`, [region, first, last]);
  const files = await filesOf(em, region, rows.map((row) => row.import));
  return rows.map((row) => ({ ...row, file: files.get(row.import)?.file ?? row.import, at: new Date(row.at), cost: BigInt(row.cost) }));
}

/** The loads whose cases stand, the earliest months first; none where no fact of the stage is made of cases. */
export async function caseLoads({ em, asker }: Asking, of: StageOf): Promise<CaseLoad[]> {
  requireRole(asker, of.region, draftReaders);
  const { policy, stage } = await stageIn(em, of);
  const found = await Promise.all([...periodsOf(policy, stage.id)].map((period) => loadsIn(em, of.region, monthsMeant(period, of.period))));
  const once = new Map(found.flat().map((load) => [`${load.import} ${load.first} ${load.last}`, load]));
  return [...once.values()].toSorted((a, b) => (a.first < b.first ? -1 : 1));
}
