import { alike, joined, type Line, type Piece } from './document.ts';

// Tags of Liquid are kept aside while Markdown is read: each is one letter to it.
const tagMark = /\uE000(\d+)\uE001/g;
const punctuation = /[\p{P}\p{S}]/u;
const space = /\s/;

interface Delimiter {
  readonly kind: 'delimiter';
  readonly character: string;
  count: number;
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
}
interface Word {
  readonly kind: 'word';
  readonly text: string;
  readonly link: string | undefined;
  bold: boolean;
  italic: boolean;
}
type Token = Delimiter | Word;

/** One line of the small Markdown as its pieces; `tags` are those its marks stand for. */
export function readInline(text: string, tags: readonly string[]): Line {
  return joined(tokensOf(text, undefined).flatMap((word) => piecesOf(word, tags)));
}

function piecesOf({ text, bold, italic, link }: Word, tags: readonly string[]): Piece[] {
  const href = link?.replaceAll(tagMark, (_mark, place: string) => tags[Number(place)] ?? '');
  return text
    .split(/(\uE000\d+\uE001)/)
    .filter((part) => part !== '')
    .map((part): Piece => {
      const place = /^\uE000(\d+)\uE001$/.exec(part)?.[1];
      return {
        text: place === undefined ? part : (tags[Number(place)] ?? ''),
        tag: place !== undefined,
        bold,
        italic,
        link: href,
      };
    });
}

// By the rules of CommonMark for delimiter runs, links and backslashes; nothing else is markup here.
function tokensOf(text: string, link: string | undefined): Word[] {
  const tokens: Token[] = [];
  const say = (words: string): void => void tokens.push({ kind: 'word', text: words, link, bold: false, italic: false });
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(next)) {
      say(next);
      at += 2;
    } else if (character === '*' || character === '_') {
      let end = at;
      while (text[end] === character) end += 1;
      tokens.push(delimiter(text, at, end));
      at = end;
    } else if (character === '[' && link === undefined) {
      const found = linkAt(text, at);
      if (found) {
        tokens.push(...tokensOf(found.label, found.address));
        at = found.end;
      } else {
        say(character);
        at += 1;
      }
    } else {
      const plain = /^[^\\*_[]+/.exec(text.slice(at))?.[0] ?? character;
      say(plain);
      at += plain.length;
    }
  }
  return emphasized(tokens, link);
}

function delimiter(text: string, from: number, to: number): Delimiter {
  const before = Array.from(text.slice(0, from)).at(-1) ?? ' ';
  const [after = ' '] = text.slice(to);
  const character = text[from] ?? '';
  const isLeft = !space.test(after) && (!punctuation.test(after) || space.test(before) || punctuation.test(before));
  const isRight = !space.test(before) && (!punctuation.test(before) || space.test(after) || punctuation.test(after));
  const within = character === '_';
  return {
    kind: 'delimiter',
    character,
    count: to - from,
    length: to - from,
    opens: isLeft && (!within || !isRight || punctuation.test(before)),
    closes: isRight && (!within || !isLeft || punctuation.test(after)),
  };
}

function emphasized(tokens: Token[], link: string | undefined): Word[] {
  for (let closing = 0; closing < tokens.length; closing += 1) {
    const closer = tokens[closing];
    if (closer?.kind !== 'delimiter' || !closer.closes) continue;
    for (let opening = closing - 1; opening >= 0 && closer.count > 0; opening -= 1) {
      const opener = tokens[opening];
      if (opener?.kind !== 'delimiter' || !opener.opens || opener.character !== closer.character || opener.count === 0) continue;
      const both = opener.closes || closer.opens;
      const odd = both && (opener.length + closer.length) % 3 === 0 && (opener.length % 3 !== 0 || closer.length % 3 !== 0);
      if (odd) continue;
      const strong = opener.count >= 2 && closer.count >= 2;
      for (const token of tokens.slice(opening + 1, closing)) {
        if (token.kind === 'word') token[strong ? 'bold' : 'italic'] = true;
        // What was opened within and never closed is words.
        else if (token.count > 0) Object.assign(token, { opens: false, closes: false });
      }
      opener.count -= strong ? 2 : 1;
      closer.count -= strong ? 2 : 1;
      // The same opener may open more.
      if (opener.count > 0) opening += 1;
    }
  }
  return literal(tokens, link);
}

// Marks that became no emphasis are words, in the look of where they stand.
function literal(tokens: readonly Token[], link: string | undefined): Word[] {
  return tokens.flatMap((token, place): Word[] => {
    if (token.kind === 'word') return [token];
    if (token.count === 0) return [];
    const around = [tokens[place - 1], tokens[place + 1]];
    const shared = (look: 'bold' | 'italic'): boolean => around.every((one) => one?.kind === 'word' && one[look]);
    return [{ kind: 'word', text: token.character.repeat(token.count), link, bold: shared('bold'), italic: shared('italic') }];
  });
}

