-- The register in two times: what feeds money says for which days it holds, and in which time that was known. Nothing of it is ever changed:
-- another takes its place, from the moment at which that is known. What stood before times were kept counts as known from the beginning of them all.

create table person_wage (
  region_id integer not null references region (code),
  id uuid not null,
  person_id uuid not null,
  -- fen a month
  post_wage bigint not null check (post_wage >= 0),
  grade_wage bigint not null check (grade_wage >= 0),
  valid_from date not null,
  valid_until date,
  primary key (region_id, id),
  foreign key (region_id, person_id) references person (region_id, id),
  check (valid_until > valid_from)
);

create table institution_allowance (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  -- fen a year
  amount bigint not null check (amount >= 0),
  valid_from date not null,
  valid_until date,
  primary key (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  check (valid_until > valid_from)
);

do $$
declare the_table text;
begin
  foreach the_table in array array['person_wage', 'institution_allowance'] loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

do $$
declare the_region integer; since constant date := '1950-01-01';
begin
  for the_region in select code from region order by code loop
    perform set_config('app.regions', the_region::text, true);
    insert into person_wage select region_id, gen_random_uuid(), id, december_post_wage, december_grade_wage, since, null
      from person where region_id = the_region and (december_post_wage, december_grade_wage) <> (0, 0);
    insert into institution_allowance select region_id, gen_random_uuid(), id, certified_allowances, since, null
      from institution where region_id = the_region and certified_allowances <> 0;
  end loop;
  perform set_config('app.regions', '', true);
end $$;

alter table person drop column december_post_wage, drop column december_grade_wage;
alter table institution drop column certified_allowances;

drop trigger interval_only_shortens on post_grade_standard;
drop trigger interval_only_shortens on person_identity;
drop trigger interval_only_shortens on assignment;
drop trigger interval_only_shortens on institution_membership;
alter table post_grade_standard drop constraint post_grade_standard_once;
alter table person_identity drop constraint person_identity_once;
alter table assignment drop constraint assignment_once, drop constraint assignment_main_once;
alter table institution_membership drop constraint institution_membership_once, drop constraint consortium_head_once;

create or replace function known_once() returns trigger language plpgsql as $$
declare
  -- generated columns are not there yet
  may_differ text[] := array['known_until'] || case
    when tg_table_name = 'pay_total' then array['released', 'released_basic', 'released_incentive']
    when tg_table_name in ('spending', 'certificate') then array['valid_from', 'valid_until']
    else '{}' end;
begin
  if old.known_until is not null and new.known_until is distinct from old.known_until
    or to_jsonb(new) - may_differ is distinct from to_jsonb(old) - may_differ then
    raise exception 'what was known is closed once and never changed' using errcode = 'FP014';
  end if;
  return new;
end $$;

do $$
declare the_table text;
begin
  foreach the_table in array array['post_grade_standard', 'person_identity', 'person_wage', 'institution_allowance', 'institution_membership', 'assignment'] loop
    execute format('alter table %I add column known_from timestamptz not null default ''1950-01-01T00:00:00+08'', add column known_until timestamptz check (known_until >= known_from)', the_table);
    execute format('alter table %I alter column known_from drop default', the_table);
    execute format('create trigger known_once before update on %I for each row execute function known_once()', the_table);
    execute format('revoke update on %I from fenpei_app', the_table);
    execute format('revoke update (valid_until) on %I from fenpei_app', the_table);
    execute format('grant select, insert, update (known_until) on %I to fenpei_app', the_table);
  end loop;
end $$;

-- At no moment are two things known of one day.
alter table post_grade_standard add constraint post_grade_standard_once
  exclude using gist (region_id with =, post_grade_id with =, daterange(valid_from, valid_until) with &&, tstzrange(known_from, known_until) with &&);
alter table person_identity add constraint person_identity_once
  exclude using gist (region_id with =, person_id with =, daterange(valid_from, valid_until) with &&, tstzrange(known_from, known_until) with &&);
alter table person_wage add constraint person_wage_once
  exclude using gist (region_id with =, person_id with =, daterange(valid_from, valid_until) with &&, tstzrange(known_from, known_until) with &&);
alter table institution_allowance add constraint institution_allowance_once
  exclude using gist (region_id with =, institution_id with =, daterange(valid_from, valid_until) with &&, tstzrange(known_from, known_until) with &&);
alter table institution_membership
  add constraint institution_membership_once
    exclude using gist (region_id with =, institution_id with =, daterange(valid_from, valid_until) with &&, tstzrange(known_from, known_until) with &&),
  add constraint consortium_head_once
    exclude using gist (region_id with =, consortium_id with =, daterange(valid_from, valid_until) with &&, tstzrange(known_from, known_until) with &&) where (role = 'HEAD');
alter table assignment
  add constraint assignment_once
    exclude using gist (region_id with =, person_id with =, institution_id with =, daterange(valid_from, valid_until) with &&, tstzrange(known_from, known_until) with &&),
  add constraint assignment_main_once
    exclude using gist (region_id with =, person_id with =, daterange(valid_from, valid_until) with &&, tstzrange(known_from, known_until) with &&) where (main);

create or replace function assignment_at_most_whole() returns trigger language plpgsql set enable_seqscan to off as $$
declare day date; total numeric;
begin
  perform pg_advisory_xact_lock(hashtextextended('assignment ' || new.person_id, new.region_id));
  select d.valid_from, sum(a.share) into day, total
    from assignment d join assignment a on a.region_id = d.region_id and a.person_id = d.person_id
      and a.valid_from <= d.valid_from and (a.valid_until is null or d.valid_from < a.valid_until)
    where d.region_id = new.region_id and d.person_id = new.person_id and d.known_until is null and a.known_until is null
    group by d.id, d.valid_from having sum(a.share) > 1 order by d.valid_from limit 1;
  if found then
    raise exception 'on % the shares of one person are % of a post', day, total using errcode = 'FP022';
  end if;
  return null;
end $$;

-- A policy is proposed and published by different people, also where one of them acts for another by a role that was lent.
alter table policy_version add column proposed_for_id uuid references account (id), add column decided_for_id uuid references account (id);
grant update (decided_for_id) on policy_version to fenpei_app;
alter table policy_version add constraint policy_version_by_another check (state <> 'PUBLISHED'
  or not (decided_by_id = proposed_by_id or decided_by_id is not distinct from proposed_for_id
    or coalesce(decided_for_id = proposed_by_id, false) or coalesce(decided_for_id = proposed_for_id, false)));

-- Of a run, somebody and whoever lends them a role count as one person among the signatures that stand: what a return has undone counts no more.
create or replace function approval_beyond_delegation() returns trigger language plpgsql set enable_seqscan to off as $$
declare the_run run;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if new.for_id in (the_run.prepared_by_id, the_run.prepared_for_id) or new.account_id = the_run.prepared_for_id then
    raise exception 'nobody signs what they prepared, nor through another' using errcode = 'FP001';
  end if;
  if new.verdict = 'SIGNED' and exists (select from standing_signatures(new.region_id, new.run_id) a
      where a.for_id in (new.account_id, new.for_id) or a.account_id = new.for_id) then
    raise exception 'nobody signs twice, nor through another' using errcode = 'FP081';
  end if;
  return new;
end $$;

-- A grant on the institution at the head of a consortium may reach its branches: whichever they are on the day that it is used.
alter table role_grant add column with_branches boolean not null default false,
  add constraint role_grant_branches check (not with_branches or role in ('HOSPITAL_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL'));

-- The institutions of the consortium that an institution heads on a day, itself among them; none where it heads none. Sees the one region alone.
create function branches_of(the_region integer, the_institution uuid, the_day date) returns setof uuid language plpgsql
  set enable_seqscan to off set app.regions to '' as $$
begin
  perform set_config('app.regions', the_region::text, true);
  return query select branch.institution_id from institution_membership head
    join institution_membership branch on branch.region_id = head.region_id and branch.consortium_id = head.consortium_id
    where head.region_id = the_region and head.institution_id = the_institution and head.role = 'HEAD' and head.known_until is null and branch.known_until is null
      and head.valid_from <= the_day and (head.valid_until is null or the_day < head.valid_until)
      and branch.valid_from <= the_day and (branch.valid_until is null or the_day < branch.valid_until);
end $$;

-- What was refused is in the audit log too.
alter table audit_event drop constraint audit_event_kind_check;
alter table audit_event add constraint audit_event_kind_check check (kind in ('DECISION', 'SIGN_IN', 'PAY_VIEW', 'EXPORT', 'RIGHTS', 'REFUSED'));

-- A second factor (动态口令, RFC 6238): its secret sealed, the last interval whose code was taken, and codes for whoever loses the device.
create table second_factor (
  account_id uuid primary key references account (id),
  key_id text not null check (key_id <> ''),
  sealed bytea not null,
  begun_at timestamptz not null,
  -- null: not shown to work yet, so not asked for
  confirmed_at timestamptz,
  last_step bigint
);
create table recovery_code (
  account_id uuid not null references second_factor (account_id) on delete cascade,
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  used_at timestamptz,
  primary key (account_id, code_hash)
);
-- Regions that ask a second factor of whoever acts for a bureau.
create table second_factor_rule (
  region_code integer primary key references region (code),
  set_by_id uuid not null references account (id),
  set_at timestamptz not null
);
grant select, insert, delete, update (key_id, sealed, begun_at, confirmed_at, last_step) on second_factor to fenpei_app;
grant select, insert, delete, update (used_at) on recovery_code to fenpei_app;
grant select, insert, delete on second_factor_rule to fenpei_app;
