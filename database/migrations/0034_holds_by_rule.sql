-- Whether a rule held an item before: asked of all it would hold, at each run.
create index hold_by_rule on holds.hold (tenant_id, source, item_id) where source in ('go-live', 'limitation');
-- What waits to be qualified: counted with the agenda, listed with the items.
create index hold_to_qualify on holds.hold (tenant_id, item_id) where reason = 'to-qualify' and released_at is null;
