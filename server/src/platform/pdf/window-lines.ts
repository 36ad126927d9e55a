const mostLines = 6;
const mostCharacters = 38;

/**
 * A postal address as the window of an envelope shows it (NF Z 10-011): six lines at most, of 38 characters. What is longer is broken between
 * words while there is room, what are more lines stand together; `capitals`: the last three lines in capitals, without accents and punctuation, as sorting machines
 * like them. No word is lost: a line that still is too long is set smaller on the page.
 */
export function windowLines(address: readonly string[], { capitals = false }: { readonly capitals?: boolean } = {}): string[] {
  const said = address.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '');
  const few = said.length <= mostLines ? said : joined(said);
  const lines = few.flatMap((line, at) => broken(line, mostLines - few.length - grownBefore(few, at)));
  return capitals ? lines.map((line, at) => (at >= lines.length - 3 && at > 0 ? inCapitals(line) : line)) : lines;
}

// Name first and town last stay alone; what is too many in between stands together.
function joined(lines: readonly string[]): string[] {
  const between = lines.slice(1, -1);
  const kept = between.slice(0, mostLines - 3);
  return [lines[0] ?? '', ...kept, between.slice(mostLines - 3).join(' '), lines.at(-1) ?? ''];
}

// How many lines the long ones before have already been broken into.
function grownBefore(lines: readonly string[], at: number): number {
  return lines.slice(0, at).filter((line) => line.length > mostCharacters && line.includes(' ')).length;
}

function broken(line: string, room: number): string[] {
  if (line.length <= mostCharacters || room <= 0) return [line];
  const at = line.lastIndexOf(' ', mostCharacters);
  const cut = at > 0 ? at : line.indexOf(' ');
  return cut > 0 ? [line.slice(0, cut), line.slice(cut + 1)] : [line];
}

function inCapitals(line: string): string {
  return line
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .replace(/[.,;:'’/-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
