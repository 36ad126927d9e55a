import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { EmptyState } from '../EmptyState.tsx';
import { ErrorState } from '../ErrorState.tsx';
import { useTexts } from '../language.tsx';
import type { GridColumn, GridSelection, GridSort } from './columns.ts';
import { GridHeader } from './GridHeader.tsx';
import { GridRow } from './GridRow.tsx';
import { GridTools } from './GridTools.tsx';
import { GridTotals } from './GridTotals.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import type { GridSource } from './source.ts';
import { gridKeyHandler } from './useGridKeyboard.ts';
import { useGridLayout } from './useGridLayout.ts';
import { useLatest } from './useLatest.ts';
import { useTicks } from './useTicks.ts';

export interface DataGridProps<Row> {
  /** Names the columns chosen and widths kept on this browser: one name per grid of the product. */
  readonly name: string;
  /** What the rows are, for a screen reader: "Open items". */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly source: GridSource<Row>;
  /** Identity of a row; keep the function stable. */
  readonly rowKey: (row: Row) => string;
  readonly sort?: GridSort;
  /** Sorting is the server's: the grid only says what was asked. */
  readonly onSort?: (sort: GridSort) => void;
  /** Totals of the whole filter, by column. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
  readonly selection?: GridSelection<Row>;
  /** Enter or a click on a row. */
  readonly onOpen?: (row: Row) => void;
  /** The row under the arrows: a panel beside the grid can follow it. */
  readonly onActive?: (row: Row) => void;
  /** Key of the row shown elsewhere, such as in a side panel. */
  readonly openedKey?: string;
  readonly onExport?: () => void;
  /** Saved views and filters, left of the grid's own tools. */
  readonly toolbar?: ReactNode;
  readonly empty?: ReactNode;
  /** How many lines of words a row has room for; one when absent. */
  readonly lines?: 2;
  /** Pixels; without it the grid fills the height it is given. */
  readonly height?: number;
}

const heights = { compact: 36, comfortable: 44, card: 68, head: 36 };
const secondLine = { row: 16, card: 28 };
const phone = '(max-width: 640px)';

