import { textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import { positionWords } from './position-words.ts';

const of = (more: Partial<Parameters<typeof positionWords>[2]>) =>
  positionWords(textsIn('fr'), 'fr', { status: 'skipped', step: null, last: null, importedLevel: null, pause: null, ...more });
const last = { step: 'Relance 2', on: '2026-03-01' };

test('an item that was reminded and is now paused keeps its step: two facts, not “not chased”', () => {
  expect(of({ last, pause: { reason: 'promised', until: '2026-03-15' } })).toEqual({
    step: 'Relance 2',
    state: 'En pause jusqu’au 15/03/2026',
  });
  expect(of({ last, pause: { reason: 'stop', until: null } })).toEqual({ step: 'Relance 2', state: 'En pause' });
  expect(of({ importedLevel: 2, pause: { reason: 'disputed', until: null } })).toEqual({
    step: 'Niveau 2 repris',
    state: 'En pause',
  });
});

test('what is left out for another reason says so beside its last step; what waits shows the step to come', () => {
  expect(of({ last })).toEqual({ step: 'Relance 2', state: 'Pas relancée aujourd’hui' });
  expect(of({ status: 'waiting', step: 'Relance 3', last })).toEqual({ step: 'Relance 3', state: undefined });
  expect(of({ status: 'chased', step: 'Relance 3' })).toEqual({ step: 'Relance 3', state: undefined });
});
