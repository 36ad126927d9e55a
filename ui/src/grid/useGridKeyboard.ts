import type { KeyboardEvent } from 'react';

interface GridKeys {
  readonly active: number;
  readonly reachable: number;
  /** Rows that fit on screen. */
  readonly pageRows: number;
  readonly onMove: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onTick: ((index: number, range: boolean) => void) | undefined;
  readonly onTickLoaded: (() => void) | undefined;
}

/** Where a key leads from a row, or nothing for a key that does not move. Always within the grid. */
export function destination(key: string, active: number, reachable: number, pageRows: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageRows,
    PageUp: active - pageRows,
    Home: 0,
    End: reachable - 1,
  };
  const target = moves[key];
  return target === undefined || reachable === 0 ? undefined : Math.min(reachable - 1, Math.max(0, target));
}

/** The keys of a grid: arrows move, space ticks, Enter opens, Home and End jump, Shift with an arrow ticks on the way. */
export function gridKeyHandler(keys: GridKeys) {
  return (event: KeyboardEvent): void => {
    // A key typed in a box or a button inside the grid belongs to it.
    if (event.target !== event.currentTarget) return;
    const target = destination(event.key, keys.active, keys.reachable, keys.pageRows);
    if (target !== undefined) {
      event.preventDefault();
      if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) keys.onTick?.(target, true);
      keys.onMove(target);
    } else if (event.key === 'Enter' && keys.active >= 0) {
      event.preventDefault();
      keys.onOpen(keys.active);
    } else if (event.key === ' ' && keys.active >= 0) {
      event.preventDefault();
      keys.onTick?.(keys.active, event.shiftKey);
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && keys.onTickLoaded) {
      event.preventDefault();
      keys.onTickLoaded();
    }
  };
}
