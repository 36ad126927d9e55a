export { refreshBalances, refreshItems, refreshOverdue, overdueOn } from './balances.ts';
export type { BalanceScope } from './balances.ts';
export { awaitingLedger, isReceivable } from './kept-items.ts';
export { lockAccounts, lockLedger } from './ledger-locks.ts';
export { ledgerChanged, tellLedgerChanged } from './ledger-news.ts';
export { allocate } from './allocations/allocate.ts';
export type { NewAllocation } from './allocations/allocate.ts';
export { allocationById } from './allocations/allocation.ts';
export type { Allocation } from './allocations/allocation.ts';
export { letterGroups } from './allocations/letter-groups.ts';
export type { Lettering } from './allocations/letter-groups.ts';
export { replaceProvisional } from './allocations/replace-provisional.ts';
export { reverseAllocation, reverseAllocations } from './allocations/reverse-allocation.ts';
export { redateAllocations } from './allocations/redate-allocations.ts';
export { ledgerChecks } from './ledger-checks.ts';
export type { LedgerCheck } from './ledger-checks.ts';
export * from './bulk/index.ts';
export { agedBalance, agedBalanceRows } from './aged/aged-balance.ts';
export { keptHoldsAt, openAt } from './aged/open-at.ts';
export { bucketLabels, bucketOf } from './aged/question.ts';
export type {
  AgedBalance,
  AgedDimension,
  AgedLine,
  AgedQuestion,
  AgedSort,
  AgedSums,
  AgedWindow,
  LedgerClass,
  RateUsed,
} from './aged/question.ts';
export { accountFields, itemFields } from './fields.ts';
export { accountList } from './account-list.ts';
export { tellPaymentProfiles } from './payment-profiles.ts';
export { salesOf } from './customer-sales.ts';
export type { Sales, SalesMonth } from './customer-sales.ts';
export { markItemsSent } from './mark-sent.ts';
export { listRates, stateRate } from './exchange-rates.ts';
export { inferDueDates } from './infer-due-dates.ts';
export type { ChangedDueDates } from './infer-due-dates.ts';
export { itemList, itemsListed } from './item-list.ts';
export type { LedgerNeighbours } from './neighbours.ts';
export { ledgerHandlers } from './routes.ts';
export { situationOf } from './situation.ts';
export type { Held, Situation, SituationFacts } from './situation.ts';
export { statementOf } from './statement.ts';
