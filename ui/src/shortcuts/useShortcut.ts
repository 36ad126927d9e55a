import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { completed, followed, pressName } from './sequence.ts';

/** A shortcut as the sheet lists it. */
export interface Shortcut {
  /** `g a`, `mod+k`, `?`. */
  readonly keys: string;
  readonly label: string;
  readonly group: string;
}

interface Registered extends Shortcut {
  readonly run: () => void;
}

let registered: readonly Registered[] = [];
const readers = new Set<() => void>();
let typed: readonly string[] = [];
let lastPress = 0;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select'))
  );
}

function onKeyDown(event: KeyboardEvent): void {
  if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
  const press = pressName(event);
  if (typing(event.target) && !press.startsWith('mod+')) return;
  typed = followed(typed, press, event.timeStamp - lastPress);
  lastPress = event.timeStamp;
  // A screen's own shortcut, registered last, wins over the shell's.
  const keys = completed(registered.map((each) => each.keys).toReversed(), typed);
  const shortcut = registered.findLast((each) => each.keys === keys);
  if (!shortcut) return;
  event.preventDefault();
  typed = [];
  shortcut.run();
}

function register(shortcut: Registered): () => void {
  if (registered.length === 0) globalThis.addEventListener('keydown', onKeyDown);
  registered = [...registered, shortcut];
  for (const read of readers) read();
  return () => {
    registered = registered.filter((each) => each !== shortcut);
    if (registered.length === 0) globalThis.removeEventListener('keydown', onKeyDown);
    for (const read of readers) read();
  };
}

/** Runs a command on its keys while the component is on screen, and lists it in the shortcut sheet. Not while one types, unless with Ctrl. */
export function useShortcut(shortcut: Shortcut, run: () => void): void {
  const runLatest = useEffectEvent(run);
  const { keys, label, group } = shortcut;
  useEffect(() => register({ keys, label, group, run: () => runLatest() }), [keys, label, group]);
}

/** The shortcuts that work now, for the sheet. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (read) => {
      readers.add(read);
      return () => readers.delete(read);
    },
    () => registered,
  );
}
