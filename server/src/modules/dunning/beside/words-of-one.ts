import type { Actor } from '../../../kernel/actor.ts';
import { jsonb, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import { textFault } from '../messages/check-template.ts';
import { faultValues } from '../messages/template-fault.ts';

/** Words of one message; both null: the template's. */
export type OwnWords = { readonly subject: string | null; readonly body: string | null };

/** Writes one message otherwise than its template, until it leaves. Refuses a template that names nothing, and a message that is on its way. */
export async function rewordAction(
  db: TenantDatabase,
  id: string,
  words: OwnWords,
  by: { readonly actor: Actor },
): Promise<void> {
  for (const text of [words.subject, words.body]) {
    const fault = text ? textFault(text) : undefined;
    if (fault) throw refuse('specific.template-invalid', faultValues(fault));
  }
  await db.transaction(async (tx) => {
    const action = await tx.maybe<{ state: string; channel: string; customerId: string; entityId: string; left: boolean }>(sql`
      select action.state, action.channel, action.customer_id as "customerId", action.entity_id as "entityId",
        exists (
          select from messages.message
          where message.tenant_id = action.tenant_id and message.action_id = action.id and message.state in ('claimed', 'calling', 'handed', 'uncertain')
        ) as left
      from dunning.action
      where action.id = ${id}::uuid
      for update of action
    `);
    if (!action) throw refuse('action.not-found');
    if (action.left) throw refuse('action.message-left');
    if ((action.state !== 'to-confirm' && action.state !== 'confirmed') || ['call', 'task', 'hand-over'].includes(action.channel))
      throw refuse('action.not-allowed', { state: action.state, verb: 'reword' });
    const own = { subject: blankless(words.subject), body: blankless(words.body) };
    const nothing = own.subject === null && own.body === null;
    await tx.run(sql`update dunning.action set words = ${nothing ? null : jsonb(own)} where id = ${id}::uuid`);
    await recordEvent(tx, {
      kind: 'actions.reworded',
      actor: by.actor,
      customerId: action.customerId,
      entityId: action.entityId,
      subjectId: id,
      details: { reset: nothing },
    });
  });
}

// A subject or body of nothing but spaces is the template's again.
function blankless(text: string | null): string | null {
  return text?.trim() ? text : null;
}
