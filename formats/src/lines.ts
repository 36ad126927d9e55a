import { decodeText, detectEncoding, encodingSampleBytes, type Encoding } from './encoding.ts';

export type Line = { number: number; text: string; tooLong: boolean };

/** Consecutive lines; `tooLong` holds the places of lines of which only the start was kept. */
export type LineBlock = { firstNumber: number; texts: string[]; tooLong: ReadonlySet<number> | null };

export type LineOptions = {
  /** Without it the encoding is detected on the first 64 KiB. */
  encoding?: Encoding | undefined;
  /** A longer line is cut, marked and never held whole. Default 1 MiB. */
  longestLineBytes?: number | undefined;
};

const pieceBytes = 262_144;
const keptOfLongLine = 80;

/** The lines of a text file, in batches: CR, LF or CRLF, any Western encoding, byte-order marks and NUL bytes dropped, constant memory. */
export async function* decodeLines(source: AsyncIterable<Uint8Array>, options: LineOptions = {}): AsyncGenerator<Line[]> {
  for await (const { firstNumber, texts, tooLong } of decodeBlocks(source, options)) {
    yield texts.map((text, place) => ({ number: firstNumber + place, text, tooLong: tooLong?.has(place) ?? false }));
  }
}

/** The same lines without an object for each: what the readers' hot loops run on. */
export async function* decodeBlocks(source: AsyncIterable<Uint8Array>, options: LineOptions = {}): AsyncGenerator<LineBlock> {
  const { sample, chunks } = await firstBytes(source, encodingSampleBytes);
  const encoding = options.encoding ?? detectEncoding(sample);
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const cutter: Cutter = {
    encoding: wide ? 'utf-8' : encoding,
    longest: options.longestLineBytes ?? 1_048_576,
    pending: [],
    pendingBytes: 0,
    nextNumber: 1,
    overflow: null,
  };

  let first = true;
  for await (const chunk of wide ? asUtf8(chunks, encoding) : chunks) {
    if (chunk.length === 0) continue;
    for (let start = first ? markLength(chunk) : 0; start < chunk.length; start += pieceBytes) {
      const block = pushPiece(cutter, chunk.subarray(start, start + pieceBytes));
      if (block) yield block;
    }
    first = false;
  }
  const last = lastLines(cutter);
  if (last) yield last;
}

/** The first bytes of a source, and the whole source again: what looking at a header before reading it takes. */
export async function firstBytes(
  source: AsyncIterable<Uint8Array>,
  wanted: number,
): Promise<{ sample: Uint8Array; chunks: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let size = 0;
  let done = false;
  while (size < wanted && !done) {
    const next = await iterator.next();
    done = next.done === true;
    if (next.done !== true) {
      // Copied when it waits for others: a source may use its buffer again.
      taken.push(next.value.length < wanted ? next.value.slice() : next.value);
      size += next.value.length;
    }
  }
  const sample = taken.length === 1 && taken[0] ? taken[0] : Buffer.concat(taken);

  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      // Given as one: a mark of three bytes may arrive in three chunks.
      if (sample.length > 0) yield sample;
      if (done) return;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { sample, chunks: chunks() };
}

async function* asUtf8(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

function markLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Pieces gathered until they hold a line break, so that no character and no line is ever decoded in two halves. */
type Cutter = {
  encoding: Encoding;
  longest: number;
  pending: Uint8Array[];
  pendingBytes: number;
  nextNumber: number;
  /** The start of a line that was too long to keep: the rest of it is dropped until its break. */
  overflow: string | null;
};

function pushPiece(cutter: Cutter, piece: Uint8Array): LineBlock | null {
  // What waits is copied: a source may use its buffer again for the next chunk.
  const cut = afterLastBreak(piece);
  if (cut === 0) {
    keep(cutter, piece.slice());
    return shedOverflow(cutter);
  }
  const block = takeLines(cutter, piece.subarray(0, cut));
  keep(cutter, piece.slice(cut));
  return block;
}

function lastLines(cutter: Cutter): LineBlock | null {
  return cutter.pendingBytes > 0 || cutter.overflow !== null ? takeLines(cutter, new Uint8Array(0)) : null;
}

function keep(cutter: Cutter, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  cutter.pending.push(bytes);
  cutter.pendingBytes += bytes.length;
}

/** All that waits, and these bytes, as lines. */
function takeLines(cutter: Cutter, bytes: Uint8Array): LineBlock {
  const whole = cutter.pending.length === 0 ? bytes : Buffer.concat([...cutter.pending, bytes]);
  cutter.pending = [];
  cutter.pendingBytes = 0;
  const texts = splitLines(decodeText(whole, cutter.encoding));
  const tooLong = new Set<number>();
  if (cutter.overflow !== null) {
    texts[0] = cutter.overflow;
    tooLong.add(0);
    cutter.overflow = null;
  }
  if (whole.length > cutter.longest) {
    for (const [place, text] of texts.entries()) {
      if (lineBytes(text, cutter.encoding) <= cutter.longest) continue;
      texts[place] = text.slice(0, keptOfLongLine);
      tooLong.add(place);
    }
  }
  const block = { firstNumber: cutter.nextNumber, texts, tooLong: tooLong.size > 0 ? tooLong : null };
  cutter.nextNumber += texts.length;
  return block;
}

/** Lets go of a line that grew too long, and of whole lines ended by CR that were waiting for more. */
function shedOverflow(cutter: Cutter): LineBlock | null {
  if (cutter.pendingBytes <= cutter.longest + 1) return null;
  const held = Buffer.concat(cutter.pending);
  const cut = afterLastBreak(held);
  cutter.pending = [];
  cutter.pendingBytes = 0;
  const block = cut > 0 ? takeLines(cutter, held.subarray(0, cut)) : null;
  const rest = held.subarray(cut);
  if (rest.length <= cutter.longest + 1) keep(cutter, rest);
  else {
    cutter.overflow ??= decodeText(rest.subarray(0, keptOfLongLine * 4), cutter.encoding).slice(0, keptOfLongLine);
    // A last CR may be the first half of CRLF: it is what ends the line.
    if (rest.at(-1) === 0x0d) keep(cutter, rest.subarray(-1));
  }
  return block;
}

// A CR in last place is left alone: the LF that belongs to it may come with the next piece.
function afterLastBreak(bytes: Uint8Array): number {
  const lineFeed = bytes.lastIndexOf(0x0a);
  if (lineFeed >= 0) return lineFeed + 1;
  return bytes.length < 2 ? 0 : bytes.lastIndexOf(0x0d, bytes.length - 2) + 1;
}

function lineBytes(text: string, encoding: Encoding): number {
  return encoding === 'utf-8' ? Buffer.byteLength(text) : text.length;
}

function splitLines(decoded: string): string[] {
  const text = decoded.includes('\0') ? decoded.replaceAll('\0', '') : decoded;
  const lines = text.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return text.includes('\r') ? lines.flatMap(splitCarriageReturns) : lines;
}

function splitCarriageReturns(line: string): string | string[] {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  return text.includes('\r') ? text.split('\r') : text;
}
