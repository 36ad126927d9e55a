import { addDays, type Day } from '../../../kernel/days.ts';
import type { LetterData, ToAttach } from '../../messages/index.ts';
import { readSettings } from '../../identity/index.ts';
import { postalLines, type Recipient } from '../collection-contact.ts';
import { type ChoosePaper, papersFor, plainPapers } from '../papers/choose-paper.ts';
import type { StepChannel } from '../scenarios/scenario.ts';
import { asCopy, type CopyMarking, invoicesOf, type ItemInvoice } from '../../documents/index.ts';
import { type BesideClaim, claimsBeside } from '../beside/claims-beside.ts';
import { type ClaimNow, claimsNow, type DecidedAction, decidedActions } from './claim-now.ts';
import { formatIn } from './message-format.ts';
import { interestOf, type MessageInterest } from './message-interest.ts';
import { type AccountParties, addresseesOf, partiesOf, signerOf } from './message-parties.ts';
import { currenciesNamed, paymentDetails } from './payment-details.ts';
import type { Claim } from './reminder-fields.ts';
import { earlierReminders, type StepShape, stepShapes, wordsOverridden } from './step-shapes.ts';
import { chooseWords, customersMeeting, languageOf } from './step-words.ts';
import type { TemplateFailure } from './template-fault.ts';
import type { TenantQueryable } from './tenant-queryable.ts';
import { type MessageToWrite, type MessageWords, tryMessage } from './write-message.ts';

/** One reminder as it stands this second: what it claims, and its words when it claims something. */
export type Draft = {
  readonly action: DecidedAction;
  readonly claimNow: ClaimNow;
  /** The step it follows now, when it claims something. */
  readonly shape: StepShape | undefined;
  readonly parties: AccountParties & { readonly contactName: string };
  readonly recipient: Recipient | undefined;
  readonly language: string;
  readonly claim: Claim | undefined;
  readonly payment: ReturnType<typeof paymentDetails>;
  readonly toWrite: MessageToWrite | undefined;
  /** The invoices that go along, as far as we have them. */
  readonly invoices: readonly ToAttach[];
  /** What the tenant has its papers say. */
  readonly papers: ChoosePaper;
  readonly subject: string | undefined;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly letter: LetterData | undefined;
  readonly script: string | undefined;
  /** Its words cannot be run on this customer's data: nothing leaves. */
  readonly failure: TemplateFailure | undefined;
};

/** What was read for all the drafts of a batch. */
type Read = {
  readonly beside: ReadonlyMap<string, BesideClaim>;
  readonly shapes: ReadonlyMap<string, StepShape>;
  readonly recipients: ReadonlyMap<string, Recipient>;
  readonly meeting: ReadonlyMap<string, ReadonlySet<string>>;
  readonly interests: ReadonlyMap<string, MessageInterest>;
  readonly earlier: ReadonlyMap<string, readonly Day[]>;
  readonly invoices: ReadonlyMap<string, ItemInvoice[]>;
  readonly overridden: ReadonlyMap<string, Pick<MessageWords, 'subject' | 'body'>>;
  readonly currencies: readonly string[];
  readonly noticeDays: number;
  readonly copyMark: CopyMarking;
  readonly papers: (customerId: string) => ChoosePaper;
};

const shapeKey = (claim: { readonly stepId: string; readonly version: number }): string => `${claim.stepId}/${claim.version}`;

