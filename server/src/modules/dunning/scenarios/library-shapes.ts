import type { LibraryKey, NewStep, ScenarioDraft } from './scenario.ts';

/** A step of the library without its words, which stand in the texts under its key. */
type StepShape = Partial<NewStep> & Pick<NewStep, 'level' | 'offsetDays' | 'channel'> & { readonly key: string };
type LibraryShape = Pick<ScenarioDraft, 'catchUp' | 'minDaysBetween' | 'floorMinor'> & { readonly steps: readonly StepShape[] };

/** When each step of each scenario comes, on which channel, from whom and with what. All of them wait for a yes. */
export const libraryShapes: Readonly<Record<LibraryKey, LibraryShape>> = {
  standard: {
    catchUp: 'start-at-first',
    minDaysBetween: null,
    floorMinor: null,
    steps: [
      { key: 'courtesy', level: 0, offsetDays: -5, channel: 'e-mail' },
      { key: 'first', level: 1, offsetDays: 3, channel: 'e-mail' },
      { key: 'second', level: 2, offsetDays: 10, channel: 'e-mail' },
      { key: 'call', level: 2, offsetDays: 20, channel: 'call' },
      { key: 'notice', level: 3, offsetDays: 30, channel: 'e-mail', grave: true },
    ],
  },
  'hand-managed': { catchUp: 'start-at-first', minDaysBetween: null, floorMinor: null, steps: [] },
};
