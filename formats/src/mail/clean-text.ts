// Nothing a person types: they hide words from a reader, or turn the order of what is shown around.
const unseen = /[\p{Cc}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
// Composing sorts each run of marks, and the time for that grows with its square. Unicode's own measure (UAX 15, stream-safe text) is thirty.
const endlessMarks = /(\p{M}{30})\p{M}+/gu;
const wideSpaces = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu;

/** Text as it is kept and quoted: line feeds, ordinary spaces, composed accents, nothing unseen. */
export function cleanText(text: string): string {
  return withoutMojibake(text)
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(unseen, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replace(wideSpaces, ' ')
    .replace(endlessMarks, '$1')
    .normalize('NFC');
}

/** One line of it, for subjects and names. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/[\n\t ]+/gu, ' ')
    .trim();
}

const windowsSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** `rÃ©glÃ©` is UTF-8 that some relay read as Windows-1252: read back, when the whole of it can be. */
function withoutMojibake(text: string): string {
  if (!/Ã[\u00a0-\u00bf\u0080-\u009f‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ]|â‚¬|â€/u.test(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const sign = code > 0xff ? windowsSigns.indexOf(text.charAt(at)) : -1;
    if (code > 0xff && sign < 0) return text;
    bytes[at] = code > 0xff ? 0x80 + sign : code;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // It was not mojibake throughout: left as it is.
    return text;
  }
}

/**
 * Small letters without accents, straight apostrophes and plain dashes, one UTF-16 unit for each: an offset found here stands in the
 * text itself. All rules are written for this form.
 */
export function foldText(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    folded += unit < 0x80 ? asciiFold(unit) : foldedLetter(text.charAt(at));
  }
  return folded;
}

function asciiFold(unit: number): string {
  return String.fromCharCode(unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit);
}

const folded = new Map<string, string>([
  ['’', "'"],
  ['‘', "'"],
  ['`', "'"],
  ['´', "'"],
  ['“', '"'],
  ['”', '"'],
  ['«', '"'],
  ['»', '"'],
  ['–', '-'],
  ['—', '-'],
  ['‑', '-'],
  ['‐', '-'],
  ['−', '-'],
  ['\u00a0', ' '],
  ['\u202f', ' '],
]);

function foldedLetter(letter: string): string {
  const known = folded.get(letter);
  if (known !== undefined) return known;
  const base = letter.normalize('NFD').charAt(0).toLowerCase();
  const result = base.length === 1 ? base : letter;
  if (folded.size < 5_000) folded.set(letter, result);
  return result;
}
