import type { Actor } from '../../../kernel/actor.ts';

/** Whose books an import changes, and as whom. */
export type BooksContext = {
  readonly entityId: string;
  readonly currency: string;
  readonly importId: string;
  readonly actor: Actor;
  readonly now: Temporal.Instant;
};
