import type { OutputOf } from '@quitus/contract/client';
import { formatDay, formatMoney, formatTime } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import type { TimelineEntry, TimelineKind, Tone } from '@quitus/ui';
import { holdReason } from '../items/item-cells.tsx';

export type Happening = OutputOf<'GET /customers/{id}/timeline'>['entries'][number];

const kinds: Record<Happening['kind'], TimelineKind> = {
  message: 'sent',
  call: 'call',
  note: 'note',
  'says-paid': 'received',
  reply: 'received',
  meeting: 'note',
  promise: 'promise',
  dispute: 'dispute',
  payment: 'payment',
  hold: 'change',
  event: 'change',
};

interface Reader {
  readonly language: Language;
  readonly texts: Texts;
  readonly timeZone: string;
}

// The day and the hour of an instant where the company is, not where the browser happens to be.
function placed(at: string, { language, timeZone }: Reader): { day: string; time: string } {
  const instant = new Date(at);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);
  return { day, time: formatTime(language, at, timeZone) };
}

/** One thing that happened as a line of the time line; `body` replaces its text where the screen shows more. */
export function timelineEntry(happening: Happening, reader: Reader, body?: TimelineEntry['body']): TimelineEntry {
  const { day, time } = placed(happening.at, reader);
  const said = body ?? (saidOf(happening) || undefined);
  return {
    id: happening.key,
    kind: kinds[happening.kind],
    day,
    // A day without an hour (a payment's booking day) comes as its midnight.
    ...(happening.kind === 'payment' ? {} : { time }),
    title: titleOf(happening, reader),
    tone: toneOf(happening),
    ...(happening.author ? { by: happening.author } : {}),
    ...(said === undefined ? {} : { body: said }),
    ...(happening.pinned ? { pinned: true } : {}),
  };
}

function toneOf({ kind, code }: Happening): Tone {
  if (['failed', 'uncertain', 'broken', 'bounced'].includes(code)) return 'late';
  if (kind === 'payment') return code === 'payment' ? 'settled' : 'neutral';
  if (code === 'kept') return 'settled';
  if ((kind === 'promise' && code === 'made') || (kind === 'hold' && code !== 'released')) return 'waiting';
  if (kind === 'dispute') return code === 'closed' ? 'neutral' : 'late';
  return kind === 'message' ? 'accent' : 'neutral';
}

const letters = new Set(['letter', 'registered-letter', 'registered-e-letter']);
const wordOf = (words: Readonly<Record<string, string>>, code: string, otherwise: string) => words[code] ?? otherwise;

/** A detail of an entry when it is a text; each kind has its own. */
function detail(happening: Happening, name: string): string | undefined {
  const value = happening.details[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Its words; of an action, what whoever did it or passed it over wrote about it: the proof of a deposit. Empty without any. */
export function saidOf(happening: Happening): string {
  const noted = happening.kind === 'event' && happening.code.startsWith('actions.');
  return happening.text || (noted ? (detail(happening, 'note') ?? detail(happening, 'reason')) : undefined) || '';
}

function titleOf(happening: Happening, reader: Reader): string {
  const { texts, language } = reader;
  const words = texts.customer.timeline;
  const { kind, code } = happening;
  switch (kind) {
    case 'message':
      return [campaignWord(happening, texts), wordOf(words.message, code, words.message.sent), letterFate(happening, texts)]
        .filter(Boolean)
        .join(words.fate);
    case 'call': {
      const outcome = wordOf(texts.customer.qualify.outcomes, code, code).replace('…', '');
      const callBack = detail(happening, 'callBackOn');
      return words.call(outcome) + (callBack ? `, ${words.callBack(formatDay(language, callBack))}` : '');
    }
    case 'promise':
    case 'dispute':
    case 'payment':
      return moneyTitle(happening, kind, reader);
    case 'hold': {
      const reason = holdReason(texts, detail(happening, 'reason') ?? code);
      return code === 'released' ? words.holdReleased(reason) : words.hold(reason);
    }
    case 'event': {
      // A dispute's steps are events named by its states.
      const state = wordOf(texts.customer.disputeStates, code.replace(/^disputes\./, ''), '');
      if (state !== '') return words.disputeNow(state);
      const [number, on] = [detail(happening, 'number'), detail(happening, 'on')];
      if (code === 'documents.said-sent' && number !== undefined && on !== undefined)
        return words.invoiceSent(number, formatDay(language, on), detail(happening, 'portal'));
      return [wordOf(words.events, code, words.events.other), letterFate(happening, texts)].filter(Boolean).join(words.fate);
    }
    case 'note':
      return words.note;
    case 'meeting':
      return words.meeting;
    case 'says-paid':
      return words.saysPaid;
    case 'reply':
      // A mail that came in says what sort it is; an answer noted by hand is a reply.
      return happening.details['mail'] === true ? wordOf(texts.replies.kinds, code, words.reply) : words.reply;
  }
}

// What everybody got is told from what was written to this customer.
function campaignWord(happening: Happening, texts: Texts): string | undefined {
  return detail(happening, 'kind') === 'campaign' ? texts.messages.kinds.campaign : undefined;
}

// What became of a letter, where an entry tells it.
function letterFate(happening: Happening, texts: Texts): string | undefined {
  const state = detail(happening, happening.kind === 'message' ? 'delivery' : 'state');
  const isLetter =
    happening.kind === 'message' ? letters.has(detail(happening, 'channel') ?? '') : happening.code.startsWith('letters.');
  if (!isLetter || state === undefined || state === 'nothing') return undefined;
  return wordOf(texts.messages.deliveryStates, state, state);
}

// A case tells its beginning and its end; what is not a payment says what it is.
function moneyTitle(happening: Happening, kind: 'promise' | 'dispute' | 'payment', { texts, language }: Reader): string {
  const words = texts.customer.timeline;
  const { code, amount, currency } = happening;
  const money = amount !== null && currency !== null ? formatMoney(language, amount, currency) : '';
  if (kind === 'payment') {
    return code === 'payment' ? words.payment(money) : words.credit(wordOf(texts.ledger.itemKinds, code, code), money);
  }
  if (kind === 'promise') {
    const dueOn = detail(happening, 'dueOn');
    if (code === 'made' && dueOn) return words.promiseMade(money, formatDay(language, dueOn));
    return words.promise(money, wordOf(texts.customer.promiseStates, code, code));
  }
  if (code === 'closed') return words.disputeClosed(money);
  return words.disputeOpened(money, wordOf(texts.customer.disputeTypes, detail(happening, 'type') ?? '', ''));
}
