-- What a pay total counts as released is the sum of the paid runs' lines, and never more than the total.
select t.region_id, t.id, t.total, t.released, coalesce(sum(l.amount), 0) as lines
from pay_total t
left join pay_run p on p.region_id = t.region_id and p.institution_id = t.institution_id and p.year = t.year and p.paid_at is not null
left join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.id
group by t.region_id, t.id, t.total, t.released
having t.released <> coalesce(sum(l.amount), 0) or t.released > t.total;
