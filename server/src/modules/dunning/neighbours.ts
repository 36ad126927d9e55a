import type { Queryable } from '../../platform/database/index.ts';

/** When a customer was last spoken or written to; `channel` is the message's, or what was logged: call, reply, meeting… */
export type LastContact = { readonly at: Temporal.Instant; readonly channel: string; readonly outcome: string | null };

/** What modules above dunning know of its customers, handed in where the house is put together: the agenda shows it and never asks upwards. */
export type DunningNeighbours = {
  /** The last contact of each of these customers; one never contacted has none. */
  lastContacts(db: Queryable, customerIds: readonly string[]): Promise<Map<string, LastContact>>;
};
