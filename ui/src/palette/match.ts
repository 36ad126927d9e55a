import type { PaletteEntry } from './entry.ts';

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** The commands whose words begin with every word typed, accents and case aside; all of them when nothing is typed. */
export function matchingEntries(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const wanted = folded(typed).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const words = folded(`${entry.label} ${entry.keywords ?? ''}`).split(/[\s’'-]+/);
    return wanted.every((want) => words.some((word) => word.startsWith(want)));
  });
}
