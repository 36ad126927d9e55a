import { fromDecimal, toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { allocate } from '../allocations/allocate.ts';
import { reverseAllocation } from '../allocations/reverse-allocation.ts';
import { itemList } from '../item-list.ts';
import { allocationViews, itemView } from '../item-view.ts';
import type { LedgerNeighbours } from '../neighbours.ts';
import { refuse } from '../refusals.ts';
import type { LedgerHandlers } from './wire.ts';

type Keys = 'GET /items' | 'GET /items/{id}' | 'POST /allocations' | 'POST /allocations/{id}/reversal';

export const itemHandlers = (neighbours: LedgerNeighbours): LedgerHandlers<Keys> => ({
  'GET /items': async ({ query, context: { db, today } }) => {
    const { rows, total, totals, nextCursor } = await itemList(db, query, today(), neighbours);
    return {
      today: today(),
      rows,
      total,
      nextCursor,
      totals: totals.map(({ currency, items, openMinor, overdueMinor, awaitingMinor }) => ({
        currency,
        items,
        open: toDecimal(openMinor, currency),
        overdue: toDecimal(overdueMinor, currency),
        awaiting: toDecimal(awaitingMinor, currency),
      })),
    };
  },
  'GET /items/{id}': ({ params, context: { db, today } }) => itemView(db, params.id, today(), neighbours),
  'POST /allocations': ({ body, context: { db, actor } }) =>
    db.transaction(async (tx) => {
      const amountMinor = body.amount === undefined ? undefined : await minorOf(tx, body.debitItemId, body.amount);
      // The accounting system is master of lettering: what a person does here awaits its word.
      const made = await allocate(
        tx,
        {
          creditItemId: body.creditItemId,
          debitItemId: body.debitItemId,
          amountMinor,
          provisional: true,
          source: 'manual',
          code: body.code,
        },
        actor,
      );
      return oneView(tx, made.id);
    }),
  'POST /allocations/{id}/reversal': ({ params, body, context: { db, actor } }) =>
    db.transaction(async (tx) => {
      const undone = await reverseAllocation(tx, params.id, body.reason, actor);
      return oneView(tx, undone.id);
    }),
});

async function oneView(db: Queryable, id: string) {
  const [view] = await allocationViews(db, sql`allocation.id = ${id}`);
  if (!view) throw refuse('allocation.not-found');
  return view;
}

async function minorOf(db: Queryable, itemId: string, amount: string): Promise<bigint> {
  const item = await db.maybe<{ currency: string }>(sql`select item.currency from receivables.item where item.id = ${itemId}`);
  if (!item) throw refuse('item.not-found');
  const minor = fromDecimal(amount, item.currency);
  if (minor === undefined) throw refuse('allocation.amount-invalid');
  return minor;
}
