import { area } from '../area.ts';
import { handManaged } from './scenario-library-hand-managed.ts';
import { standard } from './scenario-library-standard.ts';

/** The scenarios shipped with the product: what they are called and say. Liquid over a small Markdown, as whoever takes one may write it. */
export const scenarioLibrary = area({
  en: { standard: standard.en, 'hand-managed': handManaged.en },
  fr: { standard: standard.fr, 'hand-managed': handManaged.fr },
});
