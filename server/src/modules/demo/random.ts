import { createHash } from 'node:crypto';

/** A source of numbers in [0, 1) that repeats itself for the same words. */
export type Random = () => number;

/** Numbers that depend only on the words given: the same seed makes the same company (sfc32, seeded by SHA-256). */
export function randomFrom(...words: readonly (string | number)[]): Random {
  const seed = createHash('sha256').update(words.join('\u0000')).digest();
  let a = seed.readInt32LE(0);
  let b = seed.readInt32LE(4);
  let c = seed.readInt32LE(8);
  let counter = 1;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
}

/** A whole number, both ends included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** Whether something of this likelihood happens. */
export function happens(random: Random, likelihood: number): boolean {
  return random() < likelihood;
}

/** One of the list. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('an empty list has nothing to choose');
  return found;
}

/** One of the list, each as often as its weight says. */
export function weighted<T extends { readonly weight: number }>(random: Random, list: readonly T[]): T {
  let left = random() * list.reduce((sum, entry) => sum + entry.weight, 0);
  for (const entry of list) {
    left -= entry.weight;
    if (left < 0) return entry;
  }
  return oneOf(random, list.slice(-1));
}

/** A draw from the normal distribution (Box-Muller). */
export function normal(random: Random, mean: number, deviation: number): number {
  return mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
