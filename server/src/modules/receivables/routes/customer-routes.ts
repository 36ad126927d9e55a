import { toDecimal } from '../../../kernel/money.ts';
import {
  accountsMergedInto,
  changeCustomer,
  chooseTerms,
  createCustomer,
  customerById,
  mergeCustomer,
} from '../../customers/index.ts';
import { sql } from '../../../platform/database/index.ts';
import { accountList, type AccountTotals } from '../account-list.ts';
import { salesOf } from '../customer-sales.ts';
import { inferDueDates } from '../infer-due-dates.ts';
import { lockLedger } from '../ledger-locks.ts';
import type { LedgerNeighbours } from '../neighbours.ts';
import { statementOf } from '../statement.ts';
import { customerView } from './customer-view.ts';
import { agedAmounts, type LedgerHandlers } from './wire.ts';

type Keys =
  | 'GET /customers'
  | 'POST /customers'
  | 'GET /customers/{id}'
  | 'PATCH /customers/{id}'
  | 'POST /customers/{id}/merge'
  | 'POST /customers/{id}/terms'
  | 'GET /customers/{id}/statement'
  | 'GET /customers/{id}/monthly-sales';

export const customerHandlers = (neighbours: LedgerNeighbours): LedgerHandlers<Keys> => ({
  'GET /customers': async ({ query, context: { db, today } }) => {
    const { rows, total, totals, nextCursor } = await accountList(db, query, today(), neighbours);
    return { today: today(), rows, total, nextCursor, totals: totals.map(totalsOnWire) };
  },
  'POST /customers': async ({ body, context: { db, actor, today, language } }) => {
    const { id } = await db.transaction((tx) => createCustomer(tx, body, actor));
    return customerView(db, id, today(), language);
  },
  'GET /customers/{id}': ({ params, context: { db, today, language } }) => customerView(db, params.id, today(), language),
  'PATCH /customers/{id}': async ({ params, body, context: { db, actor, today, language } }) => {
    await db.transaction((tx) => changeCustomer(tx, params.id, body, actor));
    return customerView(db, params.id, today(), language);
  },
  'POST /customers/{id}/merge': async ({ params, body, context: { db, actor, today, language } }) => {
    await db.transaction((tx) => mergeCustomer(tx, params.id, body.into, actor));
    return customerView(db, params.id, today(), language);
  },
  'POST /customers/{id}/terms': ({ params, body, context: { db, actor } }) =>
    db.transaction(async (tx) => {
      const { entityId } = await customerById(tx, params.id);
      // Before the customer's row, as an import takes them: the other way round the two would wait for each other.
      await lockLedger(tx, entityId);
      await chooseTerms(tx, params.id, body.termsId, body.confirmed, actor);
      const { examples, ...changed } = await inferDueDates(tx, entityId, sql`select ${params.id}::uuid`);
      return { ...changed, examples: [...examples] };
    }),
  'GET /customers/{id}/statement': async ({ params, query, context: { db, today } }) => {
    await customerById(db, params.id);
    const window = {
      asOf: query.asOf ?? today(),
      closed: query.closed ?? false,
      offset: query.offset ?? 0,
      limit: query.limit ?? 500,
    };
    const { rows, total, balances } = await statementOf(db, params.id, window, neighbours);
    return { asOf: window.asOf, rows, total, balances: balances.totals.map(agedAmounts), bucketLabels: [...balances.labels] };
  },
  'GET /customers/{id}/monthly-sales': async ({ params, query, context: { db, today } }) => {
    await customerById(db, params.id);
    const sales = await salesOf(db, await accountsMergedInto(db, params.id), query.months ?? 12, today());
    const rows = sales.months.map(({ month, currency, amountMinor }) => ({
      month,
      currency,
      amount: toDecimal(amountMinor, currency),
    }));
    return { source: sales.source, rows };
  },
});

function totalsOnWire({ currency, rows, debitMinor, overdueMinor, unallocatedMinor, awaitingMinor, openItems }: AccountTotals) {
  const amount = (minor: bigint): string => toDecimal(minor, currency);
  return {
    currency,
    rows,
    total: amount(debitMinor + unallocatedMinor),
    overdue: amount(overdueMinor),
    notDue: amount(debitMinor - overdueMinor),
    unallocated: amount(unallocatedMinor),
    awaiting: amount(awaitingMinor),
    openItems,
  };
}
