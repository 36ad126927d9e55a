import { statfs } from 'node:fs/promises';
import { readConfig } from '../platform/config.ts';
import { assertServingRole, openDatabase, pendingMigrations, sql } from '../platform/database/index.ts';
import { openDatabaseServer } from '../platform/embedded-postgres/index.ts';
import { printJson, terminalLanguage, wordsOf } from './output.ts';
import { type CommonOptions, migrationsFolder } from './session.ts';

type Check = { name: string; ok: boolean; detail: string };

/** Checks an installation without changing it: program, database, rights, schema, disk, mail. Exit code 1 when something must be mended. */
export async function doctor(options: CommonOptions): Promise<void> {
  const language = terminalLanguage(process.env['LANG']);
  const config = readConfig({ data: options.data });
  const checks: Check[] = [{ name: 'node', ok: Number(process.versions.node.split('.')[0]) >= 26, detail: process.version }];
  const attempt = async (name: string, work: () => Promise<string>): Promise<boolean> => {
    try {
      checks.push({ name, ok: true, detail: await work() });
      return true;
    } catch (error) {
      checks.push({ name, ok: false, detail: wordsOf(error, language).message });
      return false;
    }
  };
  let server: Awaited<ReturnType<typeof openDatabaseServer>> | undefined;
  const reached = await attempt('database', async () => {
    server = await openDatabaseServer(config);
    return server.embedded ? `embedded in ${config.dataDir}` : 'DATABASE_URL';
  });
  if (reached && server) {
    const database = openDatabase(server.appUrl, { name: 'quitus doctor', max: 2 });
    try {
      await attempt(
        'postgresql',
        async () =>
          (await database.system.one<{ version: string }>(sql`select current_setting('server_version') as version`)).version,
      );
      await attempt('schema', async () => {
        const pending = await pendingMigrations(database.system, migrationsFolder);
        if (pending.length > 0) throw new Error(`to be migrated: ${pending.length} (quitus migrate)`);
        return 'up to date';
      });
      await attempt('serving role', async () => {
        await assertServingRole(database.system);
        return (await database.system.one<{ role: string }>(sql`select current_user::text as role`)).role;
      });
    } finally {
      await database.close();
      await server.close();
    }
  }
  if (!config.databaseUrl) {
    await attempt('disk', async () => {
      const { bavail, bsize } = await statfs(config.dataDir);
      const freeGib = (Number(bavail) * Number(bsize)) / 2 ** 30;
      if (freeGib < 1) throw new Error(`${freeGib.toFixed(1)} GiB free`);
      return `${freeGib.toFixed(1)} GiB free`;
    });
  }
  // No mail server is no fault: messages then go to the local mailbox.
  checks.push({
    name: 'mail',
    ok: true,
    detail: config.smtpUrl ? 'QUITUS_SMTP_URL' : 'local mailbox (QUITUS_SMTP_URL is not set)',
  });
  const ok = checks.every((check) => check.ok);
  if (options.json) printJson({ ok, checks });
  else for (const check of checks) console.log(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`);
  if (!ok) process.exitCode = 1;
}
