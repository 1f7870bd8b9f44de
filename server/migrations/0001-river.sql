-- Reference tables: the same for every region.

create table region (
  code integer primary key check (code between 100000 and 999999),
  parent_code integer references region (code),
  name text not null,
  name_en text not null
);

create table account (
  id uuid primary key,
  login text not null unique,
  name text not null,
  password_hash text not null
);

create table session (
  token_hash text primary key,
  account_id uuid not null references account (id),
  expires_at timestamptz not null
);
create index session_expires on session (expires_at);

create table role_grant (
  id uuid primary key,
  account_id uuid not null references account (id),
  region_code integer not null references region (code),
  role text not null check (role in ('HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU',
    'HR_BUREAU', 'POPULATION_OFFICE', 'HOSPITAL_HEAD', 'FINANCE_OFFICER', 'STAFF')),
  institution_id uuid,
  person_id uuid,
  valid_from date not null,
  valid_until date,
  check (valid_until is null or valid_until > valid_from),
  check ((role = 'HOSPITAL_HEAD') = (institution_id is not null)),
  check ((role = 'STAFF') = (person_id is not null))
);
create index role_grant_account on role_grant (account_id);

-- Tenant tables: the region leads every key.

create table consortium (
  region_id integer not null references region (code),
  id uuid not null,
  code text not null,
  name text not null,
  primary key (region_id, id),
  unique (region_id, code)
);

create table institution (
  region_id integer not null references region (code),
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('COUNTY_HOSPITAL', 'TOWNSHIP_HOSPITAL', 'VILLAGE_CLINIC', 'PUBLIC_HEALTH')),
  consortium_id uuid,
  consortium_role text check (consortium_role in ('HEAD', 'BRANCH', 'CLINIC')),
  certified_allowances bigint not null check (certified_allowances >= 0),
  primary key (region_id, id),
  unique (region_id, code),
  foreign key (region_id, consortium_id) references consortium (region_id, id),
  check ((consortium_id is null) = (consortium_role is null))
);
create index institution_consortium on institution (region_id, consortium_id);

create table department (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  code text not null,
  name text not null,
  primary key (region_id, id),
  unique (region_id, institution_id, code),
  foreign key (region_id, institution_id) references institution (region_id, id)
);

create table post_grade (
  region_id integer not null references region (code),
  id uuid not null,
  code text not null,
  name text not null,
  series text not null,
  monthly_standard bigint not null check (monthly_standard >= 0),
  primary key (region_id, id),
  unique (region_id, code)
);

create table person (
  region_id integer not null references region (code),
  id uuid not null,
  code text not null,
  name text not null,
  institution_id uuid not null,
  department_id uuid,
  post_grade_id uuid not null,
  formal boolean not null,
  leader boolean not null,
  december_post_wage bigint not null check (december_post_wage >= 0),
  december_grade_wage bigint not null check (december_grade_wage >= 0),
  primary key (region_id, id),
  unique (region_id, code),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, department_id) references department (region_id, id),
  foreign key (region_id, post_grade_id) references post_grade (region_id, id)
);
create index person_institution on person (region_id, institution_id);

create table fund (
  region_id integer not null references region (code),
  id uuid not null,
  code text not null,
  name text not null,
  primary key (region_id, id),
  unique (region_id, code)
);

create table policy_version (
  region_id integer not null references region (code),
  id uuid not null,
  slug text not null,
  version text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  text text not null,
  kind text not null check (kind in ('consortium-budget', 'performance-pay')),
  applies_from date not null,
  primary key (region_id, id),
  unique (region_id, slug, version),
  unique (region_id, hash)
);

create table frozen_facts (
  region_id integer not null references region (code),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  facts jsonb not null,
  origins jsonb not null,
  primary key (region_id, hash)
);

create table run (
  region_id integer not null references region (code),
  id uuid not null,
  stage text not null check (stage in ('BUDGET', 'SETTLEMENT', 'PAY_TOTAL', 'BASIC_PAY', 'INCENTIVE_PAY')),
  year integer not null,
  period text not null check (period ~ '^\d{4}(-\d{2})?$'),
  institution_id uuid,
  policy_version_id uuid not null,
  facts_hash text not null,
  decisions jsonb not null,
  amounts jsonb not null,
  upstream_ids text[] not null,
  steps text[] not null check (cardinality(steps) > 0),
  engine text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('PREPARED', 'REVIEWING', 'APPROVED', 'POSTED', 'RETURNED')),
  reason text not null,
  prepared_by_id uuid not null references account (id),
  prepared_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, policy_version_id) references policy_version (region_id, id),
  foreign key (region_id, facts_hash) references frozen_facts (region_id, hash)
);
-- One open or posted run for one thing at a time; a returned run makes room for the next.
create unique index run_one_at_a_time on run (region_id, stage, period, coalesce(institution_id, '00000000-0000-0000-0000-000000000000'))
  where state <> 'RETURNED';

