export { escalationAge, escalationAges } from './escalation-age.ts';
export type { HeldPeriod, ItemAge } from './escalation-age.ts';
export type { HoldReason, HoldTarget, NewHold } from './hold.ts';
export { holdItems, noLongerSo } from './hold-items.ts';
export { holdsOn, liveHolds } from './live-holds.ts';
export { placeHold, placeHolds } from './place-hold.ts';
export { restoreHolds } from './restore-holds.ts';
export { extendHolds, releaseHold, releaseHolds, releaseHoldsOf, releaseHoldsOnItems, resizeHolds } from './release-holds.ts';
