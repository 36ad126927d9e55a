/** The thread that has the database ready when the program has been read. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type ConfigOptions, readConfig } from '../platform/config.ts';
import { migrate } from '../platform/database/index.ts';
import { openDatabaseServer } from '../platform/embedded-postgres/index.ts';
import { migrationsFolder } from './migrations-folder.ts';

const port = parentPort;
if (!port) throw new Error('this is a thread');
const released = once(port, 'message');
// The cast: early-database.ts started it.
const config = readConfig(workerData as ConfigOptions);
if (config.databaseUrl === undefined) {
  const server = await openDatabaseServer(config);
  try {
    await migrate(server.ownerUrl, migrationsFolder);
    await released;
  } finally {
    await server.close();
  }
}
port.close();
