-- Of each region every entry has one link; links are numbered from 1 without a gap, each made over the one before; the head is the last.
with linked as (
  select l.*, row_number() over chain as place, coalesce(lag(l.hash) over chain, repeat('0', 64)) as before
  from chain_link l window chain as (partition by l.region_id order by l.sequence)
)
select region_id, sequence, entry_id, 'link out of order or not over the one before' as fault
from linked where sequence <> place or previous <> before or hash <> link_hash(region_id, sequence, previous, content)
union all
select e.region_id, null, e.id, 'entry without a link'
from journal_entry e left join chain_link l on l.region_id = e.region_id and l.entry_id = e.id
where l.entry_id is null
union all
select coalesce(h.region_id, l.region_id), coalesce(h.sequence, l.sequence), l.entry_id, 'head is not the last link'
from chain_head h full join (select distinct on (region_id) * from chain_link order by region_id, sequence desc) l on l.region_id = h.region_id
where (h.sequence, h.hash) is distinct from (l.sequence, l.hash);
