-- Which promise took the place of this one: taking that one back lets this one stand again.
alter table promises.promise add column replaced_by uuid;
alter table promises.promise add foreign key (tenant_id, replaced_by) references promises.promise (tenant_id, id);
