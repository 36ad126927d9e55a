import { firstAreas } from './first-areas.ts';
import { sentencesIn } from './sentences.ts';

// The web build empties the other language out of everything this file imports: `web/one-language.ts`.
export const texts = sentencesIn(firstAreas, 'fr');
