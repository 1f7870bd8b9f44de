-- The chain over each region's journal: one link for each entry, appended last under a lock on the head.

create table chain_head (
  region_id integer primary key references region (code),
  sequence integer not null check (sequence >= 0),
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);

create table chain_link (
  region_id integer not null references region (code),
  sequence integer not null check (sequence >= 1),
  entry_id uuid not null,
  content text not null check (content ~ '^[0-9a-f]{64}$'),
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (region_id, sequence),
  unique (region_id, entry_id),
  foreign key (region_id, entry_id) references journal_entry (region_id, id)
);

do $$
declare the_table text;
begin
  foreach the_table in array array['chain_head', 'chain_link']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

grant select, insert on chain_head, chain_link to fenpei_app;
grant update (sequence, hash) on chain_head to fenpei_app;

-- The texts that are hashed: JSON with its keys in order and no space, the same as the application writes.

create function json_text(value text) returns text language sql immutable as $$
  select coalesce(to_json(value)::text, 'null')
$$;

create function sha256_hex(value text) returns text language sql immutable as $$
  select encode(sha256(convert_to(value, 'UTF8')), 'hex')
$$;

create function entry_text(the_region integer, the_entry uuid) returns text language sql stable as $$
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
$$;

create function link_hash(the_region integer, sequence integer, previous text, content text) returns text language sql immutable as $$
  select sha256_hex('{"content":' || json_text(content) || ',"previous":' || json_text(previous)
    || ',"region":' || the_region || ',"sequence":' || sequence || '}')
$$;

-- Entries that were posted before there was a chain, in the order of posting: their ids are in it.
do $$
declare the_region integer; the_entry uuid; head chain_head; the_content text;
begin
  for the_region in select code from region order by code loop
    perform set_config('app.regions', the_region::text, true);
    head := (the_region, 0, repeat('0', 64))::chain_head;
    for the_entry in select id from journal_entry where region_id = the_region order by id loop
      the_content := sha256_hex(entry_text(the_region, the_entry));
      insert into chain_link values (the_region, head.sequence + 1, the_entry, the_content, head.hash,
        link_hash(the_region, head.sequence + 1, head.hash, the_content))
      returning region_id, sequence, hash into head;
    end loop;
    if head.sequence > 0 then
      insert into chain_head values (head.*);
    end if;
  end loop;
  perform set_config('app.regions', '', true);
end $$;

-- Rules that hold whoever writes.

create function head_moves_with_links() returns trigger language plpgsql as $$
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
end $$;
create trigger head_moves_with_links before insert or update on chain_head
  for each row execute function head_moves_with_links();

create function link_follows_head() returns trigger language plpgsql as $$
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
end $$;
create trigger link_follows_head before insert on chain_link
  for each row execute function link_follows_head();

create function entry_is_linked() returns trigger language plpgsql as $$
begin
  perform from chain_link l join chain_head h on h.region_id = l.region_id and h.sequence >= l.sequence
    where l.region_id = new.region_id and l.entry_id = new.id;
  if not found then
    raise exception 'the entry has no link in the chain' using errcode = 'FP011';
  end if;
  return null;
end $$;
create constraint trigger entry_is_linked after insert on journal_entry
  deferrable initially deferred for each row execute function entry_is_linked();

create or replace function posting_of_open_entry() returns trigger language plpgsql as $$
begin
  perform from journal_entry e join run r on r.region_id = e.region_id and r.id = e.run_id
    where e.region_id = new.region_id and e.id = new.entry_id and r.state = 'APPROVED'
      and not exists (select from chain_link l where l.region_id = e.region_id and l.entry_id = e.id);
  if not found then
    raise exception 'nothing is added to an entry that is posted' using errcode = 'FP008';
  end if;
  return new;
end $$;

-- A plan is kept as long as the session lives. One that was made while a table was small would read the whole table for ever after;
-- these run for every row written, so they always go by an index.
do $$
declare the_function text;
begin
  foreach the_function in array array['approval_by_another_person()', 'run_state_follows_signatures()', 'entry_of_approved_run()', 'entry_adds_up_to_zero()',
    'posting_of_open_entry()', 'link_follows_head()', 'head_moves_with_links()', 'entry_is_linked()', 'entry_text(integer, uuid)']
  loop
    execute format('alter function %s set enable_seqscan to off', the_function);
  end loop;
end $$;
