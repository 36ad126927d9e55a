import type { paperColumns, paperKinds, PaperVariant, PaperWords } from '@quitus/contract';

export type PaperKind = (typeof paperKinds)[number];
/** A reference of an item that a paper's table may show. */
export type PaperColumn = (typeof paperColumns)[number];
export type { PaperVariant, PaperWords };

/** What a tenant has a paper say, beside what every paper says. */
export type PaperTemplate = {
  readonly kind: PaperKind;
  readonly columns: readonly PaperColumn[];
  readonly fr: PaperWords;
  readonly en: PaperWords;
  readonly variants: readonly PaperVariant[];
  readonly revision: number;
};

const nothing: PaperWords = { title: null, opening: null, closing: null };

/** A paper nobody wrote anything for. */
export function plainPaper(kind: PaperKind): PaperTemplate {
  return { kind, columns: [], fr: nothing, en: nothing, variants: [], revision: 0 };
}
