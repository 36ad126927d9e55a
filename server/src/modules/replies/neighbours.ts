import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import type { Queryable, Transaction } from '../../platform/database/index.ts';
import type { OutsideAllowance, OutsideCall } from '../../platform/outbound/index.ts';
import type { Keyring } from '../../platform/secrets/index.ts';
import type { OutboxHooks, ToAttach } from '../messages/index.ts';

/** What the customer says is paid, as the worklist writes it down. */
export type SaidPaid = {
  readonly customerId: string;
  readonly itemIds: readonly string[];
  readonly paidOn?: Day | undefined;
  readonly means?: string | undefined;
  readonly comment?: string | undefined;
  readonly language: 'fr' | 'en';
};

/** What replies need of rooms above them and of the installation; put together by the application. */
export type ReplyNeighbours = {
  readonly now: () => Temporal.Instant;
  /** What others do when a message of theirs came back. */
  readonly hooks: OutboxHooks;
  /** Writes down that items are said to be paid, and pauses them; answers the id of the note, by which it is undone. */
  readonly saysPaid: (tx: Transaction, said: SaidPaid, today: Day, by: Actor) => Promise<string>;
  /** The invoices kept of these items. */
  readonly invoicesOf: (db: Queryable, itemIds: readonly string[]) => Promise<readonly { readonly itemId: string }[]>;
  /** The same as a message in this language takes them along, each document once. */
  readonly copiesOf: (db: Queryable, itemIds: readonly string[], language: string) => Promise<readonly ToAttach[]>;
  readonly keyring: () => Promise<Keyring>;
  readonly outboundAllow: OutsideAllowance;
  /** The installation's own mailbox. */
  readonly imapUrl: string | undefined;
  readonly baseUrl: string;
  /** Tests look names up themselves. */
  readonly lookup?: OutsideCall['lookup'];
};
