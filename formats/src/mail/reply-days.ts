import { isoDay, monthOfName, type DayOrder } from '../days.ts';
import {
  addDays,
  addMonths,
  addWorkingDays,
  endOfMonth,
  fridayOf,
  inNearMonth,
  inNearYear,
  weekdayAfter,
  weekdayBefore,
  weekdayOf,
  type Lean,
} from './civil-days.ts';
import { foldText } from './clean-text.ts';

/** A day a text speaks of; `day` is null with the reason when it names one that is none, or two. */
export type DayMention = {
  readonly day: string | null;
  readonly refusal?: 'day.impossible' | 'day.ambiguous';
  /** `period`: the last day of a stretch ("fin mars", "next week"), not a day that was named. */
  readonly precision: 'day' | 'period';
  readonly quote: string;
  readonly offset: number;
  readonly length: number;
};

export type DayOptions = {
  /** The day the mail was written: what "demain" counts from. */
  readonly writtenOn: string;
  /** Where a day without year, or a bare weekday, is looked for. */
  readonly lean?: Lean | undefined;
  /** How `03/04/2026` is meant; without it, it is refused. */
  readonly order?: DayOrder | undefined;
};

type Context = { on: string; lean: Lean; order: DayOrder | undefined };
type Reading = { /** A day, 'ambiguous', or none. */ day: string | null; precision?: 'period' };
type DayRule = { pattern: RegExp; read: (match: RegExpExecArray, context: Context) => Reading | null };

const weekdays = 'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const months =
  'janvier|janv|january|jan|fevrier|fevr|fev|february|feb|mars|march|mar|avril|avr|april|apr|mai|may|juin|june|jun|juillet|juil|july|jul|aout|august|aug|septembre|september|sept|sep|octobre|october|oct|novembre|november|nov|decembre|december|dec';
const counts =
  'un|une|one|a|deux|two|trois|three|quatre|four|cinq|five|six|sept|seven|huit|eight|neuf|nine|dix|ten|quinze|fifteen|vingt|twenty|trente|thirty|\\d{1,3}';
const countWords: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  one: 1,
  a: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  five: 5,
  six: 6,
  sept: 7,
  seven: 7,
  huit: 8,
  eight: 8,
  neuf: 9,
  nine: 9,
  dix: 10,
  ten: 10,
  quinze: 15,
  fifteen: 15,
  vingt: 20,
  twenty: 20,
  trente: 30,
  thirty: 30,
};

const rule = (source: string, read: DayRule['read']): DayRule => ({
  pattern: new RegExp(`(?<![a-z0-9])(?:${source})(?![a-z0-9])`, 'g'),
  read,
});
const on = (day: string | null): Reading => ({ day });
const by = (day: string | null): Reading => ({ day, precision: 'period' });
const weekdayNumber = (name: string): number => (weekdays.split('|').indexOf(name) % 7) + 1;

/** Number of a count in words or digits, 0 for none. */
export function countOf(word: string): number {
  return countWords[word] ?? (/^\d{1,3}$/.test(word) ? Number(word) : 0);
}

const written: readonly DayRule[] = [
  rule('(20\\d\\d)-(\\d{1,2})-(\\d{1,2})', (m) => on(isoDay(Number(m[1]), Number(m[2]), Number(m[3])))),
  rule('(?<![./-])(\\d{1,2})([/.-])(\\d{1,2})\\2((?:20)?\\d\\d)(?![./-]?\\d)', (m, c) =>
    numeric(m[1] ?? '', m[3] ?? '', m[4] ?? '', c),
  ),
  rule(`(?:(?:le|du|au|pour|avant|on|by|before|until|from|des|ce|${weekdays}),? )(\\d{1,2})[/](\\d{1,2})(?!/)`, (m, c) =>
    numeric(m[1] ?? '', m[2] ?? '', '', c),
  ),
  rule(
    `(?:(?:${weekdays}),? )?(?:the )?(\\d{1,2})(?:er|st|nd|rd|th|eme)?(?:-| of | )(${months})\\b\\.?(?:[, -]{1,2}(20\\d\\d))?`,
    (m, c) => named(m[2], m[1], m[3], c),
  ),
  rule(
    `(?:(?:${weekdays}),? )?(${months})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (20\\d\\d))?(?!\\d|[.,]\\d| ?(?:€|eur|%))`,
    (m, c) => named(m[1], m[2], m[3], c),
  ),
  rule('(?:le |the )?(\\d{1,2})(?:er|st|nd|rd|th)?(?: du mois prochain| of next month)', (m, c) =>
    inMonth(c.on, 1, Number(m[1])),
  ),
  rule('(?:le )?(\\d{1,2})(?:er)?(?: du mois(?: en cours)?| courant| of (?:this|the) month)', (m, c) =>
    inMonth(c.on, 0, Number(m[1])),
  ),
];

