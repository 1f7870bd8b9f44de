-- Places and people with their history: what holds is an interval of days, `valid_from` included, `valid_until` not; open while it is null.

create extension if not exists btree_gist;

-- The region above another follows from its code: the province of a city, the city of a county. Counties of a municipality
-- (北京, 天津, 上海, 重庆) and those a province keeps directly (third and fourth digit 90) stand under the province itself.
create function region_parent(code integer) returns integer language sql immutable as $$
  select case
    when code % 10000 = 0 then null
    when code % 100 = 0 or code / 10000 in (11, 12, 31, 50) or code / 100 % 100 = 90 then code / 10000 * 10000
    else code / 100 * 100 end
$$;

alter table region drop column parent_code;
alter table region add column parent_code integer generated always as (region_parent(code)) stored references region (code);
create index region_parent_code on region (parent_code);

-- The area of a fund (统筹区): counties of one city. Reference tables.
create table pool (
  id uuid primary key,
  code text not null unique check (code <> ''),
  name text not null check (name <> ''),
  name_en text not null check (name_en <> ''),
  city_code integer not null references region (code),
  unique (id, city_code)
);

create table pool_region (
  pool_id uuid not null,
  city_code integer not null,
  region_code integer not null references region (code),
  valid_from date not null,
  valid_until date,
  primary key (pool_id, region_code, valid_from),
  foreign key (pool_id, city_code) references pool (id, city_code),
  check (region_code = city_code or region_parent(region_code) = city_code),
  check (valid_until > valid_from),
  constraint pool_region_once exclude using gist (pool_id with =, region_code with =, daterange(valid_from, valid_until) with &&)
);
create index pool_region_code on pool_region (region_code);

-- Null: the county keeps the fund alone.
alter table fund add column pool_id uuid references pool (id);

create function fund_of_a_pool_around_it() returns trigger language plpgsql as $$
begin
  perform from pool_region where pool_id = new.pool_id and region_code = new.region_id;
  if not found then
    raise exception 'the region has never been in the pool of its fund' using errcode = 'FP020';
  end if;
  return new;
end $$;
create trigger fund_of_a_pool_around_it before insert or update on fund
  for each row when (new.pool_id is not null) execute function fund_of_a_pool_around_it();

-- Institutions: what they are called, where they belong, what became of them.
create table institution_version (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('COUNTY_HOSPITAL', 'TOWNSHIP_HOSPITAL', 'VILLAGE_CLINIC', 'PUBLIC_HEALTH')),
  valid_from date not null,
  valid_until date,
  primary key (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  check (valid_until > valid_from),
  constraint institution_version_once exclude using gist (region_id with =, institution_id with =, daterange(valid_from, valid_until) with &&)
);

create table institution_membership (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  consortium_id uuid not null,
  role text not null check (role in ('HEAD', 'BRANCH', 'CLINIC')),
  valid_from date not null,
  valid_until date,
  primary key (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, consortium_id) references consortium (region_id, id),
  check (valid_until > valid_from),
  constraint institution_membership_once exclude using gist (region_id with =, institution_id with =, daterange(valid_from, valid_until) with &&),
  constraint consortium_head_once exclude using gist (region_id with =, consortium_id with =, daterange(valid_from, valid_until) with &&) where (role = 'HEAD')
);

create table institution_succession (
  region_id integer not null references region (code),
  predecessor_id uuid not null,
  successor_id uuid not null,
  "on" date not null,
  primary key (region_id, predecessor_id),
  foreign key (region_id, predecessor_id) references institution (region_id, id),
  foreign key (region_id, successor_id) references institution (region_id, id),
  check (predecessor_id <> successor_id)
);
create index institution_succession_successor on institution_succession (region_id, successor_id);

create table post_grade_standard (
  region_id integer not null references region (code),
  id uuid not null,
  post_grade_id uuid not null,
  monthly bigint not null check (monthly >= 0),
  valid_from date not null,
  valid_until date,
  primary key (region_id, id),
  foreign key (region_id, post_grade_id) references post_grade (region_id, id),
  check (valid_until > valid_from),
  constraint post_grade_standard_once exclude using gist (region_id with =, post_grade_id with =, daterange(valid_from, valid_until) with &&)
);

-- People: how they are employed, where they work, the numbers of their cards.
create table person_identity (
  region_id integer not null references region (code),
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('ESTABLISHMENT', 'REGISTERED', 'CONTRACT', 'REHIRED', 'VILLAGE_DOCTOR')),
  valid_from date not null,
  valid_until date,
  primary key (region_id, id),
  foreign key (region_id, person_id) references person (region_id, id),
  check (valid_until > valid_from),
  constraint person_identity_once exclude using gist (region_id with =, person_id with =, daterange(valid_from, valid_until) with &&)
);

alter table department add unique (region_id, institution_id, id);

create table assignment (
  region_id integer not null references region (code),
  id uuid not null,
  person_id uuid not null,
  institution_id uuid not null,
  department_id uuid,
  post_grade_id uuid not null,
  -- of a full post; the assignments of a day are together at most one
  share numeric(5, 4) not null check (share > 0 and share <= 1),
  -- the one that pays
  main boolean not null,
  leader boolean not null,
  valid_from date not null,
  valid_until date,
  primary key (region_id, id),
  foreign key (region_id, person_id) references person (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, institution_id, department_id) references department (region_id, institution_id, id),
  foreign key (region_id, post_grade_id) references post_grade (region_id, id),
  check (valid_until > valid_from),
  constraint assignment_once exclude using gist (region_id with =, person_id with =, institution_id with =, daterange(valid_from, valid_until) with &&),
  constraint assignment_main_once exclude using gist (region_id with =, person_id with =, daterange(valid_from, valid_until) with &&) where (main)
);
create index assignment_institution on assignment (region_id, institution_id);
create index assignment_person on assignment (region_id, person_id);
create index institution_version_institution on institution_version (region_id, institution_id, valid_from);

