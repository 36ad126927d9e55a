import { useSyncExternalStore } from 'react';

/** Work that ended while someone did something else: an import, an export, a run. */
export interface FinishedWork {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  /** Where its result is. */
  readonly to: string;
  /** ISO instant. */
  readonly at: string;
}

interface Bell {
  readonly works: readonly FinishedWork[];
  readonly unread: number;
}

let bell: Bell = { works: [], unread: 0 };
const readers = new Set<() => void>();
const kept = 20;

function change(next: Bell): void {
  bell = next;
  for (const read of readers) read();
}

/** Rings the bell once for a finished work; the same id again changes nothing. */
export function announceFinished(work: FinishedWork): void {
  if (bell.works.some((other) => other.id === work.id)) return;
  change({ works: [work, ...bell.works].slice(0, kept), unread: bell.unread + 1 });
}

/** The bell was opened: all is read. */
export function readFinished(): void {
  change({ ...bell, unread: 0 });
}

/** Finished works, the latest first, and how many are new. */
export function useFinishedWork(): Bell {
  return useSyncExternalStore(
    (read) => {
      readers.add(read);
      return () => readers.delete(read);
    },
    () => bell,
  );
}
