import { sealEvents, verifyAudit } from '../server/src/modules/audit/index.ts';
import { sql, type TenantDatabase } from '../server/src/platform/database/index.ts';
import { keyringOf } from '../server/src/platform/secrets/index.ts';
import type { Ground } from './ground.ts';
import { type Measure, timed } from './measure.ts';

const keyring = keyringOf('bench'.repeat(8));

/** Sealing so many events that wait, and verifying them all, beside PostgreSQL hashing the same events and keeping nothing. */
export async function measureAudit(ground: Ground, events: number): Promise<Measure[]> {
  const tenant = await ground.newTenant(`Audit ${events}`);
  await recordMany(tenant, events);
  const limit = await timed(() => tenant.one(sql`select count(sha256(audit.canonical(event))) from platform.event`));
  const sealed = await timed(() => sealEvents(tenant, keyring));
  const verified = await timed(() => verifyAudit(tenant, keyring));
  if (sealed.answer !== events || !verified.answer.ok) throw new Error('not every event was sealed and found whole');
  const size = `${events} events`;
  const beside = { limitMs: limit.ms, limit: 'hashing alone' };
  const rate = (ms: number): string => `${Math.round(events / (ms / 1000))} events/s`;
  return [
    {
      work: 'audit: seal',
      size,
      ms: sealed.ms,
      ...beside,
      target: '1 M ≤ 5 min',
      met: sealed.ms <= 300_000,
      note: rate(sealed.ms),
    },
    {
      work: 'audit: verify',
      size,
      ms: verified.ms,
      ...beside,
      target: '1 M ≤ 5 min',
      met: verified.ms <= 300_000,
      note: rate(verified.ms),
    },
  ];
}

// As changes record them: one a transaction would measure the commits, so a thousand at a time.
async function recordMany(tenant: TenantDatabase, events: number): Promise<void> {
  for (let from = 0; from < events; from += 1000)
    await tenant.run(sql`
      insert into platform.event (tenant_id, id, kind, entity_id, customer_id, subject_id, actor_kind, actor_id, actor_name, details, origin)
      select ${tenant.tenantId}, uuidv7(), 'contacts.changed', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'user', gen_random_uuid(), 'Aline Morvan',
        jsonb_build_object('before', jsonb_build_object('email', 'a' || place || '@client.example', 'role', 'buyer'),
          'after', jsonb_build_object('email', 'b' || place || '@client.example', 'role', 'cfo')),
        '{"address": "192.0.2.7", "userAgent": "Browser"}'
      from generate_series(${from}::int, ${Math.min(events, from + 1000) - 1}::int) as place
    `);
}