const spoken: readonly DayRule[] = [
  rule(`(?:fin|end of|late|fin du mois de|courant|d'ici fin|by end of|by the end of) (${months})(?: (20\\d\\d))?`, (m, c) =>
    monthPart(m, c, 'end'),
  ),
  rule(`(?:mi|mid|mi-|mid-)[ -]?(${months})(?: (20\\d\\d))?`, (m, c) => monthPart(m, c, 15)),
  rule(`(?:debut|early|beginning of|start of) (${months})(?: (20\\d\\d))?`, (m, c) => monthPart(m, c, 10)),
  rule('(?:a la |la )?fin (?:du|de) mois prochain|(?:the )?end of next month', (_, c) => by(endOfMonth(c.on, 1))),
  rule(
    '(?:a la |la )?fin (?:du|de|de ce|du present) mois|fin mois|(?:the )?end of (?:the |this |current )?month|month[- ]end|eom',
    (_, c) => by(endOfMonth(c.on)),
  ),
  rule('(?:debut|start of|beginning of|early) (?:du |de |the )?(?:mois prochain|next month)', (_, c) =>
    by(`${addMonths(c.on, 1).slice(0, 7)}-10`),
  ),
  rule('(?:le |au |courant )?mois prochain|next month', (_, c) => by(endOfMonth(c.on, 1))),
  rule('(?:le )?mois dernier|last month', (_, c) => by(endOfMonth(c.on, -1))),
  rule('(?:la )?fin (?:de )?(?:la )?semaine prochaine|(?:the )?end of next week|late next week', (_, c) => by(fridayOf(c.on, 1))),
  rule('debut (?:de )?(?:la )?semaine prochaine|early next week|beginning of next week', (_, c) => by(weekdayOf(c.on, 2, 1))),
  rule(
    '(?:la )?fin (?:de )?(?:la |cette )?semaine|(?:the )?end of (?:the |this )?week|cette semaine|dans la semaine|courant de (?:la )?semaine|this week|later this week',
    (_, c) => by(thisFriday(c.on)),
  ),
  rule('(?:la |courant )?semaine prochaine|next week', (_, c) => by(fridayOf(c.on, 1))),
  rule('(?:la )?semaine (?:derniere|passee)|last week', (_, c) => by(fridayOf(c.on, -1))),
  rule(`(${weekdays}) (?:en huit)|a week on (${weekdays})`, (m, c) =>
    on(addDays(weekdayAfter(c.on, weekdayNumber(m[1] ?? m[2] ?? '')), 7)),
  ),
  rule(`(${weekdays}) (?:prochain|qui vient|suivant)`, (m, c) => on(weekdayAfter(c.on, weekdayNumber(m[1] ?? '')))),
  // English "next Friday" is the one of next week: the later reading, so that nobody is chased before the day meant.
  rule(`next (${weekdays})|(${weekdays}) (?:of )?next week`, (m, c) => on(weekdayOf(c.on, weekdayNumber(m[1] ?? m[2] ?? ''), 1))),
  rule(`(${weekdays}) (?:dernier|passe)|last (${weekdays})`, (m, c) =>
    on(weekdayBefore(c.on, weekdayNumber(m[1] ?? m[2] ?? ''))),
  ),
  rule("sous huitaine|d'ici (?:une )?huitaine|dans (?:la|une) huitaine", (_, c) => by(addDays(c.on, 8))),
  rule("sous quinzaine|d'ici (?:une )?quinzaine|dans (?:la|une) quinzaine|(?:in|within) a fortnight", (_, c) =>
    by(addDays(c.on, 15)),
  ),
  rule(
    `(?:sous|dans(?: les| un delai de)?|d'ici(?: a)?|in|within(?: the next)?|over the next) (${counts}) ?(?:prochains? |next |or so )?(jours? ouvres?|jours? ouvrables?|working days?|business days?|jours?|days?|semaines?|weeks?|mois|months?|h|hours?|heures?)(?: ouvrees?)?`,
    later,
  ),
  rule(`il y a (${counts}) (jours?|semaines?|mois)|(${counts}) (days?|weeks?|months?) ago`, earlier),
  rule('apres[- ]demain|the day after tomorrow', (_, c) => on(addDays(c.on, 2))),
  rule('demain|tomorrow', (_, c) => on(addDays(c.on, 1))),
  rule('avant[- ]hier|the day before yesterday', (_, c) => on(addDays(c.on, -2))),
  rule('hier|yesterday', (_, c) => on(addDays(c.on, -1))),
  rule(
    "aujourd'hui|ce jour|ce matin|ce soir|cet apres-midi|ce midi|dans la journee|today|tonight|this (?:morning|afternoon|evening)",
    (_, c) => on(c.on),
  ),
  rule(`(?:(?:ce|le|this|on|by|pour|d'ici) )?(${weekdays})(?! (?:et|and|au|to)\\b)`, (m, c) => on(bareWeekday(m, c))),
  rule(
    "(?:le|au|du|avant le|pour le|d'ici le) (\\d{1,2})(?:er)?(?![ ]?(?:[/.,:h%€$£-]\\s?\\d|[h%€$£]|jours?|mois|ans?|eur|fois|factures?))",
    (m, c) => numbered(m[1], c),
  ),
  rule('(?:the|on|by) (?:the )?(\\d{1,2})(?:st|nd|rd|th)', (m, c) => numbered(m[1], c)),
];

