import type { ReactNode } from 'react';
import { useTexts } from '../language.tsx';
import type { GridColumn } from './columns.ts';

interface GridTotalsProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly totals: Readonly<Record<string, ReactNode>>;
  readonly total: number;
  readonly tickColumn: boolean;
  readonly card: boolean;
}

/** The last line, always in sight: totals of the whole filter, as the server counted them. */
export function GridTotals<Row>({ columns, totals, total, tickColumn, card }: GridTotalsProps<Row>) {
  const words = useTexts().common.grid;
  const label = columns[0] !== undefined && totals[columns[0].id] === undefined;
  if (card) {
    const figures = columns.filter((column) => column.primary === 'figure' && totals[column.id] !== undefined);
    return (
      <div role="rowgroup" className="q-grid-foot">
        <div role="row" aria-rowindex={total + 2} className="q-grid-cardfoot">
          <div role="gridcell">{words.totalsOf(total)}</div>
          {figures.map((column) => (
            <div key={column.id} role="gridcell">
              {totals[column.id]}
            </div>
          ))}
        </div>
      </div>
    );
  }
  return (
    <div role="rowgroup" className="q-grid-foot">
      <div role="row" aria-rowindex={total + 2} className="q-grid-row">
        {tickColumn && <div role="gridcell" className="q-grid-cell" />}
        {columns.map((column, index) => (
          <div key={column.id} role="gridcell" className="q-grid-cell" data-align={column.align}>
            {index === 0 && label ? words.totals : totals[column.id]}
          </div>
        ))}
      </div>
    </div>
  );
}
