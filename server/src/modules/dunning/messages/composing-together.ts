import type { Transaction } from '../../../platform/database/index.ts';
import type { Composed, Composer } from '../../messages/index.ts';

/**
 * A composer of actions' messages. Those of one transaction are called at once: their messages are written together by `composeAll`, in as many statements
 * as for one. What it does not answer is called off.
 */
export function composingTogether(
  composeAll: (tx: Transaction, actionIds: readonly string[], now: Temporal.Instant) => Promise<Map<string, Composed>>,
): Composer {
  const gathering = new WeakMap<Transaction, { ids: string[]; written: Promise<Map<string, Composed>> }>();
  return async (tx, message, now) => {
    if (message.actionId === null) return { kind: 'cancel', reason: 'no-longer-due' };
    let batch = gathering.get(tx);
    if (!batch) {
      const ids: string[] = [];
      const written = Promise.resolve().then(() => {
        gathering.delete(tx);
        return composeAll(tx, ids, now);
      });
      batch = { ids, written };
      gathering.set(tx, batch);
    }
    batch.ids.push(message.actionId);
    return (await batch.written).get(message.actionId) ?? { kind: 'cancel', reason: 'no-longer-due' };
  };
}
