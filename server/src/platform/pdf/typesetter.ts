import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CompileDocArgs, NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { toString as codeImage } from 'qrcode';
import { type CharacterWidths, linesInTables, measuredCharacters, withFits } from './fit-table.ts';
import type { PressOrder } from './press-order.ts';

export type Typesetter = {
  /** One paper as PDF. Throws what Typst says of data that does not fit the template. */
  set(template: string, data: PressOrder['data']): Promise<Uint8Array>;
  /** How wide each of these is, in points at a size of one point. */
  measure(words: readonly string[]): CharacterWidths;
};

const templates = fileURLToPath(new URL('./templates', import.meta.url));
const dataFile = join(templates, 'data.json');
const faces = ['400Regular/Inter_400Regular', '400Regular_Italic/Inter_400Regular_Italic', '600SemiBold/Inter_600SemiBold'];
const boldFaces = ['700Bold/Inter_700Bold', '700Bold_Italic/Inter_700Bold_Italic'];

/** Sets papers one after the other with Typst, in the process it is opened in. */
export function openTypesetter(): Typesetter {
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: fonts() }] });
  // For each kind of paper, from how many lines in its tables on one needed a second sheet.
  const secondSheet = new Map<string, number>();
  let widths: CharacterWidths | undefined;

  /** First as one sheet, which most are: numbering the sheets of a paper sets it twice. */
  function setPages(template: string, values: Readonly<Record<string, unknown>>): NodeTypstDocument {
    const set = (oneSheet: boolean): NodeTypstDocument => {
      // As a file beside the templates: what comes as an input makes Typst's whole library another one, and with it all that is kept for the next paper.
      compiler.mapShadow(dataFile, Buffer.from(JSON.stringify({ ...values, oneSheet })));
      return compiled(compiler, template);
    };
    const kind = `${template}/${Array.isArray(values['blocks']) ? values['blocks'].length : 0}`;
    const lines = linesInTables(values);
    const tryOne = lines < (secondSheet.get(kind) ?? Number.POSITIVE_INFINITY);
    const document = set(tryOne);
    if (tryOne && document.numOfPages > 1) {
      secondSheet.set(kind, lines);
      return set(false);
    }
    // The one that taught us this said more around its table than others of its kind.
    if (!tryOne && document.numOfPages === 1) secondSheet.delete(kind);
    return document;
  }

  function measure(asked: readonly string[]): CharacterWidths {
    const document = compiled(compiler, 'widths', { words: JSON.stringify(asked) });
    // The cast: what the template answers, a list for each of the two faces.
    const [[words, headings]] = compiler.query(document, { selector: '<widths>', field: 'value' }) as [[number[], number[]]];
    const named = (all: readonly number[]): Map<string, number> => new Map(asked.map((one, at) => [one, all[at] ?? 0]));
    return { words: named(words), headings: named(headings) };
  }

  return {
    measure,
    set: async (template, { values, code }) => {
      const qr = code === null ? null : await codeImage(code, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 });
      widths ??= measure(measuredCharacters());
      try {
        return written(compiler, setPages(template, { ...withFits(values, widths), qr }));
      } finally {
        // What the last two papers used is kept for the next, which mostly says the same to somebody else; more than that costs long papers what short ones gain.
        compiler.evictCache(2);
      }
    },
  };
}

function compiled(compiler: NodeCompiler, template: string, inputs: Record<string, string> = {}): NodeTypstDocument {
  const from: CompileDocArgs = { mainFilePath: join(templates, `${template}.typ`), inputs };
  const made = compiler.compile(from);
  if (made.result) return made.result;
  const error = made.takeError();
  throw new Error(error ? JSON.stringify(compiler.fetchDiagnostics(error)) : 'nothing was set');
}

function written(compiler: NodeCompiler, document: NodeTypstDocument): Uint8Array {
  const creationTimestamp = Math.floor(Date.now() / 1000);
  try {
    // Archives ask for PDF/A; it costs nothing here.
    return compiler.pdf(document, { pdfStandard: 'a-3b', creationTimestamp });
  } catch (error) {
    // PDF/A allows no character without a shape; a name in letters that the font lacks must not stop a letter.
    const said = error instanceof Error ? error.message || ('code' in error ? String(error.code) : '') : String(error);
    if (!/could not be displayed/.test(said)) throw new Error(said, { cause: error });
    return compiler.pdf(document, { creationTimestamp });
  }
}

function fonts(): Buffer[] {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));
  return [...faces, ...boldFaces].map((face) => readFileSync(join(folder, `${face}.ttf`)));
}
