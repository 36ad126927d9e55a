import { expect, test } from 'vitest';
import { sentenceOf } from './problems.ts';

test('a refusal tells a day as its reader writes days', () => {
  expect(sentenceOf('fr', 'worklist.call-back-passed', { day: '2026-03-01' })).toMatch(/^Le 01\/03\/2026 est passé/);
  expect(sentenceOf('en', 'hold.ends-before-it-starts', { from: '2026-03-05', until: '2026-03-01' })).toBe(
    'A pause from 05/03/2026 cannot end on 01/03/2026.',
  );
});
