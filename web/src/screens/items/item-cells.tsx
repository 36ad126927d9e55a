import type { ItemRow } from '@quitus/contract';
import { formatDay, formatDecimal } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { DateDay, SituationBadge, StatusBadge, hint } from '@quitus/ui';
import './items.css';

export interface CellWords {
  readonly texts: Texts;
  readonly language: Language;
}

/** Days after the due date, from the server's own day: a past statement counts to its date. */
export function lateCell(row: ItemRow, { texts }: CellWords) {
  // A credit is never late: it waits to be allocated.
  if (row.daysLate === null || row.settledOn !== null || row.open.startsWith('-')) return <span className="q-muted">–</span>;
  const text = texts.common.days.lateShort(row.daysLate).replace('-', '−');
  return (
    <span className="q-late" data-age={row.daysLate > 60 ? 'old' : row.daysLate > 0 ? 'late' : 'not-due'}>
      {text}
    </span>
  );
}

// The pause that the one word already tells: only its end is news.
const toldBy: Readonly<Record<string, string>> = {
  promised: 'promised',
  disputed: 'disputed',
  planned: 'planned',
  litigation: 'litigation',
  insolvency: 'insolvency',
};

/** The one word of an item, with the parts that something else holds. */
export function situationCell(row: ItemRow, { texts, language }: CellWords) {
  const words = texts.items.badge;
  const parts = row.badges.flatMap((badge) => {
    const whole = badge.amount === null || badge.amount === row.open;
    const told = whole && toldBy[badge.reason] === row.situation;
    const reason = holdReason(texts, badge.reason);
    const what = told ? [] : [badge.amount === null ? reason : words.part(reason, formatDecimal(language, badge.amount))];
    const end = badge.untilOn === null ? [] : [words.until(formatDay(language, badge.untilOn))];
    return [...what, ...end].length === 0 ? [] : [[...what, ...end].join(' ')];
  });
  // A payment that closes nothing yet has no situation of its own: it waits for its invoice.
  const waiting = row.open.startsWith('-') && row.situation === 'current';
  return (
    <span className="i-situation">
      {waiting ? (
        <StatusBadge tone="neutral" quiet>
          {texts.items.toAllocate}
        </StatusBadge>
      ) : (
        <SituationBadge situation={row.situation} quiet />
      )}
      {parts.length > 0 && (
        <span className="q-muted q-clip" {...hint(parts.join(' · '))}>
          {parts.join(' · ')}
        </span>
      )}
    </span>
  );
}

/** Why something is paused, in the reader's words; a reason of a later version keeps its code. */
export function holdReason(texts: Texts, reason: string): string {
  const words: Readonly<Record<string, string>> = texts.customer.holdReasons;
  return words[reason] ?? reason;
}

/** The due date, marked when it was computed rather than read. */
export function dueCell(row: ItemRow, { texts }: CellWords) {
  return (
    <span {...(row.dueInferred ? { ...hint(texts.items.inferred), className: 'i-inferred' } : {})}>
      <DateDay day={row.dueOn} form="date" />
    </span>
  );
}
