import { mailLimits, type MailProblem } from './incoming-mail.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const padding = 0x3d;
// 1 for each sign that base64 has not; a padded line is the last of its run.
const otherSigns = signsBeside('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\r');
// Nobody's sentences stand in so many long lines without a single space.
const encodedLine = 56;
const encodedRun = 20;

/**
 * What of a mail's bytes is parsed: all of it, or its beginning when it is larger, has more lines or more parts than any mail worth reading.
 * A parser pays for each line and each part, not for each byte: both are counted before, in one pass, and what was left out is said in `problems`.
 */
export function readableBytes(raw: Uint8Array, problems: Set<MailProblem>): Uint8Array {
  const problem = tooLong(raw) ?? tooManyParts(raw);
  if (problem !== null) {
    problems.add(problem);
    return beginningOf(raw);
  }
  if (!hasMoreLines(raw, mailLimits.lines)) return raw;
  // A large attachment is hundreds of thousands of lines of base64, which cost little once they are one.
  const joined = withEncodedLinesJoined(raw);
  if (!hasMoreLines(joined, mailLimits.lines)) return joined;
  problems.add('mail.too-many-lines');
  return beginningOf(raw);
}

function tooLong(raw: Uint8Array): MailProblem | null {
  return raw.length > mailLimits.bytes ? 'mail.too-large' : null;
}

function tooManyParts(raw: Uint8Array): MailProblem | null {
  const tooMany =
    boundariesIn(raw) > mailLimits.parts || boundaryLinesIn(raw) > mailLimits.boundaryLines || hasTooManyPaddings(raw);
  return tooMany ? 'mail.too-many-parts' : null;
}

function beginningOf(raw: Uint8Array): Uint8Array {
  const start = raw.subarray(0, mailLimits.bytesOfTooLarge);
  let lines = 0;
  for (let at = 0; at < start.length; at += 1) {
    if (start[at] === lineFeed && ++lines >= mailLimits.linesOfTooLarge) return start.subarray(0, at + 1);
  }
  return start;
}

function hasMoreLines(raw: Uint8Array, most: number): boolean {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  let lines = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) if (++lines > most) return true;
  return false;
}

/**
 * A mail whose beginning is not all that is read, as its files are taken out of it: what is parsed, and what a file found in it was before. A parser
 * pays for each line of a file, as many times over when nothing encodes it.
 */
export function readableFiles(raw: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly asWritten: (content: Uint8Array) => Uint8Array;
} {
  if (!hasMoreLines(raw, mailLimits.lines)) return { bytes: raw, asWritten: (content) => content };
  const mark = markOfItsOwn();
  return { bytes: withEncodedLinesJoined(raw, mark), asWritten: (content) => withMarkAsLineFeed(content, mark) };
}

// Signs that base64 skips, in an order nobody can have written beforehand.
const markSigns = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21]);
const markLength = 10;

function markOfItsOwn(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(markLength)).map((byte) => markSigns[byte % markSigns.length] ?? 1);
}

function withMarkAsLineFeed(content: Uint8Array, mark: Uint8Array): Uint8Array {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const written = Buffer.alloc(bytes.length);
  let [length, from] = [0, 0];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
    length += bytes.copy(written, length, from, at);
    written[length++] = lineFeed;
    from = at + mark.length;
  }
  length += bytes.copy(written, length, from);
  return written.subarray(0, length);
}

/**
 * Long runs of base64 with their lines ended by a bare CR (or by another mark), which decoders skip and text takes for an end of line; all others by a
 * line feed alone. A parser makes the same of them, to the byte, at the price of a single line.
 */
export function withEncodedLinesJoined(raw: Uint8Array, mark: Uint8Array = Uint8Array.of(carriageReturn)): Uint8Array {
  // A line that is joined has that many signs at least.
  const joined = new Uint8Array(raw.length + Math.ceil(raw.length / encodedLine) * (mark.length - 1));
  let [length, start, run, others] = [0, 0, 0, 0];
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0;
    if (byte !== lineFeed) {
      others += otherSigns[byte] ?? 0;
      joined[length++] = byte;
      continue;
    }
    if (length > start && joined[length - 1] === carriageReturn) length -= 1;
    run = others === 0 && length - start >= encodedLine ? run + 1 : 0;
    // The line before this one does not end here any more.
    if (run > encodedRun) {
      joined.copyWithin(start - 1 + mark.length, start, length);
      joined.set(mark, start - 1);
      length += mark.length - 1;
    }
    joined[length++] = lineFeed;
    start = length;
    others = 0;
  }
  return joined.subarray(0, length);
}

function signsBeside(signs: string): Uint8Array {
  const table = new Uint8Array(256).fill(1);
  for (const sign of signs) table[sign.charCodeAt(0)] = 0;
  return table;
}

// Each line is compared with every boundary declared so far: their number is what a small mail can make dear.
function boundariesIn(raw: Uint8Array): number {
  let count = 0;
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  for (const _ of text.matchAll(/boundary\s*[*=]/giu)) {
    count += 1;
    if (count > mailLimits.parts) break;
  }
  return count;
}

// Six bytes open a part, and a part costs a hundred times that.
function boundaryLinesIn(raw: Uint8Array): number {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  let count = 0;
  for (let at = bytes.indexOf('\n--'); at >= 0 && count <= mailLimits.boundaryLines; at = bytes.indexOf('\n--', at + 3))
    count += 1;
  return count;
}

// Text in quoted-printable has as many and pays nothing for them: they count only where something says base64.
function hasTooManyPaddings(raw: Uint8Array): boolean {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  let count = 0;
  for (let at = bytes.indexOf(padding); at >= 0 && count <= mailLimits.paddings; at = bytes.indexOf(padding, at + 1)) count += 1;
  return count > mailLimits.paddings && /base64/iu.test(bytes.toString('latin1'));
}
