-- Notices of pay as the policy asks for them, objections to them, and what is paid only after both.

alter table notice
  add column working_days integer check (working_days between 1 and 60),
  add column names text not null default 'surname' check (names in ('full', 'surname')),
  add column numbers text not null default 'hidden' check (numbers in ('shown', 'hidden')),
  add column amounts text not null default 'items' check (amounts in ('items', 'total')),
  add column objections text not null default 'own' check (objections in ('own', 'any')),
  add column ruled_by text,
  -- of a notice that is open to everybody: the part of its address that nobody can guess
  add column token text check (token ~ '^[A-Za-z0-9_-]{43}$');
alter table notice alter column names drop default, alter column numbers drop default, alter column amounts drop default, alter column objections drop default;

do $$
declare the_region integer;
begin
  for the_region in select code from region order by code loop
    perform set_config('app.regions', the_region::text, true);
    update notice n set ruled_by = (select r.steps[1] from pay_run p join run r on r.region_id = p.region_id and r.id = p.run_id where p.region_id = n.region_id and p.id = n.pay_run_id);
  end loop;
  perform set_config('app.regions', '', true);
end $$;
alter table notice alter column ruled_by set not null;
create unique index notice_token on notice (region_id, token);

-- What a member of staff says against a line of a notice.
create table pay_objection (
  region_id integer not null references region (code),
  id uuid not null,
  notice_id uuid not null,
  pay_run_id uuid not null,
  person_id uuid not null,
  -- the item; null: the whole line
  step text,
  reason text not null check (reason <> '' and length(reason) <= 2000),
  account_id uuid not null references account (id),
  at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, notice_id, person_id, account_id),
  foreign key (region_id, notice_id) references notice (region_id, id),
  foreign key (region_id, pay_run_id) references pay_run (region_id, id),
  foreign key (region_id, person_id) references person (region_id, id)
);
create index pay_objection_person on pay_objection (region_id, person_id);
create index pay_objection_pay_run on pay_objection (region_id, pay_run_id);

create table pay_objection_file (
  region_id integer not null references region (code),
  id uuid not null,
  objection_id uuid not null,
  name text not null check (name <> '' and length(name) <= 200),
  media_type text not null,
  size integer not null check (size between 1 and 5242880),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  content bytea not null check (octet_length(content) = size),
  at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, objection_id, hash),
  foreign key (region_id, objection_id) references pay_objection (region_id, id)
);

-- What the office that the policy names said to it, once.
create table pay_objection_ruling (
  region_id integer not null references region (code),
  id uuid not null,
  objection_id uuid not null,
  upheld boolean not null,
  reason text not null check (reason <> '' and length(reason) <= 2000),
  account_id uuid not null references account (id),
  -- who had lent the role
  for_id uuid references account (id),
  at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, objection_id),
  foreign key (region_id, objection_id) references pay_objection (region_id, id)
);

do $$
declare the_table text;
begin
  foreach the_table in array array['pay_objection', 'pay_objection_file', 'pay_objection_ruling']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;
grant select, insert on pay_objection, pay_objection_file, pay_objection_ruling to fenpei_app;

-- The distributions of one thing: an institution's month and kind, however often it was prepared, and its corrections.
create function pay_runs_beside(the_region integer, the_pay_run uuid) returns setof pay_run language sql stable as $$
  select other.* from pay_run own join pay_run other on other.region_id = own.region_id and other.institution_id = own.institution_id
    and other.year = own.year and other.period = own.period and other.kind = own.kind
  where own.region_id = the_region and own.id = the_pay_run
$$;

-- Of each line that is to be paid, the last day of the notice in which just it stands: its own, or an earlier one whose amount has not been paid since; null where none does.
create function published_lines(the_region integer, the_pay_run uuid) returns table (person_id uuid, step text, closes_on date) language sql stable as $$
  select l.person_id, l.step, (
    select min(n.closes_on) from pay_runs_beside(the_region, the_pay_run) other
      join notice n on n.region_id = other.region_id and n.pay_run_id = other.id
      join pay_line shown on shown.region_id = other.region_id and shown.pay_run_id = other.id
        and shown.person_id = l.person_id and shown.step = l.step and shown.amount = l.amount
      where other.id = the_pay_run or not exists (
        select from pay_runs_beside(the_region, the_pay_run) paid
          join pay_line had on had.region_id = paid.region_id and had.pay_run_id = paid.id and had.person_id = l.person_id and had.step = l.step
          where paid.paid_at is not null))
  from pay_line l where l.region_id = the_region and l.pay_run_id = the_pay_run
$$;

-- The people with a line in a distribution about whom an objection waits for a ruling.
create function objected_people(the_region integer, the_pay_run uuid) returns setof uuid language sql stable as $$
  select distinct o.person_id from pay_runs_beside(the_region, the_pay_run) other
    join pay_objection o on o.region_id = other.region_id and o.pay_run_id = other.id
    join pay_line l on l.region_id = o.region_id and l.pay_run_id = the_pay_run and l.person_id = o.person_id
    where not exists (select from pay_objection_ruling u where u.region_id = o.region_id and u.objection_id = o.id)
$$;

-- An objection is made in the days of the notice, about a line of it that has not been paid, by that person or, where the policy says so, by another of the institution.
create function objection_in_time() returns trigger language plpgsql as $$
declare
  the_notice notice;
  the_day date := (new.at at time zone 'Asia/Shanghai')::date;
  the_institution uuid;
