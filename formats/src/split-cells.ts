/**
 * The cells of one line of a separated file, quotes taken off and doubled quotes made one. `open` tells that a quote was left open:
 * the cell goes on in the next line; `ragged` that letters follow a closing quote, which nobody writes on purpose.
 */
export function splitCells(text: string, separator: string): { cells: string[]; open: boolean; ragged: boolean } {
  const cells: string[] = [];
  let ragged = false;
  let at = 0;
  for (;;) {
    if (!opensQuoted(text, at)) {
      const end = text.indexOf(separator, at);
      if (end < 0) return { cells: [...cells, text.slice(at)], open: false, ragged };
      cells.push(text.slice(at, end));
      at = end + separator.length;
      continue;
    }
    const quoted = quotedCell(text, at, separator);
    cells.push(quoted.value);
    ragged ||= quoted.ragged;
    if (quoted.next < 0) return { cells, open: quoted.open, ragged };
    at = quoted.next;
  }
}

function opensQuoted(text: string, at: number): boolean {
  return text.charCodeAt(at) === 34;
}

function quotedCell(
  text: string,
  start: number,
  separator: string,
): { value: string; next: number; open: boolean; ragged: boolean } {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), next: -1, open: true, ragged: false };
    value += text.slice(at, quote);
    at = quote + 1;
    if (text.charCodeAt(at) !== 34) break;
    value += '"';
    at += 1;
  }
  // Text after a closing quote belongs to the cell: `"A" et fils;` is met in labels.
  const end = text.indexOf(separator, at);
  const rest = end < 0 ? text.slice(at) : text.slice(at, end);
  return { value: value + rest, next: end < 0 ? -1 : end + separator.length, open: false, ragged: rest.trim() !== '' };
}
