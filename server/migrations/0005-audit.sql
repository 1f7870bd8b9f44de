alter table role_grant drop constraint role_grant_role_check;
alter table role_grant add constraint role_grant_role_check check (role in ('HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU',
  'FINANCE_BUREAU', 'HR_BUREAU', 'POPULATION_OFFICE', 'HOSPITAL_HEAD', 'FINANCE_OFFICER', 'STAFF', 'AUDITOR'));

-- Who decided, signed in, looked at a named person's pay or took a file away.
create table audit_event (
  region_id integer not null references region (code),
  id uuid not null,
  at timestamptz not null,
  account_id uuid not null references account (id),
  kind text not null check (kind in ('DECISION', 'SIGN_IN', 'PAY_VIEW', 'EXPORT')),
  action text not null check (action ~ '^[A-Z_]+$'),
  subject jsonb not null check (subject ->> 'zh' is not null and subject ->> 'en' is not null),
  row_count integer check (row_count >= 0),
  purpose text check (purpose <> ''),
  query text,
  primary key (region_id, id),
  check ((kind = 'EXPORT') = (row_count is not null and purpose is not null and query is not null))
);
create index audit_event_at on audit_event (region_id, at desc, id desc);

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy region_isolation on audit_event
  using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
  with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]));

-- Added to, never changed.
grant select, insert on audit_event to fenpei_app;
