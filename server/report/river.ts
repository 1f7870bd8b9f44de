/** The river: the ledger of a year as money that flows, small owners taken together. */
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import type { Words } from '../core/refusal.ts';
import { yearEnds } from '../run/dated.ts';
import { accountBook, partsOf, type AccountBook } from '../run/accounts.ts';
import type { River, RiverLink, RiverNode } from './views.ts';

interface Flow {
  fund: string;
  source: string;
  target: string;
  amount: string;
  run: string;
  step: string;
  row: string | null;
}

/** Every transfer of the year, each fund, source and target once; lines 2n and 2n+1 of an entry are one transfer. */
const flowsOfYear = `
  select f.code as fund, c.account as source, d.account as target, sum(d.amount)::text as amount,
    case when count(*) = 1 then min(e.run_id::text) end as run, case when count(*) = 1 then min(d.step) end as step, case when count(*) = 1 then min(d."row") end as "row"
  from posting d
  join posting c on c.region_id = d.region_id and c.entry_id = d.entry_id and c.line / 2 = d.line / 2 and c.amount < 0
  join journal_entry e on e.region_id = d.region_id and e.id = d.entry_id
  join fund f on f.region_id = e.region_id and f.id = e.fund_id
  join run r on r.region_id = e.region_id and r.id = e.run_id
  where d.region_id = ? and d.amount > 0 and r.year = ? and e.posted_at <= coalesce(?::timestamptz, 'infinity')
  group by f.code, c.account, d.account
  order by f.code, c.account, d.account`;

const together: Record<'BRANCH' | 'CLINIC', Words> = { BRANCH: { zh: '各分院', en: 'branches' }, CLINIC: { zh: '各村卫生室', en: 'village clinics' } };

/** The account under which an account is drawn: of performance pay all institutions as one, else branches and clinics of a consortium as one. */
function drawnAs(fund: string, account: string, book: AccountBook): { id: string; title: Words } {
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

function depths(links: readonly RiverLink[]): Map<string, number> {
  const depth = new Map<string, number>();
  const incoming = new Map<string, string[]>();
  for (const { source, target } of links) incoming.set(target, [...(incoming.get(target) ?? []), source]);
  const depthOf = (node: string, path: ReadonlySet<string>): number => {
    const known = depth.get(node);
    if (known !== undefined) return known;
    const sources = (incoming.get(node) ?? []).filter((source) => !path.has(source));
    const found = sources.length === 0 ? 0 : 1 + Math.max(...sources.map((source) => depthOf(source, new Set([...path, node]))));
    depth.set(node, found);
    return found;
  };
  for (const { source, target } of links) for (const node of [source, target]) depthOf(node, new Set());
  return depth;
}

export async function river({ em, asker }: Asking, region: number, year: number, asOf: Date | null = null): Promise<River> {
  requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
  const book = await accountBook(em, region, yearEnds(year));
  const flows = await em.execute<Flow[]>(flowsOfYear, [region, year, asOf?.toISOString() ?? null]);
  const links = new Map<string, RiverLink>();
  const titles = new Map<string, Words>();
  for (const flow of flows) {
    const source = drawnAs(flow.fund, flow.source, book);
    const target = drawnAs(flow.fund, flow.target, book);
    titles.set(source.id, source.title).set(target.id, target.title);
    const key = JSON.stringify([source.id, target.id]);
    const link = links.get(key);
    const amount = BigInt(flow.amount);
    if (link) links.set(key, { ...link, amount: link.amount + amount, run: null, step: null, row: null });
    else links.set(key, { source: source.id, target: target.id, amount, run: flow.run, step: flow.step, row: flow.row });
  }
  const all = [...links.values()];
  const depth = depths(all);
  const nodes: RiverNode[] = [...titles].map(([id, title]) => {
    const into = all.filter(({ target }) => target === id);
    const only = into.length === 1 ? into[0] : undefined;
    return { id, title, depth: depth.get(id) ?? 0, run: only?.run ?? null, step: only?.step ?? null, row: only?.row ?? null };
  });
  return { year, nodes, links: all };
}
