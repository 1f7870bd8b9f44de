-- The presets: what every region may read and lay its own policy over. Written at migration, by the owner of the tables.
create table library_policy (
  slug text not null,
  version text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  text text not null,
  kind text not null,
  title jsonb not null check (title ->> 'zh' is not null and title ->> 'en' is not null),
  place_code text not null,
  place jsonb not null check (place ->> 'zh' is not null and place ->> 'en' is not null),
  applies_from date not null,
  primary key (slug, version)
);
grant select on library_policy to fenpei_app;

alter table policy_version drop constraint policy_version_kind_check;
alter table policy_version
  -- the text as written, when it lies over others; `text` is complete by itself
  add column source text not null default '',
  add column layers text[] not null default '{}',
  add column reason text not null default '',
  add column state text not null default 'PROPOSED' check (state in ('PROPOSED', 'PUBLISHED', 'WITHDRAWN')),
  add column proposed_by_id uuid not null references account (id),
  add column proposed_at timestamptz not null,
  add column decided_by_id uuid references account (id),
  add column decided_at timestamptz,
  add check ((state = 'PROPOSED') = (decided_by_id is null) and (decided_by_id is null) = (decided_at is null)),
  add check (state <> 'PUBLISHED' or decided_by_id <> proposed_by_id);

-- A version is proposed by one person and published or withdrawn once; its text never changes.
create function policy_version_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'PROPOSED' then raise exception 'a policy version begins as a proposal' using errcode = 'FP101'; end if;
    return new;
  end if;
  if old.state <> 'PROPOSED' then raise exception 'a policy version is decided once' using errcode = 'FP101'; end if;
  return new;
end
$$;
create trigger policy_version_guard before insert or update on policy_version for each row execute function policy_version_guard();
grant update (state, decided_by_id, decided_at) on policy_version to fenpei_app;

-- Runs stand on published versions.
create function run_policy_published() returns trigger language plpgsql as $$
begin
  if not exists (select from policy_version where region_id = new.region_id and id = new.policy_version_id and state = 'PUBLISHED') then
    raise exception 'the policy of a run is published' using errcode = 'FP102';
  end if;
  return new;
end
$$;
create trigger run_policy_published before insert on run for each row execute function run_policy_published();
