export { eventsChannel, lastEventNumber, numberBefore, sealedEventsAfter } from './sealed-events.ts';
export type { SealedEvent } from './sealed-events.ts';
export { askForSealing, sealJob, sealWhatIsRecorded } from './jobs.ts';
export { sealEvents } from './seal-events.ts';
export { erasePersonalDetails } from './erase-personal-details.ts';
export { verifyAudit } from './verification/verify-audit.ts';
export type { Verification } from './verification/verify-audit.ts';
