import type { Criteria, Drill } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import type { Bucket } from './buckets.ts';
import type { Scope } from './scope.ts';

export type { Drill };
type Screen = Drill['screen'];
type Leaf = Extract<Criteria, { readonly field: string }>;

const is = (field: string, value: string | boolean): Leaf => ({ field, is: 'is', value });
const smallest = '0.01';

/** A list of a screen and the criteria it is opened with. */
export function drill(screen: Screen, ...parts: readonly Criteria[]): Drill {
  const [only] = parts;
  return { screen, filter: only === undefined ? null : parts.length === 1 ? only : { all: parts } };
}

/** What every figure of account 411 has in common: its account, its currency, its entity, nobody of the group. */
function ledger(scope: Scope, currency: string): Criteria[] {
  const entity = scope.entityId === undefined ? [] : [is('entity', scope.entityId)];
  return [
    is('ledgerClass', 'receivable'),
    is('inLedger', true),
    is('itemCurrency', currency),
    is('intercompany', false),
    ...entity,
  ];
}

/** The items open in a currency. */
export const totalDrill = (scope: Scope, currency: string): Drill =>
  drill('items', ...ledger(scope, currency), { field: 'open', is: 'is-not', value: '0' });
/** The open debits that are late. */
export const overdueDrill = (scope: Scope, currency: string): Drill =>
  drill(
    'items',
    ...ledger(scope, currency),
    { field: 'open', is: 'at-least', value: smallest },
    { field: 'itemDaysLate', is: 'at-least', value: 1 },
  );
/** The open debits later than so many days. */
export const lateDrill = (scope: Scope, currency: string, days: number): Drill =>
  drill(
    'items',
    ...ledger(scope, currency),
    { field: 'open', is: 'at-least', value: smallest },
    { field: 'itemDaysLate', is: 'at-least', value: days + 1 },
  );
/** The open credits. */
export const unallocatedDrill = (scope: Scope, currency: string): Drill =>
  drill('items', ...ledger(scope, currency), { field: 'open', is: 'at-most', value: `-${smallest}` });
/** What Quitus allocated and the ledger does not know yet. */
export const awaitingDrill = (scope: Scope, currency: string): Drill =>
  drill('items', ...ledger(scope, currency), { field: 'itemAwaiting', is: 'is-not', value: '0' });

/** The open debits of one part of the aged balance. */
export function bucketDrill(scope: Scope, currency: string, bucket: Bucket): Drill {
  const open: Criteria = { field: 'open', is: 'at-least', value: smallest };
  if (bucket.from === null) {
    const notDue: Criteria = {
      any: [
        { field: 'itemDaysLate', is: 'at-most', value: 0 },
        { field: 'itemDaysLate', is: 'empty' },
      ],
    };
    return drill('items', ...ledger(scope, currency), open, notDue);
  }
  const late: Criteria =
    bucket.until === null
      ? { field: 'itemDaysLate', is: 'at-least', value: bucket.from }
      : { field: 'itemDaysLate', is: 'between', value: [bucket.from, bucket.until] };
  return drill('items', ...ledger(scope, currency), open, late);
}

/** The open debits that fell due from one day to another, both included. */
export const dueBetweenDrill = (scope: Scope, currency: string, from: Day, until: Day): Drill =>
  drill(
    'items',
    ...ledger(scope, currency),
    { field: 'open', is: 'at-least', value: smallest },
    { field: 'dueOn', is: 'between', value: [from, until] },
  );
/** The payments booked from one day to another, both included. */
export const receivedDrill = (scope: Scope, currency: string, from: Day, until: Day): Drill =>
  drill('items', ...ledger(scope, currency), is('itemKind', 'payment'), {
    field: 'bookedOn',
    is: 'between',
    value: [from, until],
  });
