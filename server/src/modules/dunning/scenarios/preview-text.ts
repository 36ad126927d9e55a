import type { Day } from '../../../kernel/days.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { safeHtml } from '../../messages/index.ts';
import { failureRefusal, previewFields, tryTemplate } from '../messages/preview/preview-template.ts';
import type { TenantQueryable } from '../messages/tenant-queryable.ts';
import { refuse } from '../refusals.ts';

export type TextToPreview = {
  readonly subject: string;
  readonly body: string;
  readonly grave: boolean;
  readonly customerId?: string | undefined;
  readonly language?: string | undefined;
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
export async function previewText(db: TenantQueryable, scenarioId: string, wanted: TextToPreview): Promise<PreviewedText> {
  const unknownFields = previewFields([wanted.subject, wanted.body]);
  const customerId = wanted.customerId ?? (await largestDebtor(db, wanted.today));
  const [tried] = await tryTemplate(
    db,
    scenarioId,
    {
      channel: 'e-mail',
      reference: 'due-date',
      grave: wanted.grave,
      level: 0,
      showInterest: false,
      language: wanted.language,
      words: { subject: wanted.subject, body: wanted.body, script: null },
      customerId,
    },
    wanted.today,
  );
  if (!tried) throw refuse('customer.not-found');
  if (tried.failure) throw failureRefusal(tried.failure, tried.parties.customer.name);
  return {
    customerId,
    customer: tried.parties.customer.name,
    subject: tried.written.subject ?? '',
    text: tried.written.text ?? '',
    html: safeHtml(tried.written.html ?? ''),
    unknownFields,
  };
}

async function largestDebtor(db: Queryable, today: Day): Promise<string> {
  const found = await db.maybe<{ id: string }>(sql`
    select customer_id as id
    from receivables.customer_balance
    where oldest_due_on < ${today}::date
    order by open_debit_minor desc
    limit 1
  `);
  if (!found) throw refuse('customer.not-found');
  return found.id;
}