create table approval (
  region_id integer not null references region (code),
  id uuid not null,
  run_id uuid not null,
  step text not null,
  account_id uuid not null references account (id),
  run_hash text not null,
  verdict text not null check (verdict in ('SIGNED', 'RETURNED')),
  note text not null,
  at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, run_id, step),
  unique (region_id, run_id, account_id),
  foreign key (region_id, run_id) references run (region_id, id)
);

create table budget (
  region_id integer not null references region (code),
  id uuid not null,
  year integer not null,
  fund_id uuid not null,
  run_id uuid not null,
  financing bigint not null,
  primary key (region_id, id),
  unique (region_id, fund_id, year),
  foreign key (region_id, fund_id) references fund (region_id, id),
  foreign key (region_id, run_id) references run (region_id, id)
);

create table consortium_package (
  region_id integer not null references region (code),
  id uuid not null,
  budget_id uuid not null,
  consortium_id uuid not null,
  heads integer not null check (heads >= 0),
  amount bigint not null check (amount >= 0),
  primary key (region_id, id),
  unique (region_id, budget_id, consortium_id),
  foreign key (region_id, budget_id) references budget (region_id, id),
  foreign key (region_id, consortium_id) references consortium (region_id, id)
);

create table spending (
  region_id integer not null references region (code),
  id uuid not null,
  consortium_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  claims bigint not null check (claims >= 0),
  contract_fees bigint not null check (contract_fees >= 0),
  recorded_by_id uuid not null references account (id),
  recorded_at timestamptz not null,
  replaces_id uuid,
  primary key (region_id, id),
  foreign key (region_id, consortium_id) references consortium (region_id, id),
  foreign key (region_id, replaces_id) references spending (region_id, id)
);
-- A month has one first record, and a record is replaced once: so exactly one record is current.
create unique index spending_first on spending (region_id, consortium_id, month) where replaces_id is null;
create unique index spending_replaced_once on spending (region_id, replaces_id) where replaces_id is not null;

create table certificate (
  region_id integer not null references region (code),
  id uuid not null,
  consortium_id uuid not null,
  year integer not null,
  amount bigint not null check (amount >= 0),
  cause text not null check (cause <> ''),
  certified_by_id uuid not null references account (id),
  certified_at timestamptz not null,
  replaces_id uuid,
  primary key (region_id, id),
  foreign key (region_id, consortium_id) references consortium (region_id, id),
  foreign key (region_id, replaces_id) references certificate (region_id, id)
);
create unique index certificate_first on certificate (region_id, consortium_id, year) where replaces_id is null;
create unique index certificate_replaced_once on certificate (region_id, replaces_id) where replaces_id is not null;

create table settlement (
  region_id integer not null references region (code),
  id uuid not null,
  year integer not null,
  budget_id uuid not null,
  run_id uuid not null,
  primary key (region_id, id),
  unique (region_id, budget_id),
  foreign key (region_id, budget_id) references budget (region_id, id),
  foreign key (region_id, run_id) references run (region_id, id)
);

create table settlement_line (
  region_id integer not null references region (code),
  id uuid not null,
  settlement_id uuid not null,
  consortium_id uuid not null,
  package bigint not null,
  used bigint not null,
  surplus bigint not null check (surplus >= 0),
  overspend bigint not null check (overspend >= 0),
  primary key (region_id, id),
  unique (region_id, settlement_id, consortium_id),
  foreign key (region_id, settlement_id) references settlement (region_id, id),
  foreign key (region_id, consortium_id) references consortium (region_id, id),
  check (package - used = surplus - overspend)
);

create table pay_total (
  region_id integer not null references region (code),
  id uuid not null,
  year integer not null,
  institution_id uuid not null,
  run_id uuid not null,
  total bigint not null check (total >= 0),
  basic bigint not null check (basic >= 0),
  incentive bigint not null check (incentive >= 0),
  released bigint not null,
  primary key (region_id, id),
  unique (region_id, institution_id, year),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, run_id) references run (region_id, id),
  check (basic + incentive = total),
  constraint pay_total_not_exceeded check (released between 0 and total)
);

create table pay_run (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  year integer not null,
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  kind text not null check (kind in ('BASIC', 'INCENTIVE')),
  run_id uuid not null,
  total bigint not null check (total >= 0),
  people integer not null check (people > 0),
  paid_at timestamptz,
  primary key (region_id, id),
  unique (region_id, run_id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, run_id) references run (region_id, id)
);
create index pay_run_institution on pay_run (region_id, institution_id, year);

-- Bulk rows: no foreign key per line; ledger/checks hold that every line has its run and person.
create table pay_line (
  region_id integer not null,
  pay_run_id uuid not null,
  person_id uuid not null,
  step text not null,
  amount bigint not null check (amount >= 0),
  primary key (region_id, pay_run_id, person_id, step)
);
create index pay_line_person on pay_line (region_id, person_id);

