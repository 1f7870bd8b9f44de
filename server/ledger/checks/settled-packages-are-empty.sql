-- After the settlement of a year nothing is left on, or owed by, a consortium's package of that year.
select p.region_id, r.year, p.account, sum(p.amount) as left_over
from posting p
join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id
join run r on r.region_id = e.region_id and r.id = e.run_id
where p.account like 'package/%'
  and exists (select from settlement s where s.region_id = r.region_id and s.year = r.year)
group by p.region_id, r.year, p.account
having sum(p.amount) <> 0;
