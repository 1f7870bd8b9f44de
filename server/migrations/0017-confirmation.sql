-- Working days as they are published for each year, and the confirmation of runs by the institutions that they concern.

-- The arrangement of a year as it was known from an instant on; another version of a year is added, none is changed. Written by the owner of the tables.
create table working_calendar (
  year integer not null check (year between 1000 and 9999),
  known_from timestamptz not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  document text not null check (document <> ''),
  issued_on date not null,
  address text not null check (address <> ''),
  days_off text[] not null check (cardinality(days_off) > 0),
  days_worked text[] not null,
  primary key (year, known_from)
);
grant select on working_calendar to fenpei_app;

-- A run was handed in and its lines are to be confirmed: within which time, and what silence means after it.
create table confirmation_call (
  region_id integer not null references region (code),
  id uuid not null,
  run_id uuid not null,
  working_days integer not null check (working_days between 1 and 60),
  silence text not null check (silence in ('confirmed', 'disputed')),
  handed_in_on date not null,
  -- the last day on which something may be said
  due_on date not null check (due_on > handed_in_on),
  primary key (region_id, id),
  foreign key (region_id, run_id) references run (region_id, id)
);
create index confirmation_call_run on confirmation_call (region_id, run_id);

-- Whose line of a run it is.
create table confirmation_line (
  region_id integer not null references region (code),
  run_id uuid not null,
  "row" text not null check ("row" <> ''),
  institution_id uuid not null,
  primary key (region_id, run_id, "row"),
  unique (region_id, run_id, "row", institution_id),
  foreign key (region_id, run_id) references run (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id)
);

-- What was said of a line, once.
create table confirmation (
  region_id integer not null references region (code),
  run_id uuid not null,
  "row" text not null,
  institution_id uuid not null,
  run_hash text not null,
  verdict text not null check (verdict in ('CONFIRMED', 'DISPUTED')),
  -- null: nothing was said in time
  account_id uuid references account (id),
  -- who had lent the role
  for_id uuid references account (id),
  reason text not null,
  at timestamptz not null,
  primary key (region_id, run_id, "row"),
  foreign key (region_id, run_id, "row", institution_id) references confirmation_line (region_id, run_id, "row", institution_id),
  check (account_id is null or verdict = 'CONFIRMED' or reason <> ''),
  check (account_id is not null or for_id is null)
);

-- What the preparing office answered to a dispute, once.
create table confirmation_answer (
  region_id integer not null references region (code),
  run_id uuid not null,
  "row" text not null,
  upheld boolean not null,
  reason text not null check (reason <> ''),
  account_id uuid not null references account (id),
  for_id uuid references account (id),
  at timestamptz not null,
  primary key (region_id, run_id, "row"),
  foreign key (region_id, run_id, "row") references confirmation (region_id, run_id, "row")
);

do $$
declare the_table text;
begin
  foreach the_table in array array['confirmation_call', 'confirmation_line', 'confirmation', 'confirmation_answer']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;
grant select, insert on confirmation_call, confirmation_line, confirmation, confirmation_answer to fenpei_app;

-- Said by the head of the institution or a delegate of theirs, of the run as it is, while there is time; silence is written down after it.
create function confirmation_in_time() returns trigger language plpgsql as $$
declare
  the_run run;
  the_call confirmation_call;
  the_day date := (new.at at time zone 'Asia/Shanghai')::date;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if the_run.hash <> new.run_hash then
    raise exception 'what is confirmed is another run' using errcode = 'FP002';
  end if;
  if the_run.state not in ('SUBMITTED', 'REVIEWING') then
    raise exception 'the run is not open for confirmation' using errcode = 'FP003';
  end if;
  select * into strict the_call from confirmation_call c where c.region_id = new.region_id and c.run_id = new.run_id order by c.due_on desc limit 1;
  if new.account_id is null then
    if the_day <= the_call.due_on or new.verdict <> upper(the_call.silence) then
      raise exception 'silence counts after the last day, and as the policy says' using errcode = 'FP171';
    end if;
    return new;
  end if;
  if the_day > the_call.due_on then
    raise exception 'the time for confirmation is over' using errcode = 'FP171';
  end if;
  perform from role_grant g left join delegation d on d.grant_id = g.id and d.from_id = new.for_id and d.to_id = new.account_id
      and d.valid_from <= the_day and d.valid_until > the_day
    where g.region_code = new.region_id and g.role = 'HOSPITAL_HEAD'
      and (g.institution_id = new.institution_id or g.with_branches and new.institution_id in (select branches_of(g.region_code, g.institution_id, the_day)))
      and g.valid_from <= the_day and (g.valid_until is null or g.valid_until > the_day)
      and case when new.for_id is null then g.account_id = new.account_id else d.id is not null end;
  if not found then
    raise exception 'only the head of the institution confirms its line' using errcode = 'FP172';
  end if;
  return new;
