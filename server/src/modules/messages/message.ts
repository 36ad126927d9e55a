import { refuse } from './refusals.ts';

export type MessageState = 'waiting' | 'claimed' | 'calling' | 'handed' | 'sent' | 'cancelled' | 'failed' | 'uncertain';
export type MessageKind =
  | 'reminder'
  | 'reply'
  | 'thank-you'
  | 'notice'
  | 'test'
  | 'internal'
  | 'invoice'
  | 'specific'
  | 'campaign';
export type LetterChannel = 'letter' | 'registered-letter' | 'registered-e-letter';
export type MessageChannel = 'e-mail' | 'sms' | LetterChannel;
/** The way a message took out of the machine. */
export type TransportName = 'smtp' | 'local' | 'sms' | 'print' | 'post' | 'registered';
/** What happens to a message: the worker claims, calls and hears the outcome; a person recalls, resolves, sends again, posts what is printed, takes it out, or takes the posting back. */
export type MessageAction =
  | 'claim'
  | 'give-back'
  | 'call'
  | 'deliver'
  | 'hand'
  | 'post'
  | 'take-out'
  | 'unpost'
  | 'retry'
  | 'fail'
  | 'lose'
  | 'recall'
  | 'confirm-left'
  | 'confirm-not-left'
  | 'send-again';

/** Every state and every way out of it. From `calling` on a message may have left: a lost outcome is `uncertain`, never a second try. */
export const messageTransitions: Readonly<Record<MessageState, Partial<Record<MessageAction, MessageState>>>> = {
  waiting: { claim: 'claimed', recall: 'cancelled' },
  claimed: { 'give-back': 'waiting', call: 'calling', recall: 'cancelled', retry: 'waiting', fail: 'failed' },
  calling: { deliver: 'sent', hand: 'handed', retry: 'waiting', fail: 'failed', lose: 'uncertain' },
  // Printed. It has left when somebody says it was posted.
  handed: { post: 'sent', 'take-out': 'cancelled' },
  uncertain: { deliver: 'sent', 'confirm-left': 'sent', 'confirm-not-left': 'failed', 'send-again': 'waiting' },
  failed: { 'send-again': 'waiting' },
  // Only a printed letter: that it was posted is a person's word.
  sent: { unpost: 'handed' },
  cancelled: {},
};

/** What a person may do to a message in this state; the screens obey it. */
export function allowedMessageActions(state: MessageState): ('recall' | 'resolve' | 'send-again' | 'post' | 'take-out')[] {
  const ways = messageTransitions[state];
  if (ways.post) return ['post', 'take-out'];
  if (ways.recall) return ['recall'];
  if (ways['confirm-left']) return ['resolve'];
  return ways['send-again'] ? ['send-again'] : [];
}

/** The state an action leads to; refuses one the state does not allow. */
export function nextMessageState(state: MessageState, action: MessageAction): MessageState {
  const next = messageTransitions[state][action];
  if (next === undefined)
    throw refuse(state === 'sent' || state === 'calling' ? 'message.already-left' : 'message.not-allowed', { state, action });
  return next;
}

/** What a message claims of one item, as it was the second it left. */
export type ListedItem = { readonly itemId: string; readonly openMinor: bigint; readonly daysLate: number };

/** A message in hand, as composers and hooks are given it. */
export type OutboxMessage = {
  readonly id: string;
  readonly kind: MessageKind;
  readonly entityId: string;
  readonly customerId: string;
  readonly actionId: string | null;
  readonly contactId: string | null;
  readonly channel: MessageChannel;
  readonly language: string;
  readonly recipientName: string | null;
  readonly recipientAddress: string | null;
  readonly copies: readonly string[];
  readonly subject: string;
  /** What a person wrote by hand; null for a message of the scenario. */
  readonly draftText: string | null;
  readonly currency: string | null;
  readonly attempts: number;
  readonly author: string;
  /** It was written before, and has not left since. */
  readonly written: boolean;
  /** Messages that share one may leave in one mail; null: it leaves by itself. */
  readonly togetherKey: string | null;
};
