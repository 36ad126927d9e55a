import { splitCells } from '../split-cells.ts';

export type SeparatorGuess = { separator: string; width: number };

// In this order when two fit as well: a comma is also a decimal mark and a letter of addresses.
const candidates = [';', '\t', '|', ','];

/** The separator of a text table and its usual number of cells, from its first lines. A file of one column has a width of 1. */
export function sniffSeparator(sample: string): SeparatorGuess {
  // The last line of a sample is cut anywhere.
  const lines = sample.split(/\r\n|\r|\n/u, 400).filter((line) => line.trim() !== '');
  const whole = lines.length > 2 ? lines.slice(0, -1) : lines;
  const fits = candidates.map((separator) => fitOf(whole, separator)).filter((fit) => fit.width > 1);
  const steady = fits.filter((fit) => fit.share >= 0.6);
  const comma = steady.find((fit) => fit.separator === ',');
  const other = steady.filter((fit) => fit !== comma).toSorted((a, b) => b.width * b.share - a.width * a.share)[0];
  // `12,50;3,00` also has commas everywhere: they win only when they cut much finer than anything else.
  if (comma && (!other || comma.width >= other.width * 3)) return comma;
  return other ?? fits.toSorted((a, b) => b.share * b.width - a.share * a.width)[0] ?? { separator: ';', width: 1 };
}

function fitOf(lines: string[], separator: string): SeparatorGuess & { share: number } {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = splitCells(line, separator).cells.length;
    counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  counts.delete(1);
  let width = 1;
  let most = 0;
  for (const [count, seen] of counts) {
    if (seen > most || (seen === most && count > width)) [width, most] = [count, seen];
  }
  return { separator, width, share: lines.length === 0 ? 0 : most / lines.length };
}
