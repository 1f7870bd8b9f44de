-- After the settlement of a year nothing is left on, or owed by, a consortium's package of that year, but what waits on held items.
with settled as (
  select r.region_id, r.year, r.id from settlement s join run r on r.region_id = s.region_id and r.id = s.run_id where s.known_until is null
), waiting as (
  select s.region_id, s.year, m ->> 'from' as account, sum((m ->> 'amount')::bigint) as amount
  from settled s join held_item h on h.region_id = s.region_id and h.run_id = s.id cross join jsonb_array_elements(h.movements) as m
  group by s.region_id, s.year, m ->> 'from'
)
select p.region_id, r.year, p.account, sum(p.amount) as left_over
from posting p
join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id
join run r on r.region_id = e.region_id and r.id = e.run_id
join settled s on s.region_id = r.region_id and s.year = r.year
left join waiting w on w.region_id = r.region_id and w.year = r.year and w.account = p.account
where p.account like 'package/%'
  -- a budget that is corrected after the settlement is settled by the correction of the settlement
  and not exists (select from stale_upstreams(s.region_id, s.id))
group by p.region_id, r.year, p.account, w.amount
having sum(p.amount) <> coalesce(w.amount, 0);
