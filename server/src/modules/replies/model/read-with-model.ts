import { newTextOf } from '@quitus/formats';
import { jsonb, sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { itemsOfMessage, openItemsOf, todayFor } from '../intake/customer-context.ts';
import { lockMail, mailById } from '../mail-store.ts';
import { modelOf, noteModelFailure } from '../mailbox/mailbox-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { propose } from '../proposals/propose.ts';
import { writeProposals } from '../proposals/proposal-store.ts';
import { askModel } from './ask-model.ts';
import { readModelAnswer } from './read-answer.ts';

/** Lets the model read one mail that waits; what it finds with evidence takes the place of what the rules found. When it fails the rules stand, and the mail says so. */
export async function readWithModel(
  db: TenantDatabase,
  mailId: string,
  neighbours: ReplyNeighbours,
  signal?: AbortSignal,
): Promise<'read' | 'rules-stand' | 'not-asked'> {
  const model = await modelOf(db, await neighbours.keyring());
  const waiting = await db.maybe<{ id: string }>(
    sql`select id from replies.mail where id = ${mailId} and state = 'to-treat' and kind = 'human'`,
  );
  if (!model || !waiting) return 'not-asked';
  const mail = await mailById(db, mailId);
  if (mail.customerId === null) return 'not-asked';
  const items = await openItemsOf(db, mail.customerId);
  const today = await todayFor(db, mail.customerId, neighbours.now());
  const answer = await askModel(
    model,
    {
      text: newTextOf(mail).text,
      writtenOn: mail.sentAt?.toString().slice(0, 10) ?? today,
      openNumbers: items.map(({ number }) => number).filter(Boolean),
    },
    { allow: neighbours.outboundAllow, lookup: neighbours.lookup, signal },
  );
  const findings = answer.kind === 'answered' ? readModelAnswer(answer.content, mail.text, items) : undefined;
  const failure = answer.kind === 'failed' ? answer.failure : findings && findings.length > 0 ? null : 'answer-unusable';
  await db.transaction(async (tx) => {
    await noteModelFailure(tx, failure);
    const now = await lockMail(tx, mailId);
    if (now.state !== 'to-treat') return;
    if (failure !== null || !findings) {
      await tx.run(sql`update replies.mail set model_failure = ${failure} where id = ${mailId}`);
      return;
    }
    const reading = { ...now.reading, findings };
    await tx.run(sql`
      update replies.mail set reading = ${jsonb(reading)}, labels = ${findings.map(({ label }) => label)}, read_by = 'model', model_failure = null
      where id = ${mailId}
    `);
    await proposeAnew(tx, mailId, { findings, items, mentions: reading.mentions, answered: now.answeredMessageId, today });
  });
  return failure === null ? 'read' : 'rules-stand';
}

async function proposeAnew(
  tx: Transaction,
  mailId: string,
  said: {
    findings: Parameters<typeof propose>[0];
    items: Awaited<ReturnType<typeof openItemsOf>>;
    mentions: Parameters<typeof propose>[1]['mentions'];
    answered: string | null;
    today: string;
  },
): Promise<void> {
  const answeredItemIds = await itemsOfMessage(tx, said.answered);
  await writeProposals(tx, mailId, propose(said.findings, { ...said, answeredItemIds }));
}
