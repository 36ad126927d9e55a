/** Where a grid reads its rows: it asks for what is on screen and shows what has come. */
export interface GridSource<Row> {
  /** Rows of the filter, loaded or not. */
  readonly total: number;
  /** More follow, and nobody counted how many: `total` is what is loaded. */
  readonly uncounted?: boolean;
  /** Rows one can scroll to now. */
  readonly reachable: number;
  /** The row at a place, or nothing while its window is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Told at each scroll which places are on screen. */
  readonly show: (first: number, last: number) => void;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error?: unknown;
  readonly retry?: () => void;
}

/** Numbers of the windows of `size` rows that cover the places `first` to `last`. */
export function windowsFor(first: number, last: number, size: number): number[] {
  const from = Math.floor(Math.max(0, first) / size);
  const to = Math.floor(Math.max(first, last, 0) / size);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** A source over rows already at hand. */
export function localSource<Row>(rows: readonly Row[]): GridSource<Row> {
  return { total: rows.length, reachable: rows.length, rowAt: (index) => rows[index], show: () => undefined, status: 'ready' };
}

interface KeysetPages<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly status: GridSource<Row>['status'];
  readonly error?: unknown;
  readonly retry?: () => void;
}

// Waiting rows shown below the loaded ones: the scroll reaches them, which loads the next page.
const waitingRows = 20;
// Asked for before the last loaded row is seen, so that a steady scroll never meets a waiting row.
const aheadRows = 30;

/** A source over keyset pages, loaded one after the other as the scroll nears their end. */
export function keysetSource<Row>(pages: KeysetPages<Row>): GridSource<Row> {
  const loaded = pages.rows.length;
  const total = pages.total ?? loaded;
  return {
    total,
    reachable: pages.hasMore ? Math.min(Math.max(total, loaded + 1), loaded + waitingRows) : loaded,
    rowAt: (index) => pages.rows[index],
    show: (_first, last) => {
      if (pages.hasMore && last >= loaded - aheadRows) pages.loadMore();
    },
    uncounted: pages.total === undefined && pages.hasMore,
    status: pages.status,
    error: pages.error,
    ...(pages.retry ? { retry: pages.retry } : {}),
  };
}
