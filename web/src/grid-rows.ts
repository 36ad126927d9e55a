import { windowsFor } from '@quitus/ui';
import type { GridSource } from '@quitus/ui';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';

/** One window of a server-side grid. */
export interface RowWindow<Row, Totals> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly totals: Totals;
}

interface WindowedRows<Row, Totals> {
  /** Names the list with its filter and sort: another key is another list, shown from its top. */
  readonly queryKey: QueryKey;
  readonly load: (window: { offset: number; limit: number }) => Promise<RowWindow<Row, Totals>>;
}

const windowSize = 100;

interface Seen {
  readonly key: string;
  readonly windows: readonly number[];
}

/** Rows of a server-side grid, loaded a window at a time as they come on screen; `totals` are those of the whole filter. */
export function useGridRows<Row, Totals>(
  list: WindowedRows<Row, Totals>,
): { source: GridSource<Row>; totals: Totals | undefined } {
  const cache = useQueryClient();
  const key = JSON.stringify(list.queryKey);
  const [seen, setSeen] = useState<Seen>({ key, windows: [0] });
  // The first window is always asked for: it carries the totals.
  const windows = seen.key === key ? [...new Set([0, ...seen.windows])] : [0];
  const answers = useQueries({
    queries: windows.map((window) => ({
      queryKey: [...list.queryKey, 'window', window],
      queryFn: () => list.load({ offset: window * windowSize, limit: windowSize }),
    })),
  });
  const show = useCallback(
    (first: number, last: number) => {
      const next = windowsFor(first, last, windowSize);
      setSeen((now) => (now.key === key && now.windows.join() === next.join() ? now : { key, windows: next }));
    },
    [key],
  );
  const first = answers[0];
  const failed = answers.find((answer) => answer.isError);
  const stamp = answers.map((answer) => answer.dataUpdatedAt).join();
  const status = failed && !first?.data ? 'failed' : first?.data ? 'ready' : 'loading';
  const total = first?.data?.total ?? 0;
  const source = useMemo<GridSource<Row>>(() => {
    // The key as text stays the same from one drawing to the next; a list written in place would not.
    const queryKey = JSON.parse(key) as unknown[];
    return {
      total,
      reachable: status === 'loading' ? loadingRows : total,
      rowAt: (index) => {
        const window = Math.floor(index / windowSize);
        return cache.getQueryData<RowWindow<Row, Totals>>([...queryKey, 'window', window])?.rows[index % windowSize];
      },
      show,
      status,
      error: failed?.error,
      retry: () => void cache.invalidateQueries({ queryKey }),
    };
    // `stamp` changes when an answer comes: the rows are read from the cache, so the source must be a new one.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [cache, key, show, status, total, failed, stamp]);
  return { source, totals: first?.data?.totals };
}

// Rows drawn as outlines before the first answer: about a screen of them.
const loadingRows = 20;
