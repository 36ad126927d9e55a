import type { DeliveryOutcome, Letter } from '../../messages/index.ts';

/** What a provider says of a letter since it has it. The first time it says a state counts. */
export type Told = {
  /** accepted (by the provider), posted, deposited, notified, delivered, received (and signed for), refused, unclaimed, returned, undelivered. */
  readonly state: string;
  readonly at: Temporal.Instant;
  readonly detail: string;
  /** Where the proof is read, with the provider's own right. */
  readonly proofUrl?: string | undefined;
};
/** Whether it has a letter of ours whose acceptance we never heard of. */
export type Found =
  | { readonly kind: 'found'; readonly reference: string }
  | { readonly kind: 'absent' }
  /** It cannot be asked by our own number, or did not answer. */
  | { readonly kind: 'unknown' };
export type ProviderCheck = { readonly outcome: 'ok' | 'refused' | 'unreachable'; readonly detail: string };

/** Someone who carries letters: prints and posts them, or delivers them as registered e-mail. Nothing here is ever within a database transaction. */
export type LetterProvider = {
  /** Hands a letter over. The message's id is its key: told twice, it is one letter where the provider can tell. */
  send(letter: Letter, to: Addressee): Promise<DeliveryOutcome>;
  /** Asked after an outcome that was lost. */
  find(messageId: string, since: Temporal.Instant): Promise<Found>;
  /** Everything said of a letter; undefined while nobody answers. */
  told(reference: string): Promise<{ readonly told: readonly Told[]; readonly trackingNumber?: string | undefined } | undefined>;
  /** A proof's bytes; undefined while nobody answers. */
  proof(url: string): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>;
  /** Whether it knows us; nothing is sent. */
  check(): Promise<ProviderCheck>;
};
/** Print and post: paper. */
export type PostProvider = LetterProvider;
/** Registered electronic letters (CPCE L100), with deposit, notice and an end. */
export type RegisteredProvider = LetterProvider;

/** Who a letter goes to, beyond what stands on it. */
export type Addressee = {
  readonly company: string;
  readonly professional: boolean;
  /** Given beforehand, for registered e-mail to somebody who is no professional. */
  readonly consented: boolean;
  readonly reference: string;
};
