import { Command } from 'commander';
import { ledgerChecks } from '../../modules/receivables/index.ts';
import { printJson } from '../output.ts';
import { type CommonOptions, withTenant } from '../session.ts';

async function runVerify(options: CommonOptions): Promise<void> {
  await withTenant(options, async ({ db }) => {
    const checks = await ledgerChecks(db);
    const ok = checks.every((check) => check.ok);
    if (options.json) printJson({ ok, checks });
    else for (const check of checks) console.log(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`);
    if (!ok) process.exitCode = 1;
  });
}

/** `quitus verify`: recomputes what must always be true; exit code 1 when something is not. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('recompute the ledger invariants and control totals')
    .option('--tenant <name>')
    .action(runVerify);
}
