import { type Language, textsIn } from '@quitus/texts';
import type { PaymentTerms } from './terms.ts';

/** Terms as people say them: "30 jours, puis fin de mois, puis le 15". */
export function describeTerms(terms: PaymentTerms, language: Language): string {
  const words = textsIn(language).ledger.terms;
  const rule = terms.kind === 'end-of-month' ? words['end-of-month'] : words[terms.kind](terms.days);
  const day = terms.dayOfMonth === null ? '' : words.dayOfMonth(terms.dayOfMonth);
  const shift = terms.workingDayShift === 'none' ? '' : words.shift[terms.workingDayShift];
  return `${rule}${day}${shift}`;
}
