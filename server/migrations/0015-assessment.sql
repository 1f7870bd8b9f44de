-- Assessment of consortia and institutions: libraries of indicators, schemes, rounds, what is known of each unit, and results with two times.

-- The libraries of indicators that come with the platform. Written at migration, by the owner of the tables.
create table indicator_library (
  slug text not null,
  version text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  text text not null,
  title jsonb not null check (title ->> 'zh' is not null and title ->> 'en' is not null),
  place_code text not null,
  place jsonb not null check (place ->> 'zh' is not null and place ->> 'en' is not null),
  primary key (slug, version)
);
grant select on indicator_library to fenpei_app;

-- A version of a scheme is never changed: another one is proposed.
create table assessment_scheme (
  region_id integer not null references region (code),
  id uuid not null,
  scope text not null check (scope in ('CONSORTIA', 'INSTITUTIONS')),
  year integer not null check (year between 2000 and 2100),
  version integer not null check (version > 0),
  title jsonb not null check (title ->> 'zh' is not null and title ->> 'en' is not null),
  -- institutions of these kinds are assessed; none for consortia
  kinds text[] not null,
  -- indicators with their weights, vetoes and grades, complete by themselves
  document jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  reason text not null,
  proposed_by_id uuid not null references account (id),
  proposed_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, scope, year, version)
);

create table assessment_round (
  region_id integer not null references region (code),
  id uuid not null,
  scheme_id uuid not null,
  scope text not null check (scope in ('CONSORTIA', 'INSTITUTIONS')),
  year integer not null,
  opened_by_id uuid not null references account (id),
  opened_at timestamptz not null,
  withdrawn_by_id uuid references account (id),
  withdrawn_at timestamptz check (withdrawn_at >= opened_at),
  withdrawn_reason text,
  primary key (region_id, id),
  foreign key (region_id, scheme_id) references assessment_scheme (region_id, id),
  check ((withdrawn_at is null) = (withdrawn_by_id is null) and (withdrawn_at is null) = (withdrawn_reason is null))
);
create unique index assessment_round_one on assessment_round (region_id, scope, year) where withdrawn_at is null;

-- Who is assessed: as registered when the round was opened.
create table assessment_unit (
  region_id integer not null references region (code),
  id uuid not null,
  round_id uuid not null,
  institution_id uuid,
  consortium_id uuid,
  -- whose head self-assesses: the institution itself, or the head hospital of the consortium
  head_id uuid not null,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  level text not null check (level <> ''),
  primary key (region_id, id),
  unique (region_id, round_id, code),
  foreign key (region_id, round_id) references assessment_round (region_id, id),
  foreign key (region_id, institution_id) references institution (region_id, id),
  foreign key (region_id, consortium_id) references consortium (region_id, id),
  foreign key (region_id, head_id) references institution (region_id, id),
  check ((institution_id is null) <> (consortium_id is null))
);

-- What is known of a unit: values of inputs, notes to indicators, vetoes; with the time in which it is known.
create table assessment_entry (
  region_id integer not null references region (code),
  id uuid not null,
  unit_id uuid not null,
  stage text not null check (stage in ('MEASURED', 'SELF', 'REVIEW')),
  kind text not null check (kind in ('VALUE', 'NOTE', 'VETO')),
  -- the input, the indicator or the veto
  name text not null check (name <> ''),
  value text not null,
  -- where a value comes from, why a veto holds
  source text not null,
  recorded_by_id uuid not null references account (id),
  for_id uuid references account (id),
  known_from timestamptz not null,
  known_until timestamptz check (known_until >= known_from),
  primary key (region_id, id),
  foreign key (region_id, unit_id) references assessment_unit (region_id, id),
  check (kind <> 'VETO' or (stage = 'REVIEW' and value in ('true', 'false') and source <> ''))
);
create unique index assessment_entry_known on assessment_entry (region_id, unit_id, stage, kind, name) where known_until is null;

