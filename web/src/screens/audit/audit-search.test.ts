import { expect, test } from 'vitest';
import { eventsQuery, readsQuery } from './audit-search.ts';

const id = '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d70';

test('an address asks for one kind, or for all of an area', () => {
  expect(eventsQuery({ kind: 'disputes.opened' })).toEqual({ kind: 'disputes.opened' });
  expect(eventsQuery({ kind: 'second-step.*' })).toEqual({ area: 'second-step' });
});

test('what was typed into an address and cannot be asked is passed over', () => {
  expect(eventsQuery({ by: 'mine', customer: 'C042', from: '12/12/2026', to: '2026-12-12', q: 'Aubrac' })).toEqual({
    to: '2026-12-12',
    q: 'Aubrac',
  });
  expect(readsQuery({ by: id, customer: id, kind: 'promises.made', q: 'x' })).toEqual({ personId: id, customerId: id });
});
