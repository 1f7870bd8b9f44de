-- Every entry and its ordered lines are what its link was made over.
select region_id, sequence, entry_id
from chain_link
where content is distinct from sha256_hex(entry_text(region_id, entry_id));
