export { channelsHandlers } from './channels/routes.ts';
export { followLettersJob, followLettersKind } from './follow-letters.ts';
export { postBatches, printBatches } from './print/print-day.ts';
export { letterCarriers } from './providers/carry.ts';
export type { LetterHouse } from './providers/carry.ts';
export { lettersHandlers } from './routes.ts';
