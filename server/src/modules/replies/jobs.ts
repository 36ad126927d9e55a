import { defineJob, type Job } from '../../platform/jobs/index.ts';
import { MailboxError } from './mailbox/imap-connection.ts';
import { mailboxRow, readMailboxKind } from './mailbox/mailbox-store.ts';
import { readMailbox } from './mailbox/read-mailbox.ts';
import { askModelKind } from './model/kind.ts';
import { readWithModel } from './model/read-with-model.ts';
import type { ReplyNeighbours } from './neighbours.ts';

const everySeconds = 20;
const longestSeconds = 15 * 60;
// Without a mailbox: whoever sets one asks for the job anew.
const withoutMinutes = 10;

/** Reads the tenant's mailbox again and again; when that fails, later each time, a quarter of an hour at most. */
export function readMailboxJob(neighbours: ReplyNeighbours): Job {
  return defineJob(readMailboxKind, async ({ db, now, signal }) => {
    try {
      const read = await readMailbox(db, neighbours, signal);
      if (!read) return { again: now().add({ minutes: withoutMinutes }) };
      return { again: now().add({ seconds: read.more ? 0 : everySeconds }) };
    } catch (error) {
      if (!(error instanceof MailboxError)) throw error;
      const { failures = 1 } = (await mailboxRow(db)) ?? {};
      return { again: now().add({ seconds: Math.min(longestSeconds, everySeconds * 2 ** Math.min(failures, 10)) }) };
    }
  });
}

/** Lets the language model read one mail. */
export function askModelJob(neighbours: ReplyNeighbours): Job {
  return defineJob(askModelKind, async ({ db, subject, signal }) => {
    await readWithModel(db, subject, neighbours, signal);
  });
}
