-- A try may end at the printer: handed over, and not posted as far as anybody said.
alter table messages.attempt
  drop constraint attempt_outcome_check,
  add constraint attempt_outcome_check check (outcome in ('sent', 'handed', 'temporary', 'permanent', 'uncertain', 'fault', 'undeliverable', 'resolved-sent', 'resolved-not-sent'));
