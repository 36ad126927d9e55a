import type { Language, Sentences } from './area.ts';
import type { firstAreas } from './first-areas.ts';
import type { furtherAreas } from './further-areas.ts';

type Areas = Readonly<Record<string, Record<Language, Sentences>>>;
/** Areas in one language, as one tree. */
type InOne<Some extends Areas> = { readonly [Name in keyof Some]: Some[Name]['en'] };

/** Every sentence of the product in one language: `textsIn('fr').agenda.title`. */
export type Texts = InOne<typeof firstAreas & typeof furtherAreas>;

/** Some areas in one language, as one tree. */
export function sentencesIn<Some extends Areas>(areas: Some, language: Language): InOne<Some> {
  // Each name keeps its own sentences: `fromEntries` cannot say so.
  return Object.fromEntries(Object.entries(areas).map(([name, both]) => [name, both[language]])) as InOne<Some>;
}
