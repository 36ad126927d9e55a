export { afterLedgerChange } from './after-ledger-change.ts';
export type { Aftermath, LedgerChange } from './after-ledger-change.ts';
export { agendaCounters } from './counters.ts';
export { composeByHand } from './by-hand/compose-by-hand.ts';
export type { CloseAction } from './interactions.ts';
export { ledgerNeighbours } from './ledger-neighbours.ts';
export { afterLedgerJob, morningJob, morningKind } from './jobs.ts';
export { worklistHandlers } from './routes.ts';
export type { WorklistDoors } from './routes.ts';
