import type { Language } from '@quitus/texts';
import { addDays } from '../../../kernel/days.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import type { Composed, Composer } from '../../messages/index.ts';
import { collectionContacts } from '../collection-contact.ts';
import { type ClaimNow, claimsNow, type DecidedAction, decidedActions } from './claim-now.ts';
import { languageFor } from './queue-reminders.ts';
import { type Claim, type Parties, reminderFields } from './reminder-fields.ts';
import { letterHtml, letterText } from './reminder-layout.ts';
import { renderSubject } from './template.ts';

/** One reminder as it stands this second: what it claims, and its words when it claims something. */
export type Draft = {
  readonly action: DecidedAction;
  readonly claimNow: ClaimNow;
  readonly parties: PartiesRow;
  readonly language: Language;
  readonly claim: Claim | undefined;
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly script: string | undefined;
};
type PartiesRow = Parties & {
  readonly customerId: string;
  readonly contactId: string | null;
  readonly email: string | null;
  readonly language: Language | null;
};
type Texts = {
  readonly stepId: string;
  readonly version: number;
  readonly subjectFr: string | null;
  readonly subjectEn: string | null;
  readonly bodyFr: string | null;
  readonly bodyEn: string | null;
  readonly scriptFr: string | null;
  readonly scriptEn: string | null;
};

/** Writes the reminders of these actions from the data of this second: a handful of statements for all of them. */
export async function draftReminders(db: Queryable, ids: readonly string[], now: Temporal.Instant): Promise<Map<string, Draft>> {
  const actions = await decidedActions(db, ids, now);
  const claims = await claimsNow(db, actions, now);
  const parties = await partiesOf(db, [...new Set(actions.map((action) => action.customerId))]);
  const texts = await textsOf(db, [...claims.values()]);
  const drafts = new Map<string, Draft>();
  for (const action of actions) {
    const claimNow = claims.get(action.id);
    const party = parties.get(action.customerId);
    if (claimNow && party) drafts.set(action.id, draftOf(action, claimNow, party, texts));
  }
  return drafts;
}

function draftOf(action: DecidedAction, claimNow: ClaimNow, parties: PartiesRow, texts: ReadonlyMap<string, Texts>): Draft {
  const language = languageFor(parties.language, parties.entity.country);
  const none = {
    action,
    claimNow,
    parties,
    language,
    claim: undefined,
    subject: undefined,
    text: undefined,
    html: undefined,
    script: undefined,
  };
  if (claimNow.kind !== 'claim') return none;
  const claim: Claim = { ...claimNow, currency: action.currency, on: action.on };
  const step = texts.get(`${claimNow.stepId}/${claimNow.version}`);
  const fields = reminderFields(parties, claim, language);
  const body = language === 'fr' ? step?.bodyFr : step?.bodyEn;
  const subject = language === 'fr' ? step?.subjectFr : step?.subjectEn;
  const script = language === 'fr' ? step?.scriptFr : step?.scriptEn;
  const letter = body ? { body, fields, parties, claim, language } : undefined;
  return {
    ...none,
    claim,
    subject: subject ? renderSubject(subject, fields) : undefined,
    text: letter && letterText(letter),
    html: letter && letterHtml(letter),
    script: script ? renderSubjectless(script, fields) : undefined,
  };
}

// A script keeps its lines.
function renderSubjectless(script: string, fields: ReturnType<typeof reminderFields>): string {
  return script
    .split('\n')
    .map((line) => renderSubject(line, fields))
    .join('\n');
}

// The composers of one transaction are called at once: their messages are written together, by as many statements as for one.
const gathering = new WeakMap<Transaction, { ids: string[]; drafts: Promise<Map<string, Draft>> }>();

