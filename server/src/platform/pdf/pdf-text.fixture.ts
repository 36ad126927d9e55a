import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFPage,
  PDFRawStream,
  PDFStream,
} from '@cantoo/pdf-lib';

type Letters = { readonly bytes: 1 | 2; readonly of: (code: number) => string };

/** What the pages of a PDF say, by its fonts' own tables: for what our papers and our marks are made of. `places` keeps where each text begins. */
export async function pdfTexts(pdf: Uint8Array, keep: 'words' | 'places' = 'words'): Promise<string[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  return document.getPages().map((page) => textOf(page, keep));
}

function textOf(page: PDFPage, keep: 'words' | 'places'): string {
  const fonts = fontsOf(page);
  let font: Letters | undefined;
  let said = '';
  const tokens = contentOf(page).matchAll(
    /\/([\w+-]+) [\d.]+ Tf|([\d.e -]+) Tm|<([\da-f]*)>|\(((?:\\[\s\S]|[^\\()])*)\)|\b(?:ET|T\*|Td)\b/gi,
  );
  for (const [token, named, placed, hex, literal] of tokens) {
    if (named !== undefined) font = fonts.get(named);
    else if (placed !== undefined) said += keep === 'places' ? `\n${placed.trim().split(/\s+/).slice(-2).join(' ')} Tm ` : ' ';
    else if (hex !== undefined || literal !== undefined) {
      const bytes = hex === undefined ? unescaped(literal ?? '') : Buffer.from(hex, 'hex');
      if (font) said += lettersOf(bytes, font);
    } else if (token === 'ET') said += '\n';
  }
  return said;
}

function lettersOf(bytes: Buffer, { bytes: width, of }: Letters): string {
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, at) => of(bytes.readUIntBE(at * width, width))).join('');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
function unescaped(literal: string): Buffer {
  return Buffer.from(
    literal.replaceAll(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_all, octal: string | undefined, sign: string) =>
      octal === undefined ? (escapes[sign] ?? sign) : String.fromCodePoint(Number.parseInt(octal, 8)),
    ),
    'latin1',
  );
}

function contentOf(page: PDFPage): string {
  const contents = page.node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray().map((one) => page.doc.context.lookup(one)) : [contents];
  return streams.map((stream) => (stream instanceof PDFStream ? bytesOf(stream) : '')).join('\n');
}

function bytesOf(stream: PDFStream): string {
  return Buffer.from(stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents()).toString(
    'latin1',
  );
}

function fontsOf(page: PDFPage): Map<string, Letters> {
  const fonts = page.node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict);
  return new Map(
    (fonts?.keys() ?? []).map((name) => {
      const table = fonts?.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode'));
      return [
        name.decodeText(),
        table instanceof PDFStream ? tableOf(bytesOf(table)) : { bytes: 1, of: (code) => String.fromCodePoint(code) },
      ];
    }),
  );
}

function tableOf(map: string): Letters {
  const wordsOf = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  const letters = new Map<number, string>();
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = '', to = ''] of block.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>/gi))
      letters.set(Number.parseInt(from, 16), wordsOf(to));
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, first = '', last = '', to = ''] of block.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>\s*<([\da-f]+)>/gi))
      for (let code = Number.parseInt(first, 16), at = 0; code <= Number.parseInt(last, 16); code += 1, at += 1)
        letters.set(code, String.fromCodePoint((wordsOf(to).codePointAt(0) ?? 0) + at));
  return { bytes: 2, of: (code) => letters.get(code) ?? '' };
}
