/** One line of a text: kept, taken out or put in. */
export interface LineChange {
  readonly kind: 'same' | 'removed' | 'added';
  readonly line: string;
}

// Longer texts would take long to compare; they are then shown whole, before and after.
const mostLines = 600;

/** What changes from one text to another, line by line, the lines both have being kept (longest common subsequence). */
export function textDifference(before: string, after: string): LineChange[] {
  const old = before === '' ? [] : before.split('\n');
  const next = after === '' ? [] : after.split('\n');
  if (old.length > mostLines || next.length > mostLines)
    return [
      ...old.map((line) => ({ kind: 'removed' as const, line })),
      ...next.map((line) => ({ kind: 'added' as const, line })),
    ];
  const common = commonLengths(old, next);
  const changes: LineChange[] = [];
  let [left, right] = [0, 0];
  while (left < old.length || right < next.length) {
    const [was, is] = [old[left], next[right]];
    if (was !== undefined && was === is) {
      changes.push({ kind: 'same', line: was });
      left += 1;
      right += 1;
    } else if (was !== undefined && (is === undefined || (common[left + 1]?.[right] ?? 0) >= (common[left]?.[right + 1] ?? 0))) {
      changes.push({ kind: 'removed', line: was });
      left += 1;
    } else {
      changes.push({ kind: 'added', line: is ?? '' });
      right += 1;
    }
  }
  return changes;
}

/** How many lines the rests of two texts have in common, from each pair of places on. */
function commonLengths(old: readonly string[], next: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => Array.from({ length: next.length + 1 }, () => 0));
  for (let left = old.length - 1; left >= 0; left -= 1) {
    for (let right = next.length - 1; right >= 0; right -= 1) {
      const row = lengths[left];
      if (!row) continue;
      row[right] =
        old[left] === next[right]
          ? (lengths[left + 1]?.[right + 1] ?? 0) + 1
          : Math.max(lengths[left + 1]?.[right] ?? 0, row[right + 1] ?? 0);
    }
  }
  return lengths;
}
