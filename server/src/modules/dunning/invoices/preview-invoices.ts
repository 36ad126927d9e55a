import type { MessagePreview } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { toDecimal } from '../../../kernel/money.ts';
import { sql } from '../../../platform/database/index.ts';
import { safeHtml } from '../../messages/index.ts';
import type { TenantQueryable } from '../messages/tenant-queryable.ts';
import { draftInvoices, sendingNow } from './compose-invoices.ts';

/** The message of an action about invoices as it would leave now, or why none would; of a task the invoices it lists. Undefined for any other action. */
export async function previewInvoices(
  db: TenantQueryable,
  id: string,
  { now, language }: { readonly now: Temporal.Instant; readonly language: Language },
): Promise<MessagePreview | undefined> {
  const stored = await db.maybe<{ channel: string; items: MessagePreview['items']; currency: string; amountMinor: bigint }>(sql`
    select action.channel, action.currency, action.amount_minor as "amountMinor"
    from dunning.action where action.id = ${id}::uuid and action.kind = 'invoice'
  `);
  const draft = stored && (await draftInvoices(db, [id], now)).get(id);
  if (!stored || !draft) return undefined;
  const composed = sendingNow({ ...draft, action: { ...draft.action, state: 'confirmed' } });
  const { dunning, messages } = textsIn(language);
  const reason = composed.kind === 'cancel' || composed.kind === 'undeliverable' ? composed.reason : null;
  const money = (minor: bigint): string => toDecimal(minor, stored.currency);
  const { parties, recipient, written, invoices } = draft;
  const isTask = stored.channel === 'task';
  // The cast: reasons are codes of one of these tables.
  const words = { ...messages.reasons, ...dunning.reasons } as Record<string, string>;
  return {
    outcome: isTask ? 'no-message' : composed.kind === 'send' ? 'send' : 'cancel',
    reason: isTask || reason === null ? null : { code: reason, words: words[reason] ?? reason },
    until: null,
    language: draft.language,
    recipient: composed.kind === 'send' ? { name: recipient?.name ?? '', address: composed.recipient.address } : null,
    sender: { name: parties.entity.legalName ?? parties.entity.name, address: parties.entity.email },
    subject: isTask ? null : (written?.subject ?? null),
    text: isTask ? null : (written?.text ?? null),
    html: isTask || !written || stored.channel !== 'e-mail' ? null : safeHtml(written.html),
    script: null,
    currency: stored.currency,
    amount: money(invoices.length === 0 ? stored.amountMinor : invoices.reduce((sum, { openMinor }) => sum + openMinor, 0n)),
    credits: money(0n),
    items: invoices.map((invoice) => ({
      id: invoice.itemId,
      number: invoice.number,
      issuedOn: invoice.issuedOn,
      dueOn: invoice.dueOn,
      daysLate: invoice.daysLate,
      open: money(invoice.openMinor),
      claimed: money(invoice.openMinor),
      stepped: false,
    })),
    warnings: [],
    words: null,
  };
}
