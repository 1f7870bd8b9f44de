-- Every approved or posted run bears every signature its policy asks for, each by another person than the preparer.
select r.region_id, r.id, asked.step
from run r cross join unnest(r.steps) as asked (step)
where r.state in ('APPROVED', 'POSTED')
  and not exists (select from approval a where a.region_id = r.region_id and a.run_id = r.id and a.step = asked.step
    and a.verdict = 'SIGNED' and a.run_hash = r.hash and a.account_id <> r.prepared_by_id);