function linkAt(text: string, from: number): { label: string; address: string; end: number } | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth > 0) continue;
      const address = /^\((?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))\)/.exec(text.slice(at + 1));
      if (!address) return undefined;
      const named = (address[1] ?? address[2] ?? '').replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
      return { label: text.slice(from + 1, at), address: named, end: at + 1 + address[0].length };
    }
  }
  return undefined;
}

type Look = 'bold' | 'italic';
const signs: Readonly<Record<Look, string>> = { bold: '**', italic: '*' };

/** A line as the small Markdown. What would not be read back as it looks loses its look, never a letter. */
export function writeInline(line: Line, tags: string[]): string {
  const tidy = tidied(line);
  const written = write(tidy, tags);
  if (same(readInline(written, tags), tidy)) return written;
  const less = joined(tidy.map((piece) => (piece.bold ? { ...piece, italic: false } : piece)));
  const second = write(tidied(less), tags);
  if (same(readInline(second, tags), tidied(less))) return second;
  return write(joined(tidy.map((piece) => ({ ...piece, bold: false, italic: false }))), tags);
}

function same(left: Line, right: Line): boolean {
  return (
    left.length === right.length &&
    left.every((piece, place) => {
      const other = right[place];
      return other !== undefined && piece.text === other.text && piece.tag === other.tag && alike(piece, other);
    })
  );
}

/** A look ends where its words do: spaces at its edges are outside it, and those at the ends of the line are nothing. */
export function tidied(line: Line): Line {
  const pieces = line.flatMap((piece): Piece[] => {
    if (piece.tag || !(piece.bold || piece.italic)) return [piece];
    const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(piece.text) ?? [];
    const plain = { ...piece, bold: false, italic: false };
    return [
      { ...plain, text: before },
      { ...piece, text: words },
      { ...plain, text: after },
    ];
  });
  return joined(trimmedEnd(trimmedEnd(joined(pieces), 'start'), 'end'));
}

function trimmedEnd(line: Line, side: 'start' | 'end'): Line {
  const piece = side === 'start' ? line[0] : line.at(-1);
  if (!piece || piece.tag) return line;
  const text = side === 'start' ? piece.text.trimStart() : piece.text.trimEnd();
  const rest = side === 'start' ? line.slice(1) : line.slice(0, -1);
  if (text === '') return trimmedEnd(rest, side);
  return side === 'start' ? [{ ...piece, text }, ...rest] : [...rest, { ...piece, text }];
}

function write(line: Line, tags: string[]): string {
  let text = '';
  let open: Look[] = [];
  let link: string | undefined;
  const close = (to: number): void => {
    for (const look of open.slice(to).toReversed()) text += signs[look];
    open = open.slice(0, to);
  };
  line.forEach((piece, place) => {
    const kept = open.findIndex((look) => !piece[look]);
    const changesLink = piece.link !== link;
    close(changesLink ? 0 : kept === -1 ? open.length : kept);
    if (changesLink && link !== undefined) text += `](${address(link, tags)})`;
    if (changesLink && piece.link !== undefined) text += '[';
    link = piece.link;
    const missing = (['bold', 'italic'] as const).filter((look) => piece[look] && !open.includes(look));
    // Whatever lasts longest is opened first.
    const lasts = (look: Look): number => line.slice(place).findIndex((one) => !one[look] || one.link !== piece.link);
    const order = missing.toSorted((left, right) => endOf(lasts(right)) - endOf(lasts(left)));
    for (const look of order) {
      text += signs[look];
      open.push(look);
    }
    text += piece.tag ? mark(piece.text, tags) : escaped(piece.text);
  });
  close(0);
  return link === undefined ? text : `${text}](${address(link, tags)})`;
}

const endOf = (place: number): number => (place === -1 ? Infinity : place);

function mark(tag: string, tags: string[]): string {
  tags.push(tag);
  return `\uE000${tags.length - 1}\uE001`;
}

function address(link: string, tags: string[]): string {
  // No address has these letters, and they would end it early.
  const kept = link.replaceAll(/\{\{[\s\S]*?\}\}/g, (tag) => mark(tag, tags)).replaceAll(/[<>\n\\]/g, '');
  return /[\s()]/.test(kept) ? `<${kept}>` : kept;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\*_[\]]/g, (character, at: number) =>
    character === '_' && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(text[at + 1] ?? '')
      ? character
      : `\\${character}`,
  );
}
