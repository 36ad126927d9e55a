import { addDays, type Day } from '../../../kernel/days.ts';

export type PublicBody = 'administration' | 'hospital' | 'undertaking';

/** Days a public buyer has to pay from the receipt of the payment request (CCP art. R2192-10): State, local authorities; hospitals and army health; other undertakings. */
export const publicPaymentPeriods: Readonly<Record<PublicBody, number>> = { administration: 30, hospital: 50, undertaking: 60 };

/** No public buyer has longer: a later due day claims less than the law allows. */
export const longestPublicPeriod = Math.max(...Object.values(publicPaymentPeriods));

/** The last day on which a public buyer pays in time; interest begins the day after (CCP art. L2192-13). */
export function publicDueOn(receivedOn: Day, body: PublicBody): Day {
  return addDays(receivedOn, publicPaymentPeriods[body]);
}
