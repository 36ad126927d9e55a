/** The process that sets pages: Typst keeps what it has read in memory that only the end of its process gives back (typst#8628). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { toString as codeImage } from 'qrcode';
import type { PressAnswer, PressOrder } from './press-order.ts';

const templates = fileURLToPath(new URL('./templates', import.meta.url));
const faces = ['400Regular/Inter_400Regular', '400Regular_Italic/Inter_400Regular_Italic', '600SemiBold/Inter_600SemiBold'];
const boldFaces = ['700Bold/Inter_700Bold', '700Bold_Italic/Inter_700Bold_Italic'];

const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: fonts() }] });

process.on('message', (order: PressOrder) => {
  answer(order).then(
    (made) => process.send?.(made),
    (error: unknown) =>
      process.send?.({ id: order.id, error: wordsOf(error), rssBytes: process.memoryUsage.rss() } satisfies PressAnswer),
  );
});
process.on('disconnect', () => process.exit(0));

async function answer({ id, template, data }: PressOrder): Promise<PressAnswer> {
  const qr =
    typeof data.code === 'string' ? await codeImage(data.code, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 }) : null;
  const pdf = setPages(template, JSON.stringify({ ...data.values, qr }));
  return { id, pdf, rssBytes: process.memoryUsage.rss() };
}

function setPages(template: string, json: string): Uint8Array {
  const from = { mainFilePath: join(templates, `${template}.typ`), inputs: { data: json } };
  try {
    // Archives ask for PDF/A; it costs nothing here.
    return compiler.pdf(from, { pdfStandard: 'a-3b', creationTimestamp: Math.floor(Date.now() / 1000) });
  } catch (error) {
    // PDF/A allows no character without a shape; a name in letters that the font lacks must not stop a letter.
    if (!/could not be displayed/.test(wordsOf(error))) throw error;
    return compiler.pdf(from, { creationTimestamp: Math.floor(Date.now() / 1000) });
  } finally {
    compiler.evictCache(0);
  }
}

function fonts(): Buffer[] {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));
  return [...faces, ...boldFaces].map((face) => readFileSync(join(folder, `${face}.ttf`)));
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What Typst says of a template stands in `code`.
  return error.message || ('code' in error ? String(error.code) : error.name);
}