begin
  select * into strict the_notice from notice n where n.region_id = new.region_id and n.id = new.notice_id;
  select p.institution_id into the_institution from pay_run p where p.region_id = new.region_id and p.id = new.pay_run_id;
  if the_notice.pay_run_id <> new.pay_run_id or the_day > the_notice.closes_on or new.at < the_notice.published_at then
    raise exception 'the notice is not open for objections' using errcode = 'FP231';
  end if;
  perform from pay_line l where l.region_id = new.region_id and l.pay_run_id = new.pay_run_id and l.person_id = new.person_id and (new.step is null or l.step = new.step);
  if not found or exists (
    select from pay_runs_beside(new.region_id, new.pay_run_id) paid join pay_line had on had.region_id = paid.region_id and had.pay_run_id = paid.id and had.person_id = new.person_id
    where paid.paid_at is not null) then
    raise exception 'an objection is about a published line that has not been paid' using errcode = 'FP232';
  end if;
  perform from role_grant g where g.region_code = new.region_id and g.account_id = new.account_id and g.role = 'STAFF'
      and g.valid_from <= the_day and (g.valid_until is null or g.valid_until > the_day)
      and (g.person_id = new.person_id or the_notice.objections = 'any' and exists (
        select from assignment a where a.region_id = new.region_id and a.person_id = g.person_id and a.institution_id = the_institution and a.known_until is null
          and a.valid_from <= the_day and (a.valid_until is null or a.valid_until > the_day)));
  if not found then
    raise exception 'only staff object, each to the lines that the policy says' using errcode = 'FP233';
  end if;
  return new;
end $$;
create trigger objection_in_time before insert on pay_objection for each row execute function objection_in_time();

-- A ruling is given by the office that the notice names, and by nobody who prepared the distribution or objects.
create function ruling_by_another() returns trigger language plpgsql as $$
declare
  the_office text;
  the_day date := (new.at at time zone 'Asia/Shanghai')::date;
begin
  perform from pay_objection o join pay_run p on p.region_id = o.region_id and p.id = o.pay_run_id join run r on r.region_id = p.region_id and r.id = p.run_id
    where o.region_id = new.region_id and o.id = new.objection_id
      and (array[new.account_id, new.for_id] && array[o.account_id, r.prepared_by_id, r.prepared_for_id]);
  if found then
    raise exception 'nobody rules on their own work or objection' using errcode = 'FP234';
  end if;
  select n.ruled_by into strict the_office from pay_objection o join notice n on n.region_id = o.region_id and n.id = o.notice_id
    where o.region_id = new.region_id and o.id = new.objection_id;
  perform from role_grant g left join delegation d on d.grant_id = g.id and d.from_id = new.for_id and d.to_id = new.account_id
      and d.valid_from <= the_day and d.valid_until > the_day
    where g.region_code = new.region_id and g.role = the_office and g.valid_from <= the_day and (g.valid_until is null or g.valid_until > the_day)
      and case when new.for_id is null then g.account_id = new.account_id else d.id is not null end;
  if not found then
    raise exception 'only the office that the policy names rules on objections' using errcode = 'FP235';
  end if;
  return new;
end $$;
create trigger ruling_by_another before insert on pay_objection_ruling for each row execute function ruling_by_another();

-- Nobody is paid while an objection about them waits; and where a distribution has been published, only what was published, after its days.
create function paid_as_published() returns trigger language plpgsql as $$
declare the_day date := (new.paid_at at time zone 'Asia/Shanghai')::date;
begin
  if exists (select from objected_people(new.region_id, new.id)) then
    raise exception 'an objection about somebody in the distribution waits for a ruling' using errcode = 'FP236';
  end if;
  if exists (select from pay_runs_beside(new.region_id, new.id) other join notice n on n.region_id = other.region_id and n.pay_run_id = other.id)
    and exists (select from published_lines(new.region_id, new.id) l where l.closes_on is null or l.closes_on >= the_day) then
    raise exception 'a line has not been published, or not long enough' using errcode = 'FP237';
  end if;
  return new;
end $$;
create trigger published_before_paid before update of paid_at on pay_run
  for each row when (old.paid_at is null and new.paid_at is not null) execute function paid_as_published();

-- A distribution about which an objection was upheld is never handed in again as it is.
create function run_not_objected() returns trigger language plpgsql as $$
begin
  perform from pay_run p join pay_objection o on o.region_id = p.region_id and o.pay_run_id = p.id
    join pay_objection_ruling u on u.region_id = o.region_id and u.objection_id = o.id and u.upheld
    join person s on s.region_id = o.region_id and s.id = o.person_id
    where p.region_id = new.region_id and p.run_id = new.id and not (s.code = any (new.held));
  if found then
    raise exception 'an objection to the distribution was upheld' using errcode = 'FP238';
  end if;
  return new;
end $$;
create trigger run_not_objected before update of state on run for each row when (old.state = 'RETURNED' and new.state = 'SUBMITTED') execute function run_not_objected();

-- Plans that are kept go by an index, as in 0003.
do $$
declare the_function text;
begin
  foreach the_function in array array['pay_runs_beside(integer, uuid)', 'published_lines(integer, uuid)', 'objected_people(integer, uuid)', 'objection_in_time()', 'ruling_by_another()',
    'paid_as_published()', 'run_not_objected()']
  loop
    execute format('alter function %s set enable_seqscan to off', the_function);
  end loop;
end $$;
