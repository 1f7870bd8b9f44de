-- Runs that are submitted, returned to a step, held in part and corrected; facts and figures with the time in which they are known.

-- What a run is: who decided what and why, what it leaves out, which run it corrects or does again.

alter table run add column language integer not null default 1 check (language >= 1);
alter table run alter column language drop default;
alter table run add column decided jsonb not null default '{}';
alter table run alter column decided drop default;
alter table run add column held text[] not null default '{}';
alter table run alter column held drop default;
alter table run add column corrects_id uuid;
alter table run add column redoes_id uuid;
alter table run add foreign key (region_id, corrects_id) references run (region_id, id);
alter table run add foreign key (region_id, redoes_id) references run (region_id, id);
alter table run drop constraint run_state_check;
alter table run add constraint run_state_check check (state in ('PREPARED', 'SUBMITTED', 'REVIEWING', 'APPROVED', 'POSTED', 'RETURNED'));

-- One first run for one thing, and one correction of each posted run: so the runs of one thing form a line, and at most its last is open.
drop index run_one_at_a_time;
create unique index run_one_at_a_time on run (region_id, stage, period, coalesce(institution_id, '00000000-0000-0000-0000-000000000000'))
  where state <> 'RETURNED' and corrects_id is null;
create unique index run_corrected_once on run (region_id, corrects_id) where state <> 'RETURNED' and corrects_id is not null;
create index run_redone on run (region_id, redoes_id) where redoes_id is not null;

-- An item of a run that waits: whose, why, and the sums that are not posted, `[{ step, from, to, amount }]` in fen.
create table held_item (
  region_id integer not null references region (code),
  run_id uuid not null,
  "row" text not null check ("row" <> ''),
  reason text not null check (reason <> ''),
  held_by_id uuid not null references account (id),
  held_at timestamptz not null,
  movements jsonb not null,
  primary key (region_id, run_id, "row"),
  foreign key (region_id, run_id) references run (region_id, id)
);

-- A run that is approved although a run it rests on was corrected: by whom, and why.
create table stale_acceptance (
  region_id integer not null references region (code),
  id uuid not null,
  run_id uuid not null,
  -- the correction that the run does not rest on
  correction_id uuid not null,
  account_id uuid not null references account (id),
  reason text not null check (reason <> ''),
  at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, run_id, correction_id),
  foreign key (region_id, run_id) references run (region_id, id),
  foreign key (region_id, correction_id) references run (region_id, id)
);

-- A return names the step that it goes back to. Signatures are counted in rounds: each return ends one.
alter table approval add column to_step text check (to_step <> '');
alter table approval add column round integer not null default 0 check (round >= 0);
alter table approval drop constraint approval_region_id_run_id_step_key;
alter table approval drop constraint approval_region_id_run_id_account_id_key;
alter table approval add unique (region_id, run_id, step, round);

-- What is known of the facts that were given by hand: for which time they hold, and in which time they were known.
create table known_fact (
  region_id integer not null references region (code),
  id uuid not null,
  stage text not null check (stage in ('BUDGET', 'SETTLEMENT', 'PAY_TOTAL', 'BASIC_PAY', 'INCENTIVE_PAY')),
  period text not null check (period ~ '^\d{4}(-\d{2})?$'),
  institution_id uuid,
  -- `standard`, `consortia/A/heads`
  path text not null check (path <> ''),
  value text not null,
  valid_from date not null,
  valid_until date not null check (valid_until > valid_from),
  known_from timestamptz not null,
  known_until timestamptz check (known_until >= known_from),
  recorded_by_id uuid not null references account (id),
  reason text not null,
  primary key (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id)
);
create unique index known_fact_one on known_fact (region_id, stage, period, coalesce(institution_id, '00000000-0000-0000-0000-000000000000'), path)
  where known_until is null;

alter table spending add column valid_from date not null generated always as (make_date(substr(month, 1, 4)::integer, substr(month, 6, 2)::integer, 1)) stored;
alter table spending add column valid_until date not null generated always as
  ((make_date(substr(month, 1, 4)::integer, substr(month, 6, 2)::integer, 1) + interval '1 month')::date) stored;
alter table certificate add column valid_from date not null generated always as (make_date(year, 1, 1)) stored;
alter table certificate add column valid_until date not null generated always as (make_date(year + 1, 1, 1)) stored;
alter table spending add column known_from timestamptz, add column known_until timestamptz check (known_until >= known_from);
alter table certificate add column known_from timestamptz, add column known_until timestamptz check (known_until >= known_from);

-- Figures as posted; a correction closes them and adds what is known from then on.
alter table budget add column known_from timestamptz, add column known_until timestamptz check (known_until >= known_from);
alter table settlement add column known_from timestamptz, add column known_until timestamptz check (known_until >= known_from);
alter table pay_total add column known_from timestamptz, add column known_until timestamptz check (known_until >= known_from);

