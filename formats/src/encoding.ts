import { isAscii, isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15';

/** How many first bytes are looked at to name the encoding of a file. */
export const encodingSampleBytes = 65_536;

/**
 * Names the encoding of a text file from its first bytes. Western European files only; an 8-bit file without any byte that
 * tells the two apart is read as ISO-8859-15, the one French tax law names (A.47 A-1 LPF).
 */
export function detectEncoding(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';

  const withoutMark = utf16WithoutMark(sample);
  if (withoutMark) return withoutMark;
  if (isUtf8(sample.subarray(0, wholeCharacters(sample)))) return 'utf-8';
  return eightBitEncoding(sample);
}

/** The text of a block of whole lines. A line that is no valid UTF-8 in a UTF-8 file is read as the 8-bit encoding it must be. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new TextDecoder(encoding).decode(bytes);

  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(buffer)) return buffer.toString('latin1');
  if (encoding !== 'utf-8') return decodeEightBits(buffer, encoding);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  return decodeMixed(buffer);
}

/** The start of a file as text, and its encoding, for a first look at its header. */
export function decodeSample(bytes: Uint8Array): { encoding: Encoding; text: string } {
  const sample = bytes.subarray(0, encodingSampleBytes);
  const encoding = detectEncoding(sample);
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const end = wide ? sample.length & ~1 : encoding === 'utf-8' ? wholeCharacters(sample) : sample.length;
  const text = decodeText(sample.subarray(0, end), encoding);
  return { encoding, text: text.startsWith('\ufeff') ? text.slice(1) : text };
}

function eightBitEncoding(bytes: Uint8Array): Encoding {
  // 0x80-0x9F are control characters in ISO-8859-15: nobody types them, so they are Windows letters (0x80 is its euro).
  // Without one of them 0xA4 is the euro of ISO-8859-15: Windows-1252 has a sign there that no ledger uses.
  return bytes.some((byte) => byte >= 0x80 && byte <= 0x9f) ? 'windows-1252' : 'iso-8859-15';
}

// Programs that write UTF-16 without its mark exist; a ledger is mostly ASCII, hence every second byte is zero.
function utf16WithoutMark(sample: Uint8Array): Encoding | null {
  const length = Math.min(sample.length, 4096) & ~1;
  if (length < 8) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < length; at += 2) {
    if (sample[at] === 0) evenZeros += 1;
    if (sample[at + 1] === 0) oddZeros += 1;
  }
  const most = (length / 2) * 0.8;
  if (oddZeros > most && evenZeros === 0) return 'utf-16le';
  if (evenZeros > most && oddZeros === 0) return 'utf-16be';
  return null;
}

// A sample may stop in the middle of a character: up to three bytes are left to the next one.
function wholeCharacters(bytes: Uint8Array): number {
  const length = bytes.length;
  for (let back = 1; back <= 3 && back <= length; back += 1) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return wanted > back ? length - back : length;
    }
  }
  return length;
}

// The start of a file can be plain ASCII and its first accent come later, in another encoding: decided line by line.
function decodeMixed(buffer: Buffer): string {
  let text = '';
  let start = 0;
  while (start < buffer.length) {
    const found = buffer.indexOf(0x0a, start);
    const end = found < 0 ? buffer.length : found + 1;
    const line = buffer.subarray(start, end);
    text += isUtf8(line) ? line.toString('utf8') : decodeEightBits(line, eightBitEncoding(line));
    start = end;
  }
  return text;
}

const windowsLetters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const latin9Letters = new Map([
  ['\u00a4', '€'],
  ['\u00a6', 'Š'],
  ['\u00a8', 'š'],
  ['\u00b4', 'Ž'],
  ['\u00b8', 'ž'],
  ['\u00bc', 'Œ'],
  ['\u00bd', 'œ'],
  ['\u00be', 'Ÿ'],
]);

function decodeEightBits(buffer: Buffer, encoding: Encoding): string {
  let text = buffer.toString('latin1');
  if (encoding === 'iso-8859-15' && /[\u00a4\u00a6\u00a8\u00b4\u00b8\u00bc\u00bd\u00be]/.test(text)) {
    text = text.replace(/[\u00a4\u00a6\u00a8\u00b4\u00b8\u00bc\u00bd\u00be]/g, (sign) => latin9Letters.get(sign) ?? sign);
  }
  if (/[\u0080-\u009f]/.test(text)) {
    text = text.replace(/[\u0080-\u009f]/g, (sign) => windowsLetters[sign.charCodeAt(0) - 0x80] ?? sign);
  }
  return text;
}
