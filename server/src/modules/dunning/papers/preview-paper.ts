import type { OutputOf } from '@quitus/contract/client';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { headerText, type MakePdf } from '../../messages/index.ts';
import { paperOf } from '../messages/message-attachments.ts';
import { type TemplateToPreview, tryTemplate } from '../messages/preview/preview-template.ts';
import type { TenantQueryable } from '../messages/tenant-queryable.ts';
import { refuse } from '../refusals.ts';
import { assertPaper } from './check-paper.ts';
import { referencesOf } from './choose-paper.ts';
import { type PaperColumn, type PaperKind, type PaperWords, plainPaper } from './paper.ts';

// A reminder like any that takes a paper along; what it says itself is not looked at.
const reminder: Omit<TemplateToPreview, 'language' | 'customerId'> = {
  channel: 'letter',
  reference: 'due-date',
  grave: false,
  level: 1,
  showInterest: false,
  words: { subject: null, body: null, script: null },
};

type PaperCustomer = OutputOf<'GET /paper-templates/customers'>['customers'][number];

/** Ten customers who differ most, to try a paper on: a handful of statements. */
export async function paperCustomers(db: TenantQueryable, today: Day): Promise<PaperCustomer[]> {
  const tried = await tryTemplate(db, undefined, reminder, today);
  return tried.map(({ account, parties, claim }) => ({
    customerId: account.customerId,
    customer: parties.customer.name,
    why: [...account.why],
    currency: claim.currency,
    amount: toDecimal(claim.netMinor, claim.currency),
  }));
}

/** Words and columns to try on one customer. */
export type PaperToTry = PaperWords & {
  readonly kind: PaperKind;
  readonly language: string;
  readonly columns: readonly PaperColumn[];
  readonly customerId: string;
};

/** A paper as one customer would get it today. Refuses words that cannot be said, an unknown customer, and a note of interest where none is due. */
export async function previewPaper(
  db: TenantQueryable,
  { kind, language, columns, customerId, title, opening, closing }: PaperToTry,
  { today, makePdf }: { readonly today: Day; readonly makePdf: MakePdf | undefined },
): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  const words = { title, opening, closing };
  assertPaper({ ...plainPaper(kind), variants: [{ language, label: '', criteria: null, columns: [], ...words }] });
  // Interest below what reminders show is shown all the same: a formal notice states it whatever it comes to.
  const like = kind === 'interest-note' ? { ...reminder, showInterest: true, grave: true } : reminder;
  const [tried] = await tryTemplate(db, undefined, { ...like, language, customerId }, today);
  if (!tried) throw refuse('customer.not-found');
  const references = await referencesOf(
    db,
    tried.claim.items.map((item) => item.itemId),
  );
  const data = paperOf(tried.toWrite, kind, { language, words, columns, references });
  if (!data) throw refuse('paper.no-interest');
  if (!makePdf) throw new Error('nothing here makes PDFs');
  return { bytes: await makePdf(kind, data), name: `${headerText(tried.parties.customer.code)}.pdf` };
}