/** Writes the reminders of these actions from the data of this second: a handful of statements for all of them. */
export async function draftReminders(
  db: TenantQueryable,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, Draft>> {
  const actions = await decidedActions(db, ids, now);
  const beside = await claimsBeside(db, actions, now);
  const claims = new Map([
    ...(await claimsNow(
      db,
      actions.filter((action) => !beside.has(action.id)),
      now,
    )),
    ...[...beside].map(([id, { claimNow }]) => [id, claimNow] as const),
  ]);
  const settings = await readSettings(db);
  letLadderWait(claims, actions, { beside, perDay: settings['contact.perDay'] });
  const parties = await partiesOf(db, [...new Set(actions.map((action) => action.customerId))]);
  const read = await readFor(db, actions, { claims, beside, settings });
  const drafts = new Map<string, Draft>();
  for (const action of actions) {
    const claimNow = claims.get(action.id);
    const party = parties.get(action.customerId);
    if (claimNow && party) drafts.set(action.id, draftOf(action, claimNow, party, read));
  }
  return drafts;
}

/** What a person planned, or a promise that was broken, is a chase as well: of what is to leave in the same second, the scenario's reminder waits for tomorrow (T62). */
function letLadderWait(
  claims: Map<string, ClaimNow>,
  actions: readonly DecidedAction[],
  { beside, perDay }: { readonly beside: ReadonlyMap<string, BesideClaim>; readonly perDay: number },
): void {
  const accountOf = (action: DecidedAction): string => `${action.customerId}/${action.currency}`;
  const chased = Map.groupBy(
    actions.filter((action) => beside.get(action.id)?.chases && claims.get(action.id)?.kind === 'claim'),
    accountOf,
  );
  for (const action of actions) {
    if (beside.has(action.id) || action.channel === 'internal' || claims.get(action.id)?.kind !== 'claim') continue;
    if ((chased.get(accountOf(action))?.length ?? 0) >= perDay)
      claims.set(action.id, { kind: 'later', reason: 'contacted-today', on: addDays(action.on, 1) });
  }
}

type Known = {
  readonly claims: ReadonlyMap<string, ClaimNow>;
  readonly beside: ReadonlyMap<string, BesideClaim>;
  readonly settings: Awaited<ReturnType<typeof readSettings>>;
};

async function readFor(
  db: TenantQueryable,
  actions: readonly DecidedAction[],
  { claims, beside, settings }: Known,
): Promise<Read> {
  const claiming = actions.flatMap((action) => {
    const claim = claims.get(action.id);
    return claim?.kind === 'claim' ? [{ action, claim }] : [];
  });
  const shapes = await stepShapes(
    db,
    claiming.filter(({ action }) => !beside.get(action.id)?.shape).map(({ claim }) => claim),
  );
  const shaped = claiming.map(({ action, claim }) => ({
    key: action.id,
    on: action.on,
    customerId: action.customerId,
    currency: action.currency,
    grave: claim.grave,
    itemIds: claim.items.map((item) => item.itemId),
    shape: beside.get(action.id)?.shape ?? shapes.get(shapeKey(claim)),
  }));
  const shapeOf = new Map(shaped.map((each) => [each.key, each.shape]));
  const criteria = [...shapes.values()].flatMap(({ words }) => words.variants.flatMap((variant) => variant.criteria ?? []));
  const [first] = actions;
  return {
    beside,
    shapes,
    recipients: await addresseesOf(
      db,
      actions.map(({ id, customerId, channel }) => ({ key: id, customerId, channel, shape: shapeOf.get(id) })),
    ),
    meeting: await customersMeeting(db, criteria, [...new Set(shaped.map((each) => each.customerId))], first?.on ?? '2000-01-01'),
    interests: await interestOf(
      db,
      shaped.filter((each) => each.shape?.showInterest),
    ),
    earlier: await earlierReminders(
      db,
      shaped.filter((each) => each.shape && speaksOfReminders(each.shape)),
    ),
    invoices: Map.groupBy(
      await invoicesOf(
        db,
        shaped.filter((each) => each.shape?.attachments.includes('invoices')).flatMap((each) => each.itemIds),
      ),
      (invoice) => invoice.itemId,
    ),
    overridden: await wordsOverridden(
      db,
      claiming.map(({ action }) => action.id),
    ),
    currencies: currenciesNamed(settings['payment.currencies']),
    noticeDays: settings['notice.days'],
    copyMark: settings['invoices.copyMark'],
    papers: await papersFor(db, {
      attachments: shaped.flatMap((each) => each.shape?.attachments ?? []),
      customerIds: [...new Set(shaped.map((each) => each.customerId))],
      itemIds: shaped.flatMap((each) => each.itemIds),
      today: first?.on ?? '2000-01-01',
    }),
  };
}

function speaksOfReminders({ words }: StepShape): boolean {
  return [words.fr, words.en, ...words.variants].some((each) => each.body?.includes('previousReminders'));
}

function draftOf(action: DecidedAction, claimNow: ClaimNow, parties: AccountParties, read: Read): Draft {
  const recipient = read.recipients.get(action.id);
  const wanted = languageOf(recipient?.language ?? null, parties.entity.country);
  const base: Omit<Draft, 'language'> = {
    action,
    claimNow,
    shape: undefined,
    parties: { ...parties, contactName: recipient?.name ?? parties.customer.name },
    recipient,
    claim: undefined,
    payment: paymentDetails(parties.entity, action.currency, read.currencies),
    toWrite: undefined,
    invoices: [],
    papers: plainPapers,
    subject: undefined,
    text: undefined,
    html: undefined,
    letter: undefined,
    script: undefined,
    failure: undefined,
  };
  const beside = read.beside.get(action.id);
  const shape = claimNow.kind === 'claim' ? (beside?.shape ?? read.shapes.get(shapeKey(claimNow))) : undefined;
  if (claimNow.kind !== 'claim' || !shape) return { ...base, language: wanted };
  const claim: Claim = { ...claimNow, currency: action.currency, on: action.on, noticeDays: read.noticeDays, level: shape.level };
  const chosen = chooseWords(
    shape.words,
    wanted,
    ({ criteria }) => criteria === null || (read.meeting.get(JSON.stringify(criteria))?.has(action.customerId) ?? false),
  );
  const own = read.overridden.get(action.id);
  const language = chosen.language;
  const attached = shape.attachments.includes('invoices') ? invoicesFor(claim, read, language) : noInvoices;
  const toWrite: MessageToWrite = {
    // The cast: actions have the channels of steps; the database checks both.
    channel: action.channel as StepChannel,
    words: { ...chosen.words, ...(own?.subject ? { subject: own.subject } : {}), ...(own?.body ? { body: own.body } : {}) },
    language,
    parties: { ...base.parties, senderName: signerOf(shape, parties) },
    claim,
    occasion: {
      ...beside?.occasion,
      interest: read.interests.get(action.id),
      previousReminders: read.earlier.get(action.id),
      invoicesAttached: attached.items,
    },
    payment: base.payment === 'other-currency' ? 'unknown' : base.payment,
    postal: recipient?.postal ? postalLines(recipient, parties.entity.country, formatIn(language).words) : undefined,
  };
  const { written, failure } = tryMessage(toWrite);
  return {
    ...base,
    shape,
    claim,
    language,
    toWrite,
    invoices: attached.documents,
    papers: read.papers(action.customerId),
    ...written,
    failure,
  };
}

type Attached = { readonly documents: readonly ToAttach[]; readonly items: number };
const noInvoices: Attached = { documents: [], items: 0 };

// Due lines of one invoice name the same document: it goes along once.
function invoicesFor(claim: Claim, { invoices, copyMark }: Read, language: string): Attached {
  const byDocument = new Map<string, ToAttach>();
  const having = claim.items.filter((item) => invoices.has(item.itemId));
  for (const item of having)
    for (const invoice of invoices.get(item.itemId) ?? [])
      byDocument.set(invoice.documentId, asCopy(invoice, copyMark, language));
  return { documents: [...byDocument.values()], items: having.length };
}
