export { openItemLoad } from './item-load.ts';
export { letterKnown, letterLoaded, reverseOutdated } from './letter-loaded.ts';
export { markChanges } from './mark-changes.ts';
export { mergeItems, removeItems } from './merge-items.ts';
export type { ItemMerge, ItemMergeCounts } from './merge-items.ts';
export { reopenInferred, settleByInference } from './settle-by-inference.ts';
export { takeBackImport } from './take-back-import.ts';
export { allocateProposed } from './allocate-proposed.ts';
