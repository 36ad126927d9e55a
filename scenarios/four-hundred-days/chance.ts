/** Chance that repeats: the same seed throws the same dice in the same order. */
export type Chance = {
  /** From 0 to 1. */
  readonly next: () => number;
  /** Whether something of this likelihood happens. */
  readonly happens: (likelihood: number) => boolean;
  readonly between: (least: number, most: number) => number;
  readonly oneOf: <T>(all: readonly T[]) => T | undefined;
  /** Some of them, each once, in another order. */
  readonly some: <T>(all: readonly T[], count: number) => T[];
};

/** Mulberry32: small, fast, and good enough to choose customers by. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    happens: (likelihood) => next() < likelihood,
    between,
    oneOf: (all) => all[between(0, all.length - 1)],
    some: (all, count) => {
      const left = [...all];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(between(0, left.length - 1), 1)).flat();
    },
  };
}
