-- Asked of each message the second it leaves: whether its whole company has been stopped since it was written.
create index hold_live_entity on holds.hold (tenant_id, entity_id) where released_at is null and scope = 'entity';
