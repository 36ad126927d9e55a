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
  const cutter = lineCutter(wide ? 'utf-8' : encoding, options.longestLineBytes ?? 1_048_576);

  let first = true;
  for await (const chunk of wide ? asUtf8(chunks, encoding) : chunks) {
    if (chunk.length === 0) continue;
    for (let start = first ? markLength(chunk) : 0; start < chunk.length; start += pieceBytes) {
      const block = cutter.push(chunk.subarray(start, start + pieceBytes));
      if (block) yield block;
    }
    first = false;
  }
  const last = cutter.end();
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
      taken.push(next.value);
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

/** Gathers pieces until they hold a line break, so that no character and no line is ever decoded in two halves. */
function lineCutter(encoding: Encoding, longest: number) {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let nextNumber = 1;
  // The start of a line that was too long to keep: the rest of it is dropped until its break.
  let overflow: string | null = null;

  function keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    pending.push(bytes);
    pendingBytes += bytes.length;
  }

  function take(bytes: Uint8Array): LineBlock {
    const whole = pending.length === 0 ? bytes : Buffer.concat([...pending, bytes]);
    pending = [];
    pendingBytes = 0;
    const texts = splitLines(decodeText(whole, encoding));
    const tooLong = new Set<number>();
    if (overflow !== null) {
      texts[0] = overflow;
      tooLong.add(0);
      overflow = null;
    }
    if (whole.length > longest) {
      for (const [place, text] of texts.entries()) {
        if (text.length * 3 <= longest || lineBytes(text, encoding) <= longest) continue;
        texts[place] = text.slice(0, keptOfLongLine);
        tooLong.add(place);
      }
    }
    const block = { firstNumber: nextNumber, texts, tooLong: tooLong.size > 0 ? tooLong : null };
    nextNumber += texts.length;
    return block;
  }

  function shedOverflow(): LineBlock | null {
    if (pendingBytes <= longest + 1) return null;
    const held = Buffer.concat(pending);
    const cut = afterLastBreak(held);
    pending = [];
    pendingBytes = 0;
    const block = cut > 0 ? take(held.subarray(0, cut)) : null;
    const rest = held.subarray(cut);
    if (rest.length <= longest + 1) keep(rest);
    else {
      overflow ??= decodeText(rest.subarray(0, keptOfLongLine * 4), encoding).slice(0, keptOfLongLine);
      // A last CR may be the first half of CRLF: it is what ends the line.
      keep(rest.at(-1) === 0x0d ? rest.subarray(-1) : new Uint8Array(0));
    }
    return block;
  }

  return {
    push(piece: Uint8Array): LineBlock | null {
      // What waits is copied: a source may use its buffer again for the next chunk.
      const cut = afterLastBreak(piece);
      if (cut === 0) {
        keep(piece.slice());
        return shedOverflow();
      }
      const block = take(piece.subarray(0, cut));
      keep(piece.slice(cut));
      return block;
    },
    end(): LineBlock | null {
      return pendingBytes > 0 || overflow !== null ? take(new Uint8Array(0)) : null;
    },
  };
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
