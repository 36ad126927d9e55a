import { contentOf, type Field, parseAmount, parseDay, parseMonth } from '@quitus/formats';
import type { Language } from '@quitus/texts';
import { currencyDigits, toDecimal } from '../../../kernel/money.ts';
import { reasonOf } from '../import-result.ts';
import type { ImportMapping } from './mapping.ts';

type Reading = { readonly value: string | null; readonly reason: string | null };

/** The first cells of a column as a mapping reads them: an ISO day, an amount in `currency` as a decimal string, a text; or why it cannot. */
export function readSamples(
  samples: readonly string[],
  field: Field,
  mapping: ImportMapping,
  currency: string,
  language: Language,
): Reading[] {
  const content = contentOf(field);
  const refused = (code: string, cell: string): Reading => ({ value: null, reason: reasonOf(language, code, cell) });
  return samples.map((sample) => {
    const cell = sample.trim();
    if (cell === '') return { value: null, reason: null };
    if (content === 'day') {
      const read = parseDay(cell, { order: mapping.dayOrder });
      return read.ok ? { value: read.day, reason: null } : refused(read.reason, cell);
    }
    if (content === 'month') {
      const read = parseMonth(cell, { order: mapping.dayOrder });
      return read.ok ? { value: read.month, reason: null } : refused(read.reason, cell);
    }
    if (content === 'amount') {
      const read = parseAmount(cell, { decimals: currencyDigits(currency), decimalMark: mapping.decimalMark });
      return read.ok ? { value: toDecimal(read.minor, currency), reason: null } : refused(read.reason, cell);
    }
    return { value: cell, reason: null };
  });
}
