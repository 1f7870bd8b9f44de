/** The river: the ledger of a year as money that flows from stage to stage, small owners taken together. */
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { courseOf, type Flow } from '../core/river.ts';
import type { Words } from '../core/refusal.ts';
import { PolicyVersion } from '../model/run.ts';
import { yearEnds } from '../run/dated.ts';
import { accountBook, partsOf, type AccountBook } from '../run/accounts.ts';
import { policyOf } from '../run/policies.ts';
import { titleAt } from '../run/titles.ts';
import type { River, RiverLink, RiverNode } from './views.ts';

interface FlowRow {
  fund: string;
  stage: string;
  /** A policy version by which the stage was run. */
  version: string;
  source: string;
  target: string;
  amount: string;
  run: string | null;
  step: string | null;
  row: string | null;
}

/** Every transfer of the year, each fund, stage, source and target once, the stages in the order in which they were first posted; lines 2n and 2n+1 of an entry are one transfer. */
const flowsOfYear = `
  select f.code as fund, r.stage, max(r.policy_version_id::text) as version, c.account as source, d.account as target, sum(d.amount)::text as amount,
    case when count(*) = 1 then min(e.run_id::text) end as run, case when count(*) = 1 then min(d.step) end as step, case when count(*) = 1 then min(d."row") end as "row"
  from posting d
  join posting c on c.region_id = d.region_id and c.entry_id = d.entry_id and c.line / 2 = d.line / 2 and c.amount < 0
  join journal_entry e on e.region_id = d.region_id and e.id = d.entry_id
  join fund f on f.region_id = e.region_id and f.id = e.fund_id
  join run r on r.region_id = e.region_id and r.id = e.run_id
  where d.region_id = ? and d.amount > 0 and r.year = ? and e.posted_at <= coalesce(?::timestamptz, 'infinity')
  group by f.code, r.stage, c.account, d.account
  order by min(min(e.posted_at)) over (partition by r.stage), r.stage, f.code, c.account, d.account`;

const together: Record<'BRANCH' | 'CLINIC', Words> = { BRANCH: { zh: '各分院', en: 'branches' }, CLINIC: { zh: '各村卫生室', en: 'village clinics' } };

/** The account under which an account is drawn: of performance pay all institutions as one, else branches and clinics of a consortium as one. */
export function drawnAs(fund: string, account: string, book: AccountBook): { id: string; title: Words } {
  const { class: name, of } = partsOf(account);
  const owner = book.owner(account);
  if (of === undefined || !owner) return { id: account, title: book.title(account) };
  const base = book.title(name);
  if (fund === 'performance-pay' || owner.consortium === null) return { id: name, title: base };
  if (owner.role !== 'BRANCH' && owner.role !== 'CLINIC') return { id: account, title: book.title(account) };
  const group = together[owner.role];
  return {
    id: `${name}/${owner.consortium}/${owner.role}`,
    title: { zh: `${base.zh} · ${owner.consortium} ${group.zh}`, en: `${base.en} · ${owner.consortium} ${group.en}` },
  };
}

type Drawn = Flow & Pick<RiverLink, 'run' | 'step' | 'row'> & { stage: Words };

/** Flows between the same two places as one; of several figures none explains it. */
function merged(links: Map<string, RiverLink>, source: string, target: string, { amount, run, step, row, stage }: Drawn): void {
  const key = JSON.stringify([source, target]);
  const link = links.get(key);
  const stages = link?.stages.some(({ zh }) => zh === stage.zh) ? link.stages : [...(link?.stages ?? []), stage];
  links.set(key, link ? { ...link, amount: link.amount + amount, run: null, step: null, row: null, stages } : { source, target, amount, run, step, row, stages });
}

/** What the stages of a year are called by the policies of their runs. */
async function stageTitles({ em }: Asking, region: number, rows: readonly FlowRow[]): Promise<Map<string, Words>> {
  const versions = new Map((await em.find(PolicyVersion, { regionId: region })).map((version) => [version.id, version]));
  return new Map(rows.map(({ stage, version }) => [stage, titleAt(stage, policyOf(versions.get(version)!))]));
}

export async function river(asking: Asking, region: number, year: number, asOf: Date | null = null): Promise<River> {
  const { em, asker } = asking;
  requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
  const book = await accountBook(em, region, yearEnds(year));
  const rows = await em.execute<FlowRow[]>(flowsOfYear, [region, year, asOf?.toISOString() ?? null]);
  const stages = await stageTitles(asking, region, rows);
  const titles = new Map<string, Words>();
  const drawn = (row: FlowRow): Drawn => {
    const [source, target] = [drawnAs(row.fund, row.source, book), drawnAs(row.fund, row.target, book)];
    titles.set(source.id, source.title).set(target.id, target.title);
    return { source: source.id, target: target.id, amount: BigInt(row.amount), run: row.run, step: row.step, row: row.row, stage: stages.get(row.stage)! };
  };
  const { places, flows } = courseOf([...Map.groupBy(rows, ({ stage }) => stage).values()].map((each) => each.map(drawn)));
  const links = new Map<string, RiverLink>();
  for (const { flow, source, target } of flows) merged(links, source, target, flow);
  const all = [...links.values()];
  const order = [...stages.values()];
  const nodes = places.map(({ id, account, pass, stage, depth }): RiverNode => {
    const into = all.filter(({ target }) => target === id);
    const only = into.length === 1 ? into[0] : undefined;
    return { id, account, title: titles.get(account)!, since: pass > 1 ? order[stage]! : null, depth, run: only?.run ?? null, step: only?.step ?? null, row: only?.row ?? null };
  });
  return { year, nodes, links: all };
}
