import { expect, test } from 'vitest';
import { healthOf, laidOut, shortAddress, withArea, withKind } from './webhook-words.ts';

const promises = ['promises.broken', 'promises.kept', 'promises.made'];

test('ticking every event of a subject subscribes to the subject, those of later versions too', () => {
  const two = withKind(withKind([], 'promises.made', true, promises), 'promises.kept', true, promises);
  expect(two).toEqual(['promises.kept', 'promises.made']);
  expect(withKind(two, 'promises.broken', true, promises)).toEqual(['promises.*']);
});

test('unticking one event of a whole subject keeps the others', () => {
  expect(withKind(['disputes.opened', 'promises.*'], 'promises.kept', false, promises)).toEqual([
    'disputes.opened',
    'promises.broken',
    'promises.made',
  ]);
});

test('a subject is taken whole or left out whole', () => {
  expect(withArea(['promises.kept', 'disputes.opened'], 'promises', true)).toEqual(['disputes.opened', 'promises.*']);
  expect(withArea(['promises.*', 'disputes.opened'], 'promises', false)).toEqual(['disputes.opened']);
});

test('an endpoint that is off is off, whatever its last tries were', () => {
  expect(healthOf({ enabled: false, failingSince: '2026-11-21T10:00:00Z' })).toBe('off');
  expect(healthOf({ enabled: true, failingSince: '2026-11-21T10:00:00Z' })).toBe('failing');
  expect(healthOf({ enabled: true, failingSince: null })).toBe('well');
});

test('addresses are told without their scheme, bodies with their members apart', () => {
  expect(shortAddress('https://shop.example/hooks/quitus/')).toBe('shop.example/hooks/quitus');
  expect(laidOut('{"type":"promises.made"}')).toBe('{\n  "type": "promises.made"\n}');
  expect(laidOut('not JSON')).toBe('not JSON');
});
