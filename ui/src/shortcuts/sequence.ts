/** What of a key press matters for a shortcut. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** A press as it stands in a shortcut: `g`, `?`, `mod+k`. `mod` is Ctrl, or Command on a Mac. */
export function pressName(press: KeyPress): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return `${press.ctrlKey || press.metaKey ? 'mod+' : ''}${press.altKey ? 'alt+' : ''}${key}`;
}

// A second key that comes later than this begins a new shortcut.
const sequenceMilliseconds = 1200;

/** The presses typed so far: the previous ones count if they are recent. */
export function followed(typed: readonly string[], press: string, sinceLast: number): readonly string[] {
  return sinceLast > sequenceMilliseconds ? [press] : [...typed, press].slice(-2);
}

/** The shortcut that the last presses complete: the longest wins, so that `g a` is not taken for `a`. */
export function completed(shortcuts: readonly string[], typed: readonly string[]): string | undefined {
  const pair = typed.slice(-2).join(' ');
  const single = typed.at(-1);
  return shortcuts.find((shortcut) => typed.length > 1 && shortcut === pair) ?? shortcuts.find((shortcut) => shortcut === single);
}
