import { useCallback, useRef, useState } from 'react';
import type { GridSelection } from './columns.ts';
import type { GridSource } from './source.ts';
import { useLatest } from './useLatest.ts';

/** Ticked rows of a screen: give it to a grid as `selection={{ ...ticked, amountOf, actions }}`. */
export function useTicked<Row>(): { ticked: ReadonlyMap<string, Row>; onChange: (ticked: ReadonlyMap<string, Row>) => void } {
  const [ticked, onChange] = useState<ReadonlyMap<string, Row>>(() => new Map());
  return { ticked, onChange };
}

/** Ticks and unticks: one row, a range from the last one ticked, or all that is loaded. */
export function useTicks<Row>(source: GridSource<Row>, rowKey: (row: Row) => string, selection: GridSelection<Row> | undefined) {
  const anchor = useRef(0);
  const latest = useLatest({ source, selection });
  const toggle = useCallback(
    (index: number, range: boolean) => {
      const { source, selection } = latest.current;
      if (!selection) return;
      const ticked = new Map(selection.ticked);
      const row = source.rowAt(index);
      if (row === undefined) return;
      const on = range || !ticked.has(rowKey(row));
      const from = range ? anchor.current : index;
      for (let place = Math.min(from, index); place <= Math.max(from, index); place += 1) {
        const each = source.rowAt(place);
        if (each === undefined) continue;
        if (on) ticked.set(rowKey(each), each);
        else ticked.delete(rowKey(each));
      }
      anchor.current = index;
      selection.onEverything?.(false);
      selection.onChange(ticked);
    },
    [latest, rowKey],
  );
  const loaded = useCallback(() => {
    const { source } = latest.current;
    const rows = new Map<string, Row>();
    for (let place = 0; place < source.reachable; place += 1) {
      const row = source.rowAt(place);
      if (row !== undefined) rows.set(rowKey(row), row);
    }
    return rows;
  }, [latest, rowKey]);
  return { toggle, loaded };
}
