-- Papers that were issued under a number, the prefix of those numbers, the chart of accounts, and the vouchers that were exported.

-- 机关代字: what stands before the year in a document number, from a day on until another begins.
create table document_prefix (
  region_id integer not null references region (code),
  id uuid not null,
  prefix text not null check (prefix <> ''),
  valid_from date not null,
  set_by_id uuid not null references account (id),
  set_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, valid_from)
);

-- A paper under its number: what it says, as canonical JSON, and the file as it was issued.
create table paper (
  region_id integer not null references region (code),
  id uuid not null,
  prefix text not null check (prefix <> ''),
  year integer not null check (year between 2000 and 2999),
  number integer not null check (number >= 1),
  kind text not null check (kind in ('ALLOCATION_NOTICE', 'APPROVAL_FORM', 'STATEMENT')),
  run_id uuid not null,
  -- the code of the consortium or institution that it is for; null when it is for all
  recipient text check (recipient <> ''),
  unit text not null check (unit in ('YUAN', 'WAN')),
  content text not null,
  content_hash text not null check (content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  file bytea not null,
  file_hash text not null check (file_hash = encode(sha256(file), 'hex')),
  issued_by_id uuid not null references account (id),
  issued_for_id uuid references account (id),
  issued_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, prefix, year, number),
  foreign key (region_id, run_id) references run (region_id, id)
);
create index paper_of_run on paper (region_id, run_id);

create table paper_void (
  region_id integer not null references region (code),
  paper_id uuid not null,
  reason text not null check (reason <> ''),
  voided_by_id uuid not null references account (id),
  voided_for_id uuid references account (id),
  voided_at timestamptz not null,
  primary key (region_id, paper_id),
  foreign key (region_id, paper_id) references paper (region_id, id)
);

-- The account of the accounting system (会计科目) that stands for an account class of the policies, from a day on until another begins.
create table chart_account (
  region_id integer not null references region (code),
  id uuid not null,
  account_class text not null check (account_class <> ''),
  code text not null check (code ~ '^[0-9A-Za-z.-]{3,30}$'),
  title text not null check (title <> ''),
  valid_from date not null,
  set_by_id uuid not null references account (id),
  set_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, account_class, valid_from)
);

-- The vouchers of months that were exported, as they were given the first time.
create table voucher_export (
  region_id integer not null references region (code),
  id uuid not null,
  from_month text not null check (from_month ~ '^\d{4}-\d{2}$'),
  to_month text not null check (to_month ~ '^\d{4}-\d{2}$' and to_month >= from_month),
  -- the last day, and the account classes that were used
  until_day date not null,
  classes text[] not null,
  entries integer not null check (entries >= 1),
  -- fen; debit and credit alike
  total bigint not null,
  content text not null,
  content_hash text not null check (content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  exported_by_id uuid not null references account (id),
  exported_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, from_month, to_month)
);

do $$
declare the_table text;
begin
  foreach the_table in array array['document_prefix', 'paper', 'paper_void', 'chart_account', 'voucher_export']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

-- Added to, never changed.
grant select, insert on document_prefix, paper, paper_void, chart_account, voucher_export to fenpei_app;

-- Rules that hold whoever writes.

-- The next number under a prefix in a year. Whoever asks holds it until the end of the transaction, so that numbers have no gap.
create function next_paper_number(the_region integer, the_prefix text, the_year integer) returns integer language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('paper ' || the_region || ' ' || the_prefix || ' ' || the_year, 0));
  return (select coalesce(max(number), 0) + 1 from paper where region_id = the_region and prefix = the_prefix and year = the_year);
end $$;

create function paper_is_next() returns trigger language plpgsql as $$
begin
  if new.number <> next_paper_number(new.region_id, new.prefix, new.year) then
    raise exception 'the number of a paper follows the one before' using errcode = 'FP160';
  end if;
  perform from run where region_id = new.region_id and id = new.run_id and state = 'POSTED';
  if not found then
    raise exception 'a paper is of a posted run' using errcode = 'FP161';
  end if;
  perform from paper p where p.region_id = new.region_id and p.run_id = new.run_id and p.kind = new.kind and p.recipient is not distinct from new.recipient
    and not exists (select from paper_void v where v.region_id = p.region_id and v.paper_id = p.id);
  if found then
    raise exception 'the paper has a number that stands' using errcode = 'FP162';
  end if;
  return new;
end $$;
create trigger paper_is_next before insert on paper for each row execute function paper_is_next();

-- A setting begins after those that are there.
create function setting_is_later() returns trigger language plpgsql as $$
declare later boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended(tg_table_name || ' ' || new.region_id, 0));
  if tg_table_name = 'document_prefix' then
    select exists (select from document_prefix d where d.region_id = new.region_id and d.valid_from >= new.valid_from) into later;
  else
    select exists (select from chart_account c where c.region_id = new.region_id and c.account_class = new.account_class and c.valid_from >= new.valid_from)
      or exists (select from voucher_export e where e.region_id = new.region_id and new.account_class = any (e.classes) and e.until_day >= new.valid_from) into later;
  end if;
  if later then
    raise exception 'a setting begins after those that are there' using errcode = 'FP163';
  end if;
  return new;
end $$;
create trigger setting_is_later before insert on document_prefix for each row execute function setting_is_later();
create trigger setting_is_later before insert on chart_account for each row execute function setting_is_later();
