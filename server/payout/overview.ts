/** How far each institution is with a month's pay-out; and what one's own months came to. */
import { bureaus, hasRole, institutionsOf, ownPeople, requireRole, type Asking } from '../access/asker.ts';
import { deductionItems, type DeductionItem } from '../core/payout/items.ts';
import { parseMonth } from '../core/period.ts';
import { Institution } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { sincePaidOut } from './gather.ts';
import { sumsOf } from './pay-out-month.ts';
import { viewers } from './scope.ts';
import type { NetPay, PayOutOverview } from './views.ts';

interface Row {
  institution: string;
  run: string | null;
  gross: string | null;
  net: string | null;
  open: string | null;
  sent: string;
  returned: string;
}

const overviewSql = `
  select i.id as institution, r.id as run, o.gross::text as gross, o.net::text as net, pay.open::text as open, sent.amount::text as sent, sent.returned::text as returned
  from institution i
  left join run r on r.region_id = i.region_id and r.institution_id = i.id and r.stage = 'PAY_OUT' and r.period = ? and r.state <> 'RETURNED'
  left join pay_out o on o.region_id = r.region_id and o.run_id = r.id
  cross join lateral (select sum(l.amount) as open from pay_run p join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.id and l.amount > 0
    where p.region_id = i.region_id and p.institution_id = i.id and p.paid_at is not null and p.period <= ? and ${sincePaidOut}
      and not exists (select from pay_out_part t where t.region_id = p.region_id and t.pay_run_id = p.id)) pay
  cross join lateral (select coalesce(sum(l.amount) filter (where b.id is null), 0) as amount,
      count(*) filter (where b.id is not null and not exists (select from payment_line n where n.region_id = l.region_id and n.replaces_id = l.id)) as returned
    from payment_line l left join payment_return b on b.region_id = l.region_id and b.line_id = l.id where l.region_id = i.region_id and l.run_id = r.id) sent
  where i.region_id = ? and (?::boolean or i.id in (select value::uuid from json_array_elements_text(?::json))) and (r.id is not null or pay.open is not null) order by i.code`;

/** Of the institutions that the asker may see and that pay. */
export async function payOutsOf({ em, asker }: Asking, region: number, given: string): Promise<PayOutOverview[]> {
  const month = parseMonth(given, 'month');
  requireRole(asker, region, viewers);
  const all = hasRole(asker, region, bureaus);
  const rows = await em.execute<Row[]>(overviewSql, [month, month, region, all, JSON.stringify(all ? [] : institutionsOf(asker, region, viewers))]);
  const institutions = new Map((await em.find(Institution, { regionId: region, id: { $in: rows.map(({ institution }) => institution) } })).map((each) => [each.id, each]));
  const runs = new Map((await em.find(Run, { regionId: region, id: { $in: rows.flatMap(({ run }) => run ?? []) } })).map((each) => [each.id, each]));
  return rows.map(({ institution, run, gross, net, open, sent, returned }) => ({
    institution: institutions.get(institution) as Institution, run: run === null ? null : runs.get(run) ?? null,
    gross: BigInt(gross ?? open ?? 0), net: net === null ? null : BigInt(net), sent: BigInt(sent), returned: Number(returned),
  }));
}

interface OwnRow {
  run: string;
  person: string;
  month: string;
  institution: string;
  gross: string;
  net: string;
  card: string | null;
}

/** The asker's own months of a year, the newest first. */
export async function netPaysOf({ em, asker }: Asking, region: number, year: number): Promise<NetPay[]> {
  const own = JSON.stringify(ownPeople(asker, region));
  const rows = await em.execute<OwnRow[]>(`
    select l.run_id as run, l.person_id as person, o.month, o.institution_id as institution, l.gross::text as gross, l.net::text as net,
      (select p.masked from payment_line p where p.region_id = l.region_id and p.run_id = l.run_id and p.person_id = l.person_id
        and not exists (select from payment_return r where r.region_id = p.region_id and r.line_id = p.id)) as card
    from pay_out_line l join pay_out o on o.region_id = l.region_id and o.run_id = l.run_id
    where l.region_id = ? and l.person_id in (select value::uuid from json_array_elements_text(?::json)) and o.month like ? order by o.month desc, l.run_id`, [region, own, `${year}-%`]);
  const items = await em.execute<Array<{ run: string; person: string; item: DeductionItem; amount: string }>>(`
    select run_id as run, person_id as person, item, amount::text as amount from pay_out_deduction
    where region_id = ? and person_id in (select value::uuid from json_array_elements_text(?::json))`, [region, own]);
  const institutions = new Map((await em.find(Institution, { regionId: region, id: { $in: rows.map(({ institution }) => institution) } })).map((each) => [each.id, each]));
  return rows.map(({ run, person, month, institution, gross, net, card }) => {
    const amounts = new Map(deductionItems.map((item) => [item, BigInt(items.find((each) => each.run === run && each.person === person && each.item === item)?.amount ?? 0)]));
    return { month, institution: institutions.get(institution) as Institution, gross: BigInt(gross), deductions: sumsOf(amounts), net: BigInt(net), card };
  });
}
