export { startEmbedded } from './embedded-server.ts';
export type { EmbeddedOptions, EmbeddedServer } from './embedded-server.ts';
export { openDatabaseServer } from './database-server.ts';
export type { DatabaseServer, WhichDatabase } from './database-server.ts';
