import { callOutside, type OutsideAllowance, type OutsideAnswer } from '../../../platform/outbound/index.ts';
import type { Delivery, TextMessage } from '../transports/transport.ts';
import { smsLength } from './segments.ts';
import type { SmsProvider, SmsReport } from './sms-provider.ts';

export type BrevoAccount = {
  readonly apiKey: string;
  /** The sender's name, eleven characters at most. */
  readonly sender: string;
  readonly allow?: OutsideAllowance | undefined;
  /** Tests speak to a server of their own. */
  readonly baseUrl?: string | undefined;
};

const timeoutMs = 20_000;
const maxAnswerBytes = 1_000_000;
const eventsPerPage = 100;
const morePages = 200;

/**
 * Text messages by Brevo (France). Its reference: developers.brevo.com, "Send SMS message to a mobile number" (POST
 * /v3/transactionalSMS/send: sender, recipient, content, type, tag, unicodeEnabled; answers 201 with messageId and reference),
 * "Get all your SMS activity" (GET /v3/transactionalSMS/statistics/events: events with phoneNumber, date, messageId, event,
 * reason, tag; startDate, endDate, limit, offset), "Get your account" (GET /v3/account); the key goes in `api-key`; errors are
 * {code, message} with 400, 401, 402 (no credit), 403, 404, 429. It knows no idempotency key: our message's id goes along as the
 * tag, by which its reports come back to the message.
 */
export function brevo(account: BrevoAccount): SmsProvider {
  const call = (method: 'GET' | 'POST', path: string, body?: unknown): Promise<OutsideAnswer> =>
    callOutside({
      url: `${account.baseUrl ?? 'https://api.brevo.com'}/v3${path}`,
      method,
      headers: {
        'api-key': account.apiKey,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
      maxAnswerBytes,
      ...(account.allow === undefined ? {} : { allow: account.allow }),
    });
  return {
    send: async (message) => deliveryOf(await call('POST', '/transactionalSMS/send', smsOf(message, account.sender))),
    reports: async (since, until) => {
      const reports: SmsReport[] = [];
      for (let page = 0; page < morePages; page += 1) {
        const query = `startDate=${since.toString()}&endDate=${until.toString()}&limit=${eventsPerPage}&offset=${page * eventsPerPage}&sort=asc`;
        const answer = await call('GET', `/transactionalSMS/statistics/events?${query}`);
        if (answer.kind !== 'answered' || answer.status !== 200) throw new Error(`reports: ${wordsOf(answer)}`);
        const events = eventsOf(answer.body);
        reports.push(...events.flatMap(reportOf));
        if (events.length < eventsPerPage) return reports;
      }
      return reports;
    },
    check: async () => {
      const answer = await call('GET', '/account');
      return answer.kind === 'answered' && answer.status === 200 ? { ok: true } : { ok: false, detail: wordsOf(answer) };
    },
  };
}

function smsOf(message: TextMessage, sender: string) {
  const { text, encoding } = smsLength(message.text);
  return {
    sender,
    // With its country code and no sign, as its examples are.
    recipient: message.to.replace(/^\+/, ''),
    content: text,
    type: 'transactional',
    tag: message.messageId,
    unicodeEnabled: encoding === 'ucs-2',
  };
}

// Not one byte of the message had been told when these happen.
const neverTold = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNABORTED']);

function deliveryOf(answer: OutsideAnswer): Delivery {
  const detail = wordsOf(answer);
  if (answer.kind === 'failed') {
    const told =
      answer.failure === 'timeout' ||
      answer.failure === 'aborted' ||
      (answer.failure === 'unreachable' && !neverTold.has(answer.detail));
    return told ? { outcome: 'uncertain', detail } : { outcome: 'temporary', detail, unreachable: true };
  }
  const { status } = answer;
  if (status === 200 || status === 201) return { outcome: 'sent', reference: referenceOf(answer.body) };
  // A key or a credit that a person has to mend: the others would fare no better.
  if (status === 401 || status === 402 || status === 403) return { outcome: 'temporary', detail, unreachable: true };
  if (status === 429 || status === 503) return { outcome: 'temporary', detail };
  if (status < 500) return { outcome: 'permanent', code: 'refused-by-provider', detail };
  // Its fault came after it had read the message.
  return { outcome: 'uncertain', detail };
}

function referenceOf(body: Buffer): string {
  const { messageId, reference } = fields(parsed(body));
  return textOf(messageId) || textOf(reference);
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function fields(value: unknown): Fields {
  // The cast: every field is read as unknown.
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function eventsOf(body: Buffer): Fields[] {
  const { events } = fields(parsed(body));
  return Array.isArray(events) ? events.map(fields) : [];
}

// Its documents write them in several ways: hardBounces, hardBounce, hard_bounce.
const states: Readonly<Record<string, SmsReport['state']>> = {
  delivered: 'delivered',
  softbounce: 'delayed',
  hardbounce: 'undelivered',
  bounce: 'undelivered',
  blocked: 'undelivered',
  rejected: 'undelivered',
};
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function reportOf(event: Fields): SmsReport[] {
  const name = textOf(event['event'])
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/s$/, '');
  const state = states[name];
  const at = instantOf(event['date']);
  if (state === undefined || at === undefined) return [];
  const tag = textOf(event['tag']);
  return [
    {
      messageId: uuid.test(tag) ? tag : undefined,
      reference: textOf(event['messageId']),
      state,
      at,
      detail: textOf(event['reason']).slice(0, 500),
    },
  ];
}

function instantOf(date: unknown): Temporal.Instant | undefined {
  const read = new Date(typeof date === 'string' ? date : Number.NaN);
  return Number.isNaN(read.getTime()) ? undefined : Temporal.Instant.fromEpochMilliseconds(read.getTime());
}

function wordsOf(answer: OutsideAnswer): string {
  if (answer.kind === 'failed') return `${answer.failure}: ${answer.detail}`.slice(0, 500);
  const { code, message } = fields(parsed(answer.body));
  return [String(answer.status), textOf(code), textOf(message)]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 500);
}
