import type { Command } from 'commander';
import { agedCommand } from './aged.ts';
import { importCommand } from './import.ts';
import { interestCommand } from './interest.ts';
import { kpiCommand } from './kpi.ts';
import { verifyCommand } from './verify.ts';

/** The commands about what is owed. */
export function ledgerCommands(): Command[] {
  return [importCommand(), agedCommand(), interestCommand(), kpiCommand(), verifyCommand()];
}
