import type { Mail } from '../mail.ts';

/** How a delivery ended. `temporary` and `permanent` are certain not to have left; `uncertain` may have. */
export type Delivery =
  | { readonly outcome: 'sent'; readonly reference: string }
  | {
      readonly outcome: 'temporary';
      readonly detail: string;
      /** Nobody answers: no use trying the others now. */ readonly unreachable?: true;
    }
  | { readonly outcome: 'permanent'; readonly code: string; readonly detail: string }
  | { readonly outcome: 'uncertain'; readonly detail: string };

/** A way out of the machine. Several deliveries may run at once; none is ever inside a database transaction. */
export type Transport = {
  readonly name: 'smtp' | 'local';
  deliver(mail: Mail): Promise<Delivery>;
  close(): Promise<void>;
};

export type Transports = {
  readonly local: Transport;
  /** Absent until a mail server is set. */ readonly smtp?: Transport | undefined;
};
