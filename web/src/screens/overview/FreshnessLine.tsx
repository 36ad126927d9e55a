import { formatInstant } from '@quitus/texts';
import { useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import type { Overview } from './drill.ts';

// Without any ledger there is nothing to be old: the first hour says what to do.
const isTooOld = (each: Overview['freshness'][number]) => each.late && each.lastLedgerAt !== null;

/** How old the ledger of each entity is, and what it means when it is too old. */
export function FreshnessLine({ freshness }: { readonly freshness: Overview['freshness'] }) {
  const language = useLanguage();
  const words = useTexts().overview.screen;
  const late = freshness.some(isTooOld);
  return (
    <span className="o-fresh">
      {freshness.map((each) => (
        <span key={each.entityId} {...(isTooOld(each) ? { className: 'o-late' } : {})}>
          {each.lastLedgerAt === null
            ? words.neverFresh(each.entityName)
            : words.freshAt(each.entityName, formatInstant(language, each.lastLedgerAt))}
          {isTooOld(each) && each.limitHours !== null && `, ${words.tooOld(each.limitHours)}`}
        </span>
      ))}
      {late && (
        <Link to="/imports" className="o-link">
          {words.importNewer}
        </Link>
      )}
    </span>
  );
}
