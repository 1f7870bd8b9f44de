-- Deductions, paying out, returned payments and recovery. Nothing here is changed but the closing of a deduction that is known otherwise.

-- What is deducted from a person's pay of a month: for which month it holds, and in which time it was known.
create table deduction (
  region_id integer not null references region (code),
  id uuid not null,
  person_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  item text not null check (item in ('SOCIAL_INSURANCE', 'HOUSING_FUND', 'ANNUITY', 'INCOME_TAX', 'UNION_FEE', 'RECOVERY')),
  -- fen
  amount bigint not null check (amount >= 0),
  reason text not null,
  recorded_by_id uuid not null references account (id),
  import_id uuid,
  source_sheet text,
  source_row integer check (source_row > 0),
  known_from timestamptz not null,
  known_until timestamptz check (known_until >= known_from),
  primary key (region_id, id),
  foreign key (region_id, person_id) references person (region_id, id),
  foreign key (region_id, import_id) references import (region_id, id),
  check ((import_id is null) = (source_row is null) and (import_id is null) = (source_sheet is null))
);
create unique index deduction_known on deduction (region_id, person_id, month, item) where known_until is null;
create trigger known_once before update on deduction for each row execute function intake_known_once();

-- What a correction of pay found that somebody had been paid too much, to be taken back month by month.
create table recovery (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  person_id uuid not null,
  -- the correction
  pay_run_id uuid not null,
  amount bigint not null check (amount > 0),
  reason text not null check (reason <> ''),
  begun_by_id uuid not null references account (id),
  begun_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, pay_run_id, person_id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, person_id) references person (region_id, id),
  foreign key (region_id, pay_run_id) references pay_run (region_id, id)
);

-- A posted pay-out of an institution and month, and the distributions that it pays, each once.
create table pay_out (
  region_id integer not null references region (code),
  run_id uuid not null,
  institution_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  gross bigint not null check (gross >= 0),
  deducted bigint not null check (deducted >= 0),
  net bigint not null check (net = gross - deducted and net >= 0),
  people integer not null check (people > 0),
  primary key (region_id, run_id),
  unique (region_id, institution_id, month),
  foreign key (region_id, run_id) references run (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id)
);
create table pay_out_part (
  region_id integer not null references region (code),
  pay_run_id uuid not null,
  run_id uuid not null,
  primary key (region_id, pay_run_id),
  foreign key (region_id, pay_run_id) references pay_run (region_id, id),
  foreign key (region_id, run_id) references pay_out (region_id, run_id)
);
create table pay_out_line (
  region_id integer not null references region (code),
  run_id uuid not null,
  person_id uuid not null,
  gross bigint not null check (gross >= 0),
  deducted bigint not null check (deducted >= 0),
  net bigint not null check (net = gross - deducted and net >= 0),
  primary key (region_id, run_id, person_id),
  foreign key (region_id, run_id) references pay_out (region_id, run_id),
  foreign key (region_id, person_id) references person (region_id, id)
);
create table pay_out_deduction (
  region_id integer not null references region (code),
  run_id uuid not null,
  person_id uuid not null,
  item text not null,
  amount bigint not null check (amount > 0),
  primary key (region_id, run_id, person_id, item),
  foreign key (region_id, run_id, person_id) references pay_out_line (region_id, run_id, person_id)
);
create table recovery_instalment (
  region_id integer not null references region (code),
  recovery_id uuid not null,
  run_id uuid not null,
  amount bigint not null check (amount > 0),
  primary key (region_id, recovery_id, run_id),
  foreign key (region_id, recovery_id) references recovery (region_id, id),
  foreign key (region_id, run_id) references pay_out (region_id, run_id)
);

