import { useLayoutEffect, useRef, useState } from 'react';
import type { DragEvent, KeyboardEvent } from 'react';

interface Reordered {
  /** Moves what stands at one place to another; answers whether it did. */
  readonly onMove: (from: number, to: number) => boolean;
  /** Names what stands at a place, so that the focus follows it. */
  readonly nameOf: (place: number) => string;
}

/** Rows that change places by dragging their handle, or with the arrows on it. */
export function useReorder({ onMove, nameOf }: Reordered) {
  const [held, setHeld] = useState<number | undefined>();
  const [over, setOver] = useState<number | undefined>();
  const toFocus = useRef<string | undefined>(undefined);
  // A moved row is another element: the focus goes back to its handle.
  useLayoutEffect(() => {
    if (toFocus.current === undefined) return;
    document.querySelector<HTMLElement>(`[data-handle="${CSS.escape(toFocus.current)}"]`)?.focus();
    toFocus.current = undefined;
  });
  const release = () => {
    setHeld(undefined);
    setOver(undefined);
  };
  const nudge = (from: number, to: number) => {
    const name = nameOf(from);
    if (onMove(from, to)) toFocus.current = name;
  };
  return {
    nudge,
    /** For the element that moves. */
    row: (place: number) => ({
      draggable: held === place,
      'data-held': held === place || undefined,
      'data-over': over === place && held !== undefined && held !== place ? (held < place ? 'below' : 'above') : undefined,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move';
        // Some browsers drag nothing that carries nothing.
        event.dataTransfer.setData('text/plain', nameOf(place));
      },
      onDragOver: (event: DragEvent) => {
        if (held === undefined) return;
        event.preventDefault();
        if (over !== place) setOver(place);
      },
      onDrop: (event: DragEvent) => {
        if (held === undefined) return;
        event.preventDefault();
        if (held !== place) onMove(held, place);
        release();
      },
      onDragEnd: release,
    }),
    /** For the button one drags by; the row is draggable only from it, so that texts in it can be selected. */
    handle: (place: number) => ({
      'data-handle': nameOf(place),
      onPointerDown: () => setHeld(place),
      onPointerUp: release,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        nudge(place, place + (event.key === 'ArrowUp' ? -1 : 1));
      },
    }),
  };
}
