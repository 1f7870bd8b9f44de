-- Sign-in, sessions, roles, delegation, invitations and personal access tokens. Accounts are platform-wide, and so is what hangs on them.

-- An account has no password until its invitation is accepted, or for ever when it signs in by its identity provider.
alter table account alter column password_hash drop not null;
grant update (password_hash) on account to fenpei_app;

-- Whoever is signed in signs in again: a session now knows when it began and when it was last seen.
delete from session;
alter table session
  add column id uuid not null unique,
  add column started_at timestamptz not null,
  add column seen_at timestamptz not null,
  add column agent text not null;
create index session_account on session (account_id);
grant update (seen_at) on session to fenpei_app;

alter table role_grant drop constraint role_grant_role_check, drop constraint role_grant_check, drop constraint role_grant_check1;
alter table role_grant
  add column department_id uuid,
  add column granted_by_id uuid references account (id),
  add constraint role_grant_role_check check (role in ('HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU',
    'POPULATION_OFFICE', 'HOSPITAL_HEAD', 'DEPARTMENT_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL', 'FINANCE_OFFICER', 'STAFF', 'AUDITOR', 'ADMINISTRATOR')),
  -- a grant that ends on the day it begins never holds
  add constraint role_grant_days check (valid_until is null or valid_until >= valid_from),
  add constraint role_grant_institution check ((role in ('HOSPITAL_HEAD', 'DEPARTMENT_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL')) = (institution_id is not null)),
  add constraint role_grant_department check ((role = 'DEPARTMENT_HEAD') = (department_id is not null)),
  add constraint role_grant_holder unique (id, account_id);
create index role_grant_region on role_grant (region_code);
-- Ended, never changed otherwise.
grant update (valid_until) on role_grant to fenpei_app;

-- Somebody lends a role of theirs for some days; the last day is not included.
create table delegation (
  id uuid primary key,
  grant_id uuid not null,
  from_id uuid not null references account (id),
  to_id uuid not null references account (id),
  valid_from date not null,
  valid_until date not null,
  made_at timestamptz not null,
  foreign key (grant_id, from_id) references role_grant (id, account_id),
  check (from_id <> to_id),
  check (valid_until >= valid_from)
);
create index delegation_to on delegation (to_id);
create index delegation_from on delegation (from_id);
grant select, insert, update (valid_until) on delegation to fenpei_app;

-- A link that is used once: to become an account with these roles, or to set the password of an account anew.
create table invitation (
  id uuid primary key,
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  login text not null check (login <> ''),
  name text not null check (name <> ''),
  -- null: for whoever holds the login or takes it; else the account whose password is set anew
  account_id uuid references account (id),
  roles jsonb not null check (jsonb_typeof(roles) = 'array'),
  -- null: made on the command line
  made_by_id uuid references account (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- used, replaced by another, or found expired: it does not open again
  closed_at timestamptz
);
create index invitation_login on invitation (login);
grant select, insert, update (closed_at) on invitation to fenpei_app;

-- What an identity provider calls an account.
create table identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null references account (id),
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create index identity_account on identity (account_id);
grant select, insert, delete on identity to fenpei_app;

create table access_token (
  id uuid primary key,
  account_id uuid not null references account (id),
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  name text not null check (name <> ''),
  scope text not null check (scope in ('READ', 'PREPARE')),
  region_code integer not null references region (code),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  closed_at timestamptz,
  check (expires_at > made_at and expires_at <= made_at + interval '366 days')
);
create index access_token_account on access_token (account_id);
grant select, insert, update (used_at, closed_at) on access_token to fenpei_app;

-- Attempts to sign in, by the hash of a login or an address; the columns are those of the library that counts.
create table sign_in_attempt (
  key text primary key,
  points integer not null,
  expire bigint
);
grant select, insert, update, delete on sign_in_attempt to fenpei_app;

-- Who acted in whose place.
alter table run add column prepared_for_id uuid references account (id);
alter table approval add column for_id uuid references account (id);
alter table audit_event add column for_id uuid references account (id);

alter table audit_event drop constraint audit_event_kind_check;
alter table audit_event add constraint audit_event_kind_check check (kind in ('DECISION', 'SIGN_IN', 'PAY_VIEW', 'EXPORT', 'RIGHTS'));

-- Of a run, somebody and whoever lends them a role count as one person.
create function approval_beyond_delegation() returns trigger language plpgsql as $$
declare the_run run;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if new.for_id in (the_run.prepared_by_id, the_run.prepared_for_id) or new.account_id = the_run.prepared_for_id then
    raise exception 'nobody signs what they prepared, nor through another' using errcode = 'FP001';
  end if;
  if exists (select from approval a where a.region_id = new.region_id and a.run_id = new.run_id
      and (a.for_id in (new.account_id, new.for_id) or a.account_id = new.for_id)) then
    raise exception 'nobody signs twice, nor through another' using errcode = 'FP081';
  end if;
  return new;
end $$;
create trigger approval_beyond_delegation before insert on approval
  for each row execute function approval_beyond_delegation();
