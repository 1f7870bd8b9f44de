-- Printed by `npm run schema` from a migrated database; not edited by hand.

create table access_token (
  id uuid not null,
  account_id uuid not null,
  token_hash text not null,
  name text not null,
  scope text not null,
  region_code integer not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint access_token_pkey PRIMARY KEY (id),
  constraint access_token_token_hash_key UNIQUE (token_hash),
  constraint access_token_check CHECK (((expires_at > made_at) AND (expires_at <= (made_at + '366 days'::interval)))),
  constraint access_token_name_check CHECK ((name <> ''::text)),
  constraint access_token_scope_check CHECK ((scope = ANY (ARRAY['READ'::text, 'PREPARE'::text]))),
  constraint access_token_token_hash_check CHECK ((token_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint access_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint access_token_region_code_fkey FOREIGN KEY (region_code) REFERENCES region(code)
);
CREATE INDEX access_token_account ON public.access_token USING btree (account_id);
grant insert, select on access_token to fenpei_app;
grant update (used_at, closed_at) on access_token to fenpei_app;

create table account (
  id uuid not null,
  login text not null,
  name text not null,
  password_hash text,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_login_key UNIQUE (login)
);
grant insert, select on account to fenpei_app;
grant update (password_hash) on account to fenpei_app;

create table approval (
  region_id integer not null,
  id uuid not null,
  run_id uuid not null,
  step text not null,
  account_id uuid not null,
  run_hash text not null,
  verdict text not null,
  note text not null,
  at timestamp with time zone not null,
  to_step text,
  round integer not null default 0,
  for_id uuid,
  constraint approval_pkey PRIMARY KEY (region_id, id),
  constraint approval_region_id_run_id_step_round_key UNIQUE (region_id, run_id, step, round),
  constraint approval_round_check CHECK ((round >= 0)),
  constraint approval_to_step CHECK (((verdict = 'RETURNED'::text) = (to_step IS NOT NULL))),
  constraint approval_to_step_check CHECK ((to_step <> ''::text)),
  constraint approval_verdict_check CHECK ((verdict = ANY (ARRAY['SIGNED'::text, 'RETURNED'::text]))),
  constraint approval_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint approval_for_id_fkey FOREIGN KEY (for_id) REFERENCES account(id),
  constraint approval_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint approval_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table approval enable row level security;
alter table approval force row level security;
CREATE TRIGGER approval_beyond_delegation BEFORE INSERT ON public.approval FOR EACH ROW EXECUTE FUNCTION approval_beyond_delegation();
CREATE TRIGGER approval_by_another_person BEFORE INSERT ON public.approval FOR EACH ROW EXECUTE FUNCTION approval_by_another_person();
create policy region_isolation on approval as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on approval to fenpei_app;

create table assessment_entry (
  region_id integer not null,
  id uuid not null,
  unit_id uuid not null,
  stage text not null,
  kind text not null,
  name text not null,
  value text not null,
  source text not null,
  recorded_by_id uuid not null,
  for_id uuid,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint assessment_entry_pkey PRIMARY KEY (region_id, id),
  constraint assessment_entry_check CHECK ((known_until >= known_from)),
  constraint assessment_entry_check1 CHECK (((kind <> 'VETO'::text) OR ((stage = 'REVIEW'::text) AND (value = ANY (ARRAY['true'::text, 'false'::text])) AND (source <> ''::text)))),
  constraint assessment_entry_kind_check CHECK ((kind = ANY (ARRAY['VALUE'::text, 'NOTE'::text, 'VETO'::text]))),
  constraint assessment_entry_name_check CHECK ((name <> ''::text)),
  constraint assessment_entry_stage_check CHECK ((stage = ANY (ARRAY['MEASURED'::text, 'SELF'::text, 'REVIEW'::text]))),
  constraint assessment_entry_for_id_fkey FOREIGN KEY (for_id) REFERENCES account(id),
  constraint assessment_entry_recorded_by_id_fkey FOREIGN KEY (recorded_by_id) REFERENCES account(id),
  constraint assessment_entry_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint assessment_entry_region_id_unit_id_fkey FOREIGN KEY (region_id, unit_id) REFERENCES assessment_unit(region_id, id)
);
alter table assessment_entry enable row level security;
alter table assessment_entry force row level security;
CREATE UNIQUE INDEX assessment_entry_known ON public.assessment_entry USING btree (region_id, unit_id, stage, kind, name) WHERE (known_until IS NULL);
CREATE TRIGGER assessment_known_once BEFORE UPDATE ON public.assessment_entry FOR EACH ROW EXECUTE FUNCTION assessment_known_once();
create policy region_isolation on assessment_entry as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on assessment_entry to fenpei_app;
grant update (known_until) on assessment_entry to fenpei_app;

create table assessment_evidence (
  region_id integer not null,
  id uuid not null,
  unit_id uuid not null,
  subject text not null,
  stage text not null,
  name text not null,
  media_type text not null,
  size integer not null,
  hash text not null,
  content bytea not null,
  given_by_id uuid not null,
  given_at timestamp with time zone not null,
  constraint assessment_evidence_pkey PRIMARY KEY (region_id, id),
  constraint assessment_evidence_region_id_unit_id_subject_stage_hash_key UNIQUE (region_id, unit_id, subject, stage, hash),
  constraint assessment_evidence_check CHECK (((size = octet_length(content)) AND (hash = encode(sha256(content), 'hex'::text)))),
  constraint assessment_evidence_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint assessment_evidence_media_type_check CHECK ((media_type <> ''::text)),
  constraint assessment_evidence_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint assessment_evidence_size_check CHECK (((size >= 1) AND (size <= 10485760))),
  constraint assessment_evidence_stage_check CHECK ((stage = ANY (ARRAY['SELF'::text, 'REVIEW'::text]))),
  constraint assessment_evidence_subject_check CHECK ((subject <> ''::text)),
  constraint assessment_evidence_given_by_id_fkey FOREIGN KEY (given_by_id) REFERENCES account(id),
  constraint assessment_evidence_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint assessment_evidence_region_id_unit_id_fkey FOREIGN KEY (region_id, unit_id) REFERENCES assessment_unit(region_id, id)
);
alter table assessment_evidence enable row level security;
alter table assessment_evidence force row level security;
create policy region_isolation on assessment_evidence as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on assessment_evidence to fenpei_app;

create table assessment_objection (
  region_id integer not null,
  id uuid not null,
  unit_id uuid not null,
  indicator text not null,
  text text not null,
  raised_by_id uuid not null,
  raised_at timestamp with time zone not null,
  upheld boolean,
  answer text,
  answered_by_id uuid,
  answered_at timestamp with time zone,
  constraint assessment_objection_pkey PRIMARY KEY (region_id, id),
  constraint assessment_objection_answer_check CHECK ((answer <> ''::text)),
  constraint assessment_objection_check CHECK ((((answer IS NULL) = (upheld IS NULL)) AND ((answer IS NULL) = (answered_by_id IS NULL)) AND ((answer IS NULL) = (answered_at IS NULL)))),
  constraint assessment_objection_check1 CHECK ((answered_by_id <> raised_by_id)),
  constraint assessment_objection_indicator_check CHECK ((indicator <> ''::text)),
  constraint assessment_objection_text_check CHECK ((text <> ''::text)),
  constraint assessment_objection_answered_by_id_fkey FOREIGN KEY (answered_by_id) REFERENCES account(id),
  constraint assessment_objection_raised_by_id_fkey FOREIGN KEY (raised_by_id) REFERENCES account(id),
  constraint assessment_objection_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint assessment_objection_region_id_unit_id_fkey FOREIGN KEY (region_id, unit_id) REFERENCES assessment_unit(region_id, id)
);
alter table assessment_objection enable row level security;
alter table assessment_objection force row level security;
CREATE UNIQUE INDEX assessment_objection_open ON public.assessment_objection USING btree (region_id, unit_id, indicator) WHERE (answer IS NULL);
CREATE TRIGGER assessment_answered_once BEFORE UPDATE ON public.assessment_objection FOR EACH ROW EXECUTE FUNCTION assessment_answered_once();
create policy region_isolation on assessment_objection as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on assessment_objection to fenpei_app;
grant update (upheld, answer, answered_by_id, answered_at) on assessment_objection to fenpei_app;

create table assessment_result (
  region_id integer not null,
  id uuid not null,
  unit_id uuid not null,
  stage text not null,
  score numeric(5,2),
  grade text,
  failed boolean,
  facts jsonb not null,
  facts_hash text not null,
  note text not null,
  given_by_id uuid not null,
  for_id uuid,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  reason text not null,
  review_id uuid,
  constraint assessment_result_pkey PRIMARY KEY (region_id, id),
  constraint assessment_result_check CHECK ((known_until >= known_from)),
  constraint assessment_result_check1 CHECK ((((score IS NULL) = (grade IS NULL)) AND ((score IS NULL) = (failed IS NULL)))),
  constraint assessment_result_check2 CHECK (((stage <> 'FINAL'::text) OR (score IS NOT NULL))),
  constraint assessment_result_check3 CHECK (((stage = 'FINAL'::text) = (review_id IS NOT NULL))),
  constraint assessment_result_facts_hash_check CHECK ((facts_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint assessment_result_grade_check CHECK ((grade <> ''::text)),
  constraint assessment_result_score_check CHECK (((score >= (0)::numeric) AND (score <= (100)::numeric))),
  constraint assessment_result_stage_check CHECK ((stage = ANY (ARRAY['SELF'::text, 'REVIEW'::text, 'FINAL'::text]))),
  constraint assessment_result_for_id_fkey FOREIGN KEY (for_id) REFERENCES account(id),
  constraint assessment_result_given_by_id_fkey FOREIGN KEY (given_by_id) REFERENCES account(id),
  constraint assessment_result_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint assessment_result_region_id_review_id_fkey FOREIGN KEY (region_id, review_id) REFERENCES assessment_result(region_id, id),
  constraint assessment_result_region_id_unit_id_fkey FOREIGN KEY (region_id, unit_id) REFERENCES assessment_unit(region_id, id)
);
alter table assessment_result enable row level security;
alter table assessment_result force row level security;
CREATE UNIQUE INDEX assessment_result_known ON public.assessment_result USING btree (region_id, unit_id, stage) WHERE (known_until IS NULL);
CREATE TRIGGER assessment_by_another_person BEFORE INSERT ON public.assessment_result FOR EACH ROW EXECUTE FUNCTION assessment_by_another_person();
CREATE TRIGGER assessment_known_once BEFORE UPDATE ON public.assessment_result FOR EACH ROW EXECUTE FUNCTION assessment_known_once();
create policy region_isolation on assessment_result as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on assessment_result to fenpei_app;
grant update (known_until) on assessment_result to fenpei_app;

create table assessment_round (
  region_id integer not null,
  id uuid not null,
  scheme_id uuid not null,
  scope text not null,
  year integer not null,
  opened_by_id uuid not null,
  opened_at timestamp with time zone not null,
  withdrawn_by_id uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  constraint assessment_round_pkey PRIMARY KEY (region_id, id),
  constraint assessment_round_check CHECK ((withdrawn_at >= opened_at)),
  constraint assessment_round_check1 CHECK ((((withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)))),
  constraint assessment_round_scope_check CHECK ((scope = ANY (ARRAY['CONSORTIA'::text, 'INSTITUTIONS'::text]))),
  constraint assessment_round_opened_by_id_fkey FOREIGN KEY (opened_by_id) REFERENCES account(id),
  constraint assessment_round_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint assessment_round_region_id_scheme_id_fkey FOREIGN KEY (region_id, scheme_id) REFERENCES assessment_scheme(region_id, id),
  constraint assessment_round_withdrawn_by_id_fkey FOREIGN KEY (withdrawn_by_id) REFERENCES account(id)
);
alter table assessment_round enable row level security;
alter table assessment_round force row level security;
CREATE UNIQUE INDEX assessment_round_one ON public.assessment_round USING btree (region_id, scope, year) WHERE (withdrawn_at IS NULL);
CREATE TRIGGER assessment_round_guard BEFORE UPDATE ON public.assessment_round FOR EACH ROW EXECUTE FUNCTION assessment_round_guard();
create policy region_isolation on assessment_round as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on assessment_round to fenpei_app;
grant update (withdrawn_by_id, withdrawn_at, withdrawn_reason) on assessment_round to fenpei_app;

create table assessment_scheme (
  region_id integer not null,
  id uuid not null,
  scope text not null,
  year integer not null,
  version integer not null,
  title jsonb not null,
  kinds text[] not null,
  document jsonb not null,
  hash text not null,
  reason text not null,
  proposed_by_id uuid not null,
  proposed_at timestamp with time zone not null,
  constraint assessment_scheme_pkey PRIMARY KEY (region_id, id),
  constraint assessment_scheme_region_id_scope_year_version_key UNIQUE (region_id, scope, year, version),
  constraint assessment_scheme_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint assessment_scheme_scope_check CHECK ((scope = ANY (ARRAY['CONSORTIA'::text, 'INSTITUTIONS'::text]))),
  constraint assessment_scheme_title_check CHECK ((((title ->> 'zh'::text) IS NOT NULL) AND ((title ->> 'en'::text) IS NOT NULL))),
  constraint assessment_scheme_version_check CHECK ((version > 0)),
  constraint assessment_scheme_year_check CHECK (((year >= 2000) AND (year <= 2100))),
  constraint assessment_scheme_proposed_by_id_fkey FOREIGN KEY (proposed_by_id) REFERENCES account(id),
  constraint assessment_scheme_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table assessment_scheme enable row level security;
alter table assessment_scheme force row level security;
create policy region_isolation on assessment_scheme as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on assessment_scheme to fenpei_app;

create table assessment_unit (
  region_id integer not null,
  id uuid not null,
  round_id uuid not null,
  institution_id uuid,
  consortium_id uuid,
  head_id uuid not null,
  code text not null,
  name text not null,
  level text not null,
  constraint assessment_unit_pkey PRIMARY KEY (region_id, id),
  constraint assessment_unit_region_id_round_id_code_key UNIQUE (region_id, round_id, code),
  constraint assessment_unit_check CHECK (((institution_id IS NULL) <> (consortium_id IS NULL))),
  constraint assessment_unit_code_check CHECK ((code <> ''::text)),
  constraint assessment_unit_level_check CHECK ((level <> ''::text)),
  constraint assessment_unit_name_check CHECK ((name <> ''::text)),
  constraint assessment_unit_region_id_consortium_id_fkey FOREIGN KEY (region_id, consortium_id) REFERENCES consortium(region_id, id),
  constraint assessment_unit_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint assessment_unit_region_id_head_id_fkey FOREIGN KEY (region_id, head_id) REFERENCES institution(region_id, id),
  constraint assessment_unit_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint assessment_unit_region_id_round_id_fkey FOREIGN KEY (region_id, round_id) REFERENCES assessment_round(region_id, id)
);
alter table assessment_unit enable row level security;
alter table assessment_unit force row level security;
create policy region_isolation on assessment_unit as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on assessment_unit to fenpei_app;

create table assignment (
  region_id integer not null,
  id uuid not null,
  person_id uuid not null,
  institution_id uuid not null,
  department_id uuid,
  post_grade_id uuid not null,
  share numeric(5,4) not null,
  main boolean not null,
  leader boolean not null,
  valid_from date not null,
  valid_until date,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint assignment_pkey PRIMARY KEY (region_id, id),
  constraint assignment_main_once EXCLUDE USING gist (region_id WITH =, person_id WITH =, daterange(valid_from, valid_until) WITH &&, tstzrange(known_from, known_until) WITH &&) WHERE (main),
  constraint assignment_once EXCLUDE USING gist (region_id WITH =, person_id WITH =, institution_id WITH =, daterange(valid_from, valid_until) WITH &&, tstzrange(known_from, known_until) WITH &&),
  constraint assignment_check CHECK ((valid_until > valid_from)),
  constraint assignment_check1 CHECK ((known_until >= known_from)),
  constraint assignment_share_check CHECK (((share > (0)::numeric) AND (share <= (1)::numeric))),
  constraint assignment_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint assignment_region_id_institution_id_department_id_fkey FOREIGN KEY (region_id, institution_id, department_id) REFERENCES department(region_id, institution_id, id),
  constraint assignment_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint assignment_region_id_person_id_fkey FOREIGN KEY (region_id, person_id) REFERENCES person(region_id, id),
  constraint assignment_region_id_post_grade_id_fkey FOREIGN KEY (region_id, post_grade_id) REFERENCES post_grade(region_id, id)
);
alter table assignment enable row level security;
alter table assignment force row level security;
CREATE INDEX assignment_institution ON public.assignment USING btree (region_id, institution_id);
CREATE INDEX assignment_person ON public.assignment USING btree (region_id, person_id);
CREATE CONSTRAINT TRIGGER assignment_at_most_whole AFTER INSERT OR UPDATE ON public.assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION assignment_at_most_whole();
CREATE TRIGGER known_once BEFORE UPDATE ON public.assignment FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on assignment as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on assignment to fenpei_app;
grant update (known_until) on assignment to fenpei_app;

create table audit_event (
  region_id integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  account_id uuid not null,
  kind text not null,
  action text not null,
  subject jsonb not null,
  row_count integer,
  purpose text,
  query text,
  for_id uuid,
  constraint audit_event_pkey PRIMARY KEY (region_id, id),
  constraint audit_event_action_check CHECK ((action ~ '^[A-Z_]+$'::text)),
  constraint audit_event_check CHECK (((kind = 'EXPORT'::text) = ((row_count IS NOT NULL) AND (purpose IS NOT NULL) AND (query IS NOT NULL)))),
  constraint audit_event_kind_check CHECK ((kind = ANY (ARRAY['DECISION'::text, 'SIGN_IN'::text, 'PAY_VIEW'::text, 'EXPORT'::text, 'RIGHTS'::text, 'REFUSED'::text]))),
  constraint audit_event_purpose_check CHECK ((purpose <> ''::text)),
  constraint audit_event_row_count_check CHECK ((row_count >= 0)),
  constraint audit_event_subject_check CHECK ((((subject ->> 'zh'::text) IS NOT NULL) AND ((subject ->> 'en'::text) IS NOT NULL))),
  constraint audit_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint audit_event_for_id_fkey FOREIGN KEY (for_id) REFERENCES account(id),
  constraint audit_event_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table audit_event enable row level security;
alter table audit_event force row level security;
CREATE INDEX audit_event_at ON public.audit_event USING btree (region_id, at DESC, id DESC);
create policy region_isolation on audit_event as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on audit_event to fenpei_app;

create table budget (
  region_id integer not null,
  id uuid not null,
  year integer not null,
  fund_id uuid not null,
  run_id uuid not null,
  financing bigint not null,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  allocated bigint not null,
  constraint budget_pkey PRIMARY KEY (region_id, id),
  constraint budget_region_id_run_id_key UNIQUE (region_id, run_id),
  constraint budget_check CHECK ((known_until >= known_from)),
  constraint budget_not_exceeded CHECK (((allocated >= 0) AND (allocated <= financing))),
  constraint budget_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint budget_region_id_fund_id_fkey FOREIGN KEY (region_id, fund_id) REFERENCES fund(region_id, id),
  constraint budget_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table budget enable row level security;
alter table budget force row level security;
CREATE UNIQUE INDEX budget_known ON public.budget USING btree (region_id, fund_id, year) WHERE (known_until IS NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.budget FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on budget as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on budget to fenpei_app;
grant update (known_until) on budget to fenpei_app;

create table care_case (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  month text not null,
  disease_group text not null,
  case_kind text not null,
  cost bigint not null,
  import_id uuid not null,
  source_row integer not null,
  constraint care_case_pkey PRIMARY KEY (region_id, month, id),
  constraint care_case_case_kind_check CHECK ((case_kind <> ''::text)),
  constraint care_case_cost_check CHECK ((cost >= 0)),
  constraint care_case_disease_group_check CHECK ((disease_group <> ''::text)),
  constraint care_case_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint care_case_source_row_check CHECK ((source_row > 0))
);
alter table care_case enable row level security;
alter table care_case force row level security;
CREATE TRIGGER cases_stay AFTER DELETE ON public.care_case REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION cases_stay();
create policy region_isolation on care_case as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant delete, insert, select on care_case to fenpei_app;

create table care_case_set (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  month text not null,
  import_id uuid not null,
  cases integer not null,
  cost bigint not null,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint care_case_set_pkey PRIMARY KEY (region_id, id),
  constraint care_case_set_region_id_import_id_institution_id_month_key UNIQUE (region_id, import_id, institution_id, month),
  constraint care_case_set_cases_check CHECK ((cases > 0)),
  constraint care_case_set_check CHECK ((known_until >= known_from)),
  constraint care_case_set_cost_check CHECK ((cost >= 0)),
  constraint care_case_set_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint care_case_set_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint care_case_set_region_id_import_id_fkey FOREIGN KEY (region_id, import_id) REFERENCES import(region_id, id),
  constraint care_case_set_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id)
);
alter table care_case_set enable row level security;
alter table care_case_set force row level security;
CREATE UNIQUE INDEX care_case_set_known ON public.care_case_set USING btree (region_id, month, institution_id) WHERE (known_until IS NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.care_case_set FOR EACH ROW EXECUTE FUNCTION intake_known_once();
create policy region_isolation on care_case_set as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on care_case_set to fenpei_app;
grant update (known_until) on care_case_set to fenpei_app;

create table certificate (
  region_id integer not null,
  id uuid not null,
  consortium_id uuid not null,
  year integer not null,
  amount bigint not null,
  cause text not null,
  certified_by_id uuid not null,
  certified_at timestamp with time zone not null,
  replaces_id uuid,
  valid_from date not null generated always as (make_date(year, 1, 1)) stored,
  valid_until date not null generated always as (make_date((year + 1), 1, 1)) stored,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint certificate_pkey PRIMARY KEY (region_id, id),
  constraint certificate_amount_check CHECK ((amount >= 0)),
  constraint certificate_cause_check CHECK ((cause <> ''::text)),
  constraint certificate_check CHECK ((known_until >= known_from)),
  constraint certificate_certified_by_id_fkey FOREIGN KEY (certified_by_id) REFERENCES account(id),
  constraint certificate_region_id_consortium_id_fkey FOREIGN KEY (region_id, consortium_id) REFERENCES consortium(region_id, id),
  constraint certificate_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint certificate_region_id_replaces_id_fkey FOREIGN KEY (region_id, replaces_id) REFERENCES certificate(region_id, id)
);
alter table certificate enable row level security;
alter table certificate force row level security;
CREATE UNIQUE INDEX certificate_first ON public.certificate USING btree (region_id, consortium_id, year) WHERE (replaces_id IS NULL);
CREATE UNIQUE INDEX certificate_known ON public.certificate USING btree (region_id, consortium_id, year) WHERE (known_until IS NULL);
CREATE UNIQUE INDEX certificate_replaced_once ON public.certificate USING btree (region_id, replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.certificate FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on certificate as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on certificate to fenpei_app;
grant update (known_until) on certificate to fenpei_app;

create table chain_head (
  region_id integer not null,
  sequence integer not null,
  hash text not null,
  constraint chain_head_pkey PRIMARY KEY (region_id),
  constraint chain_head_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint chain_head_sequence_check CHECK ((sequence >= 0)),
  constraint chain_head_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table chain_head enable row level security;
alter table chain_head force row level security;
CREATE TRIGGER head_moves_with_links BEFORE INSERT OR UPDATE ON public.chain_head FOR EACH ROW EXECUTE FUNCTION head_moves_with_links();
create policy region_isolation on chain_head as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on chain_head to fenpei_app;
grant update (sequence, hash) on chain_head to fenpei_app;

create table chain_link (
  region_id integer not null,
  sequence integer not null,
  entry_id uuid not null,
  content text not null,
  previous text not null,
  hash text not null,
  constraint chain_link_pkey PRIMARY KEY (region_id, sequence),
  constraint chain_link_region_id_entry_id_key UNIQUE (region_id, entry_id),
  constraint chain_link_content_check CHECK ((content ~ '^[0-9a-f]{64}$'::text)),
  constraint chain_link_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint chain_link_previous_check CHECK ((previous ~ '^[0-9a-f]{64}$'::text)),
  constraint chain_link_sequence_check CHECK ((sequence >= 1)),
  constraint chain_link_region_id_entry_id_fkey FOREIGN KEY (region_id, entry_id) REFERENCES journal_entry(region_id, id),
  constraint chain_link_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table chain_link enable row level security;
alter table chain_link force row level security;
CREATE TRIGGER link_follows_head BEFORE INSERT ON public.chain_link FOR EACH ROW EXECUTE FUNCTION link_follows_head();
create policy region_isolation on chain_link as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on chain_link to fenpei_app;

create table chart_account (
  region_id integer not null,
  id uuid not null,
  account_class text not null,
  code text not null,
  title text not null,
  valid_from date not null,
  set_by_id uuid not null,
  set_at timestamp with time zone not null,
  constraint chart_account_pkey PRIMARY KEY (region_id, id),
  constraint chart_account_region_id_account_class_valid_from_key UNIQUE (region_id, account_class, valid_from),
  constraint chart_account_account_class_check CHECK ((account_class <> ''::text)),
  constraint chart_account_code_check CHECK ((code ~ '^[0-9A-Za-z.-]{3,30}$'::text)),
  constraint chart_account_title_check CHECK ((title <> ''::text)),
  constraint chart_account_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint chart_account_set_by_id_fkey FOREIGN KEY (set_by_id) REFERENCES account(id)
);
alter table chart_account enable row level security;
alter table chart_account force row level security;
CREATE TRIGGER setting_is_later BEFORE INSERT ON public.chart_account FOR EACH ROW EXECUTE FUNCTION setting_is_later();
create policy region_isolation on chart_account as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on chart_account to fenpei_app;

create table confirmation (
  region_id integer not null,
  run_id uuid not null,
  row text not null,
  institution_id uuid not null,
  run_hash text not null,
  verdict text not null,
  account_id uuid,
  for_id uuid,
  reason text not null,
  at timestamp with time zone not null,
  constraint confirmation_pkey PRIMARY KEY (region_id, run_id, "row"),
  constraint confirmation_check CHECK (((account_id IS NULL) OR (verdict = 'CONFIRMED'::text) OR (reason <> ''::text))),
  constraint confirmation_check1 CHECK (((account_id IS NOT NULL) OR (for_id IS NULL))),
  constraint confirmation_verdict_check CHECK ((verdict = ANY (ARRAY['CONFIRMED'::text, 'DISPUTED'::text]))),
  constraint confirmation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint confirmation_for_id_fkey FOREIGN KEY (for_id) REFERENCES account(id),
  constraint confirmation_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint confirmation_region_id_run_id_row_institution_id_fkey FOREIGN KEY (region_id, run_id, "row", institution_id) REFERENCES confirmation_line(region_id, run_id, "row", institution_id)
);
alter table confirmation enable row level security;
alter table confirmation force row level security;
CREATE TRIGGER confirmation_in_time BEFORE INSERT ON public.confirmation FOR EACH ROW EXECUTE FUNCTION confirmation_in_time();
create policy region_isolation on confirmation as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on confirmation to fenpei_app;

create table confirmation_answer (
  region_id integer not null,
  run_id uuid not null,
  row text not null,
  upheld boolean not null,
  reason text not null,
  account_id uuid not null,
  for_id uuid,
  at timestamp with time zone not null,
  constraint confirmation_answer_pkey PRIMARY KEY (region_id, run_id, "row"),
  constraint confirmation_answer_reason_check CHECK ((reason <> ''::text)),
  constraint confirmation_answer_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint confirmation_answer_for_id_fkey FOREIGN KEY (for_id) REFERENCES account(id),
  constraint confirmation_answer_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint confirmation_answer_region_id_run_id_row_fkey FOREIGN KEY (region_id, run_id, "row") REFERENCES confirmation(region_id, run_id, "row")
);
alter table confirmation_answer enable row level security;
alter table confirmation_answer force row level security;
CREATE TRIGGER answer_to_dispute BEFORE INSERT ON public.confirmation_answer FOR EACH ROW EXECUTE FUNCTION answer_to_dispute();
create policy region_isolation on confirmation_answer as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on confirmation_answer to fenpei_app;

create table confirmation_call (
  region_id integer not null,
  id uuid not null,
  run_id uuid not null,
  working_days integer not null,
  silence text not null,
  handed_in_on date not null,
  due_on date not null,
  constraint confirmation_call_pkey PRIMARY KEY (region_id, id),
  constraint confirmation_call_check CHECK ((due_on > handed_in_on)),
  constraint confirmation_call_silence_check CHECK ((silence = ANY (ARRAY['confirmed'::text, 'disputed'::text]))),
  constraint confirmation_call_working_days_check CHECK (((working_days >= 1) AND (working_days <= 60))),
  constraint confirmation_call_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint confirmation_call_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table confirmation_call enable row level security;
alter table confirmation_call force row level security;
CREATE INDEX confirmation_call_run ON public.confirmation_call USING btree (region_id, run_id);
create policy region_isolation on confirmation_call as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on confirmation_call to fenpei_app;

create table confirmation_line (
  region_id integer not null,
  run_id uuid not null,
  row text not null,
  institution_id uuid not null,
  constraint confirmation_line_pkey PRIMARY KEY (region_id, run_id, "row"),
  constraint confirmation_line_region_id_run_id_row_institution_id_key UNIQUE (region_id, run_id, "row", institution_id),
  constraint confirmation_line_row_check CHECK (("row" <> ''::text)),
  constraint confirmation_line_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint confirmation_line_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint confirmation_line_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table confirmation_line enable row level security;
alter table confirmation_line force row level security;
create policy region_isolation on confirmation_line as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on confirmation_line to fenpei_app;

create table consortium (
  region_id integer not null,
  id uuid not null,
  code text not null,
  name text not null,
  constraint consortium_pkey PRIMARY KEY (region_id, id),
  constraint consortium_region_id_code_key UNIQUE (region_id, code),
  constraint consortium_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table consortium enable row level security;
alter table consortium force row level security;
create policy region_isolation on consortium as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on consortium to fenpei_app;

create table consortium_package (
  region_id integer not null,
  id uuid not null,
  budget_id uuid not null,
  consortium_id uuid not null,
  heads integer not null,
  amount bigint not null,
  constraint consortium_package_pkey PRIMARY KEY (region_id, id),
  constraint consortium_package_region_id_budget_id_consortium_id_key UNIQUE (region_id, budget_id, consortium_id),
  constraint consortium_package_amount_check CHECK ((amount >= 0)),
  constraint consortium_package_heads_check CHECK ((heads >= 0)),
  constraint consortium_package_region_id_budget_id_fkey FOREIGN KEY (region_id, budget_id) REFERENCES budget(region_id, id),
  constraint consortium_package_region_id_consortium_id_fkey FOREIGN KEY (region_id, consortium_id) REFERENCES consortium(region_id, id),
  constraint consortium_package_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table consortium_package enable row level security;
alter table consortium_package force row level security;
create policy region_isolation on consortium_package as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on consortium_package to fenpei_app;

create table delegation (
  id uuid not null,
  grant_id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  valid_from date not null,
  valid_until date not null,
  made_at timestamp with time zone not null,
  constraint delegation_pkey PRIMARY KEY (id),
  constraint delegation_check CHECK ((from_id <> to_id)),
  constraint delegation_check1 CHECK ((valid_until >= valid_from)),
  constraint delegation_from_id_fkey FOREIGN KEY (from_id) REFERENCES account(id),
  constraint delegation_grant_id_from_id_fkey FOREIGN KEY (grant_id, from_id) REFERENCES role_grant(id, account_id),
  constraint delegation_to_id_fkey FOREIGN KEY (to_id) REFERENCES account(id)
);
CREATE INDEX delegation_from ON public.delegation USING btree (from_id);
CREATE INDEX delegation_to ON public.delegation USING btree (to_id);
grant insert, select on delegation to fenpei_app;
grant update (valid_until) on delegation to fenpei_app;

create table department (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  code text not null,
  name text not null,
  constraint department_pkey PRIMARY KEY (region_id, id),
  constraint department_region_id_institution_id_code_key UNIQUE (region_id, institution_id, code),
  constraint department_region_id_institution_id_id_key UNIQUE (region_id, institution_id, id),
  constraint department_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint department_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id)
);
alter table department enable row level security;
alter table department force row level security;
create policy region_isolation on department as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on department to fenpei_app;

create table document_prefix (
  region_id integer not null,
  id uuid not null,
  prefix text not null,
  valid_from date not null,
  set_by_id uuid not null,
  set_at timestamp with time zone not null,
  constraint document_prefix_pkey PRIMARY KEY (region_id, id),
  constraint document_prefix_region_id_valid_from_key UNIQUE (region_id, valid_from),
  constraint document_prefix_prefix_check CHECK ((prefix <> ''::text)),
  constraint document_prefix_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint document_prefix_set_by_id_fkey FOREIGN KEY (set_by_id) REFERENCES account(id)
);
alter table document_prefix enable row level security;
alter table document_prefix force row level security;
CREATE TRIGGER setting_is_later BEFORE INSERT ON public.document_prefix FOR EACH ROW EXECUTE FUNCTION setting_is_later();
create policy region_isolation on document_prefix as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on document_prefix to fenpei_app;

create table frozen_facts (
  region_id integer not null,
  hash text not null,
  facts jsonb not null,
  origins jsonb not null,
  constraint frozen_facts_pkey PRIMARY KEY (region_id, hash),
  constraint frozen_facts_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint frozen_facts_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table frozen_facts enable row level security;
alter table frozen_facts force row level security;
create policy region_isolation on frozen_facts as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on frozen_facts to fenpei_app;

create table fund (
  region_id integer not null,
  id uuid not null,
  code text not null,
  name text not null,
  pool_id uuid,
  constraint fund_pkey PRIMARY KEY (region_id, id),
  constraint fund_region_id_code_key UNIQUE (region_id, code),
  constraint fund_pool_id_fkey FOREIGN KEY (pool_id) REFERENCES pool(id),
  constraint fund_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table fund enable row level security;
alter table fund force row level security;
CREATE TRIGGER fund_of_a_pool_around_it BEFORE INSERT OR UPDATE ON public.fund FOR EACH ROW WHEN ((new.pool_id IS NOT NULL)) EXECUTE FUNCTION fund_of_a_pool_around_it();
create policy region_isolation on fund as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on fund to fenpei_app;

create table held_item (
  region_id integer not null,
  run_id uuid not null,
  row text not null,
  reason text not null,
  held_by_id uuid not null,
  held_at timestamp with time zone not null,
  movements jsonb not null,
  constraint held_item_pkey PRIMARY KEY (region_id, run_id, "row"),
  constraint held_item_reason_check CHECK ((reason <> ''::text)),
  constraint held_item_row_check CHECK (("row" <> ''::text)),
  constraint held_item_held_by_id_fkey FOREIGN KEY (held_by_id) REFERENCES account(id),
  constraint held_item_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint held_item_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table held_item enable row level security;
alter table held_item force row level security;
CREATE TRIGGER held_before_signatures BEFORE INSERT ON public.held_item FOR EACH ROW EXECUTE FUNCTION held_before_signatures();
create policy region_isolation on held_item as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on held_item to fenpei_app;

create table identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null,
  linked_at timestamp with time zone not null,
  constraint identity_pkey PRIMARY KEY (issuer, subject),
  constraint identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX identity_account ON public.identity USING btree (account_id);
grant delete, insert, select on identity to fenpei_app;

create table import (
  region_id integer not null,
  id uuid not null,
  file_id uuid not null,
  target text not null,
  state text not null,
  reading jsonb not null,
  columns jsonb not null,
  follow_sum boolean not null,
  report jsonb,
  report_hash text,
  rows integer not null,
  position integer not null,
  failure jsonb,
  started_by_id uuid not null,
  started_at timestamp with time zone not null,
  confirmed_by_id uuid,
  finished_at timestamp with time zone,
  constraint import_pkey PRIMARY KEY (region_id, id),
  constraint import_check CHECK (((state = 'DONE'::text) = (finished_at IS NOT NULL))),
  constraint import_check1 CHECK (((state <> ALL (ARRAY['CHECKED'::text, 'LOADING'::text, 'DONE'::text])) OR ((report IS NOT NULL) AND (report_hash IS NOT NULL)))),
  constraint import_check2 CHECK (((state <> ALL (ARRAY['LOADING'::text, 'DONE'::text])) OR (confirmed_by_id IS NOT NULL))),
  constraint import_position_check CHECK (("position" >= 0)),
  constraint import_report_hash_check CHECK ((report_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint import_rows_check CHECK ((rows >= 0)),
  constraint import_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'CHECKING'::text, 'CHECKED'::text, 'LOADING'::text, 'DONE'::text, 'FAILED'::text]))),
  constraint import_target_check CHECK ((target ~ '^[A-Z]+(_[A-Z]+)*$'::text)),
  constraint import_confirmed_by_id_fkey FOREIGN KEY (confirmed_by_id) REFERENCES account(id),
  constraint import_region_id_file_id_fkey FOREIGN KEY (region_id, file_id) REFERENCES import_file(region_id, id),
  constraint import_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint import_started_by_id_fkey FOREIGN KEY (started_by_id) REFERENCES account(id)
);
alter table import enable row level security;
alter table import force row level security;
CREATE INDEX import_of_file ON public.import USING btree (region_id, file_id);
CREATE INDEX import_started ON public.import USING btree (region_id, started_at DESC, id DESC);
CREATE TRIGGER import_stays BEFORE UPDATE ON public.import FOR EACH ROW EXECUTE FUNCTION import_stays();
create policy region_isolation on import as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on import to fenpei_app;
grant update (state, reading, columns, follow_sum, report, report_hash, rows, "position", failure, confirmed_by_id, finished_at) on import to fenpei_app;

create table import_column (
  region_id integer not null,
  target text not null,
  header text not null,
  name text not null,
  said_by_id uuid not null,
  said_at timestamp with time zone not null,
  constraint import_column_pkey PRIMARY KEY (region_id, target, header),
  constraint import_column_header_check CHECK ((header <> ''::text)),
  constraint import_column_name_check CHECK ((name <> ''::text)),
  constraint import_column_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint import_column_said_by_id_fkey FOREIGN KEY (said_by_id) REFERENCES account(id)
);
alter table import_column enable row level security;
alter table import_column force row level security;
create policy region_isolation on import_column as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on import_column to fenpei_app;
grant update (name, said_by_id, said_at) on import_column to fenpei_app;

create table import_file (
  region_id integer not null,
  id uuid not null,
  name text not null,
  hash text not null,
  size bigint not null,
  uploaded_by_id uuid not null,
  uploaded_at timestamp with time zone not null,
  constraint import_file_pkey PRIMARY KEY (region_id, id),
  constraint import_file_region_id_hash_key UNIQUE (region_id, hash),
  constraint import_file_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint import_file_name_check CHECK ((name <> ''::text)),
  constraint import_file_size_check CHECK ((size > 0)),
  constraint import_file_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint import_file_uploaded_by_id_fkey FOREIGN KEY (uploaded_by_id) REFERENCES account(id)
);
alter table import_file enable row level security;
alter table import_file force row level security;
create policy region_isolation on import_file as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on import_file to fenpei_app;

create table import_part (
  region_id integer not null,
  file_id uuid not null,
  part integer not null,
  bytes bytea not null,
  constraint import_part_pkey PRIMARY KEY (region_id, file_id, part),
  constraint import_part_part_check CHECK ((part >= 0)),
  constraint import_part_region_id_file_id_fkey FOREIGN KEY (region_id, file_id) REFERENCES import_file(region_id, id),
  constraint import_part_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table import_part enable row level security;
alter table import_part force row level security;
create policy region_isolation on import_part as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on import_part to fenpei_app;

create table indicator_library (
  slug text not null,
  version text not null,
  hash text not null,
  text text not null,
  title jsonb not null,
  place_code text not null,
  place jsonb not null,
  constraint indicator_library_pkey PRIMARY KEY (slug, version),
  constraint indicator_library_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint indicator_library_place_check CHECK ((((place ->> 'zh'::text) IS NOT NULL) AND ((place ->> 'en'::text) IS NOT NULL))),
  constraint indicator_library_title_check CHECK ((((title ->> 'zh'::text) IS NOT NULL) AND ((title ->> 'en'::text) IS NOT NULL)))
);
grant select on indicator_library to fenpei_app;

create table institution (
  region_id integer not null,
  id uuid not null,
  code text not null,
  constraint institution_pkey PRIMARY KEY (region_id, id),
  constraint institution_region_id_code_key UNIQUE (region_id, code),
  constraint institution_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table institution enable row level security;
alter table institution force row level security;
create policy region_isolation on institution as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on institution to fenpei_app;

create table institution_allowance (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  amount bigint not null,
  valid_from date not null,
  valid_until date,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint institution_allowance_pkey PRIMARY KEY (region_id, id),
  constraint institution_allowance_once EXCLUDE USING gist (region_id WITH =, institution_id WITH =, daterange(valid_from, valid_until) WITH &&, tstzrange(known_from, known_until) WITH &&),
  constraint institution_allowance_amount_check CHECK ((amount >= 0)),
  constraint institution_allowance_check CHECK ((valid_until > valid_from)),
  constraint institution_allowance_check1 CHECK ((known_until >= known_from)),
  constraint institution_allowance_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint institution_allowance_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id)
);
alter table institution_allowance enable row level security;
alter table institution_allowance force row level security;
CREATE TRIGGER known_once BEFORE UPDATE ON public.institution_allowance FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on institution_allowance as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on institution_allowance to fenpei_app;
grant update (known_until) on institution_allowance to fenpei_app;

create table institution_membership (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  consortium_id uuid not null,
  role text not null,
  valid_from date not null,
  valid_until date,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint institution_membership_pkey PRIMARY KEY (region_id, id),
  constraint consortium_head_once EXCLUDE USING gist (region_id WITH =, consortium_id WITH =, daterange(valid_from, valid_until) WITH &&, tstzrange(known_from, known_until) WITH &&) WHERE ((role = 'HEAD'::text)),
  constraint institution_membership_once EXCLUDE USING gist (region_id WITH =, institution_id WITH =, daterange(valid_from, valid_until) WITH &&, tstzrange(known_from, known_until) WITH &&),
  constraint institution_membership_check CHECK ((valid_until > valid_from)),
  constraint institution_membership_check1 CHECK ((known_until >= known_from)),
  constraint institution_membership_role_check CHECK ((role = ANY (ARRAY['HEAD'::text, 'BRANCH'::text, 'CLINIC'::text]))),
  constraint institution_membership_region_id_consortium_id_fkey FOREIGN KEY (region_id, consortium_id) REFERENCES consortium(region_id, id),
  constraint institution_membership_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint institution_membership_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id)
);
alter table institution_membership enable row level security;
alter table institution_membership force row level security;
CREATE TRIGGER known_once BEFORE UPDATE ON public.institution_membership FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on institution_membership as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on institution_membership to fenpei_app;
grant update (known_until) on institution_membership to fenpei_app;

create table institution_spending (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  month text not null,
  kind text not null,
  amount bigint not null,
  recorded_by_id uuid not null,
  recorded_at timestamp with time zone not null,
  replaces_id uuid,
  import_id uuid,
  source_sheet text,
  source_row integer,
  valid_from date not null generated always as (make_date((substr(month, 1, 4))::integer, (substr(month, 6, 2))::integer, 1)) stored,
  valid_until date not null generated always as (((make_date((substr(month, 1, 4))::integer, (substr(month, 6, 2))::integer, 1) + '1 mon'::interval))::date) stored,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint institution_spending_pkey PRIMARY KEY (region_id, id),
  constraint institution_spending_amount_check CHECK ((amount >= 0)),
  constraint institution_spending_check CHECK ((known_until >= known_from)),
  constraint institution_spending_check1 CHECK ((((import_id IS NULL) = (source_row IS NULL)) AND ((import_id IS NULL) = (source_sheet IS NULL)))),
  constraint institution_spending_kind_check CHECK ((kind = ANY (ARRAY['INSIDE'::text, 'OUTSIDE_CONSORTIUM'::text, 'OUTSIDE_COUNTY'::text]))),
  constraint institution_spending_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint institution_spending_source_row_check CHECK ((source_row > 0)),
  constraint institution_spending_recorded_by_id_fkey FOREIGN KEY (recorded_by_id) REFERENCES account(id),
  constraint institution_spending_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint institution_spending_region_id_import_id_fkey FOREIGN KEY (region_id, import_id) REFERENCES import(region_id, id),
  constraint institution_spending_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint institution_spending_region_id_replaces_id_fkey FOREIGN KEY (region_id, replaces_id) REFERENCES institution_spending(region_id, id)
);
alter table institution_spending enable row level security;
alter table institution_spending force row level security;
CREATE UNIQUE INDEX institution_spending_known ON public.institution_spending USING btree (region_id, month, institution_id, kind) WHERE (known_until IS NULL);
CREATE UNIQUE INDEX institution_spending_replaced_once ON public.institution_spending USING btree (region_id, replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.institution_spending FOR EACH ROW EXECUTE FUNCTION intake_known_once();
create policy region_isolation on institution_spending as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on institution_spending to fenpei_app;
grant update (known_until) on institution_spending to fenpei_app;

create table institution_succession (
  region_id integer not null,
  predecessor_id uuid not null,
  successor_id uuid not null,
  on date not null,
  constraint institution_succession_pkey PRIMARY KEY (region_id, predecessor_id),
  constraint institution_succession_check CHECK ((predecessor_id <> successor_id)),
  constraint institution_succession_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint institution_succession_region_id_predecessor_id_fkey FOREIGN KEY (region_id, predecessor_id) REFERENCES institution(region_id, id),
  constraint institution_succession_region_id_successor_id_fkey FOREIGN KEY (region_id, successor_id) REFERENCES institution(region_id, id)
);
alter table institution_succession enable row level security;
alter table institution_succession force row level security;
CREATE INDEX institution_succession_successor ON public.institution_succession USING btree (region_id, successor_id);
create policy region_isolation on institution_succession as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on institution_succession to fenpei_app;

create table institution_version (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  name text not null,
  kind text not null,
  valid_from date not null,
  valid_until date,
  constraint institution_version_pkey PRIMARY KEY (region_id, id),
  constraint institution_version_once EXCLUDE USING gist (region_id WITH =, institution_id WITH =, daterange(valid_from, valid_until) WITH &&),
  constraint institution_version_check CHECK ((valid_until > valid_from)),
  constraint institution_version_kind_check CHECK ((kind = ANY (ARRAY['COUNTY_HOSPITAL'::text, 'TOWNSHIP_HOSPITAL'::text, 'VILLAGE_CLINIC'::text, 'PUBLIC_HEALTH'::text]))),
  constraint institution_version_name_check CHECK ((name <> ''::text)),
  constraint institution_version_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint institution_version_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id)
);
alter table institution_version enable row level security;
alter table institution_version force row level security;
CREATE INDEX institution_version_institution ON public.institution_version USING btree (region_id, institution_id, valid_from);
CREATE TRIGGER interval_only_shortens BEFORE UPDATE OF valid_until ON public.institution_version FOR EACH ROW EXECUTE FUNCTION interval_only_shortens();
create policy region_isolation on institution_version as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on institution_version to fenpei_app;
grant update (valid_until) on institution_version to fenpei_app;

create table invitation (
  id uuid not null,
  token_hash text not null,
  login text not null,
  name text not null,
  account_id uuid,
  roles jsonb not null,
  made_by_id uuid,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_token_hash_key UNIQUE (token_hash),
  constraint invitation_login_check CHECK ((login <> ''::text)),
  constraint invitation_name_check CHECK ((name <> ''::text)),
  constraint invitation_roles_check CHECK ((jsonb_typeof(roles) = 'array'::text)),
  constraint invitation_token_hash_check CHECK ((token_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint invitation_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint invitation_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES account(id)
);
CREATE INDEX invitation_login ON public.invitation USING btree (login);
grant insert, select on invitation to fenpei_app;
grant update (closed_at) on invitation to fenpei_app;

create table journal_entry (
  region_id integer not null,
  id uuid not null,
  fund_id uuid not null,
  run_id uuid not null,
  on date not null,
  memo jsonb not null,
  posted_by_id uuid not null,
  posted_at timestamp with time zone not null,
  constraint journal_entry_pkey PRIMARY KEY (region_id, id),
  constraint journal_entry_region_id_run_id_key UNIQUE (region_id, run_id),
  constraint journal_entry_posted_by_id_fkey FOREIGN KEY (posted_by_id) REFERENCES account(id),
  constraint journal_entry_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint journal_entry_region_id_fund_id_fkey FOREIGN KEY (region_id, fund_id) REFERENCES fund(region_id, id),
  constraint journal_entry_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table journal_entry enable row level security;
alter table journal_entry force row level security;
CREATE CONSTRAINT TRIGGER entry_is_linked AFTER INSERT ON public.journal_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_is_linked();
CREATE TRIGGER entry_of_approved_run BEFORE INSERT ON public.journal_entry FOR EACH ROW EXECUTE FUNCTION entry_of_approved_run();
create policy region_isolation on journal_entry as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on journal_entry to fenpei_app;

create table known_fact (
  region_id integer not null,
  id uuid not null,
  stage text not null,
  period text not null,
  institution_id uuid,
  path text not null,
  value text not null,
  valid_from date not null,
  valid_until date not null,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  recorded_by_id uuid not null,
  reason text not null,
  constraint known_fact_pkey PRIMARY KEY (region_id, id),
  constraint known_fact_check CHECK ((valid_until > valid_from)),
  constraint known_fact_check1 CHECK ((known_until >= known_from)),
  constraint known_fact_path_check CHECK ((path <> ''::text)),
  constraint known_fact_period_check CHECK ((period ~ '^\d{4}(-\d{2})?$'::text)),
  constraint known_fact_stage_check CHECK (((stage ~ '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$'::text) AND (length(stage) <= 400))),
  constraint known_fact_recorded_by_id_fkey FOREIGN KEY (recorded_by_id) REFERENCES account(id),
  constraint known_fact_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint known_fact_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id)
);
alter table known_fact enable row level security;
alter table known_fact force row level security;
CREATE UNIQUE INDEX known_fact_one ON public.known_fact USING btree (region_id, stage, period, COALESCE(institution_id, '00000000-0000-0000-0000-000000000000'::uuid), path) WHERE (known_until IS NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.known_fact FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on known_fact as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on known_fact to fenpei_app;
grant update (known_until) on known_fact to fenpei_app;

create table ledger_check (
  region_id integer not null,
  id uuid not null,
  at timestamp with time zone not null,
  account_id uuid,
  findings jsonb not null,
  constraint ledger_check_pkey PRIMARY KEY (region_id, id),
  constraint ledger_check_findings_check CHECK ((jsonb_typeof(findings) = 'array'::text)),
  constraint ledger_check_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint ledger_check_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table ledger_check enable row level security;
alter table ledger_check force row level security;
create policy region_isolation on ledger_check as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on ledger_check to fenpei_app;

create table library_policy (
  slug text not null,
  version text not null,
  hash text not null,
  text text not null,
  kind text not null,
  title jsonb not null,
  place_code text not null,
  place jsonb not null,
  applies_from date not null,
  constraint library_policy_pkey PRIMARY KEY (slug, version),
  constraint library_policy_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint library_policy_place_check CHECK ((((place ->> 'zh'::text) IS NOT NULL) AND ((place ->> 'en'::text) IS NOT NULL))),
  constraint library_policy_title_check CHECK ((((title ->> 'zh'::text) IS NOT NULL) AND ((title ->> 'en'::text) IS NOT NULL)))
);
grant select on library_policy to fenpei_app;

create table mikro_orm_migrations (
  id integer not null default nextval('mikro_orm_migrations_id_seq'::regclass),
  name character varying(255) not null,
  executed_at timestamp(6) with time zone not null default CURRENT_TIMESTAMP(6),
  constraint mikro_orm_migrations_pkey PRIMARY KEY (id)
);
grant select on mikro_orm_migrations to fenpei_app;

create table notice (
  region_id integer not null,
  id uuid not null,
  pay_run_id uuid not null,
  published_by_id uuid not null,
  published_at timestamp with time zone not null,
  closes_on date not null,
  constraint notice_pkey PRIMARY KEY (region_id, id),
  constraint notice_region_id_pay_run_id_key UNIQUE (region_id, pay_run_id),
  constraint notice_published_by_id_fkey FOREIGN KEY (published_by_id) REFERENCES account(id),
  constraint notice_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint notice_region_id_pay_run_id_fkey FOREIGN KEY (region_id, pay_run_id) REFERENCES pay_run(region_id, id)
);
alter table notice enable row level security;
alter table notice force row level security;
create policy region_isolation on notice as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on notice to fenpei_app;

create table obligation (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  month text not null,
  kind text not null,
  name text not null,
  amount bigint not null,
  recorded_by_id uuid not null,
  recorded_at timestamp with time zone not null,
  replaces_id uuid,
  import_id uuid,
  source_sheet text,
  source_row integer,
  valid_from date not null generated always as (make_date((substr(month, 1, 4))::integer, (substr(month, 6, 2))::integer, 1)) stored,
  valid_until date not null generated always as (((make_date((substr(month, 1, 4))::integer, (substr(month, 6, 2))::integer, 1) + '1 mon'::interval))::date) stored,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint obligation_pkey PRIMARY KEY (region_id, id),
  constraint obligation_amount_check CHECK ((amount >= 0)),
  constraint obligation_check CHECK ((known_until >= known_from)),
  constraint obligation_check1 CHECK (((kind = 'OTHER'::text) = (name <> ''::text))),
  constraint obligation_check2 CHECK ((((import_id IS NULL) = (source_row IS NULL)) AND ((import_id IS NULL) = (source_sheet IS NULL)))),
  constraint obligation_kind_check CHECK ((kind = ANY (ARRAY['MEDICINES'::text, 'SUPPLIES'::text, 'OTHER'::text]))),
  constraint obligation_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint obligation_name_check CHECK (((name = btrim(name)) AND (length(name) <= 100))),
  constraint obligation_source_row_check CHECK ((source_row > 0)),
  constraint obligation_recorded_by_id_fkey FOREIGN KEY (recorded_by_id) REFERENCES account(id),
  constraint obligation_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint obligation_region_id_import_id_fkey FOREIGN KEY (region_id, import_id) REFERENCES import(region_id, id),
  constraint obligation_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint obligation_region_id_replaces_id_fkey FOREIGN KEY (region_id, replaces_id) REFERENCES obligation(region_id, id)
);
alter table obligation enable row level security;
alter table obligation force row level security;
CREATE UNIQUE INDEX obligation_known ON public.obligation USING btree (region_id, month, institution_id, kind, name) WHERE (known_until IS NULL);
CREATE UNIQUE INDEX obligation_replaced_once ON public.obligation USING btree (region_id, replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.obligation FOR EACH ROW EXECUTE FUNCTION intake_known_once();
create policy region_isolation on obligation as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on obligation to fenpei_app;
grant update (known_until) on obligation to fenpei_app;

create table opening_balance (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  year integer not null,
  amount bigint not null,
  recorded_by_id uuid not null,
  recorded_at timestamp with time zone not null,
  replaces_id uuid,
  valid_from date not null generated always as (make_date(year, 1, 1)) stored,
  valid_until date not null generated always as (make_date((year + 1), 1, 1)) stored,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint opening_balance_pkey PRIMARY KEY (region_id, id),
  constraint opening_balance_amount_check CHECK ((amount >= 0)),
  constraint opening_balance_check CHECK ((known_until >= known_from)),
  constraint opening_balance_year_check CHECK (((year >= 1000) AND (year <= 9999))),
  constraint opening_balance_recorded_by_id_fkey FOREIGN KEY (recorded_by_id) REFERENCES account(id),
  constraint opening_balance_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint opening_balance_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint opening_balance_region_id_replaces_id_fkey FOREIGN KEY (region_id, replaces_id) REFERENCES opening_balance(region_id, id)
);
alter table opening_balance enable row level security;
alter table opening_balance force row level security;
CREATE UNIQUE INDEX opening_balance_known ON public.opening_balance USING btree (region_id, year, institution_id) WHERE (known_until IS NULL);
CREATE UNIQUE INDEX opening_balance_replaced_once ON public.opening_balance USING btree (region_id, replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.opening_balance FOR EACH ROW EXECUTE FUNCTION intake_known_once();
create policy region_isolation on opening_balance as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on opening_balance to fenpei_app;
grant update (known_until) on opening_balance to fenpei_app;

create table paper (
  region_id integer not null,
  id uuid not null,
  prefix text not null,
  year integer not null,
  number integer not null,
  kind text not null,
  run_id uuid not null,
  recipient text,
  unit text not null,
  content text not null,
  content_hash text not null,
  file bytea not null,
  file_hash text not null,
  issued_by_id uuid not null,
  issued_for_id uuid,
  issued_at timestamp with time zone not null,
  constraint paper_pkey PRIMARY KEY (region_id, id),
  constraint paper_region_id_prefix_year_number_key UNIQUE (region_id, prefix, year, number),
  constraint paper_check CHECK ((content_hash = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
  constraint paper_check1 CHECK ((file_hash = encode(sha256(file), 'hex'::text))),
  constraint paper_kind_check CHECK ((kind = ANY (ARRAY['ALLOCATION_NOTICE'::text, 'APPROVAL_FORM'::text, 'STATEMENT'::text]))),
  constraint paper_number_check CHECK ((number >= 1)),
  constraint paper_prefix_check CHECK ((prefix <> ''::text)),
  constraint paper_recipient_check CHECK ((recipient <> ''::text)),
  constraint paper_unit_check CHECK ((unit = ANY (ARRAY['YUAN'::text, 'WAN'::text]))),
  constraint paper_year_check CHECK (((year >= 2000) AND (year <= 2999))),
  constraint paper_issued_by_id_fkey FOREIGN KEY (issued_by_id) REFERENCES account(id),
  constraint paper_issued_for_id_fkey FOREIGN KEY (issued_for_id) REFERENCES account(id),
  constraint paper_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint paper_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table paper enable row level security;
alter table paper force row level security;
CREATE INDEX paper_of_run ON public.paper USING btree (region_id, run_id);
CREATE TRIGGER paper_is_next BEFORE INSERT ON public.paper FOR EACH ROW EXECUTE FUNCTION paper_is_next();
create policy region_isolation on paper as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on paper to fenpei_app;

create table paper_void (
  region_id integer not null,
  paper_id uuid not null,
  reason text not null,
  voided_by_id uuid not null,
  voided_for_id uuid,
  voided_at timestamp with time zone not null,
  constraint paper_void_pkey PRIMARY KEY (region_id, paper_id),
  constraint paper_void_reason_check CHECK ((reason <> ''::text)),
  constraint paper_void_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint paper_void_region_id_paper_id_fkey FOREIGN KEY (region_id, paper_id) REFERENCES paper(region_id, id),
  constraint paper_void_voided_by_id_fkey FOREIGN KEY (voided_by_id) REFERENCES account(id),
  constraint paper_void_voided_for_id_fkey FOREIGN KEY (voided_for_id) REFERENCES account(id)
);
alter table paper_void enable row level security;
alter table paper_void force row level security;
create policy region_isolation on paper_void as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on paper_void to fenpei_app;

create table pay_line (
  region_id integer not null,
  pay_run_id uuid not null,
  person_id uuid not null,
  step text not null,
  amount bigint not null,
  constraint pay_line_pkey PRIMARY KEY (region_id, pay_run_id, person_id, step)
);
alter table pay_line enable row level security;
alter table pay_line force row level security;
CREATE INDEX pay_line_person ON public.pay_line USING btree (region_id, person_id);
CREATE TRIGGER pay_line_of_its_kind AFTER INSERT ON public.pay_line REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION pay_line_of_its_kind();
create policy region_isolation on pay_line as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on pay_line to fenpei_app;

create table pay_run (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  year integer not null,
  period text not null,
  kind text not null,
  run_id uuid not null,
  total bigint not null,
  people integer not null,
  paid_at timestamp with time zone,
  correction boolean not null,
  constraint pay_run_pkey PRIMARY KEY (region_id, id),
  constraint pay_run_region_id_run_id_key UNIQUE (region_id, run_id),
  constraint pay_run_kind_check CHECK ((kind = ANY (ARRAY['BASIC'::text, 'INCENTIVE'::text]))),
  constraint pay_run_people_check CHECK ((people > 0)),
  constraint pay_run_period_check CHECK ((period ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint pay_run_total_check CHECK (((total >= 0) OR correction)),
  constraint pay_run_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint pay_run_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint pay_run_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table pay_run enable row level security;
alter table pay_run force row level security;
CREATE INDEX pay_run_institution ON public.pay_run USING btree (region_id, institution_id, year);
CREATE TRIGGER paid_once_when_approved BEFORE INSERT OR UPDATE OF paid_at ON public.pay_run FOR EACH ROW WHEN ((new.paid_at IS NOT NULL)) EXECUTE FUNCTION paid_once_when_approved();
create policy region_isolation on pay_run as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on pay_run to fenpei_app;
grant update (paid_at) on pay_run to fenpei_app;

create table pay_total (
  region_id integer not null,
  id uuid not null,
  year integer not null,
  institution_id uuid not null,
  run_id uuid not null,
  total bigint not null,
  basic bigint not null,
  incentive bigint not null,
  released bigint not null,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  released_basic bigint not null,
  released_incentive bigint not null,
  constraint pay_total_pkey PRIMARY KEY (region_id, id),
  constraint pay_total_region_id_run_id_key UNIQUE (region_id, run_id),
  constraint pay_total_basic_check CHECK ((basic >= 0)),
  constraint pay_total_basic_not_exceeded CHECK (((released_basic >= 0) AND (released_basic <= basic))),
  constraint pay_total_check CHECK (((basic + incentive) = total)),
  constraint pay_total_check1 CHECK ((known_until >= known_from)),
  constraint pay_total_incentive_check CHECK ((incentive >= 0)),
  constraint pay_total_incentive_not_exceeded CHECK (((released_incentive >= 0) AND (released_incentive <= incentive))),
  constraint pay_total_not_exceeded CHECK (((released >= 0) AND (released <= total))),
  constraint pay_total_released_is_sum CHECK ((released = (released_basic + released_incentive))),
  constraint pay_total_total_check CHECK ((total >= 0)),
  constraint pay_total_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint pay_total_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint pay_total_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table pay_total enable row level security;
alter table pay_total force row level security;
CREATE UNIQUE INDEX pay_total_known ON public.pay_total USING btree (region_id, institution_id, year) WHERE (known_until IS NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.pay_total FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on pay_total as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on pay_total to fenpei_app;
grant update (released, known_until, released_basic, released_incentive) on pay_total to fenpei_app;

create table person (
  region_id integer not null,
  id uuid not null,
  code text not null,
  name text not null,
  constraint person_pkey PRIMARY KEY (region_id, id),
  constraint person_region_id_code_key UNIQUE (region_id, code),
  constraint person_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table person enable row level security;
alter table person force row level security;
create policy region_isolation on person as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on person to fenpei_app;

create table person_identity (
  region_id integer not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  valid_from date not null,
  valid_until date,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint person_identity_pkey PRIMARY KEY (region_id, id),
  constraint person_identity_once EXCLUDE USING gist (region_id WITH =, person_id WITH =, daterange(valid_from, valid_until) WITH &&, tstzrange(known_from, known_until) WITH &&),
  constraint person_identity_check CHECK ((valid_until > valid_from)),
  constraint person_identity_check1 CHECK ((known_until >= known_from)),
  constraint person_identity_kind_check CHECK ((kind = ANY (ARRAY['ESTABLISHMENT'::text, 'REGISTERED'::text, 'CONTRACT'::text, 'REHIRED'::text, 'VILLAGE_DOCTOR'::text]))),
  constraint person_identity_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint person_identity_region_id_person_id_fkey FOREIGN KEY (region_id, person_id) REFERENCES person(region_id, id)
);
alter table person_identity enable row level security;
alter table person_identity force row level security;
CREATE TRIGGER known_once BEFORE UPDATE ON public.person_identity FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on person_identity as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on person_identity to fenpei_app;
grant update (known_until) on person_identity to fenpei_app;

create table person_number (
  region_id integer not null,
  person_id uuid not null,
  kind text not null,
  key_id text not null,
  sealed bytea not null,
  match bytea not null,
  masked text not null,
  constraint person_number_pkey PRIMARY KEY (region_id, person_id, kind),
  constraint person_number_region_id_kind_match_key UNIQUE (region_id, kind, match),
  constraint person_number_key_id_check CHECK ((key_id <> ''::text)),
  constraint person_number_kind_check CHECK ((kind = ANY (ARRAY['ID_CARD'::text, 'BANK_CARD'::text]))),
  constraint person_number_masked_check CHECK ((masked ~ '^\d{4}\*+[\dX]{4}$'::text)),
  constraint person_number_match_check CHECK ((length(match) = 32)),
  constraint person_number_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint person_number_region_id_person_id_fkey FOREIGN KEY (region_id, person_id) REFERENCES person(region_id, id)
);
alter table person_number enable row level security;
alter table person_number force row level security;
create policy region_isolation on person_number as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on person_number to fenpei_app;
grant update (key_id, sealed, match, masked) on person_number to fenpei_app;

create table person_wage (
  region_id integer not null,
  id uuid not null,
  person_id uuid not null,
  post_wage bigint not null,
  grade_wage bigint not null,
  valid_from date not null,
  valid_until date,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint person_wage_pkey PRIMARY KEY (region_id, id),
  constraint person_wage_once EXCLUDE USING gist (region_id WITH =, person_id WITH =, daterange(valid_from, valid_until) WITH &&, tstzrange(known_from, known_until) WITH &&),
  constraint person_wage_check CHECK ((valid_until > valid_from)),
  constraint person_wage_check1 CHECK ((known_until >= known_from)),
  constraint person_wage_grade_wage_check CHECK ((grade_wage >= 0)),
  constraint person_wage_post_wage_check CHECK ((post_wage >= 0)),
  constraint person_wage_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint person_wage_region_id_person_id_fkey FOREIGN KEY (region_id, person_id) REFERENCES person(region_id, id)
);
alter table person_wage enable row level security;
alter table person_wage force row level security;
CREATE TRIGGER known_once BEFORE UPDATE ON public.person_wage FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on person_wage as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on person_wage to fenpei_app;
grant update (known_until) on person_wage to fenpei_app;

create table policy_version (
  region_id integer not null,
  id uuid not null,
  slug text not null,
  version text not null,
  hash text not null,
  text text not null,
  kind text not null,
  applies_from date not null,
  source text not null default ''::text,
  layers text[] not null default '{}'::text[],
  reason text not null default ''::text,
  state text not null default 'PROPOSED'::text,
  proposed_by_id uuid not null,
  proposed_at timestamp with time zone not null,
  decided_by_id uuid,
  decided_at timestamp with time zone,
  proposed_for_id uuid,
  decided_for_id uuid,
  constraint policy_version_pkey PRIMARY KEY (region_id, id),
  constraint policy_version_region_id_hash_key UNIQUE (region_id, hash),
  constraint policy_version_region_id_slug_version_key UNIQUE (region_id, slug, version),
  constraint policy_version_by_another CHECK (((state <> 'PUBLISHED'::text) OR (NOT ((decided_by_id = proposed_by_id) OR (NOT (decided_by_id IS DISTINCT FROM proposed_for_id)) OR COALESCE((decided_for_id = proposed_by_id), false) OR COALESCE((decided_for_id = proposed_for_id), false))))),
  constraint policy_version_check CHECK ((((state = 'PROPOSED'::text) = (decided_by_id IS NULL)) AND ((decided_by_id IS NULL) = (decided_at IS NULL)))),
  constraint policy_version_check1 CHECK (((state <> 'PUBLISHED'::text) OR (decided_by_id <> proposed_by_id))),
  constraint policy_version_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint policy_version_state_check CHECK ((state = ANY (ARRAY['PROPOSED'::text, 'PUBLISHED'::text, 'WITHDRAWN'::text]))),
  constraint policy_version_decided_by_id_fkey FOREIGN KEY (decided_by_id) REFERENCES account(id),
  constraint policy_version_decided_for_id_fkey FOREIGN KEY (decided_for_id) REFERENCES account(id),
  constraint policy_version_proposed_by_id_fkey FOREIGN KEY (proposed_by_id) REFERENCES account(id),
  constraint policy_version_proposed_for_id_fkey FOREIGN KEY (proposed_for_id) REFERENCES account(id),
  constraint policy_version_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table policy_version enable row level security;
alter table policy_version force row level security;
CREATE TRIGGER policy_version_guard BEFORE INSERT OR UPDATE ON public.policy_version FOR EACH ROW EXECUTE FUNCTION policy_version_guard();
create policy region_isolation on policy_version as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on policy_version to fenpei_app;
grant update (state, decided_by_id, decided_at, decided_for_id) on policy_version to fenpei_app;

create table pool (
  id uuid not null,
  code text not null,
  name text not null,
  name_en text not null,
  city_code integer not null,
  constraint pool_pkey PRIMARY KEY (id),
  constraint pool_code_key UNIQUE (code),
  constraint pool_id_city_code_key UNIQUE (id, city_code),
  constraint pool_code_check CHECK ((code <> ''::text)),
  constraint pool_name_check CHECK ((name <> ''::text)),
  constraint pool_name_en_check CHECK ((name_en <> ''::text)),
  constraint pool_city_code_fkey FOREIGN KEY (city_code) REFERENCES region(code)
);
grant insert, select on pool to fenpei_app;

create table pool_region (
  pool_id uuid not null,
  city_code integer not null,
  region_code integer not null,
  valid_from date not null,
  valid_until date,
  constraint pool_region_pkey PRIMARY KEY (pool_id, region_code, valid_from),
  constraint pool_region_once EXCLUDE USING gist (pool_id WITH =, region_code WITH =, daterange(valid_from, valid_until) WITH &&),
  constraint pool_region_check CHECK (((region_code = city_code) OR (region_parent(region_code) = city_code))),
  constraint pool_region_check1 CHECK ((valid_until > valid_from)),
  constraint pool_region_pool_id_city_code_fkey FOREIGN KEY (pool_id, city_code) REFERENCES pool(id, city_code),
  constraint pool_region_region_code_fkey FOREIGN KEY (region_code) REFERENCES region(code)
);
CREATE INDEX pool_region_code ON public.pool_region USING btree (region_code);
CREATE TRIGGER interval_only_shortens BEFORE UPDATE OF valid_until ON public.pool_region FOR EACH ROW EXECUTE FUNCTION interval_only_shortens();
grant insert, select on pool_region to fenpei_app;
grant update (valid_until) on pool_region to fenpei_app;

create table post_grade (
  region_id integer not null,
  id uuid not null,
  code text not null,
  name text not null,
  series text not null,
  constraint post_grade_pkey PRIMARY KEY (region_id, id),
  constraint post_grade_region_id_code_key UNIQUE (region_id, code),
  constraint post_grade_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table post_grade enable row level security;
alter table post_grade force row level security;
create policy region_isolation on post_grade as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on post_grade to fenpei_app;

create table post_grade_standard (
  region_id integer not null,
  id uuid not null,
  post_grade_id uuid not null,
  monthly bigint not null,
  valid_from date not null,
  valid_until date,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint post_grade_standard_pkey PRIMARY KEY (region_id, id),
  constraint post_grade_standard_once EXCLUDE USING gist (region_id WITH =, post_grade_id WITH =, daterange(valid_from, valid_until) WITH &&, tstzrange(known_from, known_until) WITH &&),
  constraint post_grade_standard_check CHECK ((valid_until > valid_from)),
  constraint post_grade_standard_check1 CHECK ((known_until >= known_from)),
  constraint post_grade_standard_monthly_check CHECK ((monthly >= 0)),
  constraint post_grade_standard_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint post_grade_standard_region_id_post_grade_id_fkey FOREIGN KEY (region_id, post_grade_id) REFERENCES post_grade(region_id, id)
);
alter table post_grade_standard enable row level security;
alter table post_grade_standard force row level security;
CREATE TRIGGER known_once BEFORE UPDATE ON public.post_grade_standard FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on post_grade_standard as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on post_grade_standard to fenpei_app;
grant update (known_until) on post_grade_standard to fenpei_app;

create table posting (
  region_id integer not null,
  entry_id uuid not null,
  line integer not null,
  account text not null,
  amount bigint not null,
  step text not null,
  row text,
  constraint posting_pkey PRIMARY KEY (region_id, entry_id, line),
  constraint posting_account_check CHECK ((account <> ''::text)),
  constraint posting_amount_check CHECK ((amount <> 0)),
  constraint posting_line_check CHECK ((line >= 0)),
  constraint posting_region_id_entry_id_fkey FOREIGN KEY (region_id, entry_id) REFERENCES journal_entry(region_id, id)
);
alter table posting enable row level security;
alter table posting force row level security;
CREATE INDEX posting_account ON public.posting USING btree (region_id, account);
CREATE CONSTRAINT TRIGGER entry_adds_up_to_zero AFTER INSERT ON public.posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_adds_up_to_zero();
CREATE TRIGGER posting_of_open_entry BEFORE INSERT ON public.posting FOR EACH ROW EXECUTE FUNCTION posting_of_open_entry();
create policy region_isolation on posting as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on posting to fenpei_app;

create table recovery_code (
  account_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (account_id, code_hash),
  constraint recovery_code_code_hash_check CHECK ((code_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES second_factor(account_id) ON DELETE CASCADE
);
grant delete, insert, select on recovery_code to fenpei_app;
grant update (used_at) on recovery_code to fenpei_app;

create table region (
  code integer not null,
  name text not null,
  name_en text not null,
  parent_code integer generated always as (region_parent(code)) stored,
  constraint region_pkey PRIMARY KEY (code),
  constraint region_code_check CHECK (((code >= 100000) AND (code <= 999999))),
  constraint region_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES region(code)
);
CREATE INDEX region_parent_code ON public.region USING btree (parent_code);
grant insert, select on region to fenpei_app;

create table request_key (
  region_id integer not null,
  account_id uuid not null,
  key text not null,
  body_hash text not null,
  answer text not null,
  at timestamp with time zone not null,
  constraint request_key_pkey PRIMARY KEY (region_id, account_id, key),
  constraint request_key_body_hash_check CHECK ((body_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint request_key_key_check CHECK ((key ~ '^[A-Za-z0-9._~-]{16,64}$'::text)),
  constraint request_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint request_key_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table request_key enable row level security;
alter table request_key force row level security;
CREATE INDEX request_key_at ON public.request_key USING btree (region_id, at);
create policy region_isolation on request_key as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant delete, insert, select on request_key to fenpei_app;

create table role_grant (
  id uuid not null,
  account_id uuid not null,
  region_code integer not null,
  role text not null,
  institution_id uuid,
  person_id uuid,
  valid_from date not null,
  valid_until date,
  department_id uuid,
  granted_by_id uuid,
  with_branches boolean not null default false,
  constraint role_grant_pkey PRIMARY KEY (id),
  constraint role_grant_holder UNIQUE (id, account_id),
  constraint role_grant_branches CHECK (((NOT with_branches) OR (role = ANY (ARRAY['HOSPITAL_HEAD'::text, 'INSTITUTION_FINANCE'::text, 'PERSONNEL'::text])))),
  constraint role_grant_check2 CHECK (((role = 'STAFF'::text) = (person_id IS NOT NULL))),
  constraint role_grant_days CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
  constraint role_grant_department CHECK (((role = 'DEPARTMENT_HEAD'::text) = (department_id IS NOT NULL))),
  constraint role_grant_institution CHECK (((role = ANY (ARRAY['HOSPITAL_HEAD'::text, 'DEPARTMENT_HEAD'::text, 'INSTITUTION_FINANCE'::text, 'PERSONNEL'::text])) = (institution_id IS NOT NULL))),
  constraint role_grant_role_check CHECK ((role = ANY (ARRAY['HEALTH_BUREAU'::text, 'HEALTH_BUREAU_APPROVER'::text, 'INSURANCE_BUREAU'::text, 'FINANCE_BUREAU'::text, 'HR_BUREAU'::text, 'POPULATION_OFFICE'::text, 'HOSPITAL_HEAD'::text, 'DEPARTMENT_HEAD'::text, 'INSTITUTION_FINANCE'::text, 'PERSONNEL'::text, 'FINANCE_OFFICER'::text, 'STAFF'::text, 'AUDITOR'::text, 'ADMINISTRATOR'::text]))),
  constraint role_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint role_grant_granted_by_id_fkey FOREIGN KEY (granted_by_id) REFERENCES account(id),
  constraint role_grant_region_code_fkey FOREIGN KEY (region_code) REFERENCES region(code)
);
CREATE INDEX role_grant_account ON public.role_grant USING btree (account_id);
CREATE INDEX role_grant_region ON public.role_grant USING btree (region_code);
grant insert, select on role_grant to fenpei_app;
grant update (valid_until) on role_grant to fenpei_app;

create table run (
  region_id integer not null,
  id uuid not null,
  stage text not null,
  year integer not null,
  period text not null,
  institution_id uuid,
  policy_version_id uuid not null,
  facts_hash text not null,
  decisions jsonb not null,
  amounts jsonb not null,
  upstream_ids text[] not null,
  steps text[] not null,
  engine text not null,
  hash text not null,
  state text not null,
  reason text not null,
  prepared_by_id uuid not null,
  prepared_at timestamp with time zone not null,
  language integer not null,
  decided jsonb not null,
  held text[] not null,
  corrects_id uuid,
  redoes_id uuid,
  prepared_for_id uuid,
  change_kind text,
  constraint run_pkey PRIMARY KEY (region_id, id),
  constraint run_change_kind_check CHECK ((change_kind <> ''::text)),
  constraint run_change_of_posted CHECK (((change_kind IS NULL) OR (corrects_id IS NOT NULL))),
  constraint run_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint run_language_check CHECK ((language >= 1)),
  constraint run_period_check CHECK ((period ~ '^\d{4}(-\d{2})?$'::text)),
  constraint run_stage_check CHECK (((stage ~ '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$'::text) AND (length(stage) <= 400))),
  constraint run_state_check CHECK ((state = ANY (ARRAY['PREPARED'::text, 'SUBMITTED'::text, 'REVIEWING'::text, 'APPROVED'::text, 'POSTED'::text, 'RETURNED'::text]))),
  constraint run_steps_check CHECK ((cardinality(steps) > 0)),
  constraint run_prepared_by_id_fkey FOREIGN KEY (prepared_by_id) REFERENCES account(id),
  constraint run_prepared_for_id_fkey FOREIGN KEY (prepared_for_id) REFERENCES account(id),
  constraint run_region_id_corrects_id_fkey FOREIGN KEY (region_id, corrects_id) REFERENCES run(region_id, id),
  constraint run_region_id_facts_hash_fkey FOREIGN KEY (region_id, facts_hash) REFERENCES frozen_facts(region_id, hash),
  constraint run_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint run_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint run_region_id_policy_version_id_fkey FOREIGN KEY (region_id, policy_version_id) REFERENCES policy_version(region_id, id),
  constraint run_region_id_redoes_id_fkey FOREIGN KEY (region_id, redoes_id) REFERENCES run(region_id, id)
);
alter table run enable row level security;
alter table run force row level security;
CREATE UNIQUE INDEX run_corrected_once ON public.run USING btree (region_id, corrects_id) WHERE ((state <> 'RETURNED'::text) AND (corrects_id IS NOT NULL));
CREATE UNIQUE INDEX run_one_at_a_time ON public.run USING btree (region_id, stage, period, COALESCE(institution_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE ((state <> 'RETURNED'::text) AND (corrects_id IS NULL));
CREATE INDEX run_redone ON public.run USING btree (region_id, redoes_id) WHERE (redoes_id IS NOT NULL);
CREATE TRIGGER correction_of_posted_run BEFORE INSERT ON public.run FOR EACH ROW WHEN ((new.corrects_id IS NOT NULL)) EXECUTE FUNCTION correction_of_posted_run();
CREATE TRIGGER run_confirmed BEFORE UPDATE OF state ON public.run FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION run_confirmed();
CREATE TRIGGER run_policy_published BEFORE INSERT ON public.run FOR EACH ROW EXECUTE FUNCTION run_policy_published();
CREATE TRIGGER run_state_follows_signatures BEFORE INSERT OR UPDATE ON public.run FOR EACH ROW EXECUTE FUNCTION run_state_follows_signatures();
create policy region_isolation on run as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on run to fenpei_app;
grant update (state) on run to fenpei_app;

create table second_allocation (
  region_id integer not null,
  id uuid not null,
  institution_id uuid not null,
  department_id uuid not null,
  period text not null,
  decision text not null,
  version integer not null,
  act text not null,
  amounts jsonb not null,
  reasons jsonb not null,
  reason text not null,
  run_id uuid not null,
  by_id uuid not null,
  for_id uuid,
  at timestamp with time zone not null,
  constraint second_allocation_pkey PRIMARY KEY (region_id, id),
  constraint second_allocation_region_id_institution_id_department_id_pe_key UNIQUE (region_id, institution_id, department_id, period, decision, version),
  constraint second_allocation_act_check CHECK ((act = ANY (ARRAY['SAVED'::text, 'HANDED_IN'::text, 'SET'::text, 'RETURNED'::text]))),
  constraint second_allocation_amounts_check CHECK ((jsonb_typeof(amounts) = 'object'::text)),
  constraint second_allocation_check CHECK (((act = ANY (ARRAY['SAVED'::text, 'HANDED_IN'::text])) OR (btrim(reason) <> ''::text))),
  constraint second_allocation_decision_check CHECK ((decision <> ''::text)),
  constraint second_allocation_period_check CHECK ((period ~ '^\d{4}(-\d{2})?$'::text)),
  constraint second_allocation_reasons_check CHECK ((jsonb_typeof(reasons) = 'object'::text)),
  constraint second_allocation_version_check CHECK ((version > 0)),
  constraint second_allocation_by_id_fkey FOREIGN KEY (by_id) REFERENCES account(id),
  constraint second_allocation_for_id_fkey FOREIGN KEY (for_id) REFERENCES account(id),
  constraint second_allocation_region_id_department_id_fkey FOREIGN KEY (region_id, department_id) REFERENCES department(region_id, id),
  constraint second_allocation_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint second_allocation_region_id_institution_id_fkey FOREIGN KEY (region_id, institution_id) REFERENCES institution(region_id, id),
  constraint second_allocation_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table second_allocation enable row level security;
alter table second_allocation force row level security;
CREATE TRIGGER second_allocation_open BEFORE INSERT ON public.second_allocation FOR EACH ROW EXECUTE FUNCTION second_allocation_open();
create policy second_allocation_of_region on second_allocation as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on second_allocation to fenpei_app;

create table second_factor (
  account_id uuid not null,
  key_id text not null,
  sealed bytea not null,
  begun_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint,
  constraint second_factor_pkey PRIMARY KEY (account_id),
  constraint second_factor_key_id_check CHECK ((key_id <> ''::text)),
  constraint second_factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
grant delete, insert, select on second_factor to fenpei_app;
grant update (key_id, sealed, begun_at, confirmed_at, last_step) on second_factor to fenpei_app;

create table second_factor_rule (
  region_code integer not null,
  set_by_id uuid not null,
  set_at timestamp with time zone not null,
  constraint second_factor_rule_pkey PRIMARY KEY (region_code),
  constraint second_factor_rule_region_code_fkey FOREIGN KEY (region_code) REFERENCES region(code),
  constraint second_factor_rule_set_by_id_fkey FOREIGN KEY (set_by_id) REFERENCES account(id)
);
grant delete, insert, select on second_factor_rule to fenpei_app;

create table session (
  token_hash text not null,
  account_id uuid not null,
  expires_at timestamp with time zone not null,
  id uuid not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  agent text not null,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_id_key UNIQUE (id),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX session_account ON public.session USING btree (account_id);
CREATE INDEX session_expires ON public.session USING btree (expires_at);
grant delete, insert, select on session to fenpei_app;
grant update (seen_at) on session to fenpei_app;

create table settlement (
  region_id integer not null,
  id uuid not null,
  year integer not null,
  budget_id uuid not null,
  run_id uuid not null,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  constraint settlement_pkey PRIMARY KEY (region_id, id),
  constraint settlement_region_id_run_id_key UNIQUE (region_id, run_id),
  constraint settlement_check CHECK ((known_until >= known_from)),
  constraint settlement_region_id_budget_id_fkey FOREIGN KEY (region_id, budget_id) REFERENCES budget(region_id, id),
  constraint settlement_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint settlement_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table settlement enable row level security;
alter table settlement force row level security;
CREATE UNIQUE INDEX settlement_known ON public.settlement USING btree (region_id, year) WHERE (known_until IS NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.settlement FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on settlement as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on settlement to fenpei_app;
grant update (known_until) on settlement to fenpei_app;

create table settlement_line (
  region_id integer not null,
  id uuid not null,
  settlement_id uuid not null,
  consortium_id uuid not null,
  package bigint not null,
  used bigint not null,
  surplus bigint not null,
  overspend bigint not null,
  constraint settlement_line_pkey PRIMARY KEY (region_id, id),
  constraint settlement_line_region_id_settlement_id_consortium_id_key UNIQUE (region_id, settlement_id, consortium_id),
  constraint settlement_line_check CHECK (((package - used) = (surplus - overspend))),
  constraint settlement_line_overspend_check CHECK ((overspend >= 0)),
  constraint settlement_line_surplus_check CHECK ((surplus >= 0)),
  constraint settlement_line_region_id_consortium_id_fkey FOREIGN KEY (region_id, consortium_id) REFERENCES consortium(region_id, id),
  constraint settlement_line_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint settlement_line_region_id_settlement_id_fkey FOREIGN KEY (region_id, settlement_id) REFERENCES settlement(region_id, id)
);
alter table settlement_line enable row level security;
alter table settlement_line force row level security;
create policy region_isolation on settlement_line as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on settlement_line to fenpei_app;

create table sign_in_attempt (
  key text not null,
  points integer not null,
  expire bigint,
  constraint sign_in_attempt_pkey PRIMARY KEY (key)
);
grant delete, insert, select, update on sign_in_attempt to fenpei_app;

create table signed_head (
  region_id integer not null,
  sequence integer not null,
  hash text not null,
  at timestamp with time zone not null,
  key text not null,
  signature text not null,
  constraint signed_head_pkey PRIMARY KEY (region_id, sequence),
  constraint signed_head_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint signed_head_key_check CHECK ((key ~ '^[0-9a-f]+$'::text)),
  constraint signed_head_signature_check CHECK ((signature ~ '^[0-9a-f]{128}$'::text)),
  constraint signed_head_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint signed_head_region_id_sequence_fkey FOREIGN KEY (region_id, sequence) REFERENCES chain_link(region_id, sequence)
);
alter table signed_head enable row level security;
alter table signed_head force row level security;
create policy region_isolation on signed_head as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on signed_head to fenpei_app;

create table spending (
  region_id integer not null,
  id uuid not null,
  consortium_id uuid not null,
  month text not null,
  claims bigint not null,
  contract_fees bigint not null,
  recorded_by_id uuid not null,
  recorded_at timestamp with time zone not null,
  replaces_id uuid,
  valid_from date not null generated always as (make_date((substr(month, 1, 4))::integer, (substr(month, 6, 2))::integer, 1)) stored,
  valid_until date not null generated always as (((make_date((substr(month, 1, 4))::integer, (substr(month, 6, 2))::integer, 1) + '1 mon'::interval))::date) stored,
  known_from timestamp with time zone not null,
  known_until timestamp with time zone,
  import_id uuid,
  source_sheet text,
  source_row integer,
  constraint spending_pkey PRIMARY KEY (region_id, id),
  constraint spending_check CHECK ((known_until >= known_from)),
  constraint spending_claims_check CHECK ((claims >= 0)),
  constraint spending_contract_fees_check CHECK ((contract_fees >= 0)),
  constraint spending_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text)),
  constraint spending_source CHECK ((((import_id IS NULL) = (source_row IS NULL)) AND ((import_id IS NULL) = (source_sheet IS NULL)))),
  constraint spending_source_row_check CHECK ((source_row > 0)),
  constraint spending_recorded_by_id_fkey FOREIGN KEY (recorded_by_id) REFERENCES account(id),
  constraint spending_region_id_consortium_id_fkey FOREIGN KEY (region_id, consortium_id) REFERENCES consortium(region_id, id),
  constraint spending_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint spending_region_id_import_id_fkey FOREIGN KEY (region_id, import_id) REFERENCES import(region_id, id),
  constraint spending_region_id_replaces_id_fkey FOREIGN KEY (region_id, replaces_id) REFERENCES spending(region_id, id)
);
alter table spending enable row level security;
alter table spending force row level security;
CREATE UNIQUE INDEX spending_first ON public.spending USING btree (region_id, consortium_id, month) WHERE (replaces_id IS NULL);
CREATE UNIQUE INDEX spending_known ON public.spending USING btree (region_id, consortium_id, month) WHERE (known_until IS NULL);
CREATE UNIQUE INDEX spending_replaced_once ON public.spending USING btree (region_id, replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE TRIGGER known_once BEFORE UPDATE ON public.spending FOR EACH ROW EXECUTE FUNCTION known_once();
create policy region_isolation on spending as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on spending to fenpei_app;
grant update (known_until) on spending to fenpei_app;

create table stale_acceptance (
  region_id integer not null,
  id uuid not null,
  run_id uuid not null,
  correction_id uuid not null,
  account_id uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint stale_acceptance_pkey PRIMARY KEY (region_id, id),
  constraint stale_acceptance_region_id_run_id_correction_id_key UNIQUE (region_id, run_id, correction_id),
  constraint stale_acceptance_reason_check CHECK ((reason <> ''::text)),
  constraint stale_acceptance_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint stale_acceptance_region_id_correction_id_fkey FOREIGN KEY (region_id, correction_id) REFERENCES run(region_id, id),
  constraint stale_acceptance_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code),
  constraint stale_acceptance_region_id_run_id_fkey FOREIGN KEY (region_id, run_id) REFERENCES run(region_id, id)
);
alter table stale_acceptance enable row level security;
alter table stale_acceptance force row level security;
create policy region_isolation on stale_acceptance as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on stale_acceptance to fenpei_app;

create table voucher_export (
  region_id integer not null,
  id uuid not null,
  from_month text not null,
  to_month text not null,
  until_day date not null,
  classes text[] not null,
  entries integer not null,
  total bigint not null,
  content text not null,
  content_hash text not null,
  exported_by_id uuid not null,
  exported_at timestamp with time zone not null,
  constraint voucher_export_pkey PRIMARY KEY (region_id, id),
  constraint voucher_export_region_id_from_month_to_month_key UNIQUE (region_id, from_month, to_month),
  constraint voucher_export_check CHECK (((to_month ~ '^\d{4}-\d{2}$'::text) AND (to_month >= from_month))),
  constraint voucher_export_check1 CHECK ((content_hash = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
  constraint voucher_export_entries_check CHECK ((entries >= 1)),
  constraint voucher_export_from_month_check CHECK ((from_month ~ '^\d{4}-\d{2}$'::text)),
  constraint voucher_export_exported_by_id_fkey FOREIGN KEY (exported_by_id) REFERENCES account(id),
  constraint voucher_export_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(code)
);
alter table voucher_export enable row level security;
alter table voucher_export force row level security;
create policy region_isolation on voucher_export as permissive for all to public
  using ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])))
  with check ((region_id = ANY (( SELECT (string_to_array(NULLIF(current_setting('app.regions'::text, true), ''::text), ','::text))::integer[] AS string_to_array)::integer[])));
grant insert, select on voucher_export to fenpei_app;

create table working_calendar (
  year integer not null,
  known_from timestamp with time zone not null,
  hash text not null,
  document text not null,
  issued_on date not null,
  address text not null,
  days_off text[] not null,
  days_worked text[] not null,
  constraint working_calendar_pkey PRIMARY KEY (year, known_from),
  constraint working_calendar_address_check CHECK ((address <> ''::text)),
  constraint working_calendar_days_off_check CHECK ((cardinality(days_off) > 0)),
  constraint working_calendar_document_check CHECK ((document <> ''::text)),
  constraint working_calendar_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint working_calendar_year_check CHECK (((year >= 1000) AND (year <= 9999)))
);
grant select on working_calendar to fenpei_app;

CREATE OR REPLACE FUNCTION public.answer_to_dispute()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  perform from confirmation c join run r on r.region_id = c.region_id and r.id = c.run_id
    where c.region_id = new.region_id and c.run_id = new.run_id and c."row" = new."row" and c.verdict = 'DISPUTED' and r.state in ('SUBMITTED', 'REVIEWING');
  if not found then
    raise exception 'only an open dispute is answered' using errcode = 'FP173';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.approval_beyond_delegation()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare the_run run;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if new.for_id in (the_run.prepared_by_id, the_run.prepared_for_id) or new.account_id = the_run.prepared_for_id then
    raise exception 'nobody signs what they prepared, nor through another' using errcode = 'FP001';
  end if;
  if new.verdict = 'SIGNED' and exists (select from standing_signatures(new.region_id, new.run_id) a
      where a.for_id in (new.account_id, new.for_id) or a.account_id = new.for_id) then
    raise exception 'nobody signs twice, nor through another' using errcode = 'FP081';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.approval_by_another_person()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare the_run run;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if the_run.prepared_by_id = new.account_id and not (new.verdict = 'RETURNED' and new.to_step = 'PREPARE'
    and exists (select from confirmation_answer a where a.region_id = new.region_id and a.run_id = new.run_id and a.upheld)) then
    raise exception 'nobody signs what they prepared' using errcode = 'FP001';
  end if;
  if the_run.hash <> new.run_hash then
    raise exception 'the signature is bound to another hash' using errcode = 'FP002';
  end if;
  if the_run.state not in ('SUBMITTED', 'REVIEWING') and not (the_run.state = 'APPROVED' and new.verdict = 'RETURNED') then
    raise exception 'the run is not open for signatures' using errcode = 'FP003';
  end if;
  select count(*) into new.round from approval a where a.region_id = new.region_id and a.run_id = new.run_id and a.verdict = 'RETURNED';
  if new.verdict = 'RETURNED' then
    if new.to_step <> 'PREPARE' and not (new.to_step = any (the_run.steps)) then
      raise exception 'the run has no step to be returned to' using errcode = 'FP003';
    end if;
    return new;
  end if;
  if not (new.step = any (the_run.steps)) then
    raise exception 'the run does not ask for this signature' using errcode = 'FP003';
  end if;
  perform from standing_signatures(new.region_id, new.run_id) s where s.step = new.step or s.account_id = new.account_id;
  if found then
    raise exception 'every step is signed once, each by another person' using errcode = 'FP012';
  end if;
  perform from stale_upstreams(new.region_id, new.run_id);
  if found then
    raise exception 'a run that it rests on was corrected' using errcode = 'FP013';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.assessment_answered_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.answer is not null then
    raise exception 'an objection is answered once' using errcode = 'FP154';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.assessment_by_another_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare needed text[] := case new.stage when 'REVIEW' then array['SELF'] when 'FINAL' then array['SELF', 'REVIEW'] else '{}' end;
declare the_stage text;
declare earlier assessment_result;
begin
  foreach the_stage in array needed loop
    select * into earlier from assessment_result r
      where r.region_id = new.region_id and r.unit_id = new.unit_id and r.stage = the_stage and r.known_until is null;
    if not found then
      raise exception 'the stage % comes first', the_stage using errcode = 'FP151';
    end if;
    if array_remove(array[earlier.given_by_id, earlier.for_id], null) && array_remove(array[new.given_by_id, new.for_id], null) then
      raise exception 'each stage is by another person' using errcode = 'FP152';
    end if;
  end loop;
  if new.stage = 'FINAL' then
    if earlier.id <> new.review_id then
      raise exception 'the signature is upon another review' using errcode = 'FP002';
    end if;
    perform from assessment_objection o where o.region_id = new.region_id and o.unit_id = new.unit_id and o.answer is null;
    if found then
      raise exception 'an objection waits for its answer' using errcode = 'FP153';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.assessment_known_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.known_until is not null and new.known_until is distinct from old.known_until
    or to_jsonb(new) - 'known_until' is distinct from to_jsonb(old) - 'known_until' then
    raise exception 'what was known is closed once and never changed' using errcode = 'FP014';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.assessment_round_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.withdrawn_at is not null then
    raise exception 'a round is withdrawn once' using errcode = 'FP155';
  end if;
  perform from assessment_unit u join assessment_result r on r.region_id = u.region_id and r.unit_id = u.id and r.stage = 'FINAL'
    where u.region_id = new.region_id and u.round_id = new.id;
  if found then
    raise exception 'a round with a final score stays' using errcode = 'FP155';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.assignment_at_most_whole()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare day date; total numeric;
begin
  perform pg_advisory_xact_lock(hashtextextended('assignment ' || new.person_id, new.region_id));
  select d.valid_from, sum(a.share) into day, total
    from assignment d join assignment a on a.region_id = d.region_id and a.person_id = d.person_id
      and a.valid_from <= d.valid_from and (a.valid_until is null or d.valid_from < a.valid_until)
    where d.region_id = new.region_id and d.person_id = new.person_id and d.known_until is null and a.known_until is null
    group by d.id, d.valid_from having sum(a.share) > 1 order by d.valid_from limit 1;
  if found then
    raise exception 'on % the shares of one person are % of a post', day, total using errcode = 'FP022';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.branches_of(the_region integer, the_institution uuid, the_day date)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare seen text := coalesce(current_setting('app.regions', true), '');
begin
  perform set_config('app.regions', the_region::text, true);
  return query select branch.institution_id from institution_membership head
    join institution_membership branch on branch.region_id = head.region_id and branch.consortium_id = head.consortium_id
    where head.region_id = the_region and head.institution_id = the_institution and head.role = 'HEAD' and head.known_until is null and branch.known_until is null
      and head.valid_from <= the_day and (head.valid_until is null or the_day < head.valid_until)
      and branch.valid_from <= the_day and (branch.valid_until is null or the_day < branch.valid_until);
  perform set_config('app.regions', seen, true);
end $function$;

CREATE OR REPLACE FUNCTION public.cases_stay()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from (select distinct region_id, import_id from gone) g join import i on i.region_id = g.region_id and i.id = g.import_id where i.state = 'DONE';
  if found then
    raise exception 'the cases of an import that is done stay' using errcode = 'FP131';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.confirmation_in_time()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
  the_run run;
  the_call confirmation_call;
  the_day date := (new.at at time zone 'Asia/Shanghai')::date;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if the_run.hash <> new.run_hash then
    raise exception 'what is confirmed is another run' using errcode = 'FP002';
  end if;
  if the_run.state not in ('SUBMITTED', 'REVIEWING') then
    raise exception 'the run is not open for confirmation' using errcode = 'FP003';
  end if;
  select * into strict the_call from confirmation_call c where c.region_id = new.region_id and c.run_id = new.run_id order by c.due_on desc limit 1;
  if new.account_id is null then
    if the_day <= the_call.due_on or new.verdict <> upper(the_call.silence) then
      raise exception 'silence counts after the last day, and as the policy says' using errcode = 'FP171';
    end if;
    return new;
  end if;
  if the_day > the_call.due_on then
    raise exception 'the time for confirmation is over' using errcode = 'FP171';
  end if;
  perform from role_grant g left join delegation d on d.grant_id = g.id and d.from_id = new.for_id and d.to_id = new.account_id
      and d.valid_from <= the_day and d.valid_until > the_day
    where g.region_code = new.region_id and g.role = 'HOSPITAL_HEAD'
      and (g.institution_id = new.institution_id or g.with_branches and new.institution_id in (select branches_of(g.region_code, g.institution_id, the_day)))
      and g.valid_from <= the_day and (g.valid_until is null or g.valid_until > the_day)
      and case when new.for_id is null then g.account_id = new.account_id else d.id is not null end;
  if not found then
    raise exception 'only the head of the institution confirms its line' using errcode = 'FP172';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.correction_of_posted_run()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  perform from run r where r.region_id = new.region_id and r.id = new.corrects_id and r.state = 'POSTED'
    and r.stage = new.stage and r.period = new.period and r.institution_id is not distinct from new.institution_id;
  if not found then
    raise exception 'only a posted run of the same thing is corrected' using errcode = 'FP015';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.entry_adds_up_to_zero()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare total numeric;
begin
  select sum(amount) into total from posting where region_id = new.region_id and entry_id = new.entry_id;
  if total <> 0 then
    raise exception 'the entry does not balance: % fen', total using errcode = 'FP006';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.entry_is_linked()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  perform from chain_link l join chain_head h on h.region_id = l.region_id and h.sequence >= l.sequence
    where l.region_id = new.region_id and l.entry_id = new.id;
  if not found then
    raise exception 'the entry has no link in the chain' using errcode = 'FP011';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.entry_of_approved_run()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  perform from run where region_id = new.region_id and id = new.run_id and state = 'APPROVED';
  if not found then
    raise exception 'only an approved run is posted' using errcode = 'FP005';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.entry_text(the_region integer, the_entry uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET enable_seqscan TO 'off'
AS $function$
  select '{"at":' || json_text(to_char(e.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || ',"by":' || json_text(e.posted_by_id::text) || ',"fund":' || json_text(f.code) || ',"id":' || json_text(e.id::text)
    || ',"lines":[' || coalesce((
      select string_agg('{"account":' || json_text(p.account) || ',"amount":' || json_text(p.amount::text) || ',"line":' || p.line
        || ',"row":' || json_text(p."row") || ',"step":' || json_text(p.step) || '}', ',' order by p.line)
      from posting p where p.region_id = the_region and p.entry_id = the_entry), '')
    || '],"memo":{"en":' || json_text(e.memo ->> 'en') || ',"zh":' || json_text(e.memo ->> 'zh')
    || '},"on":' || json_text(to_char(e."on", 'YYYY-MM-DD')) || ',"run":{"hash":' || json_text(r.hash) || ',"id":' || json_text(r.id::text) || '}}'
  from journal_entry e
  join fund f on f.region_id = e.region_id and f.id = e.fund_id
  join run r on r.region_id = e.region_id and r.id = e.run_id
  where e.region_id = the_region and e.id = the_entry
$function$;

CREATE OR REPLACE FUNCTION public.fund_of_a_pool_around_it()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from pool_region where pool_id = new.pool_id and region_code = new.region_id;
  if not found then
    raise exception 'the region has never been in the pool of its fund' using errcode = 'FP020';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.head_moves_with_links()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  if tg_op = 'INSERT' then
    if new.sequence <> 0 or new.hash <> repeat('0', 64) then
      raise exception 'a chain begins before its first link' using errcode = 'FP010';
    end if;
  elsif new.region_id <> old.region_id or new.sequence <> old.sequence + 1 or not exists (select from chain_link l
      where l.region_id = new.region_id and l.sequence = new.sequence and l.hash = new.hash) then
    raise exception 'the head of a chain goes to the next link and nowhere else' using errcode = 'FP010';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.held_before_signatures()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  perform from run r where r.region_id = new.region_id and r.id = new.run_id and new."row" = any (r.held) and r.state in ('PREPARED', 'SUBMITTED');
  if not found then
    raise exception 'an item is held before a run is signed, and by the run itself' using errcode = 'FP003';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.import_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state = 'DONE' then
    raise exception 'an import that is done does not change' using errcode = 'FP131';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.institution_shown(the_region integer, the_institution uuid)
 RETURNS institution_version
 LANGUAGE sql
 STABLE
 SET enable_seqscan TO 'off'
AS $function$
  select v from institution_version v where v.region_id = the_region and v.institution_id = the_institution
  order by v.valid_from <= shown_day() desc, abs(v.valid_from - shown_day()) limit 1
$function$;

CREATE OR REPLACE FUNCTION public.intake_known_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  -- generated columns are not there yet
  may_differ text[] := array['known_until', 'valid_from', 'valid_until'];
begin
  if old.known_until is not null and new.known_until is distinct from old.known_until
    or to_jsonb(new) - may_differ is distinct from to_jsonb(old) - may_differ then
    raise exception 'what was known is closed once and never changed' using errcode = 'FP014';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.interval_only_shortens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.valid_until is null or new.valid_until > old.valid_until then
    raise exception 'an interval is ended or shortened, and not opened again' using errcode = 'FP021';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.json_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(to_json(value)::text, 'null')
$function$;

CREATE OR REPLACE FUNCTION public.known_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  -- generated columns are not there yet
  may_differ text[] := array['known_until'] || case
    when tg_table_name = 'pay_total' then array['released', 'released_basic', 'released_incentive']
    when tg_table_name in ('spending', 'certificate') then array['valid_from', 'valid_until']
    else '{}' end;
begin
  if old.known_until is not null and new.known_until is distinct from old.known_until
    or to_jsonb(new) - may_differ is distinct from to_jsonb(old) - may_differ then
    raise exception 'what was known is closed once and never changed' using errcode = 'FP014';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.link_follows_head()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare head chain_head;
begin
  select * into head from chain_head where region_id = new.region_id for update;
  if not found or new.sequence <> head.sequence + 1 or new.previous <> head.hash then
    raise exception 'a link follows the head of its chain' using errcode = 'FP010';
  end if;
  if new.content is distinct from sha256_hex(entry_text(new.region_id, new.entry_id))
    or new.hash <> link_hash(new.region_id, new.sequence, new.previous, new.content) then
    raise exception 'the hashes of a link are of its entry and of the link before' using errcode = 'FP010';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.link_hash(the_region integer, sequence integer, previous text, content text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select sha256_hex('{"content":' || json_text(content) || ',"previous":' || json_text(previous)
    || ',"region":' || the_region || ',"sequence":' || sequence || '}')
$function$;

CREATE OR REPLACE FUNCTION public.next_paper_number(the_region integer, the_prefix text, the_year integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('paper ' || the_region || ' ' || the_prefix || ' ' || the_year, 0));
  return (select coalesce(max(number), 0) + 1 from paper where region_id = the_region and prefix = the_prefix and year = the_year);
end $function$;

CREATE OR REPLACE FUNCTION public.paid_once_when_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from run where region_id = new.region_id and id = new.run_id and state = 'APPROVED';
  if not found or (tg_op = 'UPDATE' and old.paid_at is not null) then
    raise exception 'only an approved distribution is paid, and once' using errcode = 'FP009';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.paper_is_next()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.pay_line_of_its_kind()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from given g left join pay_run p on p.region_id = g.region_id and p.id = g.pay_run_id where g.amount < 0 and p.correction is not true;
  if found then
    raise exception 'pay is below 0 in a correction only' using errcode = 'FP016';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.policy_version_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'PROPOSED' then raise exception 'a policy version begins as a proposal' using errcode = 'FP101'; end if;
    return new;
  end if;
  if old.state <> 'PROPOSED' then raise exception 'a policy version is decided once' using errcode = 'FP101'; end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.posting_of_open_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  perform from journal_entry e join run r on r.region_id = e.region_id and r.id = e.run_id
    where e.region_id = new.region_id and e.id = new.entry_id and r.state = 'APPROVED'
      and not exists (select from chain_link l where l.region_id = e.region_id and l.entry_id = e.id);
  if not found then
    raise exception 'nothing is added to an entry that is posted' using errcode = 'FP008';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.region_parent(code integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case
    when code % 10000 = 0 then null
    when code % 100 = 0 or code / 10000 in (11, 12, 31, 50) or code / 100 % 100 = 90 then code / 10000 * 10000
    else code / 100 * 100 end
$function$;

CREATE OR REPLACE FUNCTION public.run_confirmed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  if new.state = 'APPROVED' then
    perform from confirmation_line l
      left join confirmation c on c.region_id = l.region_id and c.run_id = l.run_id and c."row" = l."row"
      left join confirmation_answer a on a.region_id = l.region_id and a.run_id = l.run_id and a."row" = l."row"
      where l.region_id = new.region_id and l.run_id = new.id and not coalesce(c.verdict = 'CONFIRMED' or not a.upheld, false);
    if found then
      raise exception 'a line is not confirmed, or its dispute not answered' using errcode = 'FP174';
    end if;
  end if;
  if new.state = 'SUBMITTED' and old.state = 'RETURNED' then
    perform from confirmation_answer a where a.region_id = new.region_id and a.run_id = new.id and a.upheld;
    if found then
      raise exception 'a dispute about the run was upheld' using errcode = 'FP175';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.run_policy_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from policy_version where region_id = new.region_id and id = new.policy_version_id and state = 'PUBLISHED') then
    raise exception 'the policy of a run is published' using errcode = 'FP102';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.run_state_follows_signatures()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare missing text;
begin
  if tg_op = 'INSERT' and new.state not in ('PREPARED', 'SUBMITTED') then
    raise exception 'a run begins before its signatures, not as %', new.state using errcode = 'FP007';
  end if;
  if tg_op = 'UPDATE' and old.state <> new.state and not (case old.state
      when 'PREPARED' then new.state in ('SUBMITTED', 'RETURNED')
      when 'SUBMITTED' then new.state in ('REVIEWING', 'APPROVED', 'RETURNED')
      when 'REVIEWING' then new.state in ('SUBMITTED', 'APPROVED', 'RETURNED')
      when 'APPROVED' then new.state in ('SUBMITTED', 'REVIEWING', 'RETURNED', 'POSTED')
      when 'RETURNED' then new.state = 'SUBMITTED'
      else false end) then
    raise exception 'a run does not go from % to %', old.state, new.state using errcode = 'FP007';
  end if;
  if new.state in ('APPROVED', 'POSTED') then
    select step into missing from unnest(new.steps) as step
      where not exists (select from standing_signatures(new.region_id, new.id) s where s.step = step.step and s.account_id <> new.prepared_by_id)
      limit 1;
    if found then
      raise exception 'signature missing: %', missing using errcode = 'FP004';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.second_allocation_open()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
  the_run run;
  the_role text := case when new.act in ('SAVED', 'HANDED_IN') then 'DEPARTMENT_HEAD' else 'HOSPITAL_HEAD' end;
  the_day date := (new.at at time zone 'Asia/Shanghai')::date;
begin
  select * into strict the_run from run where region_id = new.region_id and id = new.run_id for update;
  if the_run.state <> 'PREPARED' or the_run.institution_id is distinct from new.institution_id or the_run.period <> new.period then
    raise exception 'the pools are not open' using errcode = 'FP211';
  end if;
  if new.version <> 1 + coalesce((select max(s.version) from second_allocation s where s.region_id = new.region_id and s.institution_id = new.institution_id
      and s.department_id = new.department_id and s.period = new.period and s.decision = new.decision), 0) then
    raise exception 'versions follow each other' using errcode = 'FP212';
  end if;
  perform from role_grant g join department t on t.region_id = g.region_code and t.id = new.department_id and t.institution_id = new.institution_id
      left join delegation d on d.grant_id = g.id and d.from_id = new.for_id and d.to_id = new.by_id and d.valid_from <= the_day and d.valid_until > the_day
    where g.region_code = new.region_id and g.role = the_role and (the_role <> 'DEPARTMENT_HEAD' or g.department_id = new.department_id)
      and (g.institution_id = new.institution_id or g.with_branches and new.institution_id in (select branches_of(g.region_code, g.institution_id, the_day)))
      and g.valid_from <= the_day and (g.valid_until is null or g.valid_until > the_day)
      and case when new.for_id is null then g.account_id = new.by_id else d.id is not null end;
  if not found then
    raise exception 'only the head of the department divides its pool' using errcode = 'FP213';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.setting_is_later()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.sha256_hex(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select encode(sha256(convert_to(value, 'UTF8')), 'hex')
$function$;

CREATE OR REPLACE FUNCTION public.shown_day()
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(nullif(current_setting('app.day', true), '')::date, (now() at time zone 'Asia/Shanghai')::date)
$function$;

CREATE OR REPLACE FUNCTION public.stale_upstreams(the_region integer, the_run uuid)
 RETURNS TABLE(upstream uuid, correction uuid)
 LANGUAGE sql
 STABLE
 SET enable_seqscan TO 'off'
AS $function$
  with recursive line (upstream, correction) as (
    select given.id::uuid, c.id from run r cross join unnest(r.upstream_ids) as given (id)
      join run c on c.region_id = r.region_id and c.corrects_id = given.id::uuid and c.state = 'POSTED'
      where r.region_id = the_region and r.id = the_run
    union all
    select line.upstream, c.id from line join run c on c.region_id = the_region and c.corrects_id = line.correction and c.state = 'POSTED'
  )
  select line.upstream, line.correction from line
  where not exists (select from run c where c.region_id = the_region and c.corrects_id = line.correction and c.state = 'POSTED')
    and not exists (select from stale_acceptance a where a.region_id = the_region and a.run_id = the_run and a.correction_id = line.correction)
$function$;

CREATE OR REPLACE FUNCTION public.standing_signatures(the_region integer, the_run uuid)
 RETURNS SETOF approval
 LANGUAGE sql
 STABLE
 SET enable_seqscan TO 'off'
AS $function$
  select a.* from approval a join run r on r.region_id = a.region_id and r.id = a.run_id
  where a.region_id = the_region and a.run_id = the_run and a.verdict = 'SIGNED' and a.run_hash = r.hash
    and not exists (select from approval b where b.region_id = a.region_id and b.run_id = a.run_id and b.verdict = 'RETURNED' and b.round >= a.round
      and coalesce(array_position(r.steps, b.to_step), 0) <= array_position(r.steps, a.step))
$function$;

grant delete, insert, select, update on graphile_worker._private_job_queues to fenpei_app;

grant delete, insert, select, update on graphile_worker._private_jobs to fenpei_app;

grant delete, insert, select, update on graphile_worker._private_known_crontabs to fenpei_app;

grant delete, insert, select, update on graphile_worker._private_tasks to fenpei_app;

grant select on graphile_worker.migrations to fenpei_app;
