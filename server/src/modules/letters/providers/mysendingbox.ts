import type { OutsideAnswer } from '../../../platform/outbound/index.ts';
import type { DeliveryOutcome, Letter } from '../../messages/index.ts';
import { ask, checkOf, failureOf, jsonOf, postForm, type Reach, statusFailure, textOf } from './call-provider.ts';
import type { Found, PostProvider, Told } from './letter-provider.ts';
import { postalParts } from './postal-parts.ts';

export type MySendingBoxAccount = {
  readonly apiKey: string;
  readonly colour: 'bw' | 'color';
  readonly sides: 'one' | 'two';
  /** Of letters that are not registered. */
  readonly postage: 'verte' | 'ecopli' | 'prioritaire';
  /** Our own first page shows the address, or a page of theirs is put before it. */
  readonly addressPage: 'first_page' | 'insert_blank_page';
};

// What is said of a letter on paper, by the names of its events. Those not named here say nothing a debtor's file needs.
const states: Readonly<Record<string, string>> = {
  'letter.accepted': 'accepted',
  'letter.filing_proof': 'deposited',
  'letter.sent': 'posted',
  'letter.waiting_to_be_withdrawn': 'notified',
  'letter.distributed': 'delivered',
  'letter.delivery_proof': 'received',
  'letter.returned_to_sender': 'returned',
  'letter.return_to_sender_proof': 'returned',
  'letter.wrong_address': 'returned',
  'letter.lost': 'undelivered',
  'letter.error': 'undelivered',
  'letter.canceled': 'undelivered',
};
const sentBack = new Set(['letter.returned_to_sender', 'letter.return_to_sender_proof']);
// Where the letter holds the scan that comes with an event.
const proofs: Readonly<Record<string, string>> = {
  'letter.filing_proof': 'filing_proof',
  'letter.delivery_proof': 'delivery_proof',
  'letter.return_to_sender_proof': 'return_to_sender_proof',
};
const lettersAPage = 100;
const pagesAsked = 10;

/**
 * Letters on paper by MySendingBox (France). Its reference, docs.mysendingbox.fr: POST /letters (multipart: `to[name]`, `to[address_line1..3]`,
 * `to[address_city]`, `to[address_postalcode]`, `to[address_country]` in full, `color` bw|color, `both_sides`, `postage_type` verte|ecopli|prioritaire|lrar,
 * `source_file`… `source_file_5` with `source_file_type` file, `address_placement`, `manage_delivery_proof`, `manage_returned_mail`, `description`,
 * `metadata`); answers the letter with `_id`. GET /letters/{id}: `events` with `name` and `created_at`, `tracking_number`, `filing_proof`, `delivery_proof`,
 * `return_to_sender_proof`, each with `url`. GET /letters?limit&offset: `letters`, newest first, and `info.total`. The key is the user of Basic auth.
 * Its webhooks are not signed: it is asked instead. It documents no key of idempotency: `metadata.quitus_message` is what we look for afterwards.
 */
export function mySendingBox(account: MySendingBoxAccount, reach: Reach): PostProvider {
  const headers = { authorization: `Basic ${Buffer.from(`${account.apiKey}:`).toString('base64')}`, accept: 'application/json' };
  return {
    send: async (letter) => {
      const form = formOf(letter, account);
      if (!form) return { outcome: 'permanent', code: 'bad-address', detail: 'no line with a postal code' };
      return outcomeOf(await postForm(reach, '/letters', { ...headers, 'idempotency-key': letter.messageId }, form));
    },
    find: (messageId) => find(reach, headers, messageId),
    told: async (reference) => {
      const answer = await ask(reach, `/letters/${encodeURIComponent(reference)}`, headers);
      const letter = answer.kind === 'answered' && answer.status === 200 ? jsonOf(answer.body) : undefined;
      return letter === undefined ? undefined : { told: toldOf(letter), trackingNumber: textOf(letter['tracking_number']) };
    },
    proof: async (url) => {
      const answer = await ask(reach, url, {});
      if (answer.kind !== 'answered' || answer.status !== 200 || answer.truncated) return undefined;
      return { bytes: answer.body, mediaType: answer.headers['content-type'] ?? 'application/pdf' };
    },
    check: async () => checkOf(await ask(reach, '/letters?limit=1', headers), wordsOf),
  };
}