/** Every day a text speaks of, in French or English, in the order of the text; at most 40. */
export function findDays(text: string, options: DayOptions): DayMention[] {
  const folded = foldText(text);
  const context: Context = { on: options.writtenOn, lean: options.lean ?? 'nearest', order: options.order };
  const found: DayMention[] = [];
  for (const { pattern, read } of [...written, ...spoken]) {
    for (const match of folded.matchAll(pattern)) {
      if (found.length >= 40) break;
      const taken = found.some((one) => match.index < one.offset + one.length && one.offset < match.index + match[0].length);
      const reading = taken ? null : read(match, context);
      if (reading) found.push(mention(reading, text, match.index, match[0].length));
    }
  }
  return found.toSorted((a, b) => a.offset - b.offset);
}

function mention(reading: Reading, text: string, offset: number, length: number): DayMention {
  const place = { precision: reading.precision ?? ('day' as const), quote: text.slice(offset, offset + length), offset, length };
  if (reading.day === 'ambiguous') return { day: null, refusal: 'day.ambiguous', ...place };
  return reading.day === null ? { day: null, refusal: 'day.impossible', ...place } : { day: reading.day, ...place };
}

function numeric(first: string, second: string, year: string, context: Context): Reading | null {
  const dated = (month: number, day: number) => {
    if (year === '') return month < 1 || month > 12 ? null : inNearYear(context.on, month, day, context.lean);
    return isoDay(Number(year.length === 2 ? `20${year}` : year), month, day);
  };
  const dayFirst = dated(Number(second), Number(first));
  const monthFirst = dated(Number(first), Number(second));
  if (context.order === 'dmy') return on(dayFirst);
  if (context.order === 'mdy') return on(monthFirst);
  if (dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst) return { day: 'ambiguous' };
  return on(dayFirst ?? monthFirst);
}

function named(month = '', day = '', year: string | undefined, context: Context): Reading {
  const number = monthOfName(month);
  if (year !== undefined) return on(isoDay(Number(year), number, Number(day)));
  return on(inNearYear(context.on, number, Number(day), context.lean));
}

function inMonth(from: string, monthsLater: number, day: number): Reading {
  const month = endOfMonth(from, monthsLater);
  return on(isoDay(Number(month.slice(0, 4)), Number(month.slice(5, 7)), day));
}

function monthPart(match: RegExpExecArray, context: Context, part: 'end' | number): Reading {
  const month = monthOfName(match[1] ?? '');
  const middle = match[2] === undefined ? inNearYear(context.on, month, 15, context.lean) : isoDay(Number(match[2]), month, 15);
  if (middle === null || part !== 'end') return by(middle === null ? null : `${middle.slice(0, 8)}${part}`);
  return by(endOfMonth(middle));
}

function thisFriday(from: string): string {
  const friday = fridayOf(from);
  // Said on a Saturday or Sunday, "this week" is the one that begins.
  return friday < from ? fridayOf(from, 1) : friday;
}

function later(match: RegExpExecArray, context: Context): Reading | null {
  const count = countOf(match[1] ?? '');
  const unit = match[2] ?? '';
  if (count === 0) return null;
  if (/ouvr|working|business/.test(unit)) return by(addWorkingDays(context.on, count));
  if (unit.startsWith('h')) return by(addDays(context.on, Math.ceil(count / 24)));
  if (/^[sw]/.test(unit)) return by(addDays(context.on, 7 * count));
  return by(unit.startsWith('m') ? addMonths(context.on, count) : addDays(context.on, count));
}

function earlier(match: RegExpExecArray, context: Context): Reading | null {
  const count = countOf(match[1] ?? match[3] ?? '');
  const unit = match[2] ?? match[4] ?? '';
  if (count === 0) return null;
  if (/^[sw]/.test(unit)) return on(addDays(context.on, -7 * count));
  return unit.startsWith('m') ? by(addMonths(context.on, -count)) : on(addDays(context.on, -count));
}

function bareWeekday(match: RegExpExecArray, context: Context): string {
  const weekday = weekdayNumber(match[1] ?? '');
  return context.lean === 'past' ? weekdayBefore(context.on, weekday) : weekdayAfter(context.on, weekday);
}

function numbered(day = '', context: Context): Reading {
  return on(inNearMonth(context.on, Number(day), context.lean));
}