-- What each stage came to, with the facts that it was scored on.
create table assessment_result (
  region_id integer not null references region (code),
  id uuid not null,
  unit_id uuid not null,
  stage text not null check (stage in ('SELF', 'REVIEW', 'FINAL')),
  -- null while values of others are missing
  score numeric(5, 2) check (score between 0 and 100),
  grade text check (grade <> ''),
  failed boolean,
  facts jsonb not null,
  facts_hash text not null check (facts_hash ~ '^[0-9a-f]{64}$'),
  note text not null,
  given_by_id uuid not null references account (id),
  for_id uuid references account (id),
  known_from timestamptz not null,
  known_until timestamptz check (known_until >= known_from),
  -- why it takes the place of another
  reason text not null,
  -- the review that a signature is upon
  review_id uuid,
  primary key (region_id, id),
  foreign key (region_id, unit_id) references assessment_unit (region_id, id),
  check ((score is null) = (grade is null) and (score is null) = (failed is null)),
  foreign key (region_id, review_id) references assessment_result (region_id, id),
  check (stage <> 'FINAL' or score is not null),
  check ((stage = 'FINAL') = (review_id is not null))
);
create unique index assessment_result_known on assessment_result (region_id, unit_id, stage) where known_until is null;

create table assessment_evidence (
  region_id integer not null references region (code),
  id uuid not null,
  unit_id uuid not null,
  -- an indicator or a veto
  subject text not null check (subject <> ''),
  stage text not null check (stage in ('SELF', 'REVIEW')),
  name text not null check (length(name) between 1 and 200),
  media_type text not null check (media_type <> ''),
  size integer not null check (size between 1 and 10485760),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  content bytea not null,
  given_by_id uuid not null references account (id),
  given_at timestamptz not null,
  primary key (region_id, id),
  unique (region_id, unit_id, subject, stage, hash),
  foreign key (region_id, unit_id) references assessment_unit (region_id, id),
  check (size = octet_length(content) and hash = encode(sha256(content), 'hex'))
);

create table assessment_objection (
  region_id integer not null references region (code),
  id uuid not null,
  unit_id uuid not null,
  indicator text not null check (indicator <> ''),
  text text not null check (text <> ''),
  raised_by_id uuid not null references account (id),
  raised_at timestamptz not null,
  upheld boolean,
  answer text check (answer <> ''),
  answered_by_id uuid references account (id),
  answered_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, unit_id) references assessment_unit (region_id, id),
  check ((answer is null) = (upheld is null) and (answer is null) = (answered_by_id is null) and (answer is null) = (answered_at is null)),
  check (answered_by_id <> raised_by_id)
);
create unique index assessment_objection_open on assessment_objection (region_id, unit_id, indicator) where answer is null;

do $$
declare the_table text;
begin
  foreach the_table in array array['assessment_scheme', 'assessment_round', 'assessment_unit', 'assessment_entry', 'assessment_result', 'assessment_evidence', 'assessment_objection']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

grant select, insert on assessment_scheme, assessment_round, assessment_unit, assessment_entry, assessment_result, assessment_evidence, assessment_objection to fenpei_app;
grant update (withdrawn_by_id, withdrawn_at, withdrawn_reason) on assessment_round to fenpei_app;
grant update (known_until) on assessment_entry, assessment_result to fenpei_app;
grant update (upheld, answer, answered_by_id, answered_at) on assessment_objection to fenpei_app;

-- Rules that hold whoever writes.

create function assessment_known_once() returns trigger language plpgsql as $$
begin
  if old.known_until is not null and new.known_until is distinct from old.known_until
    or to_jsonb(new) - 'known_until' is distinct from to_jsonb(old) - 'known_until' then
    raise exception 'what was known is closed once and never changed' using errcode = 'FP014';
  end if;
  return new;
end $$;
create trigger assessment_known_once before update on assessment_entry for each row execute function assessment_known_once();
create trigger assessment_known_once before update on assessment_result for each row execute function assessment_known_once();

-- Self-assessment, review and signature are by different people; who lends a role counts as one with who receives it.
create function assessment_by_another_person() returns trigger language plpgsql as $$
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
end $$;
create trigger assessment_by_another_person before insert on assessment_result for each row execute function assessment_by_another_person();

create function assessment_answered_once() returns trigger language plpgsql as $$
begin
  if old.answer is not null then
    raise exception 'an objection is answered once' using errcode = 'FP154';
  end if;
  return new;
end $$;
create trigger assessment_answered_once before update on assessment_objection for each row execute function assessment_answered_once();

create function assessment_round_guard() returns trigger language plpgsql as $$
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
end $$;
create trigger assessment_round_guard before update on assessment_round for each row execute function assessment_round_guard();