function formOf(letter: Letter, account: MySendingBoxAccount): FormData | undefined {
  const to = postalParts(
    letter.to.lines[0] === letter.to.name ? letter.to.lines : [letter.to.name, ...letter.to.lines].filter(Boolean),
  );
  if (!to) return undefined;
  const form = new FormData();
  form.set('to[name]', to.name);
  for (const [at, line] of to.lines.entries()) form.set(`to[address_line${at + 1}]`, line);
  form.set('to[address_postalcode]', to.postalCode);
  form.set('to[address_city]', to.city);
  form.set('to[address_country]', to.country);
  form.set('color', account.colour);
  form.set('both_sides', String(account.sides === 'two'));
  const registered = letter.channel !== 'letter';
  form.set('postage_type', registered ? 'lrar' : account.postage);
  form.set('manage_delivery_proof', String(registered));
  form.set('manage_returned_mail', 'true');
  form.set('address_placement', account.addressPage);
  form.set('description', letter.messageId);
  form.set('metadata[quitus_message]', letter.messageId);
  const printable = letter.enclosures.filter((file) => file.mediaType === 'application/pdf').map((file) => file.bytes);
  for (const [at, bytes] of [letter.pdf, ...printable].slice(0, 5).entries()) {
    const field = at === 0 ? 'source_file' : `source_file_${at + 1}`;
    form.set(field, new Blob([Buffer.from(bytes)], { type: 'application/pdf' }), `${letter.messageId}-${at + 1}.pdf`);
    form.set(`${field}_type`, 'file');
  }
  return form;
}

function outcomeOf(answer: OutsideAnswer): DeliveryOutcome {
  if (answer.kind === 'failed') return failureOf(answer);
  if (answer.status >= 300) return statusFailure(answer.status, wordsOf(answer.body));
  const reference = textOf(jsonOf(answer.body)?.['_id']);
  // It said yes and we cannot tell to what.
  return reference === undefined ? { outcome: 'uncertain', detail: 'accepted without an id' } : { outcome: 'sent', reference };
}

async function find(reach: Reach, headers: Readonly<Record<string, string>>, messageId: string): Promise<Found> {
  for (let page = 0; page < pagesAsked; page += 1) {
    const answer = await ask(reach, `/letters?limit=${lettersAPage}&offset=${page * lettersAPage}`, headers);
    const listed = answer.kind === 'answered' && answer.status === 200 ? jsonOf(answer.body)?.['letters'] : undefined;
    if (!Array.isArray(listed)) return { kind: 'unknown' };
    const letters = listed.filter(isRecord);
    const ours = letters.find((one) => isOurs(one, messageId));
    if (ours) return { kind: 'found', reference: textOf(ours['_id']) ?? '' };
    if (listed.length < lettersAPage) return { kind: 'absent' };
  }
  return { kind: 'unknown' };
}

function isOurs(letter: Readonly<Record<string, unknown>>, messageId: string): boolean {
  const {
    metadata,
    description,
    _id: id,
  } = letter as { metadata?: { quitus_message?: unknown }; description?: unknown; _id?: unknown };
  return textOf(id) !== undefined && (metadata?.quitus_message === messageId || description === messageId);
}

function toldOf(letter: Readonly<Record<string, unknown>>): Told[] {
  const events = Array.isArray(letter['events']) ? letter['events'].filter(isRecord) : [];
  // What waited to be fetched was presented: sent back, it was not fetched. It is unknown at the address only where it never waited.
  const waited = events.some((event) => event['name'] === 'letter.waiting_to_be_withdrawn');
  return events.flatMap((event) => {
    const name = textOf(event['name']) ?? '';
    const state = waited && sentBack.has(name) ? 'unclaimed' : states[name];
    const at = instantOf(textOf(event['created_at']));
    if (state === undefined || at === undefined) return [];
    const proof = letter[proofs[name] ?? ''] as { readonly url?: unknown } | undefined;
    return [{ state, at, detail: name, proofUrl: textOf(proof?.url) }];
  });
}

// What cannot be read is left out: it must not keep the letters behind it waiting.
function instantOf(text: string | undefined): Temporal.Instant | undefined {
  try {
    return text === undefined ? undefined : Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wordsOf(body: Buffer): string {
  const answer = jsonOf(body);
  const error = answer?.['error'] as { readonly message?: unknown } | undefined;
  return textOf(error?.message) ?? textOf(answer?.['message']) ?? '';
}
