-- A post begins and goes on only while its institution is there.
select a.region_id, a.person_id, a.institution_id, a.valid_from
from assignment a
where a.known_until is null and (not exists (select from institution_version v where v.region_id = a.region_id and v.institution_id = a.institution_id
    and v.valid_from <= a.valid_from and (v.valid_until is null or v.valid_until > a.valid_from))
  or not exists (select from institution_version v where v.region_id = a.region_id and v.institution_id = a.institution_id
    and (v.valid_until is null or v.valid_until >= a.valid_until)));
