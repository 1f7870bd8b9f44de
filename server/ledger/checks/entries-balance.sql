-- Every journal entry adds up to zero and has at least two lines.
select e.region_id, e.id, count(p.line) as lines, coalesce(sum(p.amount), 0) as difference
from journal_entry e left join posting p on p.region_id = e.region_id and p.entry_id = e.id
group by e.region_id, e.id
having coalesce(sum(p.amount), 0) <> 0 or count(p.line) < 2;
