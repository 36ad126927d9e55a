import { openDatabaseEarly, releaseEarlyDatabase } from './early-database.ts';

// Before the rest is read, which takes a second: the database can be made meanwhile.
openDatabaseEarly(process.argv.slice(2));
const { runCommand } = await import('./program.ts');
try {
  await runCommand();
} finally {
  await releaseEarlyDatabase();
}
