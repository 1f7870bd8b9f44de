-- Every posted run has one journal entry, and every entry belongs to a posted run.
select r.region_id, r.id as run_id, e.id as entry_id
from run r full join journal_entry e on e.region_id = r.region_id and e.run_id = r.id
where (r.state = 'POSTED') is distinct from (e.id is not null);