-- Caps: checked columns, raised by whoever gives out.
alter table budget add column allocated bigint not null default 0;
alter table budget alter column allocated drop default;
alter table pay_total add column released_basic bigint not null default 0;
alter table pay_total alter column released_basic drop default;
alter table pay_total add column released_incentive bigint not null default 0;
alter table pay_total alter column released_incentive drop default;

do $$
declare the_region integer;
begin
  for the_region in select code from region order by code loop
    perform set_config('app.regions', the_region::text, true);
    update run set state = 'SUBMITTED' where state = 'PREPARED';
    update approval set to_step = 'PREPARE' where verdict = 'RETURNED';
    update spending s set known_from = recorded_at,
      known_until = (select max(later.recorded_at) from spending later where later.region_id = s.region_id and later.replaces_id = s.id);
    update certificate c set known_from = certified_at,
      known_until = (select max(later.certified_at) from certificate later where later.region_id = c.region_id and later.replaces_id = c.id);
    update budget b set known_from = (select e.posted_at from journal_entry e where e.region_id = b.region_id and e.run_id = b.run_id),
      allocated = (select coalesce(sum(p.amount), 0) from consortium_package p where p.region_id = b.region_id and p.budget_id = b.id);
    update settlement s set known_from = (select e.posted_at from journal_entry e where e.region_id = s.region_id and e.run_id = s.run_id);
    update pay_total t set known_from = (select e.posted_at from journal_entry e where e.region_id = t.region_id and e.run_id = t.run_id),
      released_basic = (select coalesce(sum(p.total), 0) from pay_run p where p.region_id = t.region_id and p.institution_id = t.institution_id
        and p.year = t.year and p.kind = 'BASIC' and p.paid_at is not null),
      released_incentive = (select coalesce(sum(p.total), 0) from pay_run p where p.region_id = t.region_id and p.institution_id = t.institution_id
        and p.year = t.year and p.kind = 'INCENTIVE' and p.paid_at is not null);
  end loop;
  perform set_config('app.regions', '', true);
end $$;

alter table approval add constraint approval_to_step check ((verdict = 'RETURNED') = (to_step is not null));
alter table spending alter column known_from set not null;
alter table certificate alter column known_from set not null;
alter table budget alter column known_from set not null;
alter table settlement alter column known_from set not null;
alter table pay_total alter column known_from set not null;
create unique index spending_known on spending (region_id, consortium_id, month) where known_until is null;
create unique index certificate_known on certificate (region_id, consortium_id, year) where known_until is null;
alter table budget drop constraint budget_region_id_fund_id_year_key;
alter table settlement drop constraint settlement_region_id_budget_id_key;
alter table pay_total drop constraint pay_total_region_id_institution_id_year_key;
create unique index budget_known on budget (region_id, fund_id, year) where known_until is null;
create unique index settlement_known on settlement (region_id, year) where known_until is null;
create unique index pay_total_known on pay_total (region_id, institution_id, year) where known_until is null;
alter table budget add unique (region_id, run_id);
alter table settlement add unique (region_id, run_id);
alter table pay_total add unique (region_id, run_id);
alter table budget add constraint budget_not_exceeded check (allocated between 0 and financing);
alter table pay_total add constraint pay_total_basic_not_exceeded check (released_basic between 0 and basic);
alter table pay_total add constraint pay_total_incentive_not_exceeded check (released_incentive between 0 and incentive);
alter table pay_total add constraint pay_total_released_is_sum check (released = released_basic + released_incentive);

-- What is paid by a correction is a difference, and may be below 0; the rest is not.
alter table pay_run add column correction boolean not null default false;
alter table pay_run alter column correction drop default;
alter table pay_run drop constraint pay_run_total_check;
alter table pay_run add constraint pay_run_total_check check (total >= 0 or correction);
alter table pay_line drop constraint pay_line_amount_check;

do $$
declare the_table text;
begin
  foreach the_table in array array['held_item', 'stale_acceptance', 'known_fact']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

grant select, insert on held_item, stale_acceptance, known_fact to fenpei_app;
grant update (known_until) on spending, certificate, known_fact, budget, settlement, pay_total to fenpei_app;
grant update (released_basic, released_incentive) on pay_total to fenpei_app;

-- Rules that hold whoever writes.

create function known_once() returns trigger language plpgsql as $$
declare
  -- generated columns are not there yet
  may_differ text[] := array['known_until'] || case tg_table_name
    when 'pay_total' then array['released', 'released_basic', 'released_incentive']
    when 'known_fact' then '{}'
    else array['valid_from', 'valid_until'] end;
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
  foreach the_table in array array['spending', 'certificate', 'known_fact', 'budget', 'settlement', 'pay_total']
  loop
    execute format('create trigger known_once before update on %I for each row execute function known_once()', the_table);
  end loop;
end $$;

