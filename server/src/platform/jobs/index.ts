export { defineJob, enqueue, startWorker, workOnce } from './jobs.ts';
export type { Job, JobCall, JobHandler, WorkerOptions } from './jobs.ts';
