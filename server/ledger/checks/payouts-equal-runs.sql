-- What is paid out is what the distributions released, and what the ledger posted; batches pay each net pay at most once, and returned payments stand in the ledger.
with gross as (
  select p.region_id, p.run_id, sum(l.amount) filter (where l.amount > 0) as released
  from pay_out_part p join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.pay_run_id group by p.region_id, p.run_id
), lines as (
  select region_id, run_id, count(*) as people, sum(gross) as gross, sum(deducted) as deducted, sum(net) as net from pay_out_line group by region_id, run_id
), posted as (
  select e.region_id, e.run_id, sum(p.amount) filter (where p.step = 'net_total') as net, sum(p.amount) as gross
  from journal_entry e join posting p on p.region_id = e.region_id and p.entry_id = e.id and p.line % 2 = 0 group by e.region_id, e.run_id
)
select o.region_id, o.run_id, null::uuid as person_id, 'totals' as what
from pay_out o
left join gross g on (g.region_id, g.run_id) = (o.region_id, o.run_id)
left join lines l on (l.region_id, l.run_id) = (o.region_id, o.run_id)
left join posted p on (p.region_id, p.run_id) = (o.region_id, o.run_id)
where (o.gross::numeric, o.deducted::numeric, o.net::numeric, o.people::bigint) is distinct from (l.gross, l.deducted, l.net, l.people)
  or o.gross::numeric is distinct from g.released or o.gross::numeric is distinct from p.gross or o.net::numeric is distinct from coalesce(p.net, 0)
union all
select l.region_id, l.run_id, l.person_id, 'deductions' from pay_out_line l
where l.deducted <> (select coalesce(sum(d.amount), 0) from pay_out_deduction d where (d.region_id, d.run_id, d.person_id) = (l.region_id, l.run_id, l.person_id))
union all
select l.region_id, l.run_id, l.person_id, 'paid twice' from payment_line l
where not exists (select from payment_return r where r.region_id = l.region_id and r.line_id = l.id) group by l.region_id, l.run_id, l.person_id having count(*) > 1
union all
select r.region_id, r.id, null, 'returns' from run r
cross join lateral (
  select coalesce(sum(p.amount) filter (where p.step = 'returned_total'), 0) as returned, coalesce(sum(p.amount) filter (where p.step = 'reissued_total'), 0) as reissued
  from journal_entry e join posting p on p.region_id = e.region_id and p.entry_id = e.id and p.line % 2 = 0 where e.region_id = r.region_id and e.run_id = r.id
) posted
cross join lateral (
  select coalesce(sum(l.amount), 0) as returned from payment_return b join payment_line l on l.region_id = b.region_id and l.id = b.line_id
  join pay_out o on o.region_id = l.region_id and o.run_id = l.run_id where b.region_id = r.region_id and b.posts_in = r.period and o.institution_id = r.institution_id
) back
cross join lateral (
  select coalesce(sum(l.amount), 0) as reissued from payment_line l
  join pay_out o on o.region_id = l.region_id and o.run_id = l.run_id where l.region_id = r.region_id and l.posts_in = r.period and o.institution_id = r.institution_id
) again
where r.stage = 'PAY_RETURN' and r.state = 'POSTED' and (posted.returned, posted.reissued) is distinct from (back.returned, again.reissued)
