import { textsIn } from '@quitus/texts';
import { readConfig } from '../../platform/config.ts';
import { openDatabase } from '../../platform/database/index.ts';
import { type DatabaseServer, openDatabaseServer } from '../../platform/embedded-postgres/index.ts';
import { openKeyring } from '../../platform/secrets/index.ts';
import { printJson, terminalLanguage, wordsOf } from '../output.ts';
import type { CommonOptions } from '../session.ts';
import { type Check, fail, type Look, ok } from './check.ts';
import { databaseChecks } from './database-checks.ts';
import { machineChecks } from './machine-checks.ts';
import { sealedSecrets } from './sealed-check.ts';

/** Checks an installation without changing it and says what to do about each thing found. Exit code 1 when something must be mended. */
export async function doctor(options: CommonOptions): Promise<void> {
  const language = terminalLanguage(process.env['LANG']);
  const words = textsIn(language).operation;
  const config = readConfig({ data: options.data });
  const checks: Check[] = [];
  const run = async ({ name, look }: Look): Promise<void> => {
    const [state, detail] = await Promise.resolve()
      .then(look)
      .catch((error: unknown) => fail(wordsOf(error, language).message));
    checks.push({ name, state, detail, remedy: state === 'ok' ? '' : words.remedies[name] });
  };

  for (const check of machineChecks(config)) await run(check);
  let server: DatabaseServer | undefined;
  await run({
    name: 'database',
    look: async () => {
      server = await openDatabaseServer(config);
      return ok(server.embedded ? config.dataDir : 'DATABASE_URL');
    },
  });
  if (server) {
    const { appUrl, ownerUrl, embedded } = server;
    const database = openDatabase(appUrl, { name: 'quitus doctor', max: 2 });
    try {
      for (const check of databaseChecks(database, embedded)) await run(check);
      // Only the embedded server tells us its owner's address; of another one this is asked with the owner's, as for migrate.
      if (embedded) await run({ name: 'sealed-secrets', look: async () => sealedSecrets(ownerUrl, await openKeyring(config)) });
    } finally {
      await database.close();
      await server.close();
    }
  }
  const sound = checks.every((check) => check.state !== 'fail');
  if (options.json) printJson({ ok: sound, checks: checks.map((check) => ({ ...check, ok: check.state !== 'fail' })) });
  else for (const check of checks) console.log(lineOf(check, words.checks[check.name]));
  if (!sound) process.exitCode = 1;
}

const marks = { ok: '✓', warn: '!', fail: '✗' } as const;

function lineOf({ state, detail, remedy }: Check, title: string): string {
  return `${marks[state]} ${title}${detail ? `: ${detail}` : ''}${remedy ? `\n    ${remedy}` : ''}`;
}
