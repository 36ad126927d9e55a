import type { InputOf, OutputOf } from '@quitus/contract/client';
import { type Place, type StepWords, type WordsVariant, wordsAt } from '../../scenarios/template/words.ts';

export type Paper = OutputOf<'GET /paper-templates'>['papers'][number];
export type PaperColumn = Paper['columns'][number];
type PaperBody = InputOf<'PUT /paper-templates/{kind}'>['body'];

/** A paper as the editor of texts takes it: its title as a subject, its opening as a body, its closing as a script. */
export interface PaperDraft extends StepWords {
  readonly columns: readonly PaperColumn[];
  /** A variant just added shows what the paper shows. */
  readonly texts: readonly (WordsVariant & { readonly columns?: readonly PaperColumn[] })[];
}

/** A paper to write on. */
export function draftOf({ columns, fr, en, variants }: Paper): PaperDraft {
  return {
    columns,
    subjectFr: fr.title,
    bodyFr: fr.opening,
    scriptFr: fr.closing,
    subjectEn: en.title,
    bodyEn: en.opening,
    scriptEn: en.closing,
    texts: variants.map(({ language, label, criteria, title, opening, closing, columns: own }) => ({
      language,
      label,
      criteria,
      subject: title,
      body: opening,
      script: closing,
      columns: own,
    })),
  };
}

/** What was written, as it is saved. */
export function bodyOf(draft: PaperDraft, revision: number): PaperBody {
  const { fr, en } = { fr: wordsOf(draft, 'fr'), en: wordsOf(draft, 'en') };
  return {
    revision,
    columns: [...draft.columns],
    fr,
    en,
    variants: draft.texts.map(({ language, label, criteria }, place) => ({
      language,
      label,
      criteria,
      ...wordsOf(draft, place),
      columns: [...columnsAt(draft, place)],
    })),
  };
}

/** The words of one place, by what they are on a paper. */
export function wordsOf(draft: PaperDraft, place: Place): Paper['fr'] {
  const { subject, body, script } = wordsAt(draft, place);
  return { title: subject, opening: body, closing: script };
}

/** The references shown in one place: French and English share those of the paper, a variant has its own. */
export function columnsAt(draft: PaperDraft, place: Place): readonly PaperColumn[] {
  return (typeof place === 'number' ? draft.texts[place]?.columns : undefined) ?? draft.columns;
}

/** The same draft with other references in one place. */
export function withColumnsAt(draft: PaperDraft, place: Place, columns: readonly PaperColumn[]): PaperDraft {
  if (typeof place !== 'number') return { ...draft, columns };
  return { ...draft, texts: draft.texts.map((each, index) => (index === place ? { ...each, columns } : each)) };
}
