-- What points by disease need of a case: by what it is told from others, how old the patient was, and what the fund paid of it.
alter table care_case
  add column case_number text check (case_number <> ''),
  add column discharged date,
  add column age smallint check (age between 0 and 150),
  add column paid bigint check (paid >= 0);

-- What the fund paid of the cases of a set; null where the file does not say it of every case.
alter table care_case_set add column paid bigint check (paid >= 0);

-- The cases that count now, with the columns that are new.
create or replace view standing_case with (security_invoker = true) as
  select c.* from care_case c join care_case_set s on s.region_id = c.region_id and s.import_id = c.import_id and s.institution_id = c.institution_id and s.month = c.month
  where s.known_until is null;
