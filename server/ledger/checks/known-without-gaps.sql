-- Of each thing one figure is known at a time: what is closed is followed at once by what took its place, and only the last is open.
with known as (
  select 'budget' as what, region_id, fund_id::text || year as thing, id, known_from, known_until from budget
  union all select 'settlement', region_id, year::text, id, known_from, known_until from settlement
  union all select 'pay_total', region_id, institution_id::text || year, id, known_from, known_until from pay_total
  union all select 'spending', region_id, consortium_id::text || month, id, known_from, known_until from spending
  union all select 'certificate', region_id, consortium_id::text || year, id, known_from, known_until from certificate
  union all select 'obligation', region_id, concat_ws('/', institution_id, month, kind, name), id, known_from, known_until from obligation
  union all select 'opening_balance', region_id, institution_id::text || year, id, known_from, known_until from opening_balance
  union all select 'known_fact', region_id, concat_ws('/', stage, period, institution_id, path), id, known_from, known_until from known_fact
), followed as (
  select *, lead(known_from) over line as next_from from known window line as (partition by what, region_id, thing order by known_from, known_until nulls last, id)
)
select what, region_id, thing, id, known_from, known_until, next_from from followed where known_until is distinct from next_from;
