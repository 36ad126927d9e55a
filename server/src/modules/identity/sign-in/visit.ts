import type { Database } from '../../../platform/database/index.ts';
import type { Context } from '../../../platform/http/index.ts';
import type { Keyring } from '../../../platform/secrets/index.ts';

/** A mail about somebody's account. */
export type AccountMail = {
  readonly to: { readonly name: string; readonly address: string };
  /** Whose mailbox keeps it when no mail server carries it. */
  readonly tenantId: number;
  readonly subject: string;
  readonly text: string;
  /** The same without its secret link, for the local mailbox: colleagues read that one. */
  readonly textWithoutLink: string;
};

/** What signing in needs of others, injected by the application. */
export type SignInNeighbours = {
  readonly keyring: () => Promise<Keyring>;
  /** How the outside reaches us: the passkeys' and the identity provider's idea of who we are. */
  readonly baseUrl: string;
  readonly mail: { readonly leaves: boolean; readonly send: (mail: AccountMail) => Promise<void> };
  /** Work nobody waits for: an answer must not take longer because there is an account. */
  readonly later: (work: () => Promise<void>) => void;
  /** `host:port` of identity providers that are not public, which the installation's administrator vouches for. */
  readonly outboundAllow: readonly string[];
};

/** Somebody at the door: with what, when, and from where. */
export type Visit = {
  readonly database: Database;
  readonly neighbours: SignInNeighbours;
  readonly now: Temporal.Instant;
  readonly address: string;
  readonly userAgent: string;
};

/** The visit of a request. */
export function visitOf(neighbours: SignInNeighbours, context: Context): Visit {
  return {
    database: context.database,
    neighbours,
    now: context.now(),
    address: context.address,
    userAgent: context.userAgent,
  };
}
