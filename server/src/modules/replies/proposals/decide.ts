import type { Actor } from '../../../kernel/actor.ts';
import type { Day } from '../../../kernel/days.ts';
import { fromDecimal } from '../../../kernel/money.ts';
import { jsonb, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import type { DisputeType } from '../../disputes/index.ts';
import { todayFor } from '../intake/customer-context.ts';
import { lockMail, type Mail } from '../mail-store.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { refuse } from '../refusals.ts';
import { treatMail, untreatMail } from '../treat.ts';
import { carryOut } from './carry-out.ts';
import { isComplete, type ProposalContent } from './propose.ts';
import { lockProposal, type Made, type Proposal } from './proposal-store.ts';
import { undo } from './undo.ts';

/** What a person changes about a proposal before accepting it; absent: as proposed. */
export type Edits = {
  readonly items?: readonly { readonly itemId: string; readonly amount: string }[] | undefined;
  readonly day?: Day | undefined;
  readonly means?: string | undefined;
  readonly disputeType?: DisputeType | undefined;
  readonly contactName?: string | undefined;
  readonly contactEmail?: string | undefined;
  readonly comment?: string | undefined;
  readonly treat?: boolean | undefined;
};

/** Does what a proposal says, as edited, and writes down who decided it; with `treat` the mail is treated too. Refuses one already decided, or not complete. */
export async function acceptProposal(
  tx: Transaction,
  at: { readonly mailId: string; readonly place: number },
  edits: Edits,
  neighbours: ReplyNeighbours,
  by: Actor,
  automatic = false,
): Promise<Made> {
  const mail = await lockMail(tx, at.mailId);
  const proposal = await lockProposal(tx, at.mailId, at.place);
  if (proposal.state !== 'proposed') throw refuse('reply.proposal-decided');
  if (mail.customerId === null) throw refuse('reply.nobody-yet');
  const content = await edited(tx, mail.customerId, proposal.content, edits);
  if (!isComplete(proposal.kind, content)) throw refuse('reply.proposal-incomplete');
  const today = await todayFor(tx, mail.customerId, neighbours.now());
  const words =
    edits.comment ??
    proposal.evidence
      .map(({ quote }) => quote)
      .join(' … ')
      .slice(0, 1_000);
  const made = await carryOut(
    tx,
    { mail: { ...mail, customerId: mail.customerId }, proposal, content, words, today, automatic },
    neighbours,
    by,
  );
  await decided(tx, proposal, { state: 'accepted', content, made, automatic }, neighbours.now(), by);
  await tell(tx, 'replies.proposal-accepted', mail, proposal, by, automatic);
  if (edits.treat === true && mail.state === 'to-treat')
    await treatMail(tx, mail.id, `accepted:${proposal.kind}`, neighbours, by);
  return made;
}

/** A person says that a proposal does not hold. */
export async function refuseProposal(
  tx: Transaction,
  at: { readonly mailId: string; readonly place: number },
  neighbours: ReplyNeighbours,
  by: Actor,
): Promise<void> {
  const mail = await lockMail(tx, at.mailId);
  const proposal = await lockProposal(tx, at.mailId, at.place);
  if (proposal.state !== 'proposed') throw refuse('reply.proposal-decided');
  await decided(
    tx,
    proposal,
    { state: 'refused', content: proposal.content, made: null, automatic: false },
    neighbours.now(),
    by,
  );
  await tell(tx, 'replies.proposal-refused', mail, proposal, by, false);
}

/**
 * Takes a decision back, with what it did; a mail that was treated with the decision or after it waits again, and so does the chase. Refuses where it has
 * gone too far: a message that left, a promise that was judged.
 */
export async function undoDecision(
  tx: Transaction,
  at: { readonly mailId: string; readonly place: number },
  neighbours: ReplyNeighbours,
  by: Actor,
): Promise<void> {
  const mail = await lockMail(tx, at.mailId);
  const proposal = await lockProposal(tx, at.mailId, at.place);
  if (proposal.state === 'proposed') throw refuse('reply.proposal-open');
  if (proposal.made) await undo(tx, proposal.made, await todayFor(tx, mail.customerId, neighbours.now()), neighbours, by);
  await tx.run(sql`
    update replies.proposal set state = 'proposed', made = null, automatic = false, decided_by = null, decided_at = null
    where mail_id = ${mail.id} and place = ${proposal.place}
  `);
  await tell(tx, 'replies.proposal-undone', mail, proposal, by, false);
  if (waitedWhenDecided(mail, proposal)) await untreatMail(tx, mail.id, neighbours, by);
}

/** Whether the mail still waited, and paused its customer, when it was decided. One set aside since stays so: that ended its pause for a reason of its own. */
function waitedWhenDecided(mail: Mail, { decidedAt }: Proposal): boolean {
  if (mail.state !== 'treated' || mail.treatedAt === null || decidedAt === null) return false;
  return Temporal.Instant.compare(mail.treatedAt, decidedAt) >= 0;
}

async function edited(tx: Transaction, customerId: string, content: ProposalContent, edits: Edits): Promise<ProposalContent> {
  return {
    ...content,
    ...(edits.items ? { items: await inMinor(tx, customerId, edits.items) } : {}),
    ...(edits.day === undefined ? {} : { day: edits.day }),
    ...(edits.means === undefined ? {} : { means: edits.means }),
    ...(edits.disputeType === undefined ? {} : { disputeType: edits.disputeType }),
    ...(edits.contactName === undefined && edits.contactEmail === undefined
      ? {}
      : {
          contact: {
            name: edits.contactName ?? content.contact?.name ?? '',
            email: (edits.contactEmail ?? content.contact?.email ?? '').trim() || null,
          },
        }),
  };
}

async function inMinor(
  tx: Transaction,
  customerId: string,
  items: NonNullable<Edits['items']>,
): Promise<ProposalContent['items']> {
  const known = await tx.rows<{ id: string; currency: string }>(sql`
    select id, currency from receivables.item
    where customer_id = ${customerId} and id = any(${items.map(({ itemId }) => itemId)}::uuid[])
  `);
  const currencies = new Map(known.map(({ id, currency }) => [id, currency]));
  return items.map(({ itemId, amount }) => {
    const currency = currencies.get(itemId);
    if (currency === undefined) throw refuse('reply.not-found');
    const minor = fromDecimal(amount, currency);
    if (minor === undefined) throw refuse('reply.amount-invalid', { amount });
    return { itemId, minor: minor.toString() };
  });
}

async function decided(
  tx: Transaction,
  proposal: Proposal,
  as: { state: 'accepted' | 'refused'; content: ProposalContent; made: Made | null; automatic: boolean },
  now: Temporal.Instant,
  by: Actor,
): Promise<void> {
  await tx.run(sql`
    update replies.proposal
    set state = ${as.state}, content = ${jsonb(as.content)}, made = ${as.made === null ? null : jsonb(as.made)}, automatic = ${as.automatic},
      decided_by = ${by.name}, decided_at = ${now.toString()}::timestamptz
    where mail_id = ${proposal.mailId} and place = ${proposal.place}
  `);
}

async function tell(
  tx: Transaction,
  kind: 'replies.proposal-accepted' | 'replies.proposal-refused' | 'replies.proposal-undone',
  mail: Mail,
  proposal: Proposal,
  by: Actor,
  automatic: boolean,
): Promise<void> {
  await recordEvent(tx, {
    kind,
    actor: by,
    customerId: mail.customerId ?? undefined,
    subjectId: mail.id,
    details: { proposal: proposal.kind, automatic },
  });
}
