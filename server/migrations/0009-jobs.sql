-- So that a server sees whether its database is behind, without owning it.
grant select on mikro_orm_migrations to fenpei_app;

-- What a run of the ledger's checks found, asked for by an account or, every night, by nobody.
create table ledger_check (
  region_id integer not null references region (code),
  id uuid not null,
  at timestamptz not null,
  account_id uuid references account (id),
  findings jsonb not null check (jsonb_typeof(findings) = 'array'),
  primary key (region_id, id)
);

-- Heads of chains as this installation signed them: a chain that was written anew does not hold them any more.
create table signed_head (
  region_id integer not null references region (code),
  sequence integer not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  at timestamptz not null,
  key text not null check (key ~ '^[0-9a-f]+$'),
  signature text not null check (signature ~ '^[0-9a-f]{128}$'),
  primary key (region_id, sequence),
  foreign key (region_id, sequence) references chain_link (region_id, sequence)
);

do $$
declare the_table text;
begin
  foreach the_table in array array['ledger_check', 'signed_head']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

-- Added to, never changed.
grant select, insert on ledger_check, signed_head to fenpei_app;

-- The queue, whose tables graphile-worker made under the owner. They hold ids and no figures; the application works on them and cannot change their form.
grant usage on schema graphile_worker to fenpei_app;
grant select on graphile_worker.migrations to fenpei_app;
do $$
declare the_table text;
begin
  foreach the_table in array array['_private_jobs', '_private_job_queues', '_private_tasks', '_private_known_crontabs']
  loop
    execute format('grant select, insert, update, delete on graphile_worker.%I to fenpei_app', the_table);
    execute format('create policy application on graphile_worker.%I to fenpei_app using (true) with check (true)', the_table);
  end loop;
end $$;
