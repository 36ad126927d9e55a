import { furtherAreas } from './further-areas.ts';
import { sentencesIn } from './sentences.ts';

// The web build empties the other language out of everything this file imports: `web/one-language.ts`.
export const texts = sentencesIn(furtherAreas, 'en');