/** A grid of any number of rows: only those on screen are drawn, the totals are those of the filter, the keyboard does everything. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, source, rowKey, selection, onOpen, onActive } = props;
  const card = useMediaQuery(phone, undefined, { getInitialValueInEffect: false }) ?? false;
  const control = useGridLayout(props.name, columns);
  const ticks = useTicks(source, rowKey, selection);
  const oneLine = card ? heights.card : heights[control.layout.density];
  const rowHeight = props.lines === 2 ? oneLine + (card ? secondLine.card : secondLine.row) : oneLine;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(-1);
  const headHeight = card ? 0 : heights.head;
  // oxlint-disable-next-line react/incompatible-library -- the compiler is not used: nothing is memoised behind our back.
  const virtualizer = useVirtualizer({
    count: source.reachable,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: props.totals ? heights.head : 0,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const drawn = virtualizer.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => source.show(first, last), [source, first, last]);

  const latest = useLatest({ source, onOpen, onActive });
  const move = useCallback(
    (index: number) => {
      setActive(index);
      virtualizer.scrollToIndex(index, { align: 'auto' });
      const row = latest.current.source.rowAt(index);
      if (row !== undefined) latest.current.onActive?.(row);
    },
    [latest, virtualizer],
  );
  const open = useCallback(
    (index: number) => {
      setActive(index);
      const row = latest.current.source.rowAt(index);
      if (row !== undefined) latest.current.onOpen?.(row);
    },
    [latest],
  );

  const template = [
    ...(selection ? [`${tickWidth}px`] : []),
    ...control.visible.map((column) =>
      column.grow ? `minmax(${control.widthOf(column)}px, 1fr)` : `${control.widthOf(column)}px`,
    ),
    // Without a growing column the room left stands empty at the end, so that columns keep their widths.
    ...(control.visible.some((column) => column.grow) ? [] : ['minmax(0, 1fr)']),
  ].join(' ');
  const narrowest = control.visible.reduce((sum, column) => sum + control.widthOf(column), selection ? tickWidth : 0);
  const onKeyDown = gridKeyHandler({
    active,
    reachable: source.reachable,
    pageRows: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2),
    onMove: move,
    onOpen: open,
    onTick: selection && ticks.toggle,
    onTickLoaded: selection && (() => selection.onChange(ticks.loaded())),
  });
  const nothing = source.status !== 'loading' && source.total === 0;
  const activeDrawn = active >= first && active <= last && active >= 0;
  return (
    <section
      className="q-grid-frame"
      aria-label={props.label}
      style={props.height === undefined ? undefined : { height: props.height, flex: 'none' }}
    >
      <div className="q-grid-top">
        <div className="q-grid-filters">{props.toolbar}</div>
        <GridTools
          columns={columns}
          control={control}
          total={source.status === 'ready' && !source.uncounted ? source.total : undefined}
          onExport={props.onExport}
          sort={props.sort}
          onSort={props.onSort}
          card={card}
        />
      </div>
      {source.status === 'failed' ? (
        <div className="q-grid-note">
          <ErrorState error={source.error} {...(source.retry ? { onRetry: source.retry } : {})} />
        </div>
      ) : nothing ? (
        <div className="q-grid-note">{props.empty ?? <FilteredEmpty />}</div>
      ) : (
        <div
          ref={scroller}
          role="grid"
          tabIndex={0}
          className="q-grid"
          aria-label={props.label}
          aria-rowcount={source.uncounted ? -1 : source.total + 1}
          aria-colcount={control.visible.length + (selection ? 1 : 0)}
          aria-multiselectable={selection ? true : undefined}
          aria-activedescendant={activeDrawn ? `${id}-${active}` : undefined}
          aria-busy={source.status === 'loading'}
          onKeyDown={onKeyDown}
          onFocus={(event) => event.target === event.currentTarget && active < 0 && setActive(0)}
        >
          <div className="q-grid-sheet" style={columnsStyle(template, narrowest)} role="presentation">
            <GridHeader
              control={control}
              sort={props.sort}
              onSort={props.onSort}
              ticks={headerTicks(selection, source.total, ticks.loaded)}
              hidden={card}
            />
            <div role="rowgroup" className="q-grid-body" style={{ height: Math.max(virtualizer.getTotalSize(), rowHeight) }}>
              {drawn.map((item) => {
                const row = source.rowAt(item.index);
                const key = row === undefined ? undefined : rowKey(row);
                return (
                  <GridRow
                    key={item.key}
                    id={`${id}-${item.index}`}
                    index={item.index}
                    top={item.start - headHeight}
                    height={rowHeight}
                    row={row}
                    columns={control.visible}
                    active={item.index === active}
                    opened={key !== undefined && key === props.openedKey}
                    ticked={
                      selection ? selection.everything === true || (key !== undefined && selection.ticked.has(key)) : undefined
                    }
                    onTick={ticks.toggle}
                    onPress={open}
                    card={card}
                    openable={onOpen !== undefined}
                  />
                );
              })}
            </div>
            {props.totals && (
              <GridTotals
                columns={control.visible}
                totals={props.totals}
                total={source.total}
                tickColumn={selection !== undefined}
                card={card}
              />
            )}
          </div>
        </div>
      )}
      {selection && <SelectionBar selection={selection} total={source.total} />}
    </section>
  );
}

const tickWidth = 40;

// The cast: React's style type knows no custom properties. The least width is that of the columns: left to the content, a
// growing column would be as wide as its longest words, and the grid would scroll sideways with room to spare.
const columnsStyle = (template: string, narrowest: number) =>
  ({ '--q-columns': template, '--q-narrowest': `${narrowest}px` }) as CSSProperties;

function headerTicks<Row>(selection: GridSelection<Row> | undefined, total: number, loaded: () => Map<string, Row>) {
  if (!selection) return undefined;
  const all = selection.everything === true || (total > 0 && selection.ticked.size >= total);
  const some = all || selection.ticked.size > 0;
  return {
    all,
    some,
    onToggle: () => {
      selection.onEverything?.(false);
      selection.onChange(some ? new Map() : loaded());
    },
  };
}

function FilteredEmpty() {
  const { empty } = useTexts().common;
  return <EmptyState title={empty.filtered}>{empty.filteredHelp}</EmptyState>;
}
