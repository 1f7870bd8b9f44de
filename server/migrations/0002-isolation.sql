-- Every tenant table shows the rows of the regions in the session's context, and no others.
-- The reason for this form of the condition is in docs/decisions.
do $$
declare the_table text;
begin
  foreach the_table in array array['consortium', 'institution', 'department', 'post_grade', 'person', 'fund', 'policy_version',
    'frozen_facts', 'run', 'approval', 'budget', 'consortium_package', 'spending', 'certificate', 'settlement', 'settlement_line',
    'pay_total', 'pay_run', 'pay_line', 'notice', 'journal_entry', 'posting']
  loop
    execute format('alter table %I enable row level security', the_table);
    execute format('alter table %I force row level security', the_table);
    execute format($policy$create policy region_isolation on %I
      using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
      with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))$policy$, the_table);
  end loop;
end $$;

-- What the application may do. Facts, runs, signatures and the ledger are added to and never changed.
grant usage on schema public to fenpei_app;
grant select on all tables in schema public to fenpei_app;
revoke select on mikro_orm_migrations from fenpei_app;
grant insert on region, account, role_grant, consortium, institution, department, post_grade, person, fund, policy_version,
  frozen_facts, run, approval, budget, consortium_package, spending, certificate, settlement, settlement_line,
  pay_total, pay_run, pay_line, notice, journal_entry, posting to fenpei_app;
grant insert, delete on session to fenpei_app;
grant update (state) on run to fenpei_app;
grant update (released) on pay_total to fenpei_app;
grant update (paid_at) on pay_run to fenpei_app;
