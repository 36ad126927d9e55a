export { changeDispute, editDispute } from './change-dispute.ts';
export { closeSettledDisputes } from './close-settled-disputes.ts';
export { allowedDisputeActions, holdingStates } from './dispute.ts';
export type { DisputeAction, DisputeState, DisputeType } from './dispute.ts';
export { openDispute } from './open-dispute.ts';
export type { DisputeRules, NewDispute } from './open-dispute.ts';
