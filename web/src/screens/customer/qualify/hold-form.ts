import { holdsByHand, type HoldByHand } from '@quitus/contract';

/** The reasons one chooses from, what is decided before what is known; an answer has a list of its own. */
export const offeredReasons = [
  'stop',
  'to-check',
  'not-received',
  'direct-debit',
  'unmatched-payment',
  'factored',
  'e-invoice',
  'litigation',
  'insolvency',
  'time-barred',
] as const satisfies readonly HoldByHand[];

interface Filled {
  readonly from: string;
  readonly until: string;
  /** How many items are ticked. */
  readonly items: number;
  readonly today: string;
}

/** Whether the form says all that a reason needs; days are left empty or typed. */
export function readyToHold(reason: HoldByHand, { from, until, items, today }: Filled): boolean {
  const { about, end, start } = holdsByHand[reason];
  if (about === 'items' && items === 0) return false;
  if (start === 'required' && (from === '' || from > today)) return false;
  if (end === 'none') return true;
  return until === '' ? end === 'optional' : until >= today;
}
