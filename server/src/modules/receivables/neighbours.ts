import type { Day } from '../../kernel/days.ts';
import type { Fields } from '../../platform/criteria/index.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { Held } from './situation.ts';

export type HeldTarget = Held & {
  readonly entityId: string | null;
  readonly customerId: string | null;
  readonly itemId: string | null;
  readonly fromOn: Day;
  readonly untilOn: Day | null;
};
export type AccountBadges = {
  readonly scenario: string | null;
  readonly promises: number;
  readonly disputes: number;
  readonly holds: number;
};

/**
 * What modules above the ledger know of its rows, handed in where the house is put together: the ledger shows it and never asks upwards.
 * `accountFields` and `itemFields` are the ledger's own catalogues, possibly with more fields.
 */
export type LedgerNeighbours = {
  /** What holds these items, their accounts or entities on a day. */
  heldOf(db: Queryable, target: { customerIds: readonly string[]; itemIds: readonly string[] }, day: Day): Promise<HeldTarget[]>;
  badgesOf(db: Queryable, customerIds: readonly string[], day: Day): Promise<Map<string, AccountBadges>>;
  readonly accountFields: Fields;
  readonly itemFields: Fields;
};
