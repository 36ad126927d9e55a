import type { Command } from 'commander';

/** TODO */
export function dunningCommands(): Command[] {
  return [];
}
