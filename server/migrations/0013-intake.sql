-- Files that were handed in, and what their rows became.
create table import_file (
  region_id integer not null references region (code),
  id uuid not null,
  name text not null check (name <> ''),
  -- SHA-256 of the bytes: a file is kept once, whatever it is called
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  uploaded_by_id uuid not null references account (id),
  uploaded_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, hash)
);
create table import_part (
  region_id integer not null references region (code),
  file_id uuid not null,
  part integer not null check (part >= 0),
  bytes bytea not null,
  primary key (region_id, file_id, part),
  foreign key (region_id, file_id) references import_file (region_id, id)
);

create table import (
  region_id integer not null references region (code),
  id uuid not null,
  file_id uuid not null,
  target text not null check (target in ('SPENDING', 'INSTITUTION_SPENDING', 'CARE_CASES')),
  state text not null check (state in ('OPEN', 'CHECKING', 'CHECKED', 'LOADING', 'DONE', 'FAILED')),
  -- how the file is read: encoding, delimiter, sheet, row of the header, unit of amounts
  reading jsonb not null,
  -- the header of each column of the target
  columns jsonb not null,
  -- whether a consortium's spending follows the sum of its institutions
  follow_sum boolean not null,
  report jsonb,
  report_hash text check (report_hash ~ '^[0-9a-f]{64}$'),
  -- rows that the dry run counted, and how many of them were looked at or are loaded
  rows integer not null check (rows >= 0),
  position integer not null check (position >= 0),
  -- why it failed: [{ code, at, values }]
  failure jsonb,
  started_by_id uuid not null references account (id),
  started_at timestamptz not null,
  confirmed_by_id uuid references account (id),
  finished_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, file_id) references import_file (region_id, id),
  check ((state = 'DONE') = (finished_at is not null)),
  check (state not in ('CHECKED', 'LOADING', 'DONE') or (report is not null and report_hash is not null)),
  check (state not in ('LOADING', 'DONE') or confirmed_by_id is not null)
);
create index import_started on import (region_id, started_at desc, id desc);
create index import_of_file on import (region_id, file_id);

-- Which column of a target a header stands for, as somebody of the region said last.
create table import_column (
  region_id integer not null references region (code),
  target text not null,
  header text not null check (header <> ''),
  name text not null check (name <> ''),
  said_by_id uuid not null references account (id),
  said_at timestamptz not null,
  primary key (region_id, target, header)
);

-- Where a record was read from; null for what was typed or came by the API.
alter table spending add column import_id uuid, add column source_sheet text, add column source_row integer check (source_row > 0);
alter table spending add foreign key (region_id, import_id) references import (region_id, id);
alter table spending add constraint spending_source check ((import_id is null) = (source_row is null) and (import_id is null) = (source_sheet is null));

-- What care cost in a month, by the institution to whose people it was given, and where it was given.
create table institution_spending (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  kind text not null check (kind in ('INSIDE', 'OUTSIDE_CONSORTIUM', 'OUTSIDE_COUNTY')),
  amount bigint not null check (amount >= 0),
  recorded_by_id uuid not null references account (id),
  recorded_at timestamptz not null,
  replaces_id uuid,
  import_id uuid,
  source_sheet text,
  source_row integer check (source_row > 0),
  valid_from date not null generated always as (make_date(substr(month, 1, 4)::integer, substr(month, 6, 2)::integer, 1)) stored,
  valid_until date not null generated always as ((make_date(substr(month, 1, 4)::integer, substr(month, 6, 2)::integer, 1) + interval '1 month')::date) stored,
  known_from timestamptz not null,
  known_until timestamptz check (known_until >= known_from),
  primary key (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, replaces_id) references institution_spending (region_id, id),
  foreign key (region_id, import_id) references import (region_id, id),
  check ((import_id is null) = (source_row is null) and (import_id is null) = (source_sheet is null))
);
create unique index institution_spending_known on institution_spending (region_id, month, institution_id, kind) where known_until is null;
create unique index institution_spending_replaced_once on institution_spending (region_id, replaces_id) where replaces_id is not null;

-- Cases for points by disease, a million lines a year: no reference is checked for each line, and month stands in the key, so that the table may be
-- parted by region or month.
create table care_case (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  disease_group text not null check (disease_group <> ''),
  case_kind text not null check (case_kind <> ''),
  cost bigint not null check (cost >= 0),
  import_id uuid not null,
  source_row integer not null check (source_row > 0),
  primary key (region_id, month, id)
);

-- The cases of an institution and month that stand: those of one import. Cases of an import that is not finished belong to no set.
create table care_case_set (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  import_id uuid not null,
  cases integer not null check (cases > 0),
  cost bigint not null check (cost >= 0),
  known_from timestamptz not null,
  known_until timestamptz check (known_until >= known_from),
  primary key (region_id, id),
  unique (region_id, import_id, institution_id, month),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, import_id) references import (region_id, id)
);
create unique index care_case_set_known on care_case_set (region_id, month, institution_id) where known_until is null;

-- The cases that count now.
create view standing_case with (security_invoker = true) as
  select c.* from care_case c join care_case_set s on s.region_id = c.region_id and s.import_id = c.import_id and s.institution_id = c.institution_id and s.month = c.month
  where s.known_until is null;

-- Closed once and never changed, as 0007 holds it for what was known before.
create function intake_known_once() returns trigger language plpgsql as $$
declare
  -- generated columns are not there yet
  may_differ text[] := array['known_until', 'valid_from', 'valid_until'];
begin
  if old.known_until is not null and new.known_until is distinct from old.known_until
    or to_jsonb(new) - may_differ is distinct from to_jsonb(old) - may_differ then
    raise exception 'what was known is closed once and never changed' using errcode = 'FP014';
  end if;
  return new;
end $$;
create trigger known_once before update on institution_spending for each row execute function intake_known_once();
create trigger known_once before update on care_case_set for each row execute function intake_known_once();

-- What a finished import is does not change, and its cases stay.
create function import_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'DONE' then
    raise exception 'an import that is done does not change' using errcode = 'FP131';
  end if;
  return new;
end $$;
create trigger import_stays before update on import for each row execute function import_stays();

create function cases_stay() returns trigger language plpgsql as $$
begin
  perform from (select distinct region_id, import_id from gone) g join import i on i.region_id = g.region_id and i.id = g.import_id where i.state = 'DONE';
  if found then
    raise exception 'the cases of an import that is done stay' using errcode = 'FP131';
  end if;
  return null;
end $$;
create trigger cases_stay after delete on care_case referencing old table as gone for each statement execute function cases_stay();

do $$
declare the_table text;
begin
  foreach the_table in array array['import_file', 'import_part', 'import', 'import_column', 'institution_spending', 'care_case', 'care_case_set']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

grant select, insert on import_file, import_part, import, import_column, institution_spending, care_case, care_case_set to fenpei_app;
grant select on standing_case to fenpei_app;
grant update (state, reading, columns, follow_sum, report, report_hash, rows, position, failure, confirmed_by_id, finished_at) on import to fenpei_app;
grant update (name, said_by_id, said_at) on import_column to fenpei_app;
grant update (known_until) on institution_spending, care_case_set to fenpei_app;
-- of an import that failed
grant delete on care_case to fenpei_app;
