-- What a run or a confirmation fills, counted anew, and nothing else: `platform.refresh_statistics` reads samples of every item and
-- payment as well, seconds in a large company, while somebody waits for a yes to be taken.
create function dunning.refresh_statistics() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  -- Whoever else fills them at this moment counts them too: nobody waits for another's.
  analyze (skip_locked) dunning.action;
  analyze (skip_locked) dunning.action_item;
  analyze (skip_locked) dunning.step_done;
  analyze (skip_locked) holds.hold;
  analyze (skip_locked) messages.message;
  analyze (skip_locked) messages.message_item;
end $$;
revoke execute on function dunning.refresh_statistics() from public;
grant execute on function dunning.refresh_statistics() to quitus_app;
