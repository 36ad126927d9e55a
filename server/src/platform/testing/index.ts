export { testDatabase } from './test-database.ts';
export type { NewTenant, TestDatabase, TestTenant } from './test-database.ts';
