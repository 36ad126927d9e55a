import { type CopyData, PdfFailure } from '../../platform/pdf/index.ts';
import type { PdfTemplate } from './letter-data.ts';

/** Makes a PDF of a template's data. It may take seconds: never inside a transaction. */
export type MakePdf = (template: PdfTemplate, data: unknown) => Promise<Uint8Array>;

/** The copy of a file with its mark; nothing of a file that cannot be marked, which serves as it is. */
export async function markedCopy(
  makePdf: MakePdf,
  { mediaType, ...copy }: CopyData & { readonly mediaType: string },
): Promise<Uint8Array | undefined> {
  if (mediaType !== 'application/pdf') return undefined;
  try {
    return await makePdf('copy', copy);
  } catch (error) {
    if (error instanceof PdfFailure && !error.passing) return undefined;
    throw error;
  }
}
