import { type Language, textsIn } from '@quitus/texts';

/** A kind of event as a sentence; one that no sentence names says its own name. */
export function wordsOfKind(kind: string, language: Language): string {
  const { audit } = textsIn(language);
  const known = sentences(language);
  return Object.hasOwn(known, kind) ? (known[kind] ?? kind) : audit.otherKind(kind.replace('.', ' '));
}

/** Every kind that has a sentence, in the order of their names. */
export function kindsWithWords(language: Language): { kind: string; area: string; words: string }[] {
  return Object.entries(sentences(language))
    .map(([kind, words]) => ({ kind, area: areaOf(kind), words }))
    .toSorted((left, right) => (left.kind < right.kind ? -1 : 1));
}

/** The first word of a kind: what it is about. */
export function areaOf(kind: string): string {
  return kind.slice(0, kind.indexOf('.'));
}

function sentences(language: Language): Readonly<Record<string, string>> {
  const { audit, webhooks } = textsIn(language);
  return { ...webhooks.kinds, ...audit.kinds };
}
