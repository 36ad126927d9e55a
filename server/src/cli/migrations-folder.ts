import { fileURLToPath } from 'node:url';

/** Where the migrations lie. */
export const migrationsFolder = fileURLToPath(new URL('../../../database/migrations', import.meta.url));
