import type { Command } from 'commander';
import { agedCommand } from './aged.ts';
import { kpiCommand } from './kpi.ts';
import { verifyCommand } from './verify.ts';

/** The commands about what is owed. */
export function ledgerCommands(): Command[] {
  return [agedCommand(), kpiCommand(), verifyCommand()];
}
