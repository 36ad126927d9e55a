import { keysetSource } from '@quitus/ui';
import type { GridSource } from '@quitus/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { useMemo } from 'react';

interface KeysetRows<Row> {
  /** Names the list with its filter: another key is another list, shown from its top. */
  readonly queryKey: QueryKey;
  /** One page; `after` is where the page before ended, nothing for the first. */
  readonly load: (after: string | undefined) => Promise<{ readonly rows: readonly Row[]; readonly next: string | null }>;
  /** Read again this often while it is on screen, in milliseconds. */
  readonly every?: number | undefined;
}

/** Rows of a list read page after page as one scrolls; how many there are in all nobody counted. */
export function useKeysetRows<Row>({ queryKey, load, every }: KeysetRows<Row>): {
  source: GridSource<Row>;
  rows: readonly Row[];
  reread: () => void;
} {
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam === '' ? undefined : pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
  const { data, hasNextPage, isFetching, fetchNextPage, refetch, error, status } = pages;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const source = useMemo(() => {
    const known = keysetSource<Row>({
      rows,
      total: undefined,
      hasMore: hasNextPage,
      loadMore: () => {
        if (!isFetching) void fetchNextPage();
      },
      status: status === 'pending' ? 'loading' : status === 'error' && rows.length === 0 ? 'failed' : 'ready',
      error,
      retry: () => void refetch(),
    });
    return status === 'pending' ? { ...known, reachable: loadingRows } : known;
  }, [rows, hasNextPage, isFetching, fetchNextPage, refetch, error, status]);
  return { source, rows, reread: () => void refetch() };
}

// Rows drawn as outlines before the first answer: about a screen of them.
const loadingRows = 20;
