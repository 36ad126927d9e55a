import { expect, test } from 'vitest';
import { byCashBlocked } from './quality-queries.ts';
import type { QualityCheck } from './quality-queries.ts';

const check = (code: string, severity: QualityCheck['severity'], overdue: string, count = 1): QualityCheck => ({
  code,
  title: code,
  explanation: '',
  repair: 'customer',
  field: null,
  severity,
  count,
  customers: count,
  blocks: overdue === '' ? [] : [{ currency: 'EUR', overdue }],
});

test('what blocks most overdue comes first, whatever its number of digits', () => {
  const order = byCashBlocked([check('small', 'blocking', '900.00'), check('large', 'minor', '12000.00')]);
  expect(order.map((each) => each.code)).toEqual(['large', 'small']);
});

test('between checks that block as much, the gravest comes first; those that pass do not come', () => {
  const order = byCashBlocked([
    check('minor', 'minor', ''),
    check('passed', 'blocking', '', 0),
    check('grave', 'blocking', ''),
    check('important', 'important', ''),
  ]);
  expect(order.map((each) => each.code)).toEqual(['grave', 'important', 'minor']);
});
