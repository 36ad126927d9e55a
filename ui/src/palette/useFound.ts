import { useEffect, useState } from 'react';
import type { PaletteEntry } from './entry.ts';

type Search = (typed: string, signal: AbortSignal) => Promise<readonly PaletteEntry[]>;

interface Found {
  readonly typed: string;
  readonly entries: readonly PaletteEntry[];
}

// Wait for a pause in typing, so that a name is one search and not ten.
const pauseMilliseconds = 140;
const shortest = 2;

/** What the server finds for the words typed; a search is dropped as soon as more is typed. */
export function useFound(typed: string, search: Search | undefined): { found: readonly PaletteEntry[]; searching: boolean } {
  const [found, setFound] = useState<Found>({ typed: '', entries: [] });
  const wanted = typed.trim();
  const asked = search !== undefined && wanted.length >= shortest;
  useEffect(() => {
    if (!search || wanted.length < shortest) return;
    const dropped = new AbortController();
    const wait = setTimeout(() => {
      search(wanted, dropped.signal).then(
        (entries) => setFound({ typed: wanted, entries }),
        // Commands still work when the search does not answer.
        () => dropped.signal.aborted || setFound({ typed: wanted, entries: [] }),
      );
    }, pauseMilliseconds);
    return () => {
      clearTimeout(wait);
      dropped.abort();
    };
  }, [search, wanted]);
  return { found: asked ? found.entries : [], searching: asked && found.typed !== wanted };
}
