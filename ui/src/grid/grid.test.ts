import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { boundedWidth, columnsBeside, nextSort, readLayout, usualLayout } from './columns.ts';
import { keysetSource, localSource, windowsFor } from './source.ts';
import { destination } from './useGridKeyboard.ts';

const columns = [{ id: 'customer', fixed: true }, { id: 'total' }, { id: 'due', hiddenAtStart: true }];

test('the windows asked for are those that cover the rows on screen', () => {
  expect(windowsFor(0, 40, 100)).toEqual([0]);
  expect(windowsFor(80, 120, 100)).toEqual([0, 1]);
  expect(windowsFor(99_950, 99_999, 100)).toEqual([999]);
  expect(windowsFor(-3, -1, 100)).toEqual([0]);
});

test('every row on screen lies in one of the windows asked for, and no window is asked for in vain', () => {
  const place = fc.nat({ max: 1_000_000 });
  fc.assert(
    fc.property(place, fc.nat({ max: 300 }), fc.integer({ min: 1, max: 500 }), (first, more, size) => {
      const windows = windowsFor(first, first + more, size);
      expect(windows.every((window) => window * size <= first + more && (window + 1) * size > first)).toBe(true);
      expect(windows.length).toBe(Math.floor((first + more) / size) - Math.floor(first / size) + 1);
    }),
  );
});

test('keyset pages show some waiting rows below the loaded ones, never more than the total', () => {
  const pages = { rows: ['a', 'b', 'c'], hasMore: true, loadMore: () => undefined, status: 'ready' as const };
  expect(keysetSource({ ...pages, total: 100_000 }).reachable).toBe(23);
  expect(keysetSource({ ...pages, total: 5 }).reachable).toBe(5);
  expect(keysetSource({ ...pages, total: 3, hasMore: false }).reachable).toBe(3);
  expect(keysetSource({ ...pages, total: 100_000 }).rowAt(3)).toBeUndefined();
});

test('the next page is asked for before its first row is seen', () => {
  const loadMore = vi.fn();
  const source = keysetSource({
    rows: Array.from({ length: 100 }, String),
    total: 900,
    hasMore: true,
    loadMore,
    status: 'ready',
  });
  source.show(0, 40);
  expect(loadMore).not.toHaveBeenCalled();
  source.show(50, 75);
  expect(loadMore).toHaveBeenCalledOnce();
});

test('rows at hand are all reachable', () => {
  expect(localSource(['a', 'b'])).toMatchObject({ total: 2, reachable: 2, status: 'ready' });
});

test('arrows, pages, Home and End never leave the grid', () => {
  expect(destination('ArrowDown', 9, 10, 5)).toBe(9);
  expect(destination('ArrowUp', 0, 10, 5)).toBe(0);
  expect(destination('PageDown', 3, 100_000, 20)).toBe(23);
  expect(destination('End', 0, 100_000, 20)).toBe(99_999);
  expect(destination('x', 0, 10, 5)).toBeUndefined();
  expect(destination('ArrowDown', -1, 0, 5)).toBeUndefined();
});

test('a first click on an amount shows the largest, a second the smallest', () => {
  const first = nextSort(undefined, 'total', 'descending');
  expect(first).toEqual({ column: 'total', direction: 'descending' });
  expect(nextSort(first, 'total', 'descending').direction).toBe('ascending');
  expect(nextSort(first, 'customer', 'ascending')).toEqual({ column: 'customer', direction: 'ascending' });
});

test('a remembered layout forgets columns that no longer exist and never hides a fixed one', () => {
  const stored = JSON.stringify({
    hidden: ['customer', 'total', 'gone'],
    widths: { total: 12, gone: 90 },
    density: 'comfortable',
  });
  expect(readLayout(stored, columns)).toEqual({ hidden: ['total'], widths: { total: 48 }, density: 'comfortable' });
});

test('beside a panel a grid keeps the columns that lead on, narrower, whatever was hidden of them', () => {
  const wide = [
    { id: 'customer', title: 'Customer', width: 220, grow: true, cell: () => null },
    { id: 'recipient', title: 'Recipient', width: 180, cell: () => null },
    { id: 'reason', title: 'Reason', width: 260, hiddenAtStart: true, cell: () => null },
  ];
  expect(columnsBeside(wide, { reason: 200, customer: 150, gone: 90 })).toMatchObject([
    { id: 'customer', width: 150, grow: true },
    { id: 'reason', width: 200, hiddenAtStart: false },
  ]);
});

test('an unreadable layout gives the usual columns back', () => {
  const usual = usualLayout(columns);
  expect(usual.hidden).toEqual(['due']);
  expect(readLayout('{', columns)).toEqual(usual);
  expect(readLayout(null, columns)).toEqual(usual);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readLayout(text, columns).widths).toEqual({});
    }),
  );
});

test('a column is never too narrow to grasp nor wider than a screen', () => {
  expect([boundedWidth(3), boundedWidth(120.4), boundedWidth(5000)]).toEqual([48, 120, 900]);
});
