import type { TemplatePreview } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import type { Day } from '../../../../kernel/days.ts';
import { toDecimal } from '../../../../kernel/money.ts';
import type { Refusal } from '../../../../kernel/refusals.ts';
import { type Queryable, sql } from '../../../../platform/database/index.ts';
import { invoicesOf } from '../../../documents/index.ts';
import { readSettings } from '../../../identity/index.ts';
import { mostSmsSegments, safeHtml, smsLength, smsView } from '../../../messages/index.ts';
import { postalLines, type Recipient } from '../../collection-contact.ts';
import { refuse } from '../../refusals.ts';
import type { StepAttachment, StepChannel, StepReference } from '../../scenarios/scenario.ts';
import { speaksOfBusinessDues } from '../check-template.ts';
import { laidOut } from '../field-catalogue.ts';
import { formatIn } from '../message-format.ts';
import { interestOf } from '../message-interest.ts';
import { addresseesOf, type AccountParties, partiesOf } from '../message-parties.ts';
import { currenciesNamed, paymentDetails } from '../payment-details.ts';
import { type Claim, reminderFields } from '../reminder-fields.ts';
import { sampleOccasion } from '../sample-message.ts';
import { languageOf } from '../step-words.ts';
import { faultOf, faultValues, faultWords, TemplateFailure } from '../template-fault.ts';
import { fieldsNamed, renderText, unknownFields } from '../template.ts';
import type { TenantQueryable } from '../tenant-queryable.ts';
import { type MessageToWrite, type MessageWords, tryMessage, type WrittenMessage } from '../write-message.ts';
import { chooseAccounts, type ChosenAccount } from './choose-accounts.ts';
import { previewClaims } from './preview-claims.ts';

/** A text to try on real customers. */
export type TemplateToPreview = {
  readonly channel: StepChannel;
  readonly reference: StepReference;
  readonly grave: boolean;
  readonly level: number;
  readonly showInterest: boolean;
  /** What its step takes along; absent: nothing. */
  readonly attachments?: readonly StepAttachment[] | undefined;
  /** Absent: each customer's own, as far as that is French or English. */
  readonly language?: string | undefined;
  readonly words: MessageWords;
  /** Absent: ten who differ. */
  readonly customerId?: string | undefined;
};

/** A text on one account: what it says, to whom, and what came of it. */
export type TriedTemplate = {
  readonly account: ChosenAccount;
  readonly parties: AccountParties;
  readonly recipient: Recipient | undefined;
  readonly claim: Claim;
  readonly payment: ReturnType<typeof paymentDetails>;
  readonly toWrite: MessageToWrite;
  readonly written: WrittenMessage;
  /** Its words cannot be run on this account's data: nothing would leave. */
  readonly failure: TemplateFailure | undefined;
};

/** The fields these texts name and no message has: they read as nothing. Refuses a text that cannot be read. */
export function previewFields(texts: readonly (string | null)[]): string[] {
  const unknown = texts.flatMap((text) => {
    if (!text) return [];
    try {
      return unknownFields(text);
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) throw error;
      throw refuse('template.unreadable', faultValues(fault));
    }
  });
  return [...new Set(unknown)];
}

/** Tries a text on customers of a scenario, or on any, as it would read today: a handful of statements. Refuses a text that cannot be read. */
export async function tryTemplate(
  db: TenantQueryable,
  scenarioId: string | undefined,
  template: TemplateToPreview,
  today: Day,
): Promise<TriedTemplate[]> {
  previewFields([template.words.subject, template.words.body, template.words.script]);
  // A text before the due date lists what is not late yet.
  const late = template.level > 0 || template.grave;
  const accounts =
    template.customerId === undefined
      ? await chooseAccounts(db, scenarioId, { today, late })
      : await accountOf(db, template.customerId);
  const claims = await previewClaims(db, accounts, { today, late });
  const keyed = accounts.map((account) => ({ account, key: `${account.customerId}/${account.currency}` }));
  const parties = await partiesOf(db, [...new Set(accounts.map((account) => account.customerId))]);
  const recipients = await addresseesOf(
    db,
    keyed.map(({ key, account }) => ({ key, customerId: account.customerId, channel: template.channel })),
  );
  const interests = template.showInterest
    ? await interestOf(
        db,
        keyed.map(({ key, account }) => ({
          key,
          on: today,
          currency: account.currency,
          grave: template.grave,
          itemIds: (claims.get(key)?.items ?? []).map((item) => item.itemId),
        })),
      )
    : new Map();
  const having = new Set(
    attaches(template)
      ? (
          await invoicesOf(
            db,
            [...claims.values()].flatMap(({ items }) => items.map((item) => item.itemId)),
          )
        ).map(({ itemId }) => itemId)
      : [],
  );
  const settings = await readSettings(db);
  const currencies = currenciesNamed(settings['payment.currencies']);
  return keyed.flatMap(({ key, account }): TriedTemplate[] => {
    const [stated, party] = [claims.get(key), parties.get(account.customerId)];
    if (!stated || !party) return [];
    const recipient = recipients.get(key);
    const claim: Claim = { ...stated, grave: template.grave, noticeDays: settings['notice.days'], level: template.level };
    const own = languageOf(recipient?.language ?? null, party.entity.country);
    const language = template.language ?? (own === 'fr' ? 'fr' : 'en');
    const payment = paymentDetails(party.entity, account.currency, currencies);
    const toWrite: MessageToWrite = {
      channel: template.channel,
      words: template.words,
      language,
      parties: { ...party, contactName: recipient?.name ?? party.customer.name },
      claim,
      occasion: {
        interest: interests.get(key),
        invoicesAttached: claim.items.filter((item) => having.has(item.itemId)).length,
        // A promise and a payment are not there to be read: the sample's stand in for them.
        ...(template.reference === 'promise-date' ? { promise: sampleOccasion.promise } : {}),
        ...(template.reference === 'payment-date' ? { payment: sampleOccasion.payment } : {}),
      },
      payment: payment === 'other-currency' ? 'unknown' : payment,
      postal: recipient?.postal ? postalLines(recipient, party.entity.country, formatIn(language).words) : undefined,
    };
    return [{ account, parties: party, recipient, claim, payment, toWrite, ...tryMessage(toWrite) }];
  });
}

