-- For which of the reasons that the policy permits a correction changes what was posted.
alter table run add column change_kind text check (change_kind <> '');
alter table run add constraint run_change_of_posted check (change_kind is null or corrects_id is not null);
