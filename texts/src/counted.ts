import { plural } from './area.ts';
import { formatCount } from './format.ts';

/** A count with its noun, as English writes it: "1,204 items". */
export const en = (count: number, one: string, many: string) => `${formatCount('en', count)} ${plural('en', count, one, many)}`;

/** A count with its noun, as French writes it: never parted at the end of a line. */
export const fr = (count: number, one: string, many: string) =>
  `${formatCount('fr', count)}\u00a0${plural('fr', count, one, many)}`;
