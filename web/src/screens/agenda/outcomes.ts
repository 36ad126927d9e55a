import type { InputOf } from '@quitus/contract/client';
import { api } from '../../api.ts';
import type { Action, ActionItem } from './action.ts';

export type Outcome = InputOf<'POST /customers/{id}/calls'>['body']['outcome'];
type DisputeType = InputOf<'POST /customers/{id}/disputes'>['body']['type'];

/** What a call came to, each a letter away. `again` keeps the call in the agenda on another day. */
export const outcomes: readonly {
  readonly outcome: Outcome;
  readonly key: string;
  readonly asks: 'nothing' | 'again' | 'promise' | 'dispute';
}[] = [
  { outcome: 'reached', key: 'r', asks: 'nothing' },
  { outcome: 'not-reached', key: 'n', asks: 'again' },
  { outcome: 'left-message', key: 'l', asks: 'again' },
  { outcome: 'call-back', key: 'b', asks: 'again' },
  { outcome: 'promise', key: 'p', asks: 'promise' },
  { outcome: 'dispute', key: 'd', asks: 'dispute' },
  { outcome: 'says-paid', key: 'y', asks: 'nothing' },
  { outcome: 'will-check', key: 'v', asks: 'nothing' },
  { outcome: 'wrong-number', key: 'w', asks: 'nothing' },
  { outcome: 'refuses', key: 'x', asks: 'nothing' },
];

export const disputeTypes = [
  'price',
  'quantity',
  'quality',
  'delivery',
  'administrative',
  'contract',
  'duplicate',
  'not-ordered',
  'not-received',
  'other',
] as const satisfies readonly DisputeType[];

/** An outcome with what goes with it. */
export interface CallReport {
  readonly outcome: Outcome;
  readonly comment: string;
  /** The day of the next try, or the day promised. */
  readonly on: string;
  readonly disputeType: DisputeType;
}

/**
 * Writes a call down with its consequence: a promise or a dispute on what the action claims, a pause when it is said paid, another
 * day when nobody was reached. Otherwise the action is done.
 */
export async function logOutcome(action: Action, listed: readonly ActionItem[], report: CallReport): Promise<void> {
  const params = { id: action.customerId };
  const { outcome, comment } = report;
  const again = outcomes.find((each) => each.outcome === outcome)?.asks === 'again';
  const claimed = listed.filter((item) => !/^-|^0*(\.0*)?$/.test(item.claimed));
  const items = claimed.map((item) => ({ itemId: item.id, amount: item.claimed }));
  // The case first: when it is refused, the call is not written as if it stood.
  const promised = outcome === 'promise' && items.length > 0;
  if (promised) {
    // The promise closes the action itself: when writing the call fails, nobody is called again about what was promised.
    const body = { items, dueOn: report.on, source: 'call' as const, comment, actionId: action.id };
    await api('POST /customers/{id}/promises', { params, body });
  }
  if (outcome === 'dispute' && items.length > 0) {
    await api('POST /customers/{id}/disputes', { params, body: { type: report.disputeType, items, comment } });
  }
  if (outcome === 'says-paid' && items.length > 0) {
    await api('POST /customers/{id}/says-paid', { params, body: { itemIds: items.map((item) => item.itemId), comment } });
  }
  await api('POST /customers/{id}/calls', {
    params,
    body: {
      outcome,
      comment,
      itemIds: claimed.map((item) => item.id),
      // Writing the call with its action closes the action: not while nobody was reached.
      ...(again ? { callBackOn: report.on } : promised ? {} : { actionId: action.id }),
    },
  });
  if (again && action.allowedActions.includes('move')) {
    await api('POST /actions/{id}/move', { params: { id: action.id }, body: { to: report.on } });
  }
}
