import type { Transaction } from '../../../platform/database/index.ts';
import type { ListedItem, OutboxMessage } from '../message.ts';

/** What a message turns out to be the second it is to leave. */
export type Composed =
  | {
      readonly kind: 'send';
      readonly recipient: {
        readonly name?: string | undefined;
        readonly address: string;
        readonly contactId?: string | undefined;
      };
      readonly copies?: readonly string[] | undefined;
      readonly subject: string;
      readonly text: string;
      readonly html?: string | undefined;
      readonly items: readonly ListedItem[];
      readonly amountMinor?: bigint | undefined;
      readonly currency?: string | undefined;
    }
  /** What it claims is no longer owed: a code with a sentence in texts.messages.reasons. */
  | { readonly kind: 'cancel'; readonly reason: string }
  /** Nobody to send it to: it fails, its step is not done, a person is told. */
  | { readonly kind: 'undeliverable'; readonly reason: string }
  | { readonly kind: 'postpone'; readonly until: Temporal.Instant };

/** Writes a message from the data of this second, reading everything again in the transaction that lets it leave. It may run at once with others: it must not write. */
export type Composer = (tx: Transaction, message: OutboxMessage, now: Temporal.Instant) => Promise<Composed>;

/** Injected by main: messages of the scenario are written by dunning, those by hand by the worklist. */
export type Composers = { readonly reminder: Composer; readonly byHand: Composer };

/** A message that reached an end. Its items are in messages.message_item. */
export type EndedMessage = {
  readonly id: string;
  readonly kind: string;
  readonly entityId: string;
  readonly customerId: string;
  readonly actionId: string | null;
  readonly state: 'sent' | 'cancelled' | 'failed' | 'uncertain';
  /** Why it was cancelled or failed. */
  readonly reason: string | null;
  readonly endedAt: Temporal.Instant;
};

/** What others do in the transaction that records an end; each is given many messages at once. */
export type OutboxHooks = {
  /** It was accepted: now, and not before, its step is done. */
  readonly onSent?: ((tx: Transaction, messages: readonly EndedMessage[]) => Promise<void>) | undefined;
  /** It was cancelled, failed or its outcome is unknown. */
  readonly onNotSent?: ((tx: Transaction, messages: readonly EndedMessage[]) => Promise<void>) | undefined;
};

/** Tells the hooks, each of its own. */
export async function tellHooks(tx: Transaction, hooks: OutboxHooks, ended: readonly EndedMessage[]): Promise<void> {
  const sent = ended.filter((message) => message.state === 'sent');
  const others = ended.filter((message) => message.state !== 'sent');
  if (sent.length > 0) await hooks.onSent?.(tx, sent);
  if (others.length > 0) await hooks.onNotSent?.(tx, others);
}
