-- Second allocation: what the head of a department gives to each of its people. Every version is kept, none is changed.
create table second_allocation (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  department_id uuid not null,
  period text not null check (period ~ '^\d{4}(-\d{2})?$'),
  -- the decision of the policy
  decision text not null check (decision <> ''),
  version integer not null check (version > 0),
  act text not null check (act in ('SAVED', 'HANDED_IN', 'SET', 'RETURNED')),
  -- yuan as printed and reasons, by staff number
  amounts jsonb not null check (jsonb_typeof(amounts) = 'object'),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'object'),
  reason text not null,
  -- the prepared run on whose pools it rests
  run_id uuid not null,
  by_id uuid not null references account (id),
  -- who had lent the role
  for_id uuid references account (id),
  at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, institution_id, department_id, period, decision, version),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, department_id) references department (region_id, id),
  foreign key (region_id, run_id) references run (region_id, id),
  check (act in ('SAVED', 'HANDED_IN') or btrim(reason) <> '')
);
alter table second_allocation enable row level security;
alter table second_allocation force row level security;
create policy second_allocation_of_region on second_allocation
  using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
  with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]));
grant select, insert on second_allocation to fenpei_app;

-- Written while the run is only prepared, one version after the other, by the head of the department or, from above, by the head of the institution.
create function second_allocation_open() returns trigger language plpgsql as $$
declare
  the_run run;
  the_role text := case when new.act in ('SAVED', 'HANDED_IN') then 'DEPARTMENT_HEAD' else 'HOSPITAL_HEAD' end;
  the_day date := (new.at at time zone 'Asia/Shanghai')::date;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if the_run.state <> 'PREPARED' or the_run.institution_id is distinct from new.institution_id or the_run.period <> new.period then
    raise exception 'the pools are not open' using errcode = 'FP211';
  end if;
  if new.version <> 1 + coalesce((select max(s.version) from second_allocation s where s.region_id = new.region_id and s.institution_id = new.institution_id
      and s.department_id = new.department_id and s.period = new.period and s.decision = new.decision), 0) then
    raise exception 'versions follow each other' using errcode = 'FP212';
  end if;
  perform from role_grant g join department t on t.region_id = g.region_code and t.id = new.department_id and t.institution_id = new.institution_id
      left join delegation d on d.grant_id = g.id and d.from_id = new.for_id and d.to_id = new.by_id and d.valid_from <= the_day and d.valid_until > the_day
    where g.region_code = new.region_id and g.role = the_role and (the_role <> 'DEPARTMENT_HEAD' or g.department_id = new.department_id)
      and (g.institution_id = new.institution_id or g.with_branches and new.institution_id in (select branches_of(g.region_code, g.institution_id, the_day)))
      and g.valid_from <= the_day and (g.valid_until is null or g.valid_until > the_day)
      and case when new.for_id is null then g.account_id = new.by_id else d.id is not null end;
  if not found then
    raise exception 'only the head of the department divides its pool' using errcode = 'FP213';
  end if;
  return new;
end $$;
create trigger second_allocation_open before insert on second_allocation for each row execute function second_allocation_open();
alter function second_allocation_open() set enable_seqscan to off;
