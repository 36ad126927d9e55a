import { expect, test } from 'vitest';
import { offeredReasons, readyToHold } from './hold-form.ts';

const empty = { from: '', until: '', items: 0, today: '2026-11-22' };

test.each([
  ['a stop of the whole account', 'stop', {}, true],
  ['a stop that ended yesterday', 'stop', { until: '2026-11-21' }, false],
  ['a debit without its day', 'direct-debit', {}, false],
  ['a debit today', 'direct-debit', { until: '2026-11-22' }, true],
  ['a refused e-invoice nobody ticked', 'e-invoice', {}, false],
  ['a refused e-invoice', 'e-invoice', { items: 1 }, true],
  ['an insolvency without its judgment', 'insolvency', {}, false],
  ['a judgment of tomorrow', 'insolvency', { from: '2026-11-23' }, false],
  ['a judgment of today', 'insolvency', { from: '2026-11-22' }, true],
  ['a litigation, whatever day was typed for another reason before', 'litigation', { until: '2020-01-01' }, true],
] as const)('%s', (_, reason, given, expected) => {
  expect(readyToHold(reason, { ...empty, ...given })).toBe(expected);
});

test('an answer to read is not among them: it has its own list', () => {
  expect(offeredReasons).not.toContain('reply');
});
