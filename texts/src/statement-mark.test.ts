import { expect, test } from 'vitest';
import { statementMark, textsIn, withMarkIn, withTravellingMark } from './index.ts';

test('who writes in French sees the place of the table in French, and it travels as everybody’s', () => {
  const text = `Bonjour,\n\n${statementMark}\n\nMerci.`;
  const shown = withMarkIn('fr', text);
  expect(shown).toBe('Bonjour,\n\n[relevé]\n\nMerci.');
  expect(withTravellingMark(shown)).toBe(text);
  expect(withTravellingMark(shown.replace('relevé', 'Relevé'))).toBe(text);
  expect(withMarkIn('en', shown)).toBe(text);
});

test('the mark that is explained to a reader is the one they see', () => {
  for (const language of ['fr', 'en'] as const)
    expect(textsIn(language).customer.compose.tableHelp).toContain(withMarkIn(language, statementMark));
});
