-- Whatever was corrected, in whatever order: the postings of each amount and row, over the first run and its corrections, add up to the amount of the last.
-- Pay is posted in sums: there the rows that are not held are added up. Line 2n of an entry is what the amount went to.
with line as (
  select r.*, coalesce(r.institution_id::text, '') as whose,
    not exists (select from run c where c.region_id = r.region_id and c.corrects_id = r.id and c.state = 'POSTED') as last
  from run r where r.state = 'POSTED'
), posted as (
  select r.region_id, r.stage, r.period, r.whose, p.step, p."row", sum(p.amount) as amount
  from line r join journal_entry e on e.region_id = r.region_id and e.run_id = r.id
  join posting p on p.region_id = e.region_id and p.entry_id = e.id and p.line % 2 = 0
  group by r.region_id, r.stage, r.period, r.whose, p.step, p."row"
), due as (
  select p.*, r.id, case
    when p."row" is not null then (case when exists (
      select from held_item h cross join jsonb_array_elements(h.movements) as m
      where h.region_id = r.region_id and h.run_id = r.id and h."row" = p."row" and m ->> 'step' = p.step) then 0 else coalesce(replace(r.amounts -> p.step ->> p."row", ',', '')::numeric, 0) end)
    when jsonb_typeof(r.amounts -> p.step) = 'object' then (select coalesce(sum(replace(each.value, ',', '')::numeric), 0)
      from jsonb_each_text(r.amounts -> p.step) as each where not each.key = any (r.held))
    else replace(r.amounts ->> p.step, ',', '')::numeric end * 100 as expected
  from posted p join line r on r.last and (r.region_id, r.stage, r.period, r.whose) = (p.region_id, p.stage, p.period, p.whose)
)
select region_id, id, stage, period, step, "row", amount, expected from due where amount is distinct from expected;
