import { systemActor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import type { Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { modelIsOn } from '../mailbox/mailbox-store.ts';
import { askModelKind } from '../model/kind.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { pauseFor } from '../pause.ts';
import { answerByRule } from '../proposals/answer-by-rule.ts';
import { propose } from '../proposals/propose.ts';
import { writeProposals } from '../proposals/proposal-store.ts';
import { itemsOfMessage, type openItemsOf } from './customer-context.ts';
import type { Reading } from './reading.ts';

export const receiver = systemActor('mailbox');

/** A person's answer whose customer is known: their chase pauses, what it may lead to is written down. Used when it comes in, and when somebody says whose it is. */
export async function takeReply(
  tx: Transaction,
  mail: {
    readonly id: string;
    readonly customerId: string;
    readonly answeredMessageId: string | null;
    readonly subject: string;
    readonly reading: Reading;
  },
  by: { readonly today: Day; readonly items: Awaited<ReturnType<typeof openItemsOf>>; readonly neighbours: ReplyNeighbours },
): Promise<void> {
  const { today, items, neighbours } = by;
  await pauseFor(tx, mail, today, receiver);
  const about = {
    items,
    mentions: mail.reading.mentions,
    answeredItemIds: await itemsOfMessage(tx, mail.answeredMessageId),
    today,
  };
  await writeProposals(tx, mail.id, propose(mail.reading.findings, about));
  await recordEvent(tx, {
    kind: 'messages.replied',
    actor: receiver,
    customerId: mail.customerId,
    subjectId: mail.id,
    details: { labels: mail.reading.findings.map(({ label }) => label), messageId: mail.answeredMessageId },
  });
  const answered = await answerByRule(tx, mail.id, neighbours);
  if (!answered && (await modelIsOn(tx))) await enqueue(tx, askModelKind, mail.id);
}
