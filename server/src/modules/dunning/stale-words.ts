import { type Language, textsIn } from '@quitus/texts';
import type { LedgerAge } from '../identity/index.ts';

/** Why a message waits on an old ledger: its age and its limit, as they are now; in general once it came in after all. */
export function staleWords(ledger: LedgerAge | undefined, language: Language): string {
  const { cautions, staleLedger } = textsIn(language).dunning;
  if (!ledger?.late || ledger.ageHours === null || ledger.limitHours === null) return cautions.stale;
  // Rounded up: it is older than its limit, and is to read so.
  return staleLedger(Math.ceil(ledger.ageHours), ledger.limitHours);
}