/** Writes a reminder the second it leaves (T1): what is settled is gone, what changed is refreshed; nothing left cancels it, a broken interval puts it off. */
export const composeReminder: Composer = async (tx, message, now) => {
  if (message.actionId === null) return { kind: 'cancel', reason: 'superseded' };
  let batch = gathering.get(tx);
  if (!batch) {
    const ids: string[] = [];
    const drafts = Promise.resolve().then(() => {
      gathering.delete(tx);
      return draftReminders(tx, ids, now);
    });
    batch = { ids, drafts };
    gathering.set(tx, batch);
  }
  batch.ids.push(message.actionId);
  const draft = (await batch.drafts).get(message.actionId);
  return draft ? composed(draft) : { kind: 'cancel', reason: 'superseded' };
};

/** What becomes of a draft. */
export function composed(draft: Draft): Composed {
  const { claimNow, claim, parties, action } = draft;
  // Taken back, skipped or expired while its message was on its way to be written.
  if (action.state !== 'confirmed' && action.state !== 'to-do') return { kind: 'cancel', reason: 'recalled' };
  if (claimNow.kind === 'none') return { kind: 'cancel', reason: claimNow.reason };
  if (claimNow.kind === 'later') {
    return {
      kind: 'postpone',
      until: Temporal.PlainDate.from(addDays(claimNow.on, -action.ahead))
        .toZonedDateTime({ timeZone: action.timeZone, plainTime: '08:30' })
        .toInstant(),
    };
  }
  if (!claim || !draft.subject || !draft.text || !draft.html) return { kind: 'cancel', reason: 'superseded' };
  if (parties.email === null) return { kind: 'undeliverable', reason: 'no-address' };
  return {
    kind: 'send',
    recipient: { name: parties.contactName, address: parties.email, contactId: parties.contactId ?? undefined },
    subject: draft.subject,
    text: draft.text,
    html: draft.html,
    items: claim.items.map((item) => ({ itemId: item.itemId, openMinor: item.claimedMinor, daysLate: item.daysLate })),
    amountMinor: claim.netMinor,
    currency: claim.currency,
  };
}

/** Who owes and who claims, for some customers. */
export async function partiesOf(db: Queryable, customerIds: readonly string[]): Promise<Map<string, PartiesRow>> {
  const rows = await db.rows<PartiesRow>(sql`
    with contact as (${collectionContacts(sql`customer.id = any(${[...customerIds]}::uuid[])`)})
    select customer.id as "customerId", contact.contact_id as "contactId", contact.email, coalesce(contact.language, customer.language) as language,
      coalesce(contact.name, customer.name) as "contactName", person.name as "collectorName",
      jsonb_build_object('code', customer.code, 'name', customer.name, 'kind', customer.kind, 'legalId', customer.legal_id,
        'addressLines', customer.address_lines, 'postcode', customer.postcode, 'city', customer.city) as customer,
      jsonb_build_object('name', entity.name, 'legalName', entity.legal_name, 'legalId', entity.legal_id, 'vatNumber', entity.vat_number,
        'country', entity.country, 'addressLines', entity.address_lines, 'postcode', entity.postcode, 'city', entity.city, 'email', entity.email,
        'phone', entity.phone, 'iban', entity.iban, 'bic', entity.bic, 'accountHolder', entity.account_holder) as entity
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    left join contact on contact.customer_id = customer.id
    left join identity.person on person.id = customer.collector_id
    where customer.id = any(${[...customerIds]}::uuid[])
  `);
  return new Map(rows.map((row) => [row.customerId, row]));
}

async function textsOf(db: Queryable, claims: readonly ClaimNow[]): Promise<Map<string, Texts>> {
  const wanted = claims.filter((claim) => claim.kind === 'claim');
  if (wanted.length === 0) return new Map();
  const rows = await db.rows<Texts>(sql`
    select step_id as "stepId", version, subject_fr as "subjectFr", subject_en as "subjectEn", body_fr as "bodyFr", body_en as "bodyEn",
      script_fr as "scriptFr", script_en as "scriptEn"
    from dunning.step
    where scenario_id = any(${[...new Set(wanted.map((claim) => claim.scenarioId))]}::uuid[]) and version = any(${[...new Set(wanted.map((claim) => claim.version))]}::int[])
  `);
  return new Map(rows.map((row) => [`${row.stepId}/${row.version}`, row]));
}
