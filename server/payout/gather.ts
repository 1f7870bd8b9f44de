/** What an institution's pay-out of a month is made of, as it is known now: released pay that is not paid out, deductions, and what is owed. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Money } from '../core/money.ts';
import type { DeductionItem } from '../core/payout/items.ts';
import type { Claim } from '../core/payout/recovery.ts';
import { lastDay } from '../core/period.ts';
import type { Institution } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { deductionItems } from '../core/payout/items.ts';

export interface Gathered {
  id: string;
  code: string;
  name: string;
  gross: Money;
  deductions: Map<DeductionItem, Money>;
  /** Where a deduction was read from, for those that came by a file. */
  sources: Map<DeductionItem, string>;
  claims: Claim[];
}

export interface Gathering {
  people: Gathered[];
  /** Runs of the distributions that are paid out. */
  runs: Run[];
}

/** Of a distribution `p`: that it is of a month for which a policy of pay-outs has begun. */
export const sincePaidOut = `p.period >= (select to_char(min(v.applies_from), 'YYYY-MM') from policy_version v where v.region_id = p.region_id and v.kind = 'pay-out' and v.state = 'PUBLISHED')`;

/** Distributions that are released and in no other pay-out; `own` is a run that may have them. What was released for months before the first pay-out policy holds was paid another way. */
const openPay = `
  from pay_run p
  where p.region_id = ? and p.institution_id = ? and p.paid_at is not null and p.period <= ? and ${sincePaidOut}
    and not exists (select from pay_out_part t where t.region_id = p.region_id and t.pay_run_id = p.id)
    and not exists (select from run o where o.region_id = p.region_id and o.institution_id = p.institution_id and o.stage = 'PAY_OUT' and o.state <> 'RETURNED'
      and o.id is distinct from ?::uuid and p.run_id::text = any (o.upstream_ids))`;

/** Of a correction only what is more is paid out: what is less was paid before, and is taken back. */
const grossSql = `select l.person_id as person, sum(l.amount)::text as amount from pay_line l
  where l.region_id = ? and l.amount > 0 and l.pay_run_id in (select p.id ${openPay}) group by l.person_id`;

const deductionsSql = `
  select d.person_id as person, d.item, d.amount::text as amount, f.name as file, d.source_sheet as sheet, d.source_row as "row"
  from deduction d
  left join import m on m.region_id = d.region_id and m.id = d.import_id left join import_file f on f.region_id = m.region_id and f.id = m.file_id
  where d.region_id = ? and d.month = ? and d.known_until is null and (d.person_id in (select value::uuid from json_array_elements_text(?::json))
    or d.amount > 0 and d.item <> 'RECOVERY' and exists (select from assignment a where a.region_id = d.region_id and a.person_id = d.person_id and a.institution_id = ? and a.main and a.known_until is null
      and a.valid_from <= ?::date and (a.valid_until is null or a.valid_until > ?::date)))`;

const claimsSql = `
  select c.id, c.person_id as person, (c.amount - coalesce(sum(i.amount), 0))::text as remaining
  from recovery c left join recovery_instalment i on i.region_id = c.region_id and i.recovery_id = c.id
  where c.region_id = ? and c.institution_id = ? group by c.region_id, c.id having c.amount > coalesce(sum(i.amount), 0) order by c.begun_at, c.id`;

interface DeductionRow {
  person: string;
  item: DeductionItem;
  amount: string;
  file: string | null;
  sheet: string | null;
  row: number | null;
}

const told = ({ file, sheet, row }: DeductionRow): string => (file === null ? '代扣登记' : `${file}（${sheet}，第 ${row} 行）`);

/** Of an institution and month; `own` is the run that was made of it, if there is one. By staff number. */
export async function gather(em: EntityManager, { regionId: region, id: institution }: Institution, month: string, own: string | null = null): Promise<Gathering> {
  const open = [region, institution, month, own];
  const runs = await em.execute<Array<{ run: string }>>(`select p.run_id as run ${openPay} order by p.period, p.id`, open);
  const gross = await em.execute<Array<{ person: string; amount: string }>>(grossSql, [region, ...open]);
  const paid = JSON.stringify(gross.map(({ person }) => person));
  const deductions = await em.execute<DeductionRow[]>(deductionsSql, [region, month, paid, institution, lastDay(month), `${month}-01`]);
  const claims = Map.groupBy(await em.execute<Array<Claim & { person: string; remaining: unknown }>>(claimsSql, [region, institution]), ({ person }) => person);
  const ids = [...new Set([...gross, ...deductions].map(({ person }) => person))];
  const people = await em.execute<Array<{ id: string; code: string; name: string }>>(
    'select id, code, name from person where region_id = ? and id in (select value::uuid from json_array_elements_text(?::json)) order by code collate "C"', [region, JSON.stringify(ids)]);
  const grossOf = new Map(gross.map(({ person, amount }) => [person, BigInt(amount)]));
  const deducted = Map.groupBy(deductions, ({ person }) => person);
  return {
    runs: await em.find(Run, { regionId: region, id: { $in: runs.map(({ run }) => run) } }, { orderBy: { id: 'asc' } }),
    people: people.map((person) => {
      const rows = deductionItems.flatMap((item) => deducted.get(person.id)?.filter((row) => row.item === item) ?? []);
      return {
        ...person, gross: grossOf.get(person.id) ?? 0n, deductions: new Map(rows.map(({ item, amount }) => [item, BigInt(amount)])), sources: new Map(rows.map((row) => [row.item, told(row)])),
        claims: (claims.get(person.id) ?? []).map(({ id, remaining }) => ({ id, remaining: BigInt(String(remaining)) })),
      };
    }),
  };
}
