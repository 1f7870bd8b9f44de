-- What was done under a key that the caller chose: the same request again gets the first answer and has no second effect.
create table request_key (
  region_id integer not null references region (code),
  account_id uuid not null references account (id),
  key text not null check (key ~ '^[A-Za-z0-9._~-]{16,64}$'),
  body_hash text not null check (body_hash ~ '^[0-9a-f]{64}$'),
  -- the data of the first answer, as text, so that it is given again to the byte
  answer text not null,
  at timestamptz not null,
  primary key (region_id, account_id, key)
);
create index request_key_at on request_key (region_id, at);

alter table request_key enable row level security;
alter table request_key force row level security;
create policy region_isolation on request_key
  using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
  with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]));

-- Deleted when they are old, never changed.
grant select, insert, delete on request_key to fenpei_app;
