import { addDays } from '../../../kernel/days.ts';
import type { Transaction } from '../../../platform/database/index.ts';
import type { Composed, Composer, OutboxMessage } from '../../messages/index.ts';
import { postalLines } from '../collection-contact.ts';
import { composingTogether } from './composing-together.ts';
import { type Draft, draftReminders } from './draft-reminders.ts';
import { papersOf } from './message-attachments.ts';
import { formatIn } from './message-format.ts';
import { writeTogether } from './group-mails.ts';
import { oneLine } from './template.ts';
import { closedUntil } from './closed-hours.ts';

/** Writes a reminder the second it leaves (T1): what is settled is gone, what changed is refreshed; nothing left cancels it, a broken interval puts it off. */
export const composeReminder: Composer = composingTogether(composeAll);

/** What becomes of each; what would leave waits where it is not the hour: it was due in the day, and whoever sends was off until the night. */
async function composeAll(
  tx: Transaction,
  ids: readonly string[],
  now: Temporal.Instant,
  messages: readonly OutboxMessage[],
): Promise<Map<string, Composed>> {
  const drafts = await draftReminders(tx, ids, now);
  const all = new Map([...drafts].map(([id, draft]) => [id, composed(draft)]));
  const leaving = [...all].flatMap(([id, one]) => (one.kind === 'send' ? [id] : []));
  for (const [id, until] of await closedUntil(tx, leaving, now)) all.set(id, { kind: 'postpone', until });
  await writeTogether(tx, messages, drafts, all);
  return all;
}

/** What becomes of a draft. */
export function composed(draft: Draft): Composed {
  const { claimNow, action } = draft;
  // Taken back, skipped or expired while its message was on its way to be written.
  if (action.state !== 'confirmed' && action.state !== 'to-do') return { kind: 'cancel', reason: 'recalled' };
  if (claimNow.kind === 'none') return { kind: 'cancel', reason: claimNow.reason };
  if (claimNow.kind === 'later') {
    return {
      kind: 'postpone',
      until: Temporal.PlainDate.from(addDays(claimNow.on, -action.ahead))
        .toZonedDateTime({ timeZone: action.timeZone, plainTime: '08:30' })
        .toInstant(),
    };
  }
  return written(draft);
}

function written(draft: Draft): Composed {
  const { claim, recipient, shape, toWrite, text, action } = draft;
  if (draft.failure) return { kind: 'undeliverable', reason: 'not-written' };
  // Published meanwhile for another channel: the next run makes its action there.
  if (!claim || !shape || shape.channel !== action.channel) return { kind: 'cancel', reason: 'step-changed' };
  // Nobody is asked for nothing (T65).
  if (claim.netMinor <= 0n) return { kind: 'cancel', reason: 'covered-by-credits' };
  if (recipient === undefined || recipient.problem !== null)
    return { kind: 'undeliverable', reason: recipient?.problem ?? 'no-address' };
  // Only what asks for a payment says where to.
  if (draft.payment === 'other-currency' && action.channel !== 'internal' && !toWrite?.occasion?.payment)
    return { kind: 'undeliverable', reason: 'other-currency' };
  const subject = draft.subject ?? oneLine(text ?? '').slice(0, 78);
  if (!toWrite || !text || !subject) return { kind: 'undeliverable', reason: 'not-written' };
  const addressed = addressOf(draft);
  if (addressed === undefined) return { kind: 'undeliverable', reason: 'no-address' };
  const papers = [...draft.invoices, ...papersOf(toWrite, shape.attachments, draft.papers)];
  return {
    kind: 'send',
    recipient: { name: recipient.name, contactId: recipient.contactId ?? undefined, ...addressed },
    ...(action.channel === 'e-mail' || action.channel === 'internal' ? { copies: recipient.copies } : {}),
    sender: { wants: shape.sender, personId: shape.senderPersonId ?? undefined },
    subject,
    text,
    html: draft.html,
    letter: draft.letter,
    ...(action.channel === 'sms' || papers.length === 0 ? {} : { attachments: papers }),
    items: claim.items.map((item) => ({ itemId: item.itemId, openMinor: item.claimedMinor, daysLate: item.daysLate })),
    amountMinor: claim.netMinor,
    currency: claim.currency,
  };
}

/** Where a draft goes, as its channel writes an address. */
function addressOf({ recipient, action, parties, language }: Draft): { address: string; email?: string } | undefined {
  if (!recipient) return undefined;
  const address =
    action.channel === 'sms'
      ? recipient.mobile
      : action.channel === 'letter' || action.channel === 'registered-letter'
        ? postalLines(recipient, parties.entity.country, formatIn(language).words).join('\n')
        : recipient.email;
  if (!address) return undefined;
  return action.channel === 'registered-e-letter' && recipient.email ? { address, email: recipient.email } : { address };
}
