import type { ReactNode } from 'react';
import type { WireAmount } from '../amounts.ts';

/** One column of a grid. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Said once in the header, such as a currency. */
  readonly unit?: string;
  /** A definition, shown when the header is hovered. */
  readonly hint?: string;
  /** Pixels. */
  readonly width: number;
  readonly align?: 'end';
  /** Takes the room that is left. One column at most. */
  readonly grow?: boolean;
  readonly sortable?: boolean;
  readonly hiddenAtStart?: boolean;
  /** Cannot be hidden. */
  readonly fixed?: boolean;
  /** Its place on a card, on a phone; columns without one do not show there. */
  readonly primary?: 'title' | 'figure' | 'detail';
  readonly cell: (row: Row) => ReactNode;
}

export interface GridSort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** Ticked rows, kept whole so that their sum holds when their window is gone. */
export interface GridSelection<Row> {
  readonly ticked: ReadonlyMap<string, Row>;
  readonly onChange: (ticked: ReadonlyMap<string, Row>) => void;
  readonly amountOf?: (row: Row) => WireAmount;
  /** Buttons for what can be done with the ticked rows. */
  readonly actions?: ReactNode;
  /** Whether every row of the filter is meant, loaded or not; with `onEverything` the bar offers it. */
  readonly everything?: boolean;
  readonly onEverything?: (everything: boolean) => void;
}

/** What a person changed in a grid: kept on their machine. */
export interface GridLayout {
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly density: 'compact' | 'comfortable';
}

/** The columns kept while a panel stands beside their grid, in their order and at narrower widths: the panel says the rest. */
export function columnsBeside<Row>(
  columns: readonly GridColumn<Row>[],
  widths: Readonly<Record<string, number>>,
): GridColumn<Row>[] {
  return columns.flatMap((column) => {
    const width = widths[column.id];
    return width === undefined ? [] : [{ ...column, width, hiddenAtStart: false }];
  });
}

const narrowest = 48;
const widest = 900;

/** A width within what a column can bear, in whole pixels. */
export function boundedWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

type ColumnShape = Pick<GridColumn<never>, 'id' | 'hiddenAtStart' | 'fixed'>;

/** The layout before anyone changed it. */
export function usualLayout(columns: readonly ColumnShape[]): GridLayout {
  return { hidden: columns.filter((column) => column.hiddenAtStart).map((column) => column.id), widths: {}, density: 'compact' };
}

/** The remembered layout, or the usual one when nothing readable is remembered; what names no present column is dropped. */
export function readLayout(stored: string | null, columns: readonly ColumnShape[]): GridLayout {
  const usual = usualLayout(columns);
  if (stored === null) return usual;
  try {
    const seen = JSON.parse(stored) as Partial<GridLayout>;
    const known = new Set(columns.filter((column) => !column.fixed).map((column) => column.id));
    const widths = Object.entries(seen.widths ?? {}).filter(
      ([id, width]) => columns.some((column) => column.id === id) && Number.isFinite(width),
    );
    return {
      hidden: Array.isArray(seen.hidden) ? seen.hidden.filter((id) => known.has(id)) : usual.hidden,
      widths: Object.fromEntries(widths.map(([id, width]) => [id, boundedWidth(width)])),
      density: seen.density === 'comfortable' ? 'comfortable' : 'compact',
    };
  } catch {
    // Written by another version or by hand: the usual layout is always right.
    return usual;
  }
}

/** The order after a click on a header: a new column starts with its largest values, the same one turns round. */
export function nextSort(sort: GridSort | undefined, column: string, firstDirection: GridSort['direction']): GridSort {
  if (sort?.column !== column) return { column, direction: firstDirection };
  return { column, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' };
}
