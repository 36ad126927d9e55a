import type { MessagePreview } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { ledgerAges } from '../../identity/index.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { sql } from '../../../platform/database/index.ts';
import { previewInvoices } from '../invoices/preview-invoices.ts';
import { composed } from '../messages/compose-reminder.ts';
import { draftReminders } from '../messages/draft-reminders.ts';
import { laidOut } from '../messages/field-catalogue.ts';
import { failureRefusal } from '../messages/preview/preview-template.ts';
import type { TenantQueryable } from '../messages/tenant-queryable.ts';
import { refuse } from '../refusals.ts';
import { cautionsOf, wordsOf } from './action-row.ts';
import { safeHtml } from '../../messages/index.ts';

/** The message of an action as it would leave now, or why none would; refuses, naming the part, the line and the customer, words that cannot be run on its data. */
export async function previewAction(
  db: TenantQueryable,
  id: string,
  { now, language }: { now: Temporal.Instant; language: Language },
): Promise<MessagePreview> {
  const invoices = await previewInvoices(db, id, { now, language });
  if (invoices) return invoices;
  const draft = (await draftReminders(db, [id], now)).get(id);
  if (draft?.failure) throw failureRefusal(draft.failure, draft.parties.customer.name);
  const stored = await db.maybe<{
    caution: string | null;
    prudence: number | null;
    grave: boolean;
    state: string;
    channel: string;
    stepped: string[];
    own: boolean;
  }>(sql`
    select action.caution, (action.reason ->> 'prudence')::int as prudence, action.grave, action.state, action.channel, action.words is not null as own,
      coalesce((select array_agg(item_id::text) from dunning.action_item where action_id = action.id and stepped), '{}') as stepped
    from dunning.action
    where action.id = ${id}::uuid
  `);
  if (!draft || !stored) throw refuse('action.not-found');
  const { claimNow, claim, parties, recipient, action } = draft;
  const wantsInvoices = draft.shape?.attachments.includes('invoices') && laidOut.includes(draft.shape.channel);
  const missing = wantsInvoices && claim ? claim.items.length - (draft.toWrite?.occasion?.invoicesAttached ?? 0) : 0;
  const outcome = composed({ ...draft, action: { ...action, state: 'confirmed' } });
  const money = (minor: bigint): string => toDecimal(minor, action.currency);
  const ledger = stored.caution === 'stale' ? (await ledgerAges(db, now)).get(action.entityId) : undefined;
  const reason = claimNow.kind === 'claim' ? (outcome.kind === 'undeliverable' ? outcome.reason : null) : claimNow.reason;
  return {
    outcome: ['call', 'task', 'hand-over'].includes(action.channel)
      ? 'no-message'
      : outcome.kind === 'undeliverable'
        ? 'cancel'
        : outcome.kind,
    reason:
      reason === null
        ? null
        : {
            code: reason,
            words: reason === 'no-address' ? textsIn(language).dunning.cautions['no-address'] : wordsOf(reason, language),
          },
    until: outcome.kind === 'postpone' ? outcome.until.toString() : null,
    language: draft.language,
    recipient:
      outcome.kind === 'send'
        ? { name: recipient?.name ?? '', address: outcome.recipient.address }
        : recipient?.email
          ? { name: recipient.name, address: recipient.email }
          : null,
    sender: { name: parties.entity.legalName ?? parties.entity.name, address: parties.entity.email },
    subject: draft.subject ?? null,
    text: draft.text ?? null,
    html: draft.html ? safeHtml(draft.html) : null,
    script: draft.script ?? null,
    currency: action.currency,
    amount: money(claim?.netMinor ?? 0n),
    credits: money(claim?.creditsMinor ?? 0n),
    items: (claim?.items ?? []).map((item) => ({
      id: item.itemId,
      number: item.number,
      issuedOn: item.issuedOn,
      dueOn: item.dueOn,
      daysLate: item.daysLate,
      open: money(item.openMinor),
      claimed: money(item.claimedMinor),
      stepped: stored.stepped.includes(item.itemId),
    })),
    warnings: [
      // A currency without an account is the reason of the outcome already.
      ...cautionsOf({ ...stored, noIban: parties.entity.iban === null, otherCurrency: false }, language, ledger),
      ...(missing > 0 && claim
        ? [
            {
              code: 'invoices-missing',
              words: textsIn(language).templates.customerWarnings['invoices-missing'](missing, claim.items.length),
            },
          ]
        : []),
      ...(stored.own ? [{ code: 'reworded', words: textsIn(language).dunning.cautions.reworded }] : []),
    ],
    words: draft.toWrite ? { subject: draft.toWrite.words.subject, body: draft.toWrite.words.body, own: stored.own } : null,
  };
}
