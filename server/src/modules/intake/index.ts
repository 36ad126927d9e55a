export { bulkHandlers } from './upsert/routes.ts';
export { importFile } from './import-file.ts';
export type { ImportRequest } from './import-file.ts';
export type { ImportResult } from './import-result.ts';
export { intakeJobs } from './jobs.ts';
export { intakeHandlers } from './routes.ts';
export { undoImport } from './undo/undo-import.ts';
export { controlDifferences } from './quality/control-differences.ts';
