import { type Language, textsIn } from '@quitus/texts';
import { systemActor } from '../../kernel/actor.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { confirmActions } from '../dunning/index.ts';

const confirmed = 3;

/** Confirms a few first reminders of today's run, so that something is about to leave for the local mailbox. */
export async function confirmSome(db: TenantDatabase, language: Language, now: Temporal.Instant): Promise<void> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from dunning.action
    where state = 'to-confirm' and channel = 'e-mail' and level = 1 and not grave
    order by amount_minor desc, id
    limit ${confirmed}
  `);
  if (rows.length === 0) return;
  await confirmActions(db, { ids: rows.map(({ id }) => id) }, { actor: systemActor(textsIn(language).demo.author), now });
}
