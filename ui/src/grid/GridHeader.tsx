import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { hint } from '../hint/hint.ts';
import { useTexts } from '../language.tsx';
import { nextSort } from './columns.ts';
import type { GridColumn, GridSort } from './columns.ts';
import type { GridLayoutControl } from './useGridLayout.ts';

interface GridHeaderProps<Row> {
  readonly control: GridLayoutControl<Row>;
  readonly sort: GridSort | undefined;
  readonly onSort: ((sort: GridSort) => void) | undefined;
  readonly ticks: { readonly all: boolean; readonly some: boolean; readonly onToggle: () => void } | undefined;
  readonly hidden: boolean;
}

/** The header row: titles that sort, edges that resize, and the box that ticks what is loaded. */
export function GridHeader<Row>({ control, sort, onSort, ticks, hidden }: GridHeaderProps<Row>) {
  const words = useTexts().common.grid;
  return (
    <div role="rowgroup" className={hidden ? 'q-hidden' : 'q-grid-head'}>
      <div role="row" aria-rowindex={1} className="q-grid-row">
        {ticks && (
          <div role="columnheader" className="q-grid-cell q-grid-tick">
            <input
              type="checkbox"
              className="q-tick"
              aria-label={words.tickAll}
              checked={ticks.all}
              ref={(box) => {
                if (box) box.indeterminate = ticks.some && !ticks.all;
              }}
              onChange={ticks.onToggle}
            />
          </div>
        )}
        {control.visible.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} control={control} />
        ))}
      </div>
    </div>
  );
}

interface HeaderCellProps<Row> {
  readonly column: GridColumn<Row>;
  readonly sort: GridSort | undefined;
  readonly onSort: ((sort: GridSort) => void) | undefined;
  readonly control: GridLayoutControl<Row>;
}

function HeaderCell<Row>({ column, sort, onSort, control }: HeaderCellProps<Row>) {
  const sorted = sort?.column === column.id ? sort.direction : undefined;
  const width = control.widthOf(column);
  const widen = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    control.resize(column.id, width + (event.key === 'ArrowRight' ? 16 : -16));
  };
  const title = (
    <span className="q-grid-title">
      <span className="q-clip">{column.title}</span>
      {column.unit && <span className="q-grid-unit">{column.unit}</span>}
      {sorted &&
        (sorted === 'ascending' ? (
          <IconArrowUp size={13} className="q-icon" aria-hidden />
        ) : (
          <IconArrowDown size={13} className="q-icon" aria-hidden />
        ))}
    </span>
  );
  const sortable = column.sortable && onSort;
  const face = sortable ? (
    <button
      type="button"
      className="q-plain q-grid-sort"
      onKeyDown={widen}
      onClick={() => onSort(nextSort(sort, column.id, column.align === 'end' ? 'descending' : 'ascending'))}
    >
      {title}
    </button>
  ) : (
    <span className="q-grid-sort">{title}</span>
  );
  return (
    <div
      {...(column.hint ? hint(column.hint) : {})}
      role="columnheader"
      aria-sort={sortable ? (sorted ?? 'none') : undefined}
      className="q-grid-cell"
      data-align={column.align}
    >
      {face}
      <ResizeEdge width={width} onResize={(next) => control.resize(column.id, next)} />
    </div>
  );
}

// For the mouse only: the keyboard has Alt with the arrows on the title.
function ResizeEdge({ width, onResize }: { readonly width: number; readonly onResize: (width: number) => void }) {
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    const from = event.clientX;
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => onResize(width + moved.clientX - from);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true });
  };
  return <span aria-hidden className="q-grid-edge" onPointerDown={start} />;
}
