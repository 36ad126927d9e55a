/** How long a piece of work took, and what it answered. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const start = performance.now();
  const answer = await work();
  return { ms: performance.now() - start, answer };
}

/** The middle of several runs after one to warm up: what a user who comes back waits. */
export async function warm<T>(work: () => Promise<T>, runs = 5): Promise<{ ms: number; answer: T }> {
  const answer = await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push((await timed(work)).ms);
  return { ms: times.toSorted((left, right) => left - right)[Math.floor(runs / 2)] ?? 0, answer };
}

/** The largest resident memory of this process while a piece of work runs, in MiB. */
export async function withPeakMemory<T>(work: () => Promise<T>): Promise<{ mib: number; answer: T }> {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  try {
    const answer = await work();
    peak = Math.max(peak, process.memoryUsage.rss());
    return { mib: Math.round(peak / 2 ** 20), answer };
  } finally {
    clearInterval(timer);
  }
}

/** One line of the table: what was done, how long it took, beside the limit of the machine measured in the same run. */
export type Measure = {
  readonly work: string;
  readonly size: string;
  readonly ms: number;
  /** What the bare machine needs for the same data: a raw COPY, a bare scan, a bare sink. */
  readonly limitMs?: number;
  readonly limit?: string;
  readonly target: string;
  /** Whether the target is met; absent where the size is not the target's. */
  readonly met?: boolean;
  readonly note?: string;
};

/** The measures as text, columns aligned. */
export function table(measures: readonly Measure[]): string {
  const rows = measures.map((one) => [
    one.work,
    one.size,
    duration(one.ms),
    one.limitMs === undefined ? '' : `${duration(one.limitMs)} ${one.limit ?? ''}`,
    one.limitMs === undefined ? '' : `${(one.ms / one.limitMs).toFixed(2)}×`,
    one.target,
    one.met === undefined ? '' : one.met ? 'met' : 'MISSED',
    one.note ?? '',
  ]);
  const all = [['work', 'size', 'time', 'limit', 'ratio', 'target', '', 'note'], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function duration(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
