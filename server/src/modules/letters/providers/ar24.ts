import { Secret, TOTP } from 'otpauth';
import type { OutsideAnswer } from '../../../platform/outbound/index.ts';
import type { DeliveryOutcome, Letter } from '../../messages/index.ts';
import { ar24Date, openAnswer, readAr24Date, signDate } from './ar24-crypto.ts';
import { ask, failureOf, jsonOf, postForm, type Reach, statusFailure, textOf } from './call-provider.ts';
import type { Addressee, RegisteredProvider, Told } from './letter-provider.ts';

export type Ar24Account = {
  readonly token: string;
  readonly privateKey: string;
  /** The AR24 user who sends. */
  readonly userId: string;
  /** Of that user: makes the letter a qualified one (eIDAS). Without it a simple registered e-mail is sent. */
  readonly otpSecret?: string | undefined;
};
type Json = Readonly<Record<string, unknown>>;

// The date and the proof of each thing that can become of a letter, in the order they happen.
const stations = [
  { state: 'deposited', date: 'date', proof: 'proof_dp_url' },
  { state: 'notified', date: 'ts_ev_date', proof: 'proof_ev_url' },
  { state: 'received', date: 'view_date', proof: 'proof_ar_url' },
  { state: 'refused', date: 'refused_date', proof: 'proof_rf_url' },
  { state: 'unclaimed', date: 'negligence_date', proof: 'proof_ng_url' },
  { state: 'undelivered', date: 'bounced_date', proof: 'proof_bc_url' },
] as const;

/**
 * Registered electronic letters by AR24 (France, qualified under eIDAS). Its reference, developers.ar24.fr: every call has `token`, `date` and the header
 * `signature` (ar24-crypto.ts), and `id_user`. POST /attachment (multipart, `file`) answers `file_id`. POST /mail (`to_lastname`, `to_firstname`, `to_company`,
 * `to_email`, `dest_statut` professionnel|particulier, `content`, `ref_dossier`, `ref_client`, `attachment[n]`, `eidas`, `otp`) answers the letter with `id`.
 * GET /mail (`id`) answers `status` waiting|sent|AR|refused|negligence|bounced, `date`, `ts_ev_date`, `view_date`, `refused_date`, `negligence_date`,
 * `bounced_date` and the addresses of the proofs (`proof_dp_url`, `proof_ev_url`, `proof_ar_url`, `proof_rf_url`, `proof_ng_url`, `proof_bc_url`).
 * Answers are sealed; errors come in clear as {status: "ERROR", slug, message}, {status: "maintenance"} while it is closed; the HTTP status is 200 either way.
 * It cannot be asked by a number of ours: an outcome that was lost stays for a person to settle.
 */
export function ar24(account: Ar24Account, reach: Reach, now: () => Temporal.Instant): RegisteredProvider {
  const call = {
    get: async (path: string, query: Readonly<Record<string, string>>) => {
      const date = ar24Date(now());
      const search = new URLSearchParams({ token: account.token, date, id_user: account.userId, ...query });
      return {
        date,
        answer: await ask(reach, `${path}?${search.toString()}`, { signature: signDate(date, account.privateKey) }),
      };
    },
    post: async (path: string, fields: Readonly<Record<string, string | Blob>>) => {
      const date = ar24Date(now());
      const form = new FormData();
      for (const [name, value] of Object.entries({ token: account.token, date, id_user: account.userId, ...fields })) {
        if (typeof value === 'string') form.set(name, value);
        else form.set(name, value, 'lettre.pdf');
      }
      return { date, answer: await postForm(reach, path, { signature: signDate(date, account.privateKey) }, form) };
    },
  };
  const read = ({ date, answer }: { date: string; answer: OutsideAnswer }): Read => readAnswer(answer, date, account.privateKey);

  return {
    send: async (letter, to) => {
      // CPCE L100: somebody who is no professional must have agreed to it beforehand. The run sees to it; nothing gets past here either.
      if (!to.professional && !to.consented)
        return { outcome: 'permanent', code: 'no-consent', detail: 'not a professional, and no consent is written down' };
      if (letter.to.email === null) return { outcome: 'permanent', code: 'no-address', detail: 'no e-mail address' };
      const attachments: Record<string, string> = {};
      const files = [
        letter.pdf,
        ...letter.enclosures.filter((one) => one.mediaType === 'application/pdf').map((one) => one.bytes),
      ];
      for (const [at, bytes] of files.entries()) {
        const stored = read(
          await call.post('/attachment', { file: new Blob([Buffer.from(bytes)], { type: 'application/pdf' }) }),
        );
        // Nothing is sent by a file that was put there: whatever went wrong, it may be tried again.
        if (stored.kind !== 'result')
          return stored.outcome.outcome === 'uncertain' ? { ...stored.outcome, outcome: 'temporary' } : stored.outcome;
        attachments[`attachment[${at}]`] = textOf(stored.result['file_id']) ?? textOf(stored.result['id']) ?? '';
      }
      const sent = read(
        await call.post('/mail', { ...mailOf(letter, letter.to.email, to), ...attachments, ...seal(account, now()) }),
      );
      if (sent.kind !== 'result') return sent.outcome;
      const reference = textOf(sent.result['id']);
      return reference === undefined
        ? { outcome: 'uncertain', detail: 'accepted without an id' }
        : { outcome: 'sent', reference };
    },
    find: () => Promise.resolve({ kind: 'unknown' }),
    told: async (reference) => {
      const mail = read(await call.get('/mail', { id: reference }));
      return mail.kind === 'result' ? { told: toldOf(mail.result), trackingNumber: reference } : undefined;
    },
    proof: async (url) => {
      const answer = await ask(reach, url, {});
      if (answer.kind !== 'answered' || answer.status !== 200 || answer.truncated || !answer.body.subarray(0, 5).equals(pdfHead))
        return undefined;
      return { bytes: answer.body, mediaType: 'application/pdf' };
    },
    check: async () => {
      const user = read(await call.get('/user', {}));
      if (user.kind === 'result') return { outcome: 'ok', detail: '' };
      const refused = user.outcome.outcome === 'permanent' || ours.test(user.outcome.detail);
      return { outcome: refused ? 'refused' : 'unreachable', detail: user.outcome.detail };
    },
  };
}

