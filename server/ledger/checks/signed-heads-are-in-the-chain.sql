-- A head that was signed is a link of the chain to this day.
select s.region_id, s.sequence from signed_head s
left join chain_link l on l.region_id = s.region_id and l.sequence = s.sequence and l.hash = s.hash
where l.hash is null
