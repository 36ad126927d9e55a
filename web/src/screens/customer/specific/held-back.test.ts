import { expect, test } from 'vitest';
import type { Hold, StatementRow } from '../customer-queries.ts';
import { claimedOf, heldBack } from './held-back.ts';

// The casts: only what the rule reads of a row and of a hold.
const item = (id: string, open: string) => ({ id, number: id, open, currency: 'EUR' }) as StatementRow;
const hold = (itemId: string, reason: Hold['reason'], part: string | null, fromOn = '2026-03-01') =>
  ({ scope: 'item', itemId, reason, part, fromOn }) as Hold;
const items = [item('F-1', '600.00'), item('F-2', '400.00'), item('F-3', '50.00')];

test('what is disputed or promised is said before, and is not in the amount asked for', () => {
  const held = heldBack(items, [hold('F-1', 'disputed', '150.00'), hold('F-2', 'promised', null)], '2026-03-03');
  expect(held).toMatchObject([
    { number: 'F-1', reason: 'disputed', amount: '150.00', barred: false },
    { number: 'F-2', reason: 'promised', amount: '400.00', barred: false },
  ]);
  expect(claimedOf(items, held)).toEqual([
    { amount: '450.00', currency: 'EUR' },
    { amount: '50.00', currency: 'EUR' },
  ]);
});

test('several parts never hold more than is open, a pause that has not begun holds nothing, a specific action neither', () => {
  const held = heldBack(
    items,
    [
      hold('F-1', 'disputed', '400.00'),
      hold('F-1', 'promised', '300.00'),
      hold('F-2', 'stop', null, '2026-03-04'),
      hold('F-3', 'specific-action', null),
    ],
    '2026-03-03',
  );
  expect(held).toMatchObject([{ number: 'F-1', amount: '600.00' }]);
  expect(heldBack(items, [hold('F-1', 'insolvency', null)], '2026-03-03')).toMatchObject([{ barred: true }]);
});
