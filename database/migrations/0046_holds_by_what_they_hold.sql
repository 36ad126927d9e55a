-- The same exclusion, with what is held before its reason: nearly all holds share a reason and a source, and each new one was compared with most of them.
-- Going live with a hundred thousand old items writes as many holds.
alter table holds.hold
  drop constraint hold_once,
  add constraint hold_once exclude using gist (
    tenant_id with =,
    coalesce(item_id, customer_id, entity_id) with =,
    reason with =,
    source with =,
    coalesce(source_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
    daterange(from_on, until_on, '[]') with &&
  ) where (released_at is null);