create table notice (
  region_id integer not null references region (code),
  id uuid not null,
  pay_run_id uuid not null,
  published_by_id uuid not null references account (id),
  published_at timestamptz not null,
  closes_on date not null,
  primary key (region_id, id),
  unique (region_id, pay_run_id),
  foreign key (region_id, pay_run_id) references pay_run (region_id, id)
);

create table journal_entry (
  region_id integer not null references region (code),
  id uuid not null,
  fund_id uuid not null,
  run_id uuid not null,
  "on" date not null,
  memo jsonb not null,
  posted_by_id uuid not null references account (id),
  posted_at timestamptz not null,
  primary key (region_id, id),
  -- nothing is posted twice
  unique (region_id, run_id),
  foreign key (region_id, fund_id) references fund (region_id, id),
  foreign key (region_id, run_id) references run (region_id, id)
);

create table posting (
  region_id integer not null,
  entry_id uuid not null,
  line integer not null check (line >= 0),
  account text not null check (account <> ''),
  amount bigint not null check (amount <> 0),
  step text not null,
  "row" text,
  primary key (region_id, entry_id, line),
  foreign key (region_id, entry_id) references journal_entry (region_id, id)
);
create index posting_account on posting (region_id, account);

-- Rules that hold whoever writes.

create function approval_by_another_person() returns trigger language plpgsql as $$
declare the_run run;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if the_run.prepared_by_id = new.account_id then
    raise exception 'nobody signs what they prepared' using errcode = 'FP001';
  end if;
  if the_run.hash <> new.run_hash then
    raise exception 'the signature is bound to another hash' using errcode = 'FP002';
  end if;
  if the_run.state not in ('PREPARED', 'REVIEWING') then
    raise exception 'the run is not open for signatures' using errcode = 'FP003';
  end if;
  if new.verdict = 'SIGNED' and not (new.step = any (the_run.steps)) then
    raise exception 'the run does not ask for this signature' using errcode = 'FP003';
  end if;
  return new;
end $$;
create trigger approval_by_another_person before insert on approval
  for each row execute function approval_by_another_person();

create function run_state_follows_signatures() returns trigger language plpgsql as $$
declare missing text;
begin
  if tg_op = 'UPDATE' and old.state <> new.state and not (case old.state
      when 'PREPARED' then new.state in ('REVIEWING', 'APPROVED', 'RETURNED')
      when 'REVIEWING' then new.state in ('APPROVED', 'RETURNED')
      when 'APPROVED' then new.state = 'POSTED'
      else false end) then
    raise exception 'a run does not go from % to %', old.state, new.state using errcode = 'FP007';
  end if;
  if new.state in ('APPROVED', 'POSTED') then
    select step into missing from unnest(new.steps) as step
      where not exists (select from approval a where a.region_id = new.region_id and a.run_id = new.id
        and a.step = step.step and a.verdict = 'SIGNED' and a.run_hash = new.hash)
      limit 1;
    if found then
      raise exception 'signature missing: %', missing using errcode = 'FP004';
    end if;
  end if;
  return new;
end $$;
create trigger run_state_follows_signatures before insert or update on run
  for each row execute function run_state_follows_signatures();

create function entry_of_approved_run() returns trigger language plpgsql as $$
begin
  perform from run where region_id = new.region_id and id = new.run_id and state = 'APPROVED';
  if not found then
    raise exception 'only an approved run is posted' using errcode = 'FP005';
  end if;
  return new;
end $$;
create trigger entry_of_approved_run before insert on journal_entry
  for each row execute function entry_of_approved_run();

create function posting_of_open_entry() returns trigger language plpgsql as $$
begin
  perform from journal_entry e join run r on r.region_id = e.region_id and r.id = e.run_id
    where e.region_id = new.region_id and e.id = new.entry_id and r.state = 'APPROVED';
  if not found then
    raise exception 'nothing is added to an entry that is posted' using errcode = 'FP008';
  end if;
  return new;
end $$;
create trigger posting_of_open_entry before insert on posting
  for each row execute function posting_of_open_entry();

create function paid_once_when_approved() returns trigger language plpgsql as $$
begin
  perform from run where region_id = new.region_id and id = new.run_id and state = 'APPROVED';
  if not found or (tg_op = 'UPDATE' and old.paid_at is not null) then
    raise exception 'only an approved distribution is paid, and once' using errcode = 'FP009';
  end if;
  return new;
end $$;
create trigger paid_once_when_approved before insert or update of paid_at on pay_run
  for each row when (new.paid_at is not null) execute function paid_once_when_approved();

create function entry_adds_up_to_zero() returns trigger language plpgsql as $$
declare total numeric;
begin
  select sum(amount) into total from posting where region_id = new.region_id and entry_id = new.entry_id;
  if total <> 0 then
    raise exception 'the entry does not balance: % fen', total using errcode = 'FP006';
  end if;
  return null;
end $$;
create constraint trigger entry_adds_up_to_zero after insert on posting
  deferrable initially deferred for each row execute function entry_adds_up_to_zero();
