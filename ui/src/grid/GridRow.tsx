import { memo } from 'react';
import type { MouseEvent } from 'react';
import { useTexts } from '../language.tsx';
import type { GridColumn } from './columns.ts';

interface GridRowProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly row: Row | undefined;
  readonly columns: readonly GridColumn<Row>[];
  readonly active: boolean;
  readonly opened: boolean;
  /** Absent when the grid has no ticks. */
  readonly ticked: boolean | undefined;
  readonly onTick: (index: number, range: boolean) => void;
  readonly onPress: (index: number) => void;
  readonly card: boolean;
  readonly openable: boolean;
}

// A press on a link or a button inside the row is that link's, not the row's; nor is a press that selects text.
function pressesRow(event: MouseEvent): boolean {
  const inside = (event.target as Element).closest('a, button, input, label, [role="button"]');
  return inside === null && (globalThis.getSelection()?.isCollapsed ?? true);
}

const cardPlaces = ['title', 'figure', 'detail'] as const;

function GridRowDrawing<Row>(props: GridRowProps<Row>) {
  const { row, columns, index, height, card } = props;
  const texts = useTexts().common.grid;
  const shown = card ? cardPlaces.flatMap((place) => columns.filter((column) => column.primary === place)) : columns;
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.ticked}
      aria-busy={row === undefined || undefined}
      className={card ? 'q-grid-card' : 'q-grid-row'}
      data-active={props.active || undefined}
      data-opened={props.opened || undefined}
      data-ticked={props.ticked || undefined}
      data-openable={(props.openable && row !== undefined) || undefined}
      style={{ height, transform: `translateY(${props.top}px)` }}
      onClick={(event) => pressesRow(event) && props.onPress(index)}
    >
      {props.ticked !== undefined && (
        <div role="gridcell" className="q-grid-cell q-grid-tick">
          <input
            type="checkbox"
            className="q-tick"
            tabIndex={-1}
            aria-label={texts.tickRow}
            checked={props.ticked}
            disabled={row === undefined}
            onChange={(event) => props.onTick(index, (event.nativeEvent as unknown as globalThis.MouseEvent).shiftKey === true)}
          />
        </div>
      )}
      {shown.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className="q-grid-cell"
          data-align={column.align}
          data-place={card ? column.primary : undefined}
        >
          {row === undefined ? <span className="q-skeleton" data-width={(index + column.id.length) % 3} /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** One row, or one card on a phone. Drawn again only when what it shows changes. */
export const GridRow = memo(GridRowDrawing) as typeof GridRowDrawing;
