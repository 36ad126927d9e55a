import { InvalidArgumentError } from 'commander';
import { isDay } from '../kernel/days.ts';

/** A day on the command line; anything else is wrong usage. */
export function dayOption(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('a day is written YYYY-MM-DD');
  return text;
}

/** An instant on the command line: an ISO instant, or a day, which means its end in Paris. */
export function instantOption(text: string): Temporal.Instant {
  try {
    if (isDay(text)) return Temporal.PlainDate.from(text).add({ days: 1 }).toZonedDateTime('Europe/Paris').toInstant();
    return Temporal.Instant.from(text);
  } catch {
    throw new InvalidArgumentError('an instant is written 2026-03-31T18:00:00Z, or as a day');
  }
}

/** A count on the command line. */
export function countOption(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('a whole number is expected');
  return number;
}

/** A count of at least one. */
export function someOption(text: string): number {
  const number = countOption(text);
  if (number === 0) throw new InvalidArgumentError('at least 1');
  return number;
}

/** A count of days to look ahead: each costs a morning's work, so a year at most. */
export function daysAheadOption(text: string): number {
  const days = countOption(text);
  if (days < 1 || days > 366) throw new InvalidArgumentError('1 to 366 days');
  return days;
}

/** One of some words on the command line. */
export function wordOption<const Words extends readonly string[]>(words: Words): (text: string) => Words[number] {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`one of: ${words.join(', ')}`);
    return found;
  };
}
