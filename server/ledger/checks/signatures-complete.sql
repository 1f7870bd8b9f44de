-- Every approved or posted run bears every signature its policy asks for, none undone by a return, each by another person, none by the preparer.
select r.region_id, r.id, asked.step
from run r cross join unnest(r.steps) as asked (step)
where r.state in ('APPROVED', 'POSTED')
  and not exists (select from standing_signatures(r.region_id, r.id) a where a.step = asked.step and a.account_id <> r.prepared_by_id)
union all
select r.region_id, r.id, 'one person for two steps'
from run r
where r.state in ('APPROVED', 'POSTED')
  and (select count(distinct a.account_id) <> count(*) from standing_signatures(r.region_id, r.id) a);
