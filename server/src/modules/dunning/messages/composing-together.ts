import type { Transaction } from '../../../platform/database/index.ts';
import type { Composed, Composer, OutboxMessage } from '../../messages/index.ts';

/** What a message is written from, and what is said of one that has nothing to be written from. */
type WrittenFrom = { readonly idOf: (message: OutboxMessage) => string | null; readonly missing: string };

const itsAction: WrittenFrom = { idOf: (message) => message.actionId, missing: 'no-longer-due' };

/**
 * A composer of messages, written from their actions unless said otherwise. Those of one transaction are called at once: their messages are written together
 * by `composeAll`, in as many statements as for one. What it does not answer is called off.
 */
export function composingTogether(
  composeAll: (
    tx: Transaction,
    ids: readonly string[],
    now: Temporal.Instant,
    messages: readonly OutboxMessage[],
  ) => Promise<Map<string, Composed>>,
  { idOf, missing }: WrittenFrom = itsAction,
): Composer {
  const gathering = new WeakMap<
    Transaction,
    { ids: string[]; messages: OutboxMessage[]; written: Promise<Map<string, Composed>> }
  >();
  return async (tx, message, now) => {
    const id = idOf(message);
    if (id === null) return { kind: 'cancel', reason: missing };
    let batch = gathering.get(tx);
    if (!batch) {
      const ids: string[] = [];
      const messages: OutboxMessage[] = [];
      const written = Promise.resolve().then(() => {
        gathering.delete(tx);
        return composeAll(tx, ids, now, messages);
      });
      batch = { ids, messages, written };
      gathering.set(tx, batch);
    }
    batch.ids.push(id);
    batch.messages.push(message);
    return (await batch.written).get(id) ?? { kind: 'cancel', reason: missing };
  };
}
