import { Client } from 'pg';
import { refuse } from './refusals.ts';

/** The oldest PostgreSQL that knows all we use. */
const oldestMajor = 18;

/** Refuses an address where no PostgreSQL answers, or one too old. */
export async function assertUsable(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'quitus', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version");
    const major = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (major < oldestMajor) throw refuse('database.postgresql-too-old', { version: major, oldest: oldestMajor });
  } catch (error) {
    // The driver's words name the host, the role or the database, never the password.
    if (error instanceof Error && error.name !== 'Refusal')
      throw refuse('database.unreachable', { reason: error.message || error.name });
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
