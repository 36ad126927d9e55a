import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dumpSchema, migrate } from '../server/src/platform/database/index.ts';
import { openDatabaseServer } from '../server/src/platform/embedded-postgres/index.ts';

// Rewrites database/schema.sql from the migrations, on a server of its own.
const database = fileURLToPath(new URL('../database', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'quitus-schema-'));
const server = await openDatabaseServer({ dataDir });
try {
  const { to } = await migrate(server.ownerUrl, join(database, 'migrations'));
  await writeFile(join(database, 'schema.sql'), await dumpSchema(server.ownerUrl));
  console.log(`database/schema.sql describes migration ${to}`);
} finally {
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
}
