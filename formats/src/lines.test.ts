import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectEncoding, type Encoding } from './encoding.ts';
import { decodeLines, type Line, type LineOptions } from './lines.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // One buffer for all pieces, as some sources do: whoever keeps a piece must copy it.
  const shared = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    shared.set(piece);
    yield size < 65_536 ? piece : shared.subarray(0, piece.length);
  }
}

async function linesOf(file: string | Uint8Array, options: LineOptions & { pieceBytes?: number } = {}): Promise<Line[]> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const lines: Line[] = [];
  for await (const batch of decodeLines(inPieces(bytes, options.pieceBytes ?? Math.max(1, bytes.length)), options))
    lines.push(...batch);
  return lines;
}

const textsOf = async (file: string | Uint8Array, options = {}) => (await linesOf(file, options)).map(({ text }) => text);

describe('the encoding of a file is named from its bytes', () => {
  test.each<[string, Uint8Array, Encoding]>([
    ['plain ASCII', Buffer.from('Facture 12'), 'utf-8'],
    ['UTF-8', Buffer.from('Échéance'), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from('\ufeffÉchéance'), 'utf-8'],
    ['UTF-8 cut in the middle of a letter', Buffer.from('Échéa').subarray(0, 5), 'utf-8'],
    ['UTF-16 with its mark', Buffer.from('\ufeffFacture', 'utf16le'), 'utf-16le'],
    ['UTF-16 without its mark', Buffer.from('Facture 12', 'utf16le'), 'utf-16le'],
    ['UTF-16 the other way round', Buffer.from('\ufeffFacture', 'utf16le').swap16(), 'utf-16be'],
    ['a Windows euro', Buffer.from([0x31, 0x32, 0x20, 0x80]), 'windows-1252'],
    ['an ISO-8859-15 euro', Buffer.from([0x31, 0x32, 0x20, 0xa4]), 'iso-8859-15'],
    ['accents alone: the legal default', Buffer.from('Échéance', 'latin1'), 'iso-8859-15'],
  ])('%s', (_name, bytes, encoding) => expect(detectEncoding(bytes)).toBe(encoding));
});

describe('lines', () => {
  test.each([
    ['LF', 'a\nb\n', ['a', 'b']],
    ['CR LF', 'a\r\nb\r\n', ['a', 'b']],
    ['CR', 'a\rb\r', ['a', 'b']],
    ['all three', 'a\rb\nc\r\nd', ['a', 'b', 'c', 'd']],
    ['no last line end', 'a\nb', ['a', 'b']],
    ['blank lines', 'a\n\nb\n', ['a', '', 'b']],
    ['NUL bytes', 'a\0b\nc', ['ab', 'c']],
    ['a mark', '\ufeffa\nb', ['a', 'b']],
    ['nothing', '', []],
  ])('ended by %s', async (_name, file, texts) => expect(await textsOf(file)).toEqual(texts));

  test('are numbered as an editor numbers them, in every piece', async () => {
    const file = Array.from({ length: 20_000 }, (_, n) => `line ${n + 1}`).join('\r\n');
    const lines = await linesOf(file, { pieceBytes: 70_000 });
    expect(lines.every(({ number, text }) => text === `line ${number}`)).toBe(true);
    expect(lines).toHaveLength(20_000);
  });

  test('of UTF-16 keep their accents and euros', async () => {
    expect(await textsOf(Buffer.from('\ufeffÉté\r\n12 €\r\n', 'utf16le'), { pieceBytes: 3 })).toEqual(['Été', '12 €']);
  });

  test('a line longer than allowed is cut and marked, and the next one is whole', async () => {
    for (const pieceBytes of [1, 7, 64, 1_000]) {
      const lines = await linesOf(`short\n${'x'.repeat(500)}\r\nnext\n`, { longestLineBytes: 100, pieceBytes });
      expect(lines.map(({ number, text, tooLong }) => [number, text.length, tooLong])).toEqual([
        [1, 5, false],
        [2, 80, true],
        [3, 4, false],
      ]);
    }
  });

  test('a file of one endless line is one cut line', async () => {
    expect(await linesOf(Buffer.alloc(400_000, 'x'), { longestLineBytes: 1_000, pieceBytes: 999 })).toMatchObject([
      { number: 1, tooLong: true },
    ]);
  });
});

test('the pieces never change the lines', async () => {
  const text = fc
    .array(fc.constantFrom('a', 'é', '€', '\r', '\n', '\r\n', ' ', 'xyz', '🙂'), { maxLength: 60 })
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (file, pieceBytes) => {
      const expected = file.split(/\r\n|\r|\n/u);
      if (expected.at(-1) === '') expected.pop();
      expect(await textsOf(file, { pieceBytes })).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
