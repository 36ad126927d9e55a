import type { Language } from './area.ts';

const locale: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(language: Language, key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = `${language}:${key}`;
  let format = cache.get(id) as Intl.NumberFormat | undefined;
  if (!format) cache.set(id, (format = new Intl.NumberFormat(locale[language], options)));
  return format;
}

function dateFormat(language: Language, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${language}:date:${key}`;
  let format = cache.get(id) as Intl.DateTimeFormat | undefined;
  if (!format) cache.set(id, (format = new Intl.DateTimeFormat(locale[language], options)));
  return format;
}

/** A decimal string such as "-1234.50" as people read it: "-1 234,50" in French, "-1,234.50" in English. Never through a float. */
export function formatDecimal(language: Language, amount: string): string {
  const negative = amount.startsWith('-');
  const [whole = '0', cents] = amount.replace('-', '').split('.');
  const grouped = inThousands(whole, language === 'fr' ? '\u202f' : ',');
  const mark = language === 'fr' ? ',' : '.';
  return `${negative ? '−' : ''}${grouped}${cents === undefined ? '' : mark + cents}`;
}

// As the platform groups them, a tenth of the time: a message holds dozens of amounts, a run writes tens of thousands of messages.
function inThousands(digits: string, mark: string): string {
  let grouped = '';
  let end = digits.length;
  for (; end > 3; end -= 3) grouped = mark + digits.slice(end - 3, end) + grouped;
  return digits.slice(0, end) + grouped;
}

const symbols: Record<string, string> = { EUR: '€', USD: '$', GBP: '£', CHF: 'CHF', JPY: '¥' };

/** A decimal string with its currency: "1 234,50 €", "€1,234.50". */
export function formatMoney(language: Language, amount: string, currency: string): string {
  const text = formatDecimal(language, amount);
  const symbol = symbols[currency] ?? currency;
  if (language === 'fr') return `${text}\u00a0${symbol}`;
  if (symbol.length > 1) return `${symbol}\u00a0${text}`;
  return text.startsWith('−') ? `−${symbol}${text.slice(1)}` : `${symbol}${text}`;
}

/** A decimal string shortened for a headline: "4,82 M€", "€4.82m", "18 k€". Only for display beside the exact figure. */
export function formatMoneyShort(language: Language, amount: string, currency: string): string {
  const units = Number(amount);
  const symbol = symbols[currency] ?? currency;
  const size = Math.abs(units);
  const [divisor, suffix] =
    size >= 1e9
      ? [1e9, language === 'fr' ? 'Md' : 'bn']
      : size >= 1e6
        ? [1e6, language === 'fr' ? 'M' : 'm']
        : size >= 1e4
          ? [1e3, 'k']
          : [1, ''];
  const digits = suffix === '' || suffix === 'k' ? 0 : 2;
  const text = numberFormat(language, `short${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    units / divisor,
  );
  return language === 'fr' ? `${text}\u00a0${suffix}${symbol}` : `${symbol}${text}${suffix}`;
}

/** A count: "12 345" in French, "12,345" in English. */
export function formatCount(language: Language, count: number | bigint): string {
  return numberFormat(language, 'count', { maximumFractionDigits: 0 }).format(count);
}

/** A ratio between 0 and 1 as a percentage: "27 %", "27%". */
export function formatPercent(language: Language, ratio: number, digits = 0): string {
  return numberFormat(language, `percent${digits}`, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(ratio);
}

// A day has no zone: it is read and written as UTC midnight so that no zone can move it.
const dayToDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** An ISO day as "31/03/2026" in both languages (French and British order). */
export function formatDay(language: Language, day: string): string {
  return dateFormat(language, 'day', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(
    dayToDate(day),
  );
}

/** An ISO day as "31 mars 2026", "1er avril 2026" / "31 March 2026". */
export function formatDayLong(language: Language, day: string): string {
  const text = dateFormat(language, 'long', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    dayToDate(day),
  );
  // The first of a month is an ordinal in French, and the platform does not know it.
  return language === 'fr' && text.startsWith('1 ') ? `1er${text.slice(1)}` : text;
}

/** An ISO day as "31 mars" / "31 Mar", for axes and tight columns. */
export function formatDayShort(language: Language, day: string): string {
  return dateFormat(language, 'short', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(dayToDate(day));
}

/** The month of an ISO day as "nov. 26" / "Nov 26", for axes. */
export function formatMonth(language: Language, day: string): string {
  return dateFormat(language, 'month', { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(dayToDate(day));
}

/** An ISO instant in the reader's zone: "31/03/2026 14:05". */
export function formatInstant(language: Language, instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale[language], {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(instant));
}

/** An ISO instant in the reader's zone without its year, for tight places: "31 mars, 14:05", "31 Mar, 14:05". */
export function formatMoment(language: Language, instant: string, timeZone?: string): string {
  const options = {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  } as const;
  return dateFormat(language, `moment${timeZone ?? ''}`, options).format(new Date(instant));
}

/** The time of an ISO instant in the reader's zone: "14:05". */
export function formatTime(language: Language, instant: string, timeZone?: string): string {
  const options = { hour: '2-digit', minute: '2-digit', ...(timeZone ? { timeZone } : {}) } as const;
  return dateFormat(language, `time${timeZone ?? ''}`, options).format(new Date(instant));
}

/** A length of time for people: in hours up to three days, then in days and their tenths: "36 heures", "10,5 jours". */
export function formatHours(language: Language, hours: number): string {
  const inDays = hours > 72;
  const options = {
    style: 'unit',
    unit: inDays ? 'day' : 'hour',
    unitDisplay: 'long',
    maximumFractionDigits: inDays ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(locale[language], options).format(inDays ? hours / 24 : hours);
}
