/** What ends a letter: signed for, refused, not fetched, unknown at the address, lost on the way. */
export const letterEnds = ['received', 'refused', 'unclaimed', 'returned', 'undelivered'] as const;

const lastWords: readonly string[] = letterEnds;

/**
 * Whether a state may be told of a letter that stands at another: nothing follows an end, and what lies in the box can only be signed for yet.
 * Whoever told otherwise by mistake takes it back (`withdrawDelivery`), and says why.
 */
export function mayBecome(from: string | null, to: string): boolean {
  if (from === null) return true;
  if (lastWords.includes(from)) return false;
  return from !== 'delivered' || to === 'received';
}
