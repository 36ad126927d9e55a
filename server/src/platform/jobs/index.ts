export { defineJob, enqueue, startWorker, workOnce } from './jobs.ts';
export type { Job, JobCall, JobDone, JobHandler, WorkerOptions } from './jobs.ts';