const pdfHead = Buffer.from('%PDF-');

function mailOf(letter: Letter, email: string, to: Addressee): Readonly<Record<string, string>> {
  const [first = '', ...others] = letter.to.name.trim().split(/\s+/);
  return {
    to_email: email,
    to_firstname: others.length > 0 ? first : to.company,
    to_lastname: others.length > 0 ? others.join(' ') : first || to.company,
    ...(to.professional ? { to_company: to.company } : {}),
    dest_statut: to.professional ? 'professionnel' : 'particulier',
    content: letter.text,
    // What we know it by: shown in their statements, though they cannot be asked for it.
    ref_dossier: letter.messageId,
    ref_client: to.reference,
  };
}

function seal({ otpSecret }: Ar24Account, at: Temporal.Instant): Readonly<Record<string, string>> {
  if (!otpSecret) return {};
  return { eidas: '1', otp: new TOTP({ secret: Secret.fromBase32(otpSecret) }).generate({ timestamp: at.epochMilliseconds }) };
}

type Unhappy = Exclude<DeliveryOutcome, { outcome: 'sent' | 'handed' }>;
type Read = { readonly kind: 'result'; readonly result: Json } | { readonly kind: 'not'; readonly outcome: Unhappy };

function readAnswer(answer: OutsideAnswer, date: string, privateKey: string): Read {
  // The cast: neither a failure nor an error status is ever 'sent'.
  if (answer.kind === 'failed') return { kind: 'not', outcome: failureOf(answer) as Unhappy };
  const text = answer.body.toString('utf8');
  const clear = jsonOf(text);
  if (answer.status >= 300)
    return { kind: 'not', outcome: statusFailure(answer.status, textOf(clear?.['message']) ?? '') as Unhappy };
  const said = clear ?? jsonOf(openAnswer(text, date, privateKey) ?? '');
  const status = textOf(said?.['status'])?.toUpperCase();
  const result = said?.['result'];
  if (status === 'SUCCESS' && typeof result === 'object' && result !== null) return { kind: 'result', result: result as Json };
  if (status === 'MAINTENANCE')
    return { kind: 'not', outcome: { outcome: 'temporary', detail: 'closed for maintenance', unreachable: true } };
  if (status === 'ERROR') return { kind: 'not', outcome: errorOf(textOf(said?.['slug']) ?? '', textOf(said?.['message']) ?? '') };
  return { kind: 'not', outcome: { outcome: 'uncertain', detail: 'an answer that cannot be read' } };
}

// Of our account or our clock, and so of no letter in particular.
const ours =
  /^(token|empty_date|invalid_date|expired_date|date_in_future|empty_signature|invalid_signature|user_not_exist|user_unavailable|same_request|too_many|otp|missing_otp|invalid_otp)/;

function errorOf(slug: string, message: string): Unhappy {
  const detail = `${slug} ${message}`.trim().slice(0, 500);
  return ours.test(slug)
    ? { outcome: 'temporary', detail, unreachable: true }
    : { outcome: 'permanent', code: 'refused-by-provider', detail };
}

function toldOf(mail: Json): Told[] {
  const status = textOf(mail['status'])?.toLowerCase();
  return stations.flatMap(({ state, date, proof }) => {
    const at = readAr24Date(textOf(mail[date]) ?? '');
    if (!at) return [];
    // Every letter has a date; it is deposited once it has left their hall.
    if (state === 'deposited' && (status === 'waiting' || status === 'error')) return [];
    return [{ state, at, detail: status ?? '', proofUrl: textOf(mail[proof]) }];
  });
}
