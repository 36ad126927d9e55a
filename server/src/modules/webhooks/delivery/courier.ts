import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { deliverNext, type Sending } from './deliver.ts';

export const lanesAnEndpoint = 3;
const lanesATenant = 24;
const lanesInAll = 100;

/** The calls under way in this process. The job starts them and goes on: a slow receiver holds nobody but itself. */
export type Courier = {
  /** Starts sending what is due to the tenant's endpoints, beside what already runs. */
  dispatch(db: TenantDatabase): Promise<void>;
  /** Once nothing is under way. */
  idle(): Promise<void>;
  /** Gives back what is under way; nothing starts any more. */
  stop(): Promise<void>;
};

/** A lane sends one delivery after the other to one endpoint, until none is due. */
type Lane = { readonly tenantId: number; again: boolean; work: Promise<void> };

/** Makes the courier of a process. What it knows is only what it is doing: claims and leases are the database's. */
export function openCourier(sending: Sending, log: (message: string, error?: unknown) => void): Courier {
  const lanes = new Map<string, Lane>();
  const stopping = new AbortController();
  const own: Sending = { ...sending, signal: stopping.signal };

  const drive = async (lane: Lane, key: string, db: TenantDatabase, endpointId: string): Promise<void> => {
    try {
      while (!stopping.signal.aborted) {
        lane.again = false;
        if (await deliverNext(own, db, endpointId)) continue;
        // Something may have become due while we asked.
        if (!lane.again) break;
      }
    } catch (error) {
      // What was claimed comes back when its lease is over.
      log('a webhook could not be sent or recorded', error);
    } finally {
      lanes.delete(key);
    }
  };

  const start = (db: TenantDatabase, endpointId: string, width: number): void => {
    for (let number = 0; number < width; number += 1) {
      const key = `${db.tenantId}/${endpointId}/${number}`;
      const running = lanes.get(key);
      if (running) {
        running.again = true;
        continue;
      }
      const ofTenant = [...lanes.values()].filter((lane) => lane.tenantId === db.tenantId).length;
      if (lanes.size >= lanesInAll || ofTenant >= lanesATenant) return;
      const lane: Lane = { tenantId: db.tenantId, again: false, work: Promise.resolve() };
      lanes.set(key, lane);
      lane.work = drive(lane, key, db, endpointId);
    }
  };

  const settled = async (): Promise<void> => {
    while (lanes.size > 0) await Promise.all([...lanes.values()].map((lane) => lane.work));
  };

  return {
    dispatch: async (db) => {
      if (stopping.signal.aborted) return;
      for (const endpoint of await dueEndpoints(db, sending.now())) {
        // One that fails is tried by one lane: the others would only wait out the same time limit.
        start(db, endpoint.id, endpoint.failing ? 1 : Math.min(lanesAnEndpoint, endpoint.due));
      }
    },
    idle: settled,
    stop: async () => {
      stopping.abort();
      await settled();
    },
  };
}

function dueEndpoints(db: TenantDatabase, now: Temporal.Instant): Promise<{ id: string; failing: boolean; due: number }[]> {
  return db.rows(sql`
    select endpoint.id, endpoint.failing_since is not null as failing, due.count as due
    from webhooks.endpoint
    cross join lateral (
      select count(*)::int as count, min(next_try_at) as first
      from (
        select next_try_at from webhooks.delivery
        where delivery.tenant_id = endpoint.tenant_id and delivery.endpoint_id = endpoint.id and delivery.state = 'waiting'
          and delivery.next_try_at <= ${now.toString()}::timestamptz
        order by next_try_at
        limit ${lanesAnEndpoint}
      ) as next_delivery
    ) as due
    where endpoint.enabled and (endpoint.rest_until is null or endpoint.rest_until <= ${now.toString()}::timestamptz) and due.count > 0
    -- Who waits longest comes first when lanes are short.
    order by due.first, endpoint.id
  `);
}