/** The refusal of a text that cannot be run for a customer: which part, which line, whose. */
export function failureRefusal({ at, fault }: TemplateFailure, customer: string): Refusal {
  return refuse('template.fails', { ...faultValues(fault), at, customer });
}

/** A trial as the screen shows it. */
export function previewView(tried: TriedTemplate, template: TemplateToPreview, language: Language): TemplatePreview {
  const { account, parties, recipient, claim, written } = tried;
  const sms = template.channel === 'sms' && written.text ? smsLength(written.text) : null;
  return {
    customerId: account.customerId,
    customer: parties.customer.name,
    why: [...account.why],
    language: tried.toWrite.language,
    recipient: recipient ? { name: recipient.name, address: addressShown(recipient, template.channel) } : null,
    currency: claim.currency,
    amount: toDecimal(claim.netMinor, claim.currency),
    items: claim.items.length,
    subject: written.subject ?? null,
    text: written.text ?? null,
    html: written.html === undefined ? null : safeHtml(written.html),
    script: written.script ?? null,
    segments: sms?.segments ?? null,
    sms: sms && smsView(sms),
    warnings: warningsOf(tried, template, sms?.segments ?? 0, language),
  };
}

function attaches({ attachments, channel }: TemplateToPreview): boolean {
  return attachments !== undefined && attachments.includes('invoices') && laidOut.includes(channel);
}

function addressShown(recipient: Recipient, channel: StepChannel): string | null {
  if (channel === 'sms' || channel === 'call') return recipient.mobile;
  return channel === 'letter' || channel === 'registered-letter' ? (recipient.postal?.join(', ') ?? null) : recipient.email;
}

function warningsOf(
  tried: TriedTemplate,
  template: TemplateToPreview,
  segments: number,
  reader: Language,
): TemplatePreview['warnings'] {
  const { recipient, parties, claim, payment, toWrite, written, failure } = tried;
  const words = textsIn(reader).templates.customerWarnings;
  if (failure)
    return [
      { code: 'fails', words: words.fails(textsIn(reader).templates.places[failure.at], faultWords(failure.fault, reader)) },
    ];
  const writes = !['call', 'task', 'hand-over'].includes(template.channel);
  const own = languageOf(recipient?.language ?? null, parties.entity.country);
  const names = new Intl.DisplayNames(reader, { type: 'language' });
  const labels: Readonly<Record<string, string>> = textsIn(reader).templates.fields;
  const blank = creditorBlanks(toWrite);
  const said = `${written.subject ?? ''}\n${written.text ?? ''}\n${written.script ?? ''}`;
  const missing = attaches(template) ? claim.items.length - (toWrite.occasion?.invoicesAttached ?? 0) : 0;
  const found: [code: string, words: string, when: boolean][] = [
    ['no-address', words['no-address'], writes && (recipient === undefined || recipient.problem !== null)],
    ['other-currency', words['other-currency'], writes && template.channel !== 'internal' && payment === 'other-currency'],
    ['no-iban', words['no-iban'], writes && template.channel !== 'internal' && payment === 'unknown'],
    ['creditor-blank', words['creditor-blank'](blank.map((name) => labels[name] ?? name).join(', ')), blank.length > 0],
    ['nothing-claimed', words['nothing-claimed'], claim.netMinor <= 0n],
    [
      'no-language',
      words['no-language'](names.of(own) ?? own, names.of(toWrite.language) ?? toWrite.language),
      own !== toWrite.language,
    ],
    ['sms-long', words['sms-long'](segments), segments > mostSmsSegments],
    ['invoices-missing', words['invoices-missing'](missing, claim.items.length), missing > 0],
    ['many-items', words['many-items'](claim.items.length), claim.items.length > 40],
    ['consumer-mention', words['consumer-mention'], parties.customer.kind === 'consumer' && speaksOfBusinessDues(said)],
  ];
  return found.filter(([, , when]) => when).map(([code, sentence]) => ({ code, words: sentence }));
}

// What the law wants said of the creditor and this text names, where the company's settings do not say it: "au capital de" nothing.
const creditorFields = ['legalForm', 'capital', 'legalId', 'register', 'vatNumber', 'registeredOffice'] as const;

function creditorBlanks({ words, parties, claim, language, occasion }: MessageToWrite): string[] {
  const texts = [words.subject, words.body, words.script].filter((text): text is string => Boolean(text));
  const named = new Set(texts.flatMap(fieldsNamed));
  const fields = reminderFields(parties, claim, language, occasion);
  return (
    creditorFields
      .map((field) => `entity.${field}`)
      .filter((path) => named.has(path) && renderText(`{{ ${path} }}`, fields) === '')
      // A text that asks whether it is known has thought of it.
      .filter((path) => !texts.some((text) => new RegExp(String.raw`\{%-?\s*(if|elsif|unless)[^%]*${path}`).test(text)))
  );
}

async function accountOf(db: Queryable, customerId: string): Promise<ChosenAccount[]> {
  const row = await db.maybe<{ currency: string }>(sql`
    select currency from receivables.customer_balance where customer_id = ${customerId}::uuid order by open_debit_minor desc limit 1
  `);
  if (!row) throw refuse('customer.not-found');
  return [{ customerId, currency: row.currency, why: ['usual'] }];
}
