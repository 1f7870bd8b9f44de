-- What a pay total counts as released, of each share and in all, is the sum of the paid runs' lines, corrections included, and never more than the total.
select t.region_id, t.id, t.total, t.released, t.released_basic, t.released_incentive, coalesce(sum(l.amount), 0) as lines
from pay_total t
left join pay_run p on p.region_id = t.region_id and p.institution_id = t.institution_id and p.year = t.year and p.paid_at is not null
left join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.id
where t.known_until is null
group by t.region_id, t.id, t.total, t.released, t.released_basic, t.released_incentive
having t.released <> coalesce(sum(l.amount), 0) or t.released > t.total
  or t.released_basic <> coalesce(sum(l.amount) filter (where p.kind = 'BASIC'), 0)
  or t.released_incentive <> coalesce(sum(l.amount) filter (where p.kind = 'INCENTIVE'), 0);
