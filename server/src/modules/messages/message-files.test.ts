import { expect, test } from 'vitest';
import { type PaperOrigin, paperName } from './message-files.ts';

const letter: PaperOrigin = {
  customerCode: '411/VAL\n12',
  channel: 'registered-letter',
  subject: 'Mise en demeure : facture F/2026-7 « échue »',
  madeAt: Temporal.Instant.from('2026-03-02T23:30:00Z'),
  timeZone: 'Europe/Paris',
};

test('a letter is saved under its customer, the day it was written where it was written, and what it is', () => {
  expect(paperName(letter, 'fr')).toBe(
    '411-VAL 12 2026-03-03 Lettre recommandée Mise en demeure - facture F-2026-7 - échue -.pdf',
  );
  expect(paperName(letter, 'en', 'Delivered')).toMatch(/^411-VAL 12 2026-03-03 Registered letter Delivered Mise en demeure/);
});

test('a long subject makes no name that a disk refuses', () => {
  expect(paperName({ ...letter, subject: 'x'.repeat(400) }, 'fr').length).toBeLessThanOrEqual(124);
});