end $$;
create trigger confirmation_in_time before insert on confirmation for each row execute function confirmation_in_time();

create function answer_to_dispute() returns trigger language plpgsql as $$
begin
  perform from confirmation c join run r on r.region_id = c.region_id and r.id = c.run_id
    where c.region_id = new.region_id and c.run_id = new.run_id and c."row" = new."row" and c.verdict = 'DISPUTED' and r.state in ('SUBMITTED', 'REVIEWING');
  if not found then
    raise exception 'only an open dispute is answered' using errcode = 'FP173';
  end if;
  return new;
end $$;
create trigger answer_to_dispute before insert on confirmation_answer for each row execute function answer_to_dispute();

-- The last signature waits for every line; a run about which a dispute was upheld is never handed in again.
create function run_confirmed() returns trigger language plpgsql as $$
begin
  if new.state = 'APPROVED' then
    perform from confirmation_line l
      left join confirmation c on c.region_id = l.region_id and c.run_id = l.run_id and c."row" = l."row"
      left join confirmation_answer a on a.region_id = l.region_id and a.run_id = l.run_id and a."row" = l."row"
      where l.region_id = new.region_id and l.run_id = new.id and not coalesce(c.verdict = 'CONFIRMED' or not a.upheld, false);
    if found then
      raise exception 'a line is not confirmed, or its dispute not answered' using errcode = 'FP174';
    end if;
  end if;
  if new.state = 'SUBMITTED' and old.state = 'RETURNED' then
    perform from confirmation_answer a where a.region_id = new.region_id and a.run_id = new.id and a.upheld;
    if found then
      raise exception 'a dispute about the run was upheld' using errcode = 'FP175';
    end if;
  end if;
  return new;
end $$;
create trigger run_confirmed before update of state on run for each row when (old.state is distinct from new.state) execute function run_confirmed();

-- Whoever prepared a run neither signs nor returns it; except that the preparing office returns it when it upholds a dispute.
create or replace function approval_by_another_person() returns trigger language plpgsql as $$
declare the_run run;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if the_run.prepared_by_id = new.account_id and not (new.verdict = 'RETURNED' and new.to_step = 'PREPARE'
    and exists (select from confirmation_answer a where a.region_id = new.region_id and a.run_id = new.run_id and a.upheld)) then
    raise exception 'nobody signs what they prepared' using errcode = 'FP001';
  end if;
  if the_run.hash <> new.run_hash then
    raise exception 'the signature is bound to another hash' using errcode = 'FP002';
  end if;
  if the_run.state not in ('SUBMITTED', 'REVIEWING') and not (the_run.state = 'APPROVED' and new.verdict = 'RETURNED') then
    raise exception 'the run is not open for signatures' using errcode = 'FP003';
  end if;
  select count(*) into new.round from approval a where a.region_id = new.region_id and a.run_id = new.run_id and a.verdict = 'RETURNED';
  if new.verdict = 'RETURNED' then
    if new.to_step <> 'PREPARE' and not (new.to_step = any (the_run.steps)) then
      raise exception 'the run has no step to be returned to' using errcode = 'FP003';
    end if;
    return new;
  end if;
  if not (new.step = any (the_run.steps)) then
    raise exception 'the run does not ask for this signature' using errcode = 'FP003';
  end if;
  perform from standing_signatures(new.region_id, new.run_id) s where s.step = new.step or s.account_id = new.account_id;
  if found then
    raise exception 'every step is signed once, each by another person' using errcode = 'FP012';
  end if;
  perform from stale_upstreams(new.region_id, new.run_id);
  if found then
    raise exception 'a run that it rests on was corrected' using errcode = 'FP013';
  end if;
  return new;
end $$;

-- Plans that are kept go by an index, as in 0003.
do $$
declare the_function text;
begin
  foreach the_function in array array['approval_by_another_person()', 'confirmation_in_time()', 'answer_to_dispute()', 'run_confirmed()']
  loop
    execute format('alter function %s set enable_seqscan to off', the_function);
  end loop;
end $$;
