-- Counted anew is only what changed by a tenth since it was counted: the next morning of a large company adds little to what is there, and
-- counting all six tables again takes a second or two of its run.
create or replace function dunning.refresh_statistics() returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed record;
begin
  for changed in
    select told.name
    from (values ('dunning.action'), ('dunning.action_item'), ('dunning.step_done'), ('holds.hold'), ('messages.message'), ('messages.message_item')) as told (name)
    join pg_class on pg_class.oid = told.name::regclass
    -- What this very transaction did is not among what was counted since.
    where pg_stat_get_mod_since_analyze(pg_class.oid) + pg_stat_get_xact_tuples_inserted(pg_class.oid) + pg_stat_get_xact_tuples_updated(pg_class.oid)
      + pg_stat_get_xact_tuples_deleted(pg_class.oid) > 0.1 * greatest(pg_class.reltuples, 0)
  loop
    -- Whoever else fills it at this moment counts it too: nobody waits for another's.
    execute format('analyze (skip_locked) %s', changed.name);
  end loop;
end $$;
