import type { Command } from 'commander';

/** TODO */
export function ledgerCommands(): Command[] {
  return [];
}
