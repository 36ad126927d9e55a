import { textsIn } from '@quitus/texts';
import { Command } from 'commander';
import { refuse as refuseSetting } from '../../modules/identity/refusals.ts';
import { changeSettingNow, createOwnerLink, createTenant, isSettingKey, readSetting } from '../../modules/identity/index.ts';
import { afterSetting } from '../../modules/dunning/index.ts';
import { sendingMode } from '../../modules/messages/index.ts';
import { readConfig } from '../../platform/config.ts';
import { migrate } from '../../platform/database/index.ts';
import { openDatabaseServer } from '../../platform/embedded-postgres/index.ts';
import { serve, work } from '../../main.ts';
import { loadDemo } from '../demo.ts';
import { doctor } from '../doctor/doctor.ts';
import { countOption } from '../options.ts';
import { printJson } from '../output.ts';
import { type CommonOptions, logLine, migrationsFolder, withDatabase, withTenant } from '../session.ts';

async function runMigrate(options: CommonOptions): Promise<void> {
  const server = await openDatabaseServer(readConfig({ data: options.data }));
  try {
    const { from, to } = await migrate(server.ownerUrl, migrationsFolder);
    if (options.json) printJson({ from, to });
    else console.log(from === to ? `The schema is up to date (${to}).` : `Schema brought from ${from} to ${to}.`);
  } finally {
    await server.close();
  }
}

type InitOptions = CommonOptions & { tenant: string; entity?: string; currency: string; country: string };

async function runInit(options: InitOptions): Promise<void> {
  await withDatabase(
    options,
    async ({ config, database, now }) => {
      const entity = options.entity ?? options.tenant;
      const { tenant } = await createTenant(database, {
        name: options.tenant,
        entity: { name: entity, currency: options.currency, country: options.country },
      });
      const ownerLink = `${config.baseUrl}/welcome?token=${await createOwnerLink(database, tenant.id, now())}`;
      if (options.json) printJson({ tenant: tenant.name, entity, ownerLink });
      else console.log(`${tenant.name} is ready. Its owner opens this link, once, within 7 days:\n${ownerLink}`);
    },
    true,
  );
}

async function runConfig(action: string, key: string, value: string | undefined, options: CommonOptions): Promise<void> {
  // An unknown key is wrong usage: said before any database is opened.
  if (!isSettingKey(key)) throw refuseSetting('setting.unknown', { key });
  await withTenant(options, action === 'set' ? 'administer' : 'read', async ({ db, actor, now, language }) => {
    const answer =
      action === 'set'
        ? await db.transaction(async (tx) => {
            const changed = await changeSettingNow(tx, { key, value: value ?? '' }, now(), actor);
            await afterSetting(tx, changed.key, now(), actor);
            return changed;
          })
        : { key, value: await readSetting(db, key) };
    // Kept as asked, a script may set it first; whoever did knows what nothing leaves without.
    const unmet = action === 'set' && key === 'sending.mode' ? (await sendingMode(db)).unmet : undefined;
    if (options.json) printJson(unmet ? { ...answer, unmet } : answer);
    else console.log(`${answer.key} = ${JSON.stringify(answer.value)}`);
    for (const code of unmet ?? []) logLine(textsIn(language).messages.golive[code]);
  });
}

/** The commands that install and run the program. */
export function installationCommands(): Command[] {
  return [
    new Command('migrate').description("bring the database's schema up").action(runMigrate),
    new Command('init')
      .description('create an organisation with its entity and the link that makes its owner')
      .requiredOption('--tenant <name>', 'the organisation')
      .option('--entity <name>', 'the company that invoices (default: the organisation)')
      .option('--currency <code>', 'its currency', 'EUR')
      .option('--country <code>', 'its country', 'FR')
      .action(runInit),
    new Command('demo')
      .description('a realistic made-up company with 30 months of history')
      .option('--customers <n>', 'how many customers', countOption)
      .option('--items <n>', 'how many items', countOption)
      .option('--seed <s>', 'the same seed makes the same company')
      .option('--tenant <name>', 'an empty organisation to fill (default: demo, made when missing)')
      .action(loadDemo),
    new Command('serve')
      .description('everything on one machine: API, web, worker')
      .option('--port <port>', 'where to listen (4400)')
      .option('--with-demo', 'load the demonstration company when there is none yet')
      .action(serve),
    new Command('work').description('a worker alone').action(work),
    new Command('config')
      .description('read or change a setting: config get KEY, config set KEY VALUE')
      .argument('<action>', 'get or set')
      .argument('<key>')
      .argument('[value]')
      .option('--tenant <name>')
      .action(async (action: string, key: string, value: string | undefined, options: CommonOptions, command: Command) => {
        if (action !== 'get' && action !== 'set') {
          logLine(`config get KEY | config set KEY VALUE (not “${action}”)`);
          process.exitCode = 2;
          return;
        }
        if (action === 'set' && value === undefined)
          command.error('say what to set it to: config set KEY VALUE', { exitCode: 2 });
        await runConfig(action, key, value, options);
      }),
    new Command('doctor').description('check the installation').action(doctor),
  ];
}
