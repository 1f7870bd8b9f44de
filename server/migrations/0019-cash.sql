-- Cash of institutions: what they must pay besides wages, and what they had when a year began. A record is never changed: a later one takes its place.
create table obligation (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  kind text not null check (kind in ('MEDICINES', 'SUPPLIES', 'OTHER')),
  -- what another kind is called
  name text not null check (name = btrim(name) and length(name) <= 100),
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
  foreign key (region_id, replaces_id) references obligation (region_id, id),
  foreign key (region_id, import_id) references import (region_id, id),
  check ((kind = 'OTHER') = (name <> '')),
  check ((import_id is null) = (source_row is null) and (import_id is null) = (source_sheet is null))
);
create unique index obligation_known on obligation (region_id, month, institution_id, kind, name) where known_until is null;
create unique index obligation_replaced_once on obligation (region_id, replaces_id) where replaces_id is not null;

create table opening_balance (
  region_id integer not null references region (code),
  id uuid not null,
  institution_id uuid not null,
  year integer not null check (year between 1000 and 9999),
  amount bigint not null check (amount >= 0),
  recorded_by_id uuid not null references account (id),
  recorded_at timestamptz not null,
  replaces_id uuid,
  valid_from date not null generated always as (make_date(year, 1, 1)) stored,
  valid_until date not null generated always as (make_date(year + 1, 1, 1)) stored,
  known_from timestamptz not null,
  known_until timestamptz check (known_until >= known_from),
  primary key (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, replaces_id) references opening_balance (region_id, id)
);
create unique index opening_balance_known on opening_balance (region_id, year, institution_id) where known_until is null;
create unique index opening_balance_replaced_once on opening_balance (region_id, replaces_id) where replaces_id is not null;

create trigger known_once before update on obligation for each row execute function intake_known_once();
create trigger known_once before update on opening_balance for each row execute function intake_known_once();

-- The program knows which targets there are.
alter table import drop constraint import_target_check;
alter table import add constraint import_target_check check (target ~ '^[A-Z]+(_[A-Z]+)*$');

do $$
declare the_table text;
begin
  foreach the_table in array array['obligation', 'opening_balance']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

grant select, insert on obligation, opening_balance to fenpei_app;
grant update (known_until) on obligation, opening_balance to fenpei_app;
