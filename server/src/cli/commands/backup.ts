import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { textsIn } from '@quitus/texts';
import { Command } from 'commander';
import { summaryOf, verifyAudit } from '../../modules/audit/index.ts';
import { systemActor } from '../../kernel/actor.ts';
import { changeSetting, listTenants } from '../../modules/identity/index.ts';
import { ledgerChecks } from '../../modules/receivables/index.ts';
import { refuse } from '../../platform/backup/refusals.ts';
import { restoreBackup, writeBackup } from '../../platform/backup/index.ts';
import { readConfig } from '../../platform/config.ts';
import { openDatabase } from '../../platform/database/index.ts';
import { openDatabaseServer } from '../../platform/embedded-postgres/index.ts';
import { type Keyring, openKeyring } from '../../platform/secrets/index.ts';
import { printJson, terminalLanguage } from '../output.ts';
import { rotateSecrets } from '../rotate-secrets.ts';
import { type CommonOptions, migrationsFolder } from '../session.ts';
import { version } from '../version.ts';

const words = () => textsIn(terminalLanguage(process.env['LANG'])).operation;

async function runBackup(name: string, options: CommonOptions): Promise<void> {
  const file = resolve(name);
  if (existsSync(file)) throw refuse('backup.file-exists', { file });
  const begun = performance.now();
  const config = readConfig({ data: options.data });
  const server = await openDatabaseServer(config);
  try {
    const made = await writeBackup({ ownerUrl: server.ownerUrl, file, keyring: await openKeyring(config), version });
    const durationMs = Math.round(performance.now() - begun);
    if (options.json) printJson({ ok: true, file, ...made, durationMs });
    else console.log(`${words().backedUp(file, made.rows, made.bytes)}\n${words().keyApart}`);
  } finally {
    await server.close();
  }
}

async function runRestore(name: string, options: CommonOptions & { anyKey?: boolean }): Promise<void> {
  const begun = performance.now();
  const config = readConfig({ data: options.data });
  const server = await openDatabaseServer(config);
  try {
    const keyring = await openKeyring(config);
    const restored = await restoreBackup({
      ownerUrl: server.ownerUrl,
      file: resolve(name),
      keyring,
      migrations: migrationsFolder,
      anyKey: options.anyKey ?? false,
    });
    await holdSending(server.appUrl, !server.embedded);
    const checks = await verifyAll(server.appUrl, !server.embedded, keyring);
    const ok = checks.every((check) => check.ok);
    const durationMs = Math.round(performance.now() - begun);
    if (options.json) printJson({ ok, ...restored, checks, durationMs });
    else {
      console.log(words().restored(restored.rows, restored.takenAt));
      for (const check of checks.filter((one) => !one.ok)) console.log(`✗ ${check.tenant} · ${check.name}: ${check.detail}`);
      console.log(ok ? words().verified : words().notVerified);
      console.log(words().lookBeforeSending);
    }
    if (!ok) process.exitCode = 1;
  } finally {
    await server.close();
  }
}

async function runRotate(options: CommonOptions): Promise<void> {
  const config = readConfig({ data: options.data });
  const server = await openDatabaseServer(config);
  try {
    const resealed = await rotateSecrets(server.ownerUrl, await openKeyring(config));
    if (options.json) printJson({ ok: true, resealed });
    else console.log(`${words().resealed(resealed)}\n${words().keepFormerForAudit}`);
  } finally {
    await server.close();
  }
}

// What left after the backup was taken is not known any more; sent again blindly, a debtor would get it twice.
async function holdSending(url: string, asApp: boolean): Promise<void> {
  const database = openDatabase(url, { asApp, name: 'quitus restore', max: 2 });
  try {
    for (const tenant of await listTenants(database))
      await database
        .tenant(tenant.id)
        .transaction((tx) => changeSetting(tx, 'sending.held', 'after-restore', systemActor('restore')));
  } finally {
    await database.close();
  }
}

/** What `verify` says of every organisation of the database. */
async function verifyAll(url: string, asApp: boolean, keyring: Keyring) {
  const database = openDatabase(url, { asApp, name: 'quitus restore', max: 2 });
  try {
    const checks = [];
    for (const tenant of await listTenants(database)) {
      const db = database.tenant(tenant.id);
      for (const check of await ledgerChecks(db)) checks.push({ tenant: tenant.name, ...check });
      const audit = await verifyAudit(db, keyring);
      const detail = summaryOf(audit, terminalLanguage(process.env['LANG']));
      checks.push({ tenant: tenant.name, name: 'audit.chain', ok: audit.ok, detail });
    }
    return checks;
  } finally {
    await database.close();
  }
}

/** `quitus backup FILE` and `quitus restore FILE`: all organisations, as one snapshot shows them. */
export function backupCommands(): Command[] {
  return [
    new Command('backup')
      .description('write every organisation, as one snapshot shows it, into one file; the load goes on')
      .argument('<file>', 'a file that does not exist yet')
      .action(runBackup),
    new Command('restore')
      .description('put a backup into an empty database: all of it or nothing')
      .argument('<file>')
      .option('--any-key', 'take a backup sealed with a key this installation does not hold')
      .action(runRestore),
    new Command('rotate-secrets')
      .description('seal anew, with the current secret key, all that a former one sealed')
      .action(runRotate),
  ];
}
