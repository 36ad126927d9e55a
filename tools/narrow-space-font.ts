import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Writes the font of one character, U+202F, which Inter does not hold: browsers then make it half a space wide and French
// thousands run together. Here it is 0.22 em. Run once: node tools/narrow-space-font.ts

const unitsPerEm = 1000;
const spaceWidth = 220;
const character = 0x202f;

/** Big-endian numbers one after the other: `[bytes, value]`. */
function packed(...fields: readonly (readonly [1 | 2 | 4, number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeIntBE(size < 4 && value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value | 0, 0, size);
      return bytes;
    }),
  );
}

const shorts = (...values: number[]) => packed(...values.map((value) => [2, value] as const));

// Table layouts: the OpenType specification, one function a table in its order there.
const cmap = () =>
  Buffer.concat([
    shorts(0, 1, 3, 1),
    packed([4, 12]),
    // Format 4: one segment for the character, one that ends the table.
    shorts(4, 32, 0, 4, 4, 1, 0, character, 0xffff, 0, character, 0xffff, 0x10000 - character + 1, 1, 0, 0),
  ]);
const head = () =>
  Buffer.concat([
    packed([4, 0x10000], [4, 0x10000], [4, 0], [4, 0x5f0f3cf5]),
    shorts(0x000b, unitsPerEm),
    Buffer.alloc(16),
    shorts(0, 0, 0, 0, 0, 8, 2, 0, 0),
  ]);
const hhea = () =>
  Buffer.concat([packed([4, 0x10000]), shorts(800, 0xffff - 199, 0, unitsPerEm, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2)]);
const hmtx = () => shorts(unitsPerEm, 0, spaceWidth, 0);
const maxp = () => Buffer.concat([packed([4, 0x10000]), shorts(2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]);
const name = () => {
  const texts = [
    [1, 'Quitus Spaces'],
    [2, 'Regular'],
    [4, 'Quitus Spaces'],
    [6, 'QuitusSpaces'],
  ] as const;
  const written = texts.map(([id, text]) => ({ id, bytes: Buffer.from(text, 'utf16le').swap16() }));
  let offset = 0;
  const records = written.map(({ id, bytes }) => {
    const record = shorts(3, 1, 0x409, id, bytes.length, offset);
    offset += bytes.length;
    return record;
  });
  return Buffer.concat([shorts(0, texts.length, 6 + 12 * texts.length), ...records, ...written.map(({ bytes }) => bytes)]);
};
const os2 = () =>
  Buffer.concat([
    shorts(4, spaceWidth, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0),
    Buffer.alloc(10),
    packed([4, 0x80000000], [4, 0], [4, 0], [4, 0]),
    Buffer.from('QTUS'),
    shorts(0x40, character, character, 800, 0xffff - 199, 0, 800, 200),
    packed([4, 1], [4, 0]),
    shorts(500, 700, 0, 0x20, 1),
  ]);
const post = () => Buffer.concat([packed([4, 0x30000], [4, 0]), shorts(0, 0), Buffer.alloc(20)]);

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let place = 0; place < bytes.length; place += 4) sum = (sum + bytes.readUInt32BE(place)) >>> 0;
  return sum;
}

/** A whole font: its directory, then its tables, each on a boundary of four bytes. */
function font(tables: Readonly<Record<string, Buffer>>): Buffer {
  const names = Object.keys(tables).toSorted();
  let offset = 12 + 16 * names.length;
  const directory: Buffer[] = [packed([4, 0x10000]), shorts(names.length, 128, 3, names.length * 16 - 128)];
  const bodies: Buffer[] = [];
  for (const tag of names) {
    const table = tables[tag] ?? Buffer.alloc(0);
    const body = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    directory.push(Buffer.from(tag), packed([4, checksum(body)], [4, offset], [4, table.length]));
    bodies.push(body);
    offset += body.length;
  }
  return Buffer.concat([...directory, ...bodies]);
}

// Both glyphs are empty: no outline, only an advance.
const whole = font({
  'OS/2': os2(),
  cmap: cmap(),
  glyf: Buffer.alloc(4),
  head: head(),
  hhea: hhea(),
  hmtx: hmtx(),
  loca: shorts(0, 0, 0),
  maxp: maxp(),
  name: name(),
  post: post(),
});
await writeFile(join(import.meta.dirname, '../ui/src/fonts/narrow-space.ttf'), whole);
console.log(`ui/src/fonts/narrow-space.ttf: ${whole.length} bytes`);
