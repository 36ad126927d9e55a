export { checkBackup } from './check-backup.ts';
export { restoreBackup } from './restore-backup.ts';
export type { Restored, RestoreRequest } from './restore-backup.ts';
export { writeBackup } from './write-backup.ts';
export type { BackupMade, BackupRequest } from './write-backup.ts';
