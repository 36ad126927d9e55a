import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** What the address of a screen may say after its `?`. Everything a colleague needs to see the same rows. */
export interface ScreenSearch {
  readonly tab?: string;
  /** Words looked for. */
  readonly q?: string;
  /** A field of the catalogue, `-` before it for the largest first. */
  readonly sort?: string;
  /** Filters, as `filterToWord` writes them. */
  readonly f?: readonly string[];
  /** A saved view. */
  readonly view?: string;
  /** The row shown in the side panel. */
  readonly open?: string;
  /** The step of a wizard, from 0. */
  readonly step?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly entity?: string;
  readonly by?: string;
  readonly show?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly customer?: string;
  /** What something happened to: a promise, a scenario, a member. */
  readonly subject?: string;
  /** Days, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly token?: string;
  /** Where to go after signing in. */
  readonly next?: string;
  /** Why the identity provider's way led back to the door: a refusal's code. */
  readonly refused?: string;
}

const words = [
  'tab',
  'q',
  'sort',
  'view',
  'open',
  'step',
  'asOf',
  'knownAt',
  'entity',
  'by',
  'show',
  'kind',
  'state',
  'customer',
  'subject',
  'from',
  'to',
  'token',
  'next',
  'refused',
] as const satisfies readonly (keyof ScreenSearch)[];

/** Keeps of an address what a screen may say: known words that are texts, and filters as a list of texts. */
export function cleanSearch(raw: Record<string, unknown>): ScreenSearch {
  const known = words.flatMap((word) => {
    const value = raw[word];
    return typeof value === 'string' && value !== '' ? [[word, value] as const] : [];
  });
  const filters = [raw['f']].flat().filter((filter): filter is string => typeof filter === 'string' && filter !== '');
  return { ...Object.fromEntries(known), ...(filters.length > 0 ? { f: filters } : {}) };
}

/** Reads `?tab=replies&f=a&f=b` as plain texts, a repeated word as a list. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const search = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** Writes a search as an address a person can read and share. */
export function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const each of [value].flat()) if (typeof each === 'string' && each !== '') text.append(name, each);
  }
  // Readable where the standard allows it: a colon or a comma needs no percent code in a query.
  const words = text.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return words === '' ? '' : `?${words}`;
}

/** The words to change; `undefined` takes one away. */
export type SearchChange = { readonly [Word in keyof ScreenSearch]?: ScreenSearch[Word] | undefined };

/** The filters, tab and sort of this screen, kept in its address, and a way to change them. */
export function useScreenSearch(): { search: ScreenSearch; change: (changes: SearchChange, keep?: 'replace' | 'push') => void } {
  const search = cleanSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = useCallback(
    (changes: SearchChange, keep: 'replace' | 'push' = 'replace') => {
      void navigate({
        to: '.',
        replace: keep === 'replace',
        search: (before: Record<string, unknown>) => cleanSearch({ ...before, ...changes }),
      });
    },
    [navigate],
  );
  return { search, change };
}