-- The signatures of a run that stand: those that no later return has undone. A return undoes the step it names and all after it.
create function standing_signatures(the_region integer, the_run uuid) returns setof approval language sql stable as $$
  select a.* from approval a join run r on r.region_id = a.region_id and r.id = a.run_id
  where a.region_id = the_region and a.run_id = the_run and a.verdict = 'SIGNED' and a.run_hash = r.hash
    and not exists (select from approval b where b.region_id = a.region_id and b.run_id = a.run_id and b.verdict = 'RETURNED' and b.round >= a.round
      and coalesce(array_position(r.steps, b.to_step), 0) <= array_position(r.steps, a.step))
$$;

-- Corrections, posted since, of runs that a run rests on; those that were accepted left out. `upstream` is the run it rests on, `correction` the last that corrects it.
create function stale_upstreams(the_region integer, the_run uuid) returns table (upstream uuid, correction uuid) language sql stable as $$
  with recursive line (upstream, correction) as (
    select given.id::uuid, c.id from run r cross join unnest(r.upstream_ids) as given (id)
      join run c on c.region_id = r.region_id and c.corrects_id = given.id::uuid and c.state = 'POSTED'
      where r.region_id = the_region and r.id = the_run
    union all
    select line.upstream, c.id from line join run c on c.region_id = the_region and c.corrects_id = line.correction and c.state = 'POSTED'
  )
  select line.upstream, line.correction from line
  where not exists (select from run c where c.region_id = the_region and c.corrects_id = line.correction and c.state = 'POSTED')
    and not exists (select from stale_acceptance a where a.region_id = the_region and a.run_id = the_run and a.correction_id = line.correction)
$$;

create or replace function approval_by_another_person() returns trigger language plpgsql as $$
declare the_run run;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if the_run.prepared_by_id = new.account_id then
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

create or replace function run_state_follows_signatures() returns trigger language plpgsql as $$
declare missing text;
begin
  if tg_op = 'INSERT' and new.state not in ('PREPARED', 'SUBMITTED') then
    raise exception 'a run begins before its signatures, not as %', new.state using errcode = 'FP007';
  end if;
  if tg_op = 'UPDATE' and old.state <> new.state and not (case old.state
      when 'PREPARED' then new.state in ('SUBMITTED', 'RETURNED')
      when 'SUBMITTED' then new.state in ('REVIEWING', 'APPROVED', 'RETURNED')
      when 'REVIEWING' then new.state in ('SUBMITTED', 'APPROVED', 'RETURNED')
      when 'APPROVED' then new.state in ('SUBMITTED', 'REVIEWING', 'RETURNED', 'POSTED')
      when 'RETURNED' then new.state = 'SUBMITTED'
      else false end) then
    raise exception 'a run does not go from % to %', old.state, new.state using errcode = 'FP007';
  end if;
  if new.state in ('APPROVED', 'POSTED') then
    select step into missing from unnest(new.steps) as step
      where not exists (select from standing_signatures(new.region_id, new.id) s where s.step = step.step and s.account_id <> new.prepared_by_id)
      limit 1;
    if found then
      raise exception 'signature missing: %', missing using errcode = 'FP004';
    end if;
  end if;
  return new;
end $$;

create function correction_of_posted_run() returns trigger language plpgsql as $$
begin
  perform from run r where r.region_id = new.region_id and r.id = new.corrects_id and r.state = 'POSTED'
    and r.stage = new.stage and r.period = new.period and r.institution_id is not distinct from new.institution_id;
  if not found then
    raise exception 'only a posted run of the same thing is corrected' using errcode = 'FP015';
  end if;
  return new;
end $$;
create trigger correction_of_posted_run before insert on run
  for each row when (new.corrects_id is not null) execute function correction_of_posted_run();

create function held_before_signatures() returns trigger language plpgsql as $$
begin
  perform from run r where r.region_id = new.region_id and r.id = new.run_id and new."row" = any (r.held) and r.state in ('PREPARED', 'SUBMITTED');
  if not found then
    raise exception 'an item is held before a run is signed, and by the run itself' using errcode = 'FP003';
  end if;
  return new;
end $$;
create trigger held_before_signatures before insert on held_item for each row execute function held_before_signatures();

create function pay_line_of_its_kind() returns trigger language plpgsql as $$
begin
  perform from given g left join pay_run p on p.region_id = g.region_id and p.id = g.pay_run_id where g.amount < 0 and p.correction is not true;
  if found then
    raise exception 'pay is below 0 in a correction only' using errcode = 'FP016';
  end if;
  return null;
end $$;
create trigger pay_line_of_its_kind after insert on pay_line referencing new table as given
  for each statement execute function pay_line_of_its_kind();

-- Plans that are kept go by an index, as in 0003.
do $$
declare the_function text;
begin
  foreach the_function in array array['approval_by_another_person()', 'run_state_follows_signatures()', 'correction_of_posted_run()', 'held_before_signatures()',
    'standing_signatures(integer, uuid)', 'stale_upstreams(integer, uuid)']
  loop
    execute format('alter function %s set enable_seqscan to off', the_function);
  end loop;
end $$;
