import { refuse } from './refusals.ts';

export type DisputeState = 'open' | 'waiting-internal' | 'waiting-customer' | 'accepted' | 'rejected' | 'withdrawn' | 'closed';
export type DisputeAction = 'ask-resolver' | 'ask-customer' | 'accept' | 'reject' | 'withdraw' | 'close' | 'reopen';
export type DisputeType =
  | 'administrative'
  | 'price'
  | 'quality'
  | 'quantity'
  | 'delivery'
  | 'contract'
  | 'duplicate'
  | 'not-ordered'
  | 'not-received'
  | 'other';

const decide = { accept: 'accepted', reject: 'rejected', withdraw: 'withdrawn' } as const;

/** Every state and every way out of it. Accepted waits for the credit note; rejected and withdrawn let the chase go on at once. */
export const disputeTransitions: Readonly<Record<DisputeState, Partial<Record<DisputeAction, DisputeState>>>> = {
  open: { 'ask-resolver': 'waiting-internal', 'ask-customer': 'waiting-customer', ...decide },
  'waiting-internal': { 'ask-customer': 'waiting-customer', ...decide },
  'waiting-customer': { 'ask-resolver': 'waiting-internal', ...decide },
  accepted: { close: 'closed', reopen: 'open' },
  rejected: { close: 'closed', reopen: 'open' },
  withdrawn: { close: 'closed', reopen: 'open' },
  closed: {},
};

/** The states in which the disputed part is not chased. */
export const holdingStates: readonly DisputeState[] = ['open', 'waiting-internal', 'waiting-customer', 'accepted'];

/** What can be done to a dispute in this state; the screens obey it. */
export function allowedDisputeActions(state: DisputeState): DisputeAction[] {
  // The cast: Object.keys forgets the literal keys of the row.
  return Object.keys(disputeTransitions[state]) as DisputeAction[];
}

/** The state an action leads to; refuses one the state does not allow. */
export function nextDisputeState(state: DisputeState, action: DisputeAction): DisputeState {
  const next = disputeTransitions[state][action];
  if (next === undefined) throw refuse('dispute.not-allowed', { state, action });
  return next;
}
