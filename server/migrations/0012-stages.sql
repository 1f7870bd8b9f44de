-- Stages of a policy's own: a run is of any stage that a policy names, not of five.
alter table run drop constraint run_stage_check;
alter table run add constraint run_stage_check check (stage ~ '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$' and length(stage) <= 400);
alter table known_fact drop constraint known_fact_stage_check;
alter table known_fact add constraint known_fact_stage_check check (stage ~ '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$' and length(stage) <= 400);
