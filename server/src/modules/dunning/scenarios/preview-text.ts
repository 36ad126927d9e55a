import type { Language } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { partiesOf } from '../messages/compose-reminder.ts';
import { languageFor } from '../messages/queue-reminders.ts';
import { type Claim, reminderFields, type StatedItem } from '../messages/reminder-fields.ts';
import { letterHtml, letterText } from '../messages/reminder-layout.ts';
import { renderSubject, templateProblem, unknownFields } from '../messages/template.ts';
import { refuse } from '../refusals.ts';
import { safeHtml } from '../../messages/index.ts';

export type TextToPreview = {
  readonly subject: string;
  readonly body: string;
  readonly grave: boolean;
  readonly customerId?: string | undefined;
  readonly language?: Language | undefined;
  readonly today: Day;
};
export type PreviewedText = {
  customerId: string;
  customer: string;
  subject: string;
  text: string;
  html: string;
  unknownFields: string[];
};

/** A step's text on a real customer: the one named, else the one that owes most overdue. Refuses a template that cannot be read. */
export async function previewText(db: Queryable, wanted: TextToPreview): Promise<PreviewedText> {
  const unknown = [wanted.subject, wanted.body].flatMap((text) => {
    try {
      return unknownFields(text);
    } catch {
      throw refuse('scenario.template-invalid', { step: '', problem: templateProblem(text) ?? '' });
    }
  });
  const customer = await db.maybe<{ id: string; currency: string }>(sql`
    select customer_id as id, currency
    from receivables.customer_balance
    where ${wanted.customerId === undefined ? sql`oldest_due_on < ${wanted.today}::date` : sql`customer_id = ${wanted.customerId}::uuid`}
    order by open_debit_minor desc
    limit 1
  `);
  const parties = customer && (await partiesOf(db, [customer.id])).get(customer.id);
  if (!customer || !parties) throw refuse('customer.not-found');
  const items = await statedItems(db, customer.id, customer.currency, wanted.today);
  const netMinor = items.reduce((sum, item) => sum + item.claimedMinor, 0n);
  const claim: Claim = { currency: customer.currency, items, creditsMinor: 0n, netMinor, on: wanted.today, grave: wanted.grave };
  const language = wanted.language ?? languageFor(parties.language, parties.entity.country);
  const fields = reminderFields(parties, claim, language);
  const letter = { body: wanted.body, fields, parties, claim, language };
  return {
    customerId: customer.id,
    customer: parties.customer.name,
    subject: renderSubject(wanted.subject, fields),
    text: letterText(letter),
    html: safeHtml(letterHtml(letter)),
    unknownFields: [...new Set(unknown)],
  };
}

function statedItems(db: Queryable, customerId: string, currency: string, today: Day): Promise<StatedItem[]> {
  return db.rows<StatedItem>(sql`
    select id as "itemId", number, label, issue_on as "issuedOn", due_on as "dueOn", (${today}::date - due_on)::int as "daysLate",
      amount_minor as "amountMinor", open_minor - awaiting_minor as "openMinor", open_minor - awaiting_minor as "claimedMinor"
    from receivables.item
    where customer_id = ${customerId}::uuid and currency = ${currency} and open_minor <> 0 and open_minor > awaiting_minor and due_on is not null
      and ledger_class = 'receivable'
    order by due_on, number
    limit 12
  `);
}
