import type { Delivery, TextMessage } from '../transports/transport.ts';

/** What a provider says became of a text message. `messageId` is ours, or undefined when it only knows its own. */
export type SmsReport = {
  readonly messageId: string | undefined;
  readonly reference: string;
  readonly state: 'delivered' | 'delayed' | 'undelivered';
  readonly at: Temporal.Instant;
  readonly detail: string;
};

/** Somebody who carries text messages: one provider's way of being asked. Nothing here is ever inside a transaction. */
export type SmsProvider = {
  /** Hands over one message; an answer that was lost is `uncertain`, never tried again by itself. */
  send(message: TextMessage): Promise<Delivery>;
  /** What it says of messages since a day; throws when it cannot be asked. */
  reports(since: Temporal.PlainDate, until: Temporal.PlainDate): Promise<SmsReport[]>;
  /** Whether it answers to this key, without sending anything. */
  check(): Promise<{ readonly ok: true } | { readonly ok: false; readonly detail: string }>;
};
