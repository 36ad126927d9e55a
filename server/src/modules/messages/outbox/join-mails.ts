import { type Sql, sql, type Transaction } from '../../../platform/database/index.ts';
import type { OutboxMessage } from '../message.ts';
import { signedBy } from '../senders/signature.ts';
import type { Composed } from './composer.ts';
import type { Call, Written } from './write-messages.ts';

type Sent = Extract<Composed, { kind: 'send' }>;
type Joining = { readonly message: OutboxMessage; composed: Composed };

/**
 * Settles which messages leave in one mail: all those that were written for it, when all of them leave, or all stay (`leaves`, over `message`). They are from
 * the company that writes, and keep the words of their own part. What does not come together leaves by itself.
 */
export async function joinMails(tx: Transaction, all: readonly Joining[], leaves: Sql): Promise<void> {
  const joining = all.filter(
    (one): one is Joining & { composed: Sent } => one.composed.kind === 'send' && one.composed.together !== undefined,
  );
  if (joining.length === 0) return;
  const leaving = await leavingOf(tx, joining, leaves);
  for (const group of Map.groupBy(joining, ({ composed }) => composed.together?.leaderId).values()) {
    const complete = group.every(({ composed }) => composed.together?.count === group.length);
    const alike = new Set(group.map(({ message }) => leaving.has(message.id))).size === 1;
    for (const one of group) {
      const { together, ...alone } = one.composed;
      one.composed =
        together && complete && alike
          ? { ...alone, ...together.part, sender: { wants: 'shared', entityId: together.entityId }, together }
          : alone;
    }
  }
}

async function leavingOf(tx: Transaction, joining: readonly Joining[], leaves: Sql): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select message.id from messages.message where message.id = any(${joining.map(({ message }) => message.id)}::uuid[]) and ${leaves}
  `);
  return new Set(rows.map((row) => row.id));
}

/** The message whose mail carries this one; null: its own. */
export function carriedBy({ id }: OutboxMessage, { together }: Sent): string | null {
  return together === undefined || together.leaderId === id ? null : together.leaderId;
}

/** What becomes of messages that were written: a call each, and one for those that leave in one mail, unless one of them was taken back meanwhile. */
export function loadMails(calls: readonly Call[]): Map<string, Written> {
  const written = new Map<string, Written>();
  for (const group of Map.groupBy(calls, ({ message, composed }) => composed.together?.leaderId ?? message.id).values()) {
    const complete = group.every(({ composed }) => (composed.together?.count ?? 1) === group.length);
    for (const call of group) {
      const { together } = call.composed;
      if (!together) written.set(call.message.id, { kind: 'call', ...call });
      else if (!complete) written.set(call.message.id, { kind: 'again' });
      else if (together.whole) written.set(call.message.id, loaded(call, group));
      else written.set(call.message.id, { kind: 'rides' });
    }
  }
  return written;
}

function loaded(call: Call, group: readonly Call[]): Written {
  const { message, sender, composed } = call;
  const whole = signedBy(sender, { message, composed: { ...composed, ...composed.together?.whole } });
  const riders = group
    .filter((other) => other !== call)
    .map((other) => ({ message: other.message, attachments: other.composed.attachments ?? [] }));
  return { ...call, kind: 'call', composed: whole, riders };
}
