import { formatDay, formatDayLong } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { daysBetween } from './days.ts';
import { hint } from './hint/hint.ts';
import { useLanguage, useTexts } from './language.tsx';
import { useToday } from './today.tsx';

/** A day in words seen from today: "yesterday", "in 3 days", "21 days ago". */
export function relativeDay(texts: Texts, day: string, today: string): string {
  const distance = daysBetween(today, day);
  const words = texts.common.days;
  if (distance === 0) return words.today;
  if (distance === -1) return words.yesterday;
  if (distance === 1) return words.tomorrow;
  return distance > 0 ? words.inDays(distance) : words.ago(-distance);
}

// Beyond this, "143 days ago" says less than the date itself.
const nearDays = 30;

function shown(form: 'relative' | 'date', language: Language, texts: Texts, day: string, today: string): string {
  const near = Math.abs(daysBetween(today, day)) <= nearDays;
  return form === 'relative' && near ? relativeDay(texts, day, today) : formatDay(language, day);
}

interface DateDayProps {
  /** ISO day `YYYY-MM-DD`; absent when there is none to show. */
  readonly day: string | null | undefined;
  /** `relative` says "in 3 days" near today; `date` is for columns of dates. The other form shows on hover. */
  readonly form?: 'relative' | 'date';
}

/** A day as people say it, with its exact date (or its distance from today) on hover. */
export function DateDay({ day, form = 'relative' }: DateDayProps) {
  const language = useLanguage();
  const texts = useTexts();
  const today = useToday();
  if (!day) return <span className="q-muted">–</span>;
  const text = shown(form, language, texts, day, today);
  return (
    <time className="q-number" dateTime={day} {...hint(`${formatDayLong(language, day)} · ${relativeDay(texts, day, today)}`)}>
      {text}
    </time>
  );
}
