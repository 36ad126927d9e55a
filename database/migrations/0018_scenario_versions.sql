-- A version keeps its own name and description, so that a draft can rename its scenario; a name is free again once its scenario is put away.

alter table dunning.scenario_version
  add column name text,
  add column description text;
alter table dunning.scenario drop constraint scenario_tenant_id_name_key;
create unique index scenario_name on dunning.scenario (tenant_id, name) where not archived;
-- How many customers each rule has, and which.
create index assignment_by_rule on dunning.assignment (tenant_id, rule_id) where rule_id is not null;
