import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** The value of the last drawing, for callbacks that must stay the same so that rows are not drawn again. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
