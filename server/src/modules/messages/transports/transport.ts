import type { TenantDatabase } from '../../../platform/database/index.ts';
import type { LetterData } from '../letter-data.ts';
import type { Attached, Mail } from '../mail.ts';
import type { LetterChannel, MessageChannel, TransportName } from '../message.ts';

type Carried = {
  readonly messageId: string;
  readonly entityId: string;
  readonly customerId: string;
  readonly date: Temporal.Instant;
};
export type TextMessage = Carried & {
  readonly channel: 'sms';
  /** Who it says it is from. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
};
export type Letter = Carried & {
  readonly channel: LetterChannel;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly lines: readonly string[]; readonly email: string | null };
  readonly subject: string;
  readonly text: string;
  readonly letter: LetterData;
  readonly pdf: Uint8Array;
  /** Where the PDF is kept (`platform.document`). */
  readonly documentId: string;
  /** What lies in the envelope behind it. */
  readonly enclosures: readonly Attached[];
};
/** A message as it is handed over. */
export type Parcel = { readonly channel: 'e-mail'; readonly mail: Mail } | TextMessage | Letter;

/** How a delivery ended. `temporary` and `permanent` are certain not to have left; `uncertain` may have. */
export type Delivery =
  | { readonly outcome: 'sent'; readonly reference: string }
  /** Printed, and not posted as far as anybody said. */
  | { readonly outcome: 'handed'; readonly reference: string }
  | {
      readonly outcome: 'temporary';
      readonly detail: string;
      /** Nobody answers: no use trying the others now. */ readonly unreachable?: true;
    }
  | { readonly outcome: 'permanent'; readonly code: string; readonly detail: string }
  | { readonly outcome: 'uncertain'; readonly detail: string };

/** A way out of the machine. Several deliveries may run at once; none is ever inside a database transaction. */
export type Transport = {
  readonly name: TransportName;
  deliver(parcel: Parcel): Promise<Delivery>;
  close(): Promise<void>;
};

/** Who carries the channels other than e-mail for a tenant; nobody: the local mailbox. Asked once a run, closed with it. */
export type Carriers = Readonly<
  Partial<Record<Exclude<MessageChannel, 'e-mail'>, (db: TenantDatabase) => Promise<Transport | undefined>>>
>;
