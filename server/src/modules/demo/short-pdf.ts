import { deflateSync } from 'node:zlib';

const charactersALine = 92;

/** One page of A4 with a heading and lines under it: the smallest paper that opens anywhere (ISO 32000-1, 7.5; its fonts are in every reader). */
export function shortPdf([heading = '', ...lines]: readonly string[]): Buffer {
  const drawn = [`/F1 16 Tf 56 770 Td ${shown(heading)} Tj`, '/F2 10 Tf 0 -40 Td 18 TL'];
  for (const line of lines.flatMap(brokenIn)) drawn.push(`${shown(line)} Tj T*`);
  const contents = deflateSync(Buffer.from(`BT\n${drawn.join('\n')}\nET`, 'latin1'));
  const font = (name: string): Buffer =>
    Buffer.from(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`);
  return fileOf([
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Count 1 /Kids [3 0 R] >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents 6 0 R >>',
    ),
    font('Helvetica-Bold'),
    font('Helvetica'),
    Buffer.concat([
      Buffer.from(`<< /Filter /FlateDecode /Length ${contents.length} >>\nstream\n`),
      contents,
      Buffer.from('\nendstream'),
    ]),
  ]);
}

function fileOf(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n%\u00b5\u00b6\n', 'latin1')];
  const offsets: number[] = [];
  let size = parts[0]?.length ?? 0;
  for (const [at, object] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(size);
    size += whole.length;
    parts.push(whole);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${size}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}

// Between words, where a line is longer than the page is wide.
function brokenIn(line: string): string[] {
  return line.match(new RegExp(`.{1,${charactersALine}}(?:\\s|$)|\\S+`, 'gu')) ?? [''];
}

// Where Windows-1252 differs from Latin-1, the characters our texts have; there is no narrow space in it.
const windows: Readonly<Record<string, string>> = {
  '€': '\u0080',
  '‘': '\u0091',
  '’': '\u0092',
  '–': '\u0096',
  '—': '\u0097',
  '…': '\u0085',
  œ: '\u009c',
};

function shown(text: string): string {
  const written = text
    .replace(/[\u202f\u2009\u00a0]/g, ' ')
    .replace(/[^ -~\u00a1-\u00ff]/gu, (character) => windows[character] ?? '?')
    .replace(/[\\()]/g, String.raw`\$&`);
  return `(${written})`;
}
