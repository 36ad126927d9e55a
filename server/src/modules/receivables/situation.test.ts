import { expect, test } from 'vitest';
import { situationOf, type SituationFacts } from './situation.ts';

const today = '2026-04-30';
const facts = (more: Partial<SituationFacts> = {}): SituationFacts => ({
  amountMinor: 100_00n,
  openMinor: 100_00n,
  awaitingMinor: 0n,
  dueOn: '2026-05-31',
  held: [],
  lateExpected: false,
  ...more,
});
const heldBy = (...reasons: string[]) => reasons.map((reason) => ({ reason, partMinor: null }));

test.each([
  ['settled', facts({ openMinor: 0n, held: heldBy('disputed') })],
  ['awaiting-ledger', facts({ awaitingMinor: 100_00n, held: heldBy('insolvency') })],
  ['insolvency', facts({ held: heldBy('promised', 'litigation', 'insolvency') })],
  ['litigation', facts({ held: heldBy('promised', 'disputed', 'litigation') })],
  ['disputed', facts({ held: heldBy('promised', 'planned', 'disputed') })],
  ['planned', facts({ held: heldBy('stop', 'promised', 'planned') })],
  ['promised', facts({ held: heldBy('stop', 'promised') })],
  ['held', facts({ dueOn: '2026-01-01', held: heldBy('says-paid') })],
  ['in-default', facts({ dueOn: '2026-01-29' })],
  ['late', facts({ dueOn: '2026-01-30' })],
  ['late', facts({ dueOn: '2026-04-29' })],
  ['late-expected', facts({ dueOn: '2026-04-30', lateExpected: true })],
  ['current', facts({ dueOn: '2026-04-30' })],
  ['current', facts({ dueOn: null, lateExpected: true })],
  ['current', facts({ amountMinor: -100_00n, openMinor: -100_00n, dueOn: '2025-01-01', lateExpected: true })],
])('the first word that holds is %s', (word, given) => {
  expect(situationOf(given, today)).toBe(word);
});

test('a part hold names the item only once it covers all that is still claimed', () => {
  const part = (partMinor: bigint, awaitingMinor = 0n) =>
    situationOf(facts({ dueOn: '2026-04-01', awaitingMinor, held: [{ reason: 'disputed', partMinor }] }), today);
  expect(part(99_99n)).toBe('late');
  expect(part(100_00n)).toBe('disputed');
  expect(part(40_00n, 60_00n)).toBe('disputed');
});
