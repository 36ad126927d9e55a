import type { Actor } from '../../kernel/actor.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { todayFor } from './intake/customer-context.ts';
import { lockMail, type Mail } from './mail-store.ts';
import type { ReplyNeighbours } from './neighbours.ts';
import { endPause, pauseFor } from './pause.ts';
import { refuse } from './refusals.ts';

/** A person is done with a mail: its pause ends and the sequence goes on where it stood. */
export async function treatMail(
  tx: Transaction,
  id: string,
  note: string,
  neighbours: Pick<ReplyNeighbours, 'now'>,
  by: Actor,
): Promise<void> {
  const mail = await lockMail(tx, id);
  if (mail.state !== 'to-treat') throw refuse('reply.not-to-treat');
  await endPause(tx, id, note || 'treated', by);
  await setState(tx, id, { state: 'treated', at: neighbours.now(), by: by.name, note });
  await tellOfMail(tx, 'replies.treated', mail, by);
}

/** It was treated too soon: it waits again, and so does the chase. */
export async function untreatMail(
  tx: Transaction,
  id: string,
  neighbours: Pick<ReplyNeighbours, 'now'>,
  by: Actor,
): Promise<void> {
  const mail = await lockMail(tx, id);
  if (mail.state !== 'treated') throw refuse('reply.not-treated');
  await setState(tx, id, { state: 'to-treat', at: null, by: null, note: null });
  await pauseAgain(tx, mail, neighbours, by);
  await tellOfMail(tx, 'replies.untreated', mail, by);
}

/** A mail that is no reply is set aside, with the reason; its pause, if it had one, ends. */
export async function dismissMail(
  tx: Transaction,
  id: string,
  reason: string,
  neighbours: Pick<ReplyNeighbours, 'now'>,
  by: Actor,
): Promise<void> {
  const mail = await lockMail(tx, id);
  if (mail.state !== 'triage' && mail.state !== 'to-treat') throw refuse('reply.not-to-treat');
  await endPause(tx, id, reason, by);
  await setState(tx, id, { state: 'dismissed', at: neighbours.now(), by: by.name, note: reason });
  await tellOfMail(tx, 'replies.dismissed', mail, by);
}

/** A mail that was set aside comes back where it was. */
export async function restoreMail(
  tx: Transaction,
  id: string,
  neighbours: Pick<ReplyNeighbours, 'now'>,
  by: Actor,
): Promise<void> {
  const mail = await lockMail(tx, id);
  if (mail.state !== 'dismissed') throw refuse('reply.not-dismissed');
  const sorted = mail.customerId !== null || mail.kind !== 'human';
  await setState(tx, id, { state: sorted ? 'to-treat' : 'triage', at: null, by: null, note: null });
  if (sorted) await pauseAgain(tx, mail, neighbours, by);
  await tellOfMail(tx, 'replies.restored', mail, by);
}

// Only a person's answer pauses anything.
async function pauseAgain(tx: Transaction, mail: Mail, { now }: Pick<ReplyNeighbours, 'now'>, by: Actor): Promise<void> {
  if (mail.kind !== 'human' || mail.customerId === null) return;
  const today = await todayFor(tx, mail.customerId, now());
  await pauseFor(tx, { ...mail, customerId: mail.customerId }, today, by);
}

async function setState(
  tx: Transaction,
  id: string,
  to: { state: Mail['state']; at: Temporal.Instant | null; by: string | null; note: string | null },
): Promise<void> {
  await tx.run(sql`
    update replies.mail
    set state = ${to.state}, treated_at = ${to.at?.toString() ?? null}::timestamptz, treated_by = ${to.by}, note = ${to.note}
    where id = ${id}
  `);
}

/** Records what became of a mail. */
export async function tellOfMail(
  tx: Transaction,
  kind: 'replies.treated' | 'replies.untreated' | 'replies.dismissed' | 'replies.restored' | 'replies.assigned',
  mail: Pick<Mail, 'id' | 'customerId' | 'kind'>,
  by: Actor,
): Promise<void> {
  await recordEvent(tx, {
    kind,
    actor: by,
    customerId: mail.customerId ?? undefined,
    subjectId: mail.id,
    details: { kind: mail.kind },
  });
}
