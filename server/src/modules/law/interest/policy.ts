import { currencyDigits, fromDecimal } from '../../../kernel/money.ts';
import type { Queryable } from '../../../platform/database/index.ts';
import { readSettings } from '../../identity/index.ts';

/** What the seller has chosen where the law leaves a choice. */
export type InterestPolicy = {
  /** A year counts 365 days, leap years too; or the days it has. */
  readonly yearDays: '365' | 'actual';
  /** Late by no more than this, nothing is claimed; later, everything from the first day. */
  readonly graceDays: number;
  /** Interest of one item below it is not claimed; in hundredths of the item's own currency unit. */
  readonly minimumHundredths: bigint;
  /** Goes on with the last known rate, marked provisional, where the next one is not known yet; otherwise that is refused. */
  readonly provisional: boolean;
};

/** The law as it stands when nobody has chosen anything. */
export const standardPolicy: InterestPolicy = { yearDays: '365', graceDays: 0, minimumHundredths: 0n, provisional: false };

/** The tenant's choices. */
export async function policyOf(db: Queryable, provisional: boolean): Promise<InterestPolicy> {
  const settings = await readSettings(db);
  return {
    yearDays: settings['interest.yearDays'],
    graceDays: settings['interest.graceDays'],
    minimumHundredths: fromDecimal(settings['interest.minimum'], 'EUR') ?? 0n,
    provisional,
  };
}

/** Whether an amount stays below the minimum, whatever its currency's decimals. */
export function isBelowMinimum(minor: bigint, currency: string, { minimumHundredths }: InterestPolicy): boolean {
  return minor * 100n < minimumHundredths * 10n ** BigInt(currencyDigits(currency));
}
