-- What whoever runs the installation watches: counts and ages over all tenants, without a row or a name of any.

-- Each backup that was finished, written by the owner: so that somebody notices when there is none.
create table platform.backup (
  id uuid primary key default gen_random_uuid(),
  taken_at timestamptz not null,
  finished_at timestamptz not null default clock_timestamp(),
  bytes bigint not null,
  row_count bigint not null
);
grant select on platform.backup to quitus_app;

-- One row a figure; `label` is a state. Of a tenant only its number is told, and only of the 200 whose last run is the latest.
create function platform.operation_figures() returns table (figure text, of_tenant integer, label text, value double precision)
language sql stable security definer set search_path = pg_catalog as $$
  select 'messages', null::integer, state, count(*)::double precision
  from messages.message
  where state in ('waiting', 'claimed', 'calling', 'failed', 'uncertain')
  group by state
  union all
  select 'messages_oldest_due_seconds', null, '', greatest(0, extract(epoch from now() - min(not_before)))
  from messages.message
  where state = 'waiting' and not_before <= now()
  having count(*) > 0
  union all
  select 'imports', null, state, count(*)
  from intake.import
  where created_at > now() - interval '1 day'
  group by state
  union all
  select 'events_unsealed', null, '', coalesce(sum(behind.events), 0)
  from identity.tenant
  left join audit.head on head.tenant_id = tenant.id
  cross join lateral (
    select count(*) as events from platform.event
    where event.tenant_id = tenant.id and event.tx >= coalesce(head.horizon, '0'::xid8)
  ) as behind
  union all
  select 'last_backup', null, '', extract(epoch from max(taken_at)) from platform.backup having count(*) > 0
  union all
  (select 'last_run', run.tenant_id, '', extract(epoch from max(run.finished_at))
    from dunning.run
    where run.finished_at is not null
    group by run.tenant_id
    order by max(run.finished_at) desc
    limit 200)
$$;
revoke execute on function platform.operation_figures() from public;
grant execute on function platform.operation_figures() to quitus_app;
