import { filterFromWord, filterToWord, useLanguage, useTexts } from '@quitus/ui';
import type { Filter, FilterField, GridSort } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api.ts';
import { useScreenSearch } from '../search.ts';
import { eitherFields, filterFields, filterText } from './criteria.ts';

/** A list's filters, words and order, kept in the address of its screen. */
export interface ListSearch {
  readonly fields: readonly FilterField[];
  /** Fields the server can sort by. */
  readonly sortable: ReadonlySet<string>;
  readonly filters: readonly Filter[];
  readonly setFilters: (filters: readonly Filter[]) => void;
  readonly sort: GridSort;
  readonly setSort: (sort: GridSort) => void;
  readonly q: string;
  readonly setQ: (q: string) => void;
  /** What the server is asked, without its window. */
  readonly query: { readonly filter?: string; readonly sort: string; readonly q?: string };
}

const sortWord = (sort: GridSort) => `${sort.direction === 'descending' ? '-' : ''}${sort.column}`;

/** Reads the list's state from the address; `usual` is its order when the address says none, such as `-overdue`. */
export function useListSearch(object: 'customer' | 'item', usual: string): ListSearch {
  const { search, change } = useScreenSearch();
  const language = useLanguage();
  const catalogue = useQuery({
    queryKey: ['fields', object, language],
    queryFn: () => api('GET /fields', { query: { object } }),
    staleTime: 300_000,
  });
  const words = JSON.stringify(search.f ?? []);
  const filters = useMemo(() => (JSON.parse(words) as string[]).flatMap((word) => filterFromWord(word) ?? []), [words]);
  const texts = useTexts();
  const fields = useMemo(() => {
    const known = filterFields(catalogue.data?.fields ?? []);
    return [...known, ...eitherFields(filters, known, language, texts)];
  }, [catalogue.data, filters, language, texts]);
  const sortable = useMemo(
    () => new Set((catalogue.data?.fields ?? []).filter((field) => field.sortable).map((field) => field.name)),
    [catalogue.data],
  );
  const sort = search.sort ?? usual;
  const filter = filterText(filters);
  const q = search.q ?? '';
  return {
    fields,
    sortable,
    filters,
    setFilters: (next) => change({ f: next.map(filterToWord), view: next.length === 0 ? undefined : search.view }),
    sort: { column: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'descending' : 'ascending' },
    setSort: (next) => change({ sort: sortWord(next) }),
    q,
    setQ: (next) => change({ q: next === '' ? undefined : next }),
    query: { sort, ...(filter ? { filter } : {}), ...(q ? { q } : {}) },
  };
}