create table person_number (
  region_id integer not null references region (code),
  person_id uuid not null,
  kind text not null check (kind in ('ID_CARD', 'BANK_CARD')),
  -- which key sealed and matches it
  key_id text not null check (key_id <> ''),
  sealed bytea not null,
  match bytea not null check (length(match) = 32),
  masked text not null check (masked ~ '^\d{4}\*+[\dX]{4}$'),
  primary key (region_id, person_id, kind),
  unique (region_id, kind, match),
  foreign key (region_id, person_id) references person (region_id, id)
);

do $$
declare the_table text;
begin
  foreach the_table in array array['institution_version', 'institution_membership', 'institution_succession', 'post_grade_standard',
    'person_identity', 'assignment', 'person_number']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

-- What was registered without a day holds from before the first year of any policy.
do $$
declare the_region integer; since constant date := '1950-01-01';
begin
  for the_region in select code from region order by code loop
    perform set_config('app.regions', the_region::text, true);
    insert into institution_version select region_id, gen_random_uuid(), id, name, kind, since, null from institution where region_id = the_region;
    insert into institution_membership select region_id, gen_random_uuid(), id, consortium_id, consortium_role, since, null
      from institution where region_id = the_region and consortium_id is not null;
    insert into post_grade_standard select region_id, gen_random_uuid(), id, monthly_standard, since, null from post_grade where region_id = the_region;
    insert into person_identity select p.region_id, gen_random_uuid(), p.id,
        case when p.formal then 'ESTABLISHMENT' when i.kind = 'VILLAGE_CLINIC' then 'VILLAGE_DOCTOR' else 'CONTRACT' end, since, null
      from person p join institution i on i.region_id = p.region_id and i.id = p.institution_id where p.region_id = the_region;
    insert into assignment select region_id, gen_random_uuid(), id, institution_id, department_id, post_grade_id, 1, true, leader, since, null
      from person where region_id = the_region;
  end loop;
  perform set_config('app.regions', '', true);
end $$;

alter table institution drop column name, drop column kind, drop column consortium_id, drop column consortium_role;
alter table post_grade drop column monthly_standard;
alter table person drop column institution_id, drop column department_id, drop column post_grade_id, drop column formal, drop column leader;

-- The day that what is shown holds for: the one that is asked about, else today in China.
create function shown_day() returns date language sql stable as $$
  select coalesce(nullif(current_setting('app.day', true), '')::date, (now() at time zone 'Asia/Shanghai')::date)
$$;

-- Before its first day an institution has its first name, after its last day its last.
create function institution_shown(the_region integer, the_institution uuid) returns institution_version language sql stable as $$
  select v from institution_version v where v.region_id = the_region and v.institution_id = the_institution
  order by v.valid_from <= shown_day() desc, abs(v.valid_from - shown_day()) limit 1
$$;

-- Rules that hold whoever writes.

create function interval_only_shortens() returns trigger language plpgsql as $$
begin
  if new.valid_until is null or new.valid_until > old.valid_until then
    raise exception 'an interval is ended or shortened, and not opened again' using errcode = 'FP021';
  end if;
  return new;
end $$;

do $$
declare the_table text;
begin
  foreach the_table in array array['pool_region', 'institution_version', 'institution_membership', 'post_grade_standard', 'person_identity', 'assignment'] loop
    execute format('create trigger interval_only_shortens before update of valid_until on %I for each row execute function interval_only_shortens()', the_table);
  end loop;
end $$;

-- The sum of a person's shares changes only on a day on which one begins, so these days are looked at.
create function assignment_at_most_whole() returns trigger language plpgsql as $$
declare day date; total numeric;
begin
  perform pg_advisory_xact_lock(hashtextextended('assignment ' || new.person_id, new.region_id));
  select d.valid_from, sum(a.share) into day, total
    from assignment d join assignment a on a.region_id = d.region_id and a.person_id = d.person_id
      and a.valid_from <= d.valid_from and (a.valid_until is null or d.valid_from < a.valid_until)
    where d.region_id = new.region_id and d.person_id = new.person_id
    group by d.id, d.valid_from having sum(a.share) > 1 order by d.valid_from limit 1;
  if found then
    raise exception 'on % the shares of one person are % of a post', day, total using errcode = 'FP022';
  end if;
  return null;
end $$;
create constraint trigger assignment_at_most_whole after insert or update on assignment
  deferrable initially deferred for each row execute function assignment_at_most_whole();

alter function assignment_at_most_whole() set enable_seqscan to off;
alter function institution_shown(integer, uuid) set enable_seqscan to off;

-- Officers of one institution: its personnel and its finance.
alter table role_grant drop constraint role_grant_role_check, drop constraint role_grant_check1;
alter table role_grant
  add constraint role_grant_role_check check (role in ('HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU',
    'POPULATION_OFFICE', 'HOSPITAL_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL', 'FINANCE_OFFICER', 'STAFF', 'AUDITOR')),
  add constraint role_grant_check1 check ((role in ('HOSPITAL_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL')) = (institution_id is not null));

-- What the application may do: add, and end what is open. Sealed numbers are replaced when a card or a key is.
grant select, insert on pool, pool_region, institution_version, institution_membership, institution_succession, post_grade_standard,
  person_identity, assignment, person_number to fenpei_app;
grant update (valid_until) on pool_region, institution_version, institution_membership, post_grade_standard, person_identity, assignment to fenpei_app;
grant update (key_id, sealed, match, masked) on person_number to fenpei_app;