-- A batch of payments for the bank (发放批次文件), and who waits.
create table payment_batch (
  region_id integer not null references region (code),
  id uuid not null,
  run_id uuid not null,
  number integer not null check (number > 0),
  layout text not null check (layout in ('DELIMITED', 'CSV', 'SHEET')),
  count integer not null check (count > 0),
  total bigint not null check (total > 0),
  -- people who wait: [{ person, code, name, reason }]
  held jsonb not null,
  made_by_id uuid not null references account (id),
  made_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, run_id, number),
  foreign key (region_id, run_id) references pay_out (region_id, run_id)
);
create table payment_line (
  region_id integer not null references region (code),
  id uuid not null,
  batch_id uuid not null,
  sequence integer not null check (sequence > 0),
  run_id uuid not null,
  person_id uuid not null,
  amount bigint not null check (amount > 0),
  -- the card as it was when the batch was made, sealed
  key_id text not null check (key_id <> ''),
  sealed bytea not null,
  masked text not null,
  -- the returned payment that this one repeats, and the month in which that is posted
  replaces_id uuid,
  posts_in text check (posts_in ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  primary key (region_id, id),
  unique (region_id, batch_id, sequence),
  unique (region_id, replaces_id),
  foreign key (region_id, batch_id) references payment_batch (region_id, id),
  foreign key (region_id, run_id, person_id) references pay_out_line (region_id, run_id, person_id),
  foreign key (region_id, replaces_id) references payment_line (region_id, id),
  check ((replaces_id is null) = (posts_in is null))
);
-- nobody is paid twice
create unique index payment_line_first on payment_line (region_id, run_id, person_id) where replaces_id is null;
create table payment_return (
  region_id integer not null references region (code),
  id uuid not null,
  line_id uuid not null,
  reason text not null check (reason <> ''),
  posts_in text not null check (posts_in ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  recorded_by_id uuid not null references account (id),
  recorded_at timestamptz not null,
  import_id uuid,
  source_sheet text,
  source_row integer check (source_row > 0),
  primary key (region_id, id),
  unique (region_id, line_id),
  foreign key (region_id, line_id) references payment_line (region_id, id),
  foreign key (region_id, import_id) references import (region_id, id),
  check ((import_id is null) = (source_row is null) and (import_id is null) = (source_sheet is null))
);
-- To whom the file of a batch was given, once for each purpose.
create table payment_given (
  region_id integer not null references region (code),
  batch_id uuid not null,
  purpose text not null check (purpose <> ''),
  given_to_id uuid not null references account (id),
  given_at timestamptz not null,
  -- SHA-256 of the bytes that were given
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (region_id, batch_id, purpose),
  foreign key (region_id, batch_id) references payment_batch (region_id, id)
);


-- Rules that hold whoever writes.

-- A payment is what its pay-out says; it repeats only one that came back, of the same person and pay-out.
create function payment_is_due() returns trigger language plpgsql as $$
begin
  perform from pay_out_line l where l.region_id = new.region_id and l.run_id = new.run_id and l.person_id = new.person_id and l.net = new.amount;
  if not found then
    raise exception 'a payment is the net pay of its pay-out' using errcode = 'FP220';
  end if;
  if new.replaces_id is not null then
    perform from payment_line b join payment_return r on r.region_id = b.region_id and r.line_id = b.id
      where b.region_id = new.region_id and b.id = new.replaces_id and b.run_id = new.run_id and b.person_id = new.person_id;
    if not found then
      raise exception 'only a payment that came back is made again' using errcode = 'FP221';
    end if;
  end if;
  return new;
end $$;
create trigger payment_is_due before insert on payment_line for each row execute function payment_is_due();

-- The control totals of a batch are those of its lines.
create function batch_adds_up() returns trigger language plpgsql as $$
declare the_batch uuid := case when tg_table_name = 'payment_batch' then new.id else (to_jsonb(new) ->> 'batch_id')::uuid end;
begin
  perform from payment_batch b where b.region_id = new.region_id and b.id = the_batch
    and (b.count, b.total::numeric) = (select count(*), coalesce(sum(l.amount), 0) from payment_line l where l.region_id = b.region_id and l.batch_id = b.id);
  if not found then
    raise exception 'the control totals of a batch are those of its lines' using errcode = 'FP222';
  end if;
  return null;
end $$;
create constraint trigger batch_adds_up after insert on payment_batch deferrable initially deferred for each row execute function batch_adds_up();
create constraint trigger batch_adds_up after insert on payment_line deferrable initially deferred for each row execute function batch_adds_up();

-- Never more is taken back than was paid too much.
create function recovery_ends_at_zero() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('recovery ' || new.recovery_id, new.region_id));
  perform from recovery c where c.region_id = new.region_id and c.id = new.recovery_id
    and c.amount < (select sum(i.amount) from recovery_instalment i where i.region_id = c.region_id and i.recovery_id = c.id);
  if found then
    raise exception 'no more is taken back than is owed' using errcode = 'FP223';
  end if;
  return null;
end $$;
create trigger recovery_ends_at_zero after insert on recovery_instalment for each row execute function recovery_ends_at_zero();

do $$
declare the_table text;
begin
  foreach the_table in array array['deduction', 'recovery', 'pay_out', 'pay_out_part', 'pay_out_line', 'pay_out_deduction', 'recovery_instalment', 'payment_batch', 'payment_line', 'payment_return', 'payment_given']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

grant select, insert on deduction, recovery, pay_out, pay_out_part, pay_out_line, pay_out_deduction, recovery_instalment, payment_batch, payment_line, payment_return, payment_given to fenpei_app;
grant update (known_until) on deduction to fenpei_app;
-- another key seals the same card
grant update (key_id, sealed) on payment_line to fenpei_app;
