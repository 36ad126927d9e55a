import type { Actor } from '../kernel/actor.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { sql, type Transaction } from './database/index.ts';

/** What happened, in the words of its module: `promises.made`, `intake.applied`. */
export type NewEvent = {
  readonly kind: `${string}.${string}`;
  readonly actor: Actor;
  readonly entityId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly subjectId?: string | undefined;
  /** What a reader needs later: before and after, amounts as decimal strings, names. Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
};

/** Writes one event in the transaction of the change it tells. One a change or import, never one an item. */
export async function recordEvent(tx: Transaction, event: NewEvent): Promise<void> {
  await recordEvents(tx, [event]);
}

type Listener = (tenantId: number) => void;
const listeners = new Set<Listener>();

/** Told of a tenant after each commit of this process that recorded events of it; a hint alone, lost with the process. Answers how to stop. */
export function listenForEvents(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Several events of one change, in one statement. */
export async function recordEvents(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    id: uuidv7(),
    kind: event.kind,
    entity_id: event.entityId ?? null,
    customer_id: event.customerId ?? null,
    subject_id: event.subjectId ?? null,
    actor_kind: event.actor.kind,
    actor_id: event.actor.kind === 'system' ? null : event.actor.id,
    actor_name: event.actor.name,
    details: event.details ?? {},
    origin: event.actor.kind === 'system' ? null : (event.actor.origin ?? null),
  }));
  await tx.run(sql`
    insert into platform.event (tenant_id, id, kind, entity_id, customer_id, subject_id, actor_kind, actor_id, actor_name, details, origin)
    select ${tx.tenantId}, id, kind, entity_id, customer_id, subject_id, actor_kind, actor_id, actor_name, details, origin
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as event (id uuid, kind text, entity_id uuid, customer_id uuid, subject_id uuid,
      actor_kind text, actor_id uuid, actor_name text, details jsonb, origin jsonb)
  `);
  tx.afterCommit(() => listeners.forEach((listener) => listener(tx.tenantId)));
}
