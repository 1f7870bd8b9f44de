-- Every pay line belongs to a pay run and to a person who has had a post in that run's institution, and the lines of a run add up to its total.
select l.region_id, l.pay_run_id, l.person_id::text as person, 'line without run or person' as fault
from pay_line l
left join pay_run p on p.region_id = l.region_id and p.id = l.pay_run_id
where not exists (select from assignment a where a.region_id = l.region_id and a.person_id = l.person_id and a.institution_id = p.institution_id)
union all
select p.region_id, p.id, null, 'lines do not add up to the run'
from pay_run p left join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.id
group by p.region_id, p.id, p.total
having coalesce(sum(l.amount), 0) <> p.total;
