import type { ReactNode } from 'react';

interface ShortColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** The title is only for screen readers: what is in the column says itself. */
  readonly quiet?: boolean;
  readonly align?: 'end';
  /** Left out on a phone. */
  readonly wideOnly?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface ShortTableProps<Row> {
  readonly label: string;
  readonly columns: readonly ShortColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** On a phone each row stands as lines of its own: for long values such as addresses. */
  readonly stacks?: boolean;
  /** The row one looks at. */
  readonly currentKey?: string;
}

/** A table of a few rows that are all there: no scrolling of its own, no sorting. Long lists are a `DataGrid`. */
export function ShortTable<Row>({ label, columns, rows, rowKey, currentKey, stacks = false }: ShortTableProps<Row>) {
  return (
    <table className="q-short" aria-label={label} data-stacks={stacks || undefined}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" data-align={column.align} data-wide={column.wideOnly || undefined}>
              {column.quiet ? <span className="q-hidden">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} data-current={rowKey(row) === currentKey || undefined}>
            {columns.map((column) => (
              <td key={column.id} data-align={column.align} data-wide={column.wideOnly || undefined}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
