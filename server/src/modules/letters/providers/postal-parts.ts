/** A postal address in the parts that providers ask for. */
export type PostalParts = {
  readonly name: string;
  /** What stands between the name and the town, at most three lines. */
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
};

// "38030 GRENOBLE CEDEX 2", "L-1234 Luxembourg", "D-10115 Berlin", "1000 Bruxelles".
const townLine = /^(?:[A-Z]{1,2}-)?(\d{4,6})\s+(\S.*)$/i;

/** Reads postal lines as an envelope has them: the last line that begins with a postal code is the town, what follows it the country. Undefined where none does. */
export function postalParts(lines: readonly string[]): PostalParts | undefined {
  const said = lines.map((line) => line.trim()).filter((line) => line !== '');
  const at = said.findLastIndex((line) => townLine.test(line));
  const town = townLine.exec(said[at] ?? '');
  const name = said[0];
  const between = said.slice(1, at);
  if (!town?.[1] || !town[2] || name === undefined || between.length === 0) return undefined;
  const kept = between.length <= 3 ? between : [...between.slice(0, 2), between.slice(2).join(', ')];
  return { name, lines: kept, postalCode: town[1], city: town[2], country: said[at + 1] ?? 'France' };
}
