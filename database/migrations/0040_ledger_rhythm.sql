-- How often an entity's books come in, where somebody said so: they may be half as old again before automatic messages wait.
alter table identity.entity
  add column ledger_rhythm text check (ledger_rhythm in ('daily', 'weekly', 'monthly'));
