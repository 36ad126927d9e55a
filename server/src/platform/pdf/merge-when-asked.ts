import type { mergePdfs as merge } from './merge-pdfs.ts';

/** `mergePdfs`, its library read with the first file that is merged: three hundred files that the start of the program does not wait for. */
export async function* mergePdfs(...documents: Parameters<typeof merge>): ReturnType<typeof merge> {
  const { mergePdfs: now } = await import('./merge-pdfs.ts');
  return yield* now(...documents);
}
