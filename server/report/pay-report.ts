/** Performance pay of a year by institution, for reading and for the spreadsheet; one statement. */
import { bureaus, institutionsSeen, requireRole, type Asking } from '../access/asker.ts';
import { sumMoney } from '../core/money.ts';
import { rate, roundTo, one } from '../core/rate.ts';
import { Institution } from '../model/organisation.ts';
import { dayKnown, knownOn, yearEnds } from '../run/dated.ts';
import type { Report, ReportRow } from './views.ts';

interface Line {
  institution_id: string;
  people: string;
  total: string;
  basic_paid: string;
  incentive_paid: string;
  surplus_share: string;
}

const linesOfYear = `
  select i.id as institution_id,
    (select count(*) from assignment a where a.region_id = i.region_id and a.institution_id = i.id and a.main and ${knownOn('a')}) as people,
    coalesce((select t.total from pay_total t where t.region_id = i.region_id and t.institution_id = i.id and t.year = ? and t.known_from <= m.moment and coalesce(t.known_until, 'infinity') > m.moment), 0)::text as total,
    coalesce(sum(p.total) filter (where p.kind = 'BASIC'), 0)::text as basic_paid,
    coalesce(sum(p.total) filter (where p.kind = 'INCENTIVE'), 0)::text as incentive_paid,
    coalesce((select sum(l.amount) from posting l
      join journal_entry e on e.region_id = l.region_id and e.id = l.entry_id
      join run r on r.region_id = e.region_id and r.id = e.run_id
      where l.region_id = i.region_id and l.account in ('surplus-share/' || i.code, 'difference-payable/' || i.code, 'difference-recoverable/' || i.code)
        and l."row" = i.code and l.line % 2 = 0 and r.year = ? and r.stage = 'SETTLEMENT' and e.posted_at <= m.moment), 0)::text as surplus_share
  from institution i cross join (select coalesce(?::timestamptz, now()) as moment) m
  left join pay_run p on p.region_id = i.region_id and p.institution_id = i.id and p.year = ? and p.paid_at <= m.moment
  where i.region_id = ?
  group by i.region_id, i.id, i.code, m.moment
  order by i.code`;

/** Paid by the people, rounded to the fen, half away from zero; 0 where there is nobody. */
function perHead(paid: bigint, people: number): bigint {
  return people === 0 ? 0n : roundTo(rate(paid, BigInt(people)), one, 'half-away').n;
}

/** An institution without a pay total or a part of the surplus, such as a village clinic in a year without one, has nothing to report. */
function isEmpty({ total, basicPaid, incentivePaid, surplusShare }: ReportRow): boolean {
  return total === 0n && basicPaid === 0n && incentivePaid === 0n && surplusShare === 0n;
}

/** `asOf` leaves out what was posted or paid later. */
export async function payReport({ em, asker, now }: Asking, region: number, year: number, asOf: Date | null = null): Promise<Report> {
  requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
  const seen = institutionsSeen(asker, region);
  const institutions = new Map((await em.find(Institution, { regionId: region })).map((each) => [each.id, each]));
  const lines = await em.execute<Line[]>(linesOfYear, [...dayKnown(yearEnds(year), asOf), year, year, (asOf ?? now).toISOString(), year, region]);
  const rows = lines.filter((line) => seen === 'all' || seen.includes(line.institution_id)).map((line): ReportRow => {
    const basicPaid = BigInt(line.basic_paid);
    const incentivePaid = BigInt(line.incentive_paid);
    const people = Number(line.people);
    return {
      institution: institutions.get(line.institution_id) as Institution, people, total: BigInt(line.total), basicPaid, incentivePaid,
      perHead: perHead(basicPaid + incentivePaid, people), surplusShare: BigInt(line.surplus_share),
    };
  }).filter((row) => !isEmpty(row));
  return {
    year, rows,
    sum: {
      people: rows.reduce((sum, row) => sum + row.people, 0), total: sumMoney(rows.map((row) => row.total)), basicPaid: sumMoney(rows.map((row) => row.basicPaid)),
      incentivePaid: sumMoney(rows.map((row) => row.incentivePaid)), surplusShare: sumMoney(rows.map((row) => row.surplusShare)),
    },
  };
}
