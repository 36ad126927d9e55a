export { eventsChannel, lastEventNumber, sealedEventsAfter } from './sealed-events.ts';
export type { SealedEvent } from './sealed-events.ts';
export { askForSealing, sealJob, sealWhatIsRecorded } from './jobs.ts';
export { sealEvents } from './seal-events.ts';
