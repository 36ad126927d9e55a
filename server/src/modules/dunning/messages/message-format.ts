import { formatDay, formatDayLong, formatDecimal, formatMoney, type Language, textsIn } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';

/** How one language writes figures, and which of our two says the words around them. */
export type MessageFormat = {
  /** ISO 639-1, of the message. */
  readonly language: string;
  /** The language of our own words: French, else English. */
  readonly words: Language;
  money(minor: bigint, currency: string): string;
  day(day: Day): string;
  dayLong(day: Day): string;
  /** Hundredths of a point as "12,40 %". */
  rate(decimal: string): string;
  list(parts: readonly string[]): string;
};

const formats = new Map<string, MessageFormat>();

/** The formats of a language: ours for French and English, the platform's for any other. An amount never passes through a float. */
export function formatIn(language: string): MessageFormat {
  let format = formats.get(language);
  if (!format) formats.set(language, (format = language === 'fr' || language === 'en' ? own(language) : foreign(language)));
  return format;
}

// A portfolio has few different days; writing one takes longer than finding it.
function remembered(write: (day: Day) => string): (day: Day) => string {
  const known = new Map<Day, string>();
  return (day) => {
    let text = known.get(day);
    if (text === undefined) {
      if (known.size > 5000) known.clear();
      known.set(day, (text = write(day)));
    }
    return text;
  };
}

function own(language: Language): MessageFormat {
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  return {
    language,
    words: language,
    money: (minor, currency) => formatMoney(language, toDecimal(minor, currency), currency),
    day: remembered((day) => formatDay(language, day)),
    dayLong: remembered((day) => formatDayLong(language, day)),
    rate: (decimal) =>
      language === 'fr' ? `${formatDecimal(language, decimal)}\u00a0%` : `${formatDecimal(language, decimal)}%`,
    list: (parts) => lists.format(parts),
  };
}

function foreign(language: string): MessageFormat {
  const amounts = new Map<string, Intl.NumberFormat>();
  const days = new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const rates = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);
  return {
    language,
    words: 'en',
    money: (minor, currency) => {
      const decimal = toDecimal(minor, currency);
      const digits = decimal.split('.')[1]?.length ?? 0;
      let format = amounts.get(currency);
      if (!format)
        amounts.set(
          currency,
          (format = new Intl.NumberFormat(language, {
            style: 'currency',
            currency,
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          })),
        );
      // The cast: a decimal text is formatted as it stands, without a float; the type of the platform asks for its shape.
      return format.format(decimal as `${number}`);
    },
    day: remembered((day) => days.format(midnight(day))),
    dayLong: remembered((day) => long.format(midnight(day))),
    rate: (decimal) => `${rates.format(decimal as `${number}`)}\u00a0%`,
    list: (parts) => lists.format(parts),
  };
}

/** Our own words around a message. */
export function mailWords(format: MessageFormat) {
  return textsIn(format.words).dunning.mail;
}
