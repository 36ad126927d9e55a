import { systemActor } from '../../kernel/actor.ts';
import { defineJob, type Job } from '../../platform/jobs/index.ts';
import { importById } from './import-record.ts';
import { runImport } from './run-import.ts';

/** Reads a file that was too large to be read while a person waits. */
export const intakeJobs: readonly Job[] = [
  defineJob('intake.read', async ({ db, database, tenantId, subject, now }) => {
    const row = await importById(db, subject);
    if (row.state !== 'reading' && row.state !== 'failed') return;
    await runImport(database, tenantId, {
      importId: subject,
      actor: systemActor(row.author),
      now: now(),
      confirm: row.options.confirm ?? false,
    });
  }),
];
