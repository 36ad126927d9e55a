import { Command } from 'commander';
import { summaryOf, verifyAudit } from '../../modules/audit/index.ts';
import { ledgerChecks } from '../../modules/receivables/index.ts';
import { printJson } from '../output.ts';
import { openKeyring } from '../../platform/secrets/index.ts';
import { type CommonOptions, withTenant } from '../session.ts';

async function runVerify(options: CommonOptions & { head?: string }): Promise<void> {
  await withTenant(options, 'read', async ({ db, config, language }) => {
    const found = await verifyAudit(db, await openKeyring(config), options.head);
    const checks = [...(await ledgerChecks(db)), { name: 'audit.chain', ok: found.ok, detail: summaryOf(found, language) }];
    const ok = checks.every((check) => check.ok);
    if (options.json) printJson({ ok, checks });
    else for (const check of checks) console.log(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`);
    if (!ok) process.exitCode = 1;
  });
}

/** `quitus verify`: recomputes what must always be true; exit code 1 when something is not. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('recompute the ledger invariants, the control totals and the chain of the audit')
    .option('--tenant <name>')
    .option('--head <number:hash>', 'an end of the audit’s chain noted earlier: it must still stand in it')
    .action(runVerify);
}
