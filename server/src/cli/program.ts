import { Command, CommanderError } from 'commander';
import { Refusal } from '../kernel/refusals.ts';
import { backupCommands } from './commands/backup.ts';
import { dunningCommands } from './commands/dunning.ts';
import { installationCommands } from './commands/installation.ts';
import { ledgerCommands } from './commands/ledger.ts';
import { lettersCommand } from './commands/letters.ts';
import { printJson, terminalLanguage, wordsOf } from './output.ts';
import { version } from './version.ts';

function program(): Command {
  const quitus = new Command('quitus')
    .description('Gets invoices paid: receivables, reminders, matching, law.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(quitus --help lists the commands)')
    .enablePositionalOptions();
  for (const command of [
    ...installationCommands(),
    ...backupCommands(),
    ...ledgerCommands(),
    ...dunningCommands(),
    lettersCommand(),
  ]) {
    for (const own of command.commands.length > 0 ? command.commands : [command]) takeCommonOptions(own);
    quitus.addCommand(command.exitOverride());
  }
  return quitus;
}

function takeCommonOptions(command: Command): void {
  command
    .exitOverride()
    .option('--json', 'one JSON document on stdout')
    .option('--data <dir>', 'folder of the embedded database (wins over DATABASE_URL)')
    .option('--as <email>', 'act as this member: with their rights, within their scope')
    .showSuggestionAfterError()
    .allowExcessArguments(false);
}

/** Runs the command that was given, and says why not where it does not. */
export async function runCommand(): Promise<void> {
  const quitus = program();
  try {
    await quitus.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has already said what is wrong; help and version asked for are no errors.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      const { code, message } = wordsOf(error, terminalLanguage(process.env['LANG']));
      if (process.argv.includes('--json')) printJson({ error: { code, message } });
      process.stderr.write(`${message}\n`);
      if (!(error instanceof Refusal) && error instanceof Error && process.env['QUITUS_LOG'] === 'debug')
        process.stderr.write(`${error.stack ?? ''}\n`);
      // An unknown setting is wrong usage (the contract), every other refusal is work refused.
      process.exitCode =
        error instanceof Refusal && (error.code === 'setting.unknown' || error.code === 'config.invalid') ? 2 : 1;
    }
  }
}
