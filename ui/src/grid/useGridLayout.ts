import { useCallback, useMemo, useState } from 'react';
import { boundedWidth, readLayout, usualLayout } from './columns.ts';
import type { GridColumn, GridLayout } from './columns.ts';

const storageKey = (name: string) => `quitus.grid.${name}`;

/** The visible columns of a named grid, their widths and the row height, kept on this browser. */
export function useGridLayout<Row>(name: string, columns: readonly GridColumn<Row>[]) {
  const read = () => ({ name, layout: readLayout(localStorage.getItem(storageKey(name)), columns) });
  const [kept, setKept] = useState(read);
  // One grid on the page may become another, from tab to tab: each has its own columns.
  const own = kept.name === name ? kept : read();
  if (own !== kept) setKept(own);
  const { layout } = own;
  const change = useCallback(
    (next: (layout: GridLayout) => GridLayout) =>
      setKept((current) => {
        const changed = next(current.layout);
        localStorage.setItem(storageKey(name), JSON.stringify(changed));
        return { name, layout: changed };
      }),
    [name],
  );
  const visible = useMemo(() => columns.filter((column) => !layout.hidden.includes(column.id)), [columns, layout.hidden]);
  const widthOf = (column: GridColumn<Row>) => layout.widths[column.id] ?? column.width;
  return {
    layout,
    visible,
    widthOf,
    toggle: (id: string) =>
      change((now) => ({
        ...now,
        hidden: now.hidden.includes(id) ? now.hidden.filter((other) => other !== id) : [...now.hidden, id],
      })),
    resize: (id: string, width: number) => change((now) => ({ ...now, widths: { ...now.widths, [id]: boundedWidth(width) } })),
    setDensity: (density: GridLayout['density']) => change((now) => ({ ...now, density })),
    reset: () => change(() => usualLayout(columns)),
  };
}

export type GridLayoutControl<Row> = ReturnType<typeof useGridLayout<Row>>;
