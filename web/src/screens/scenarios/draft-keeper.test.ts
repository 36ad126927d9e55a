import { expect, test } from 'vitest';
import { createDraftKeeper } from './draft-keeper.ts';
import type { Draft, SavedDraft } from './scenario.ts';

const draft = (name: string): Draft => ({
  name,
  description: '',
  unit: 'account',
  catchUp: 'start-at-first',
  minDaysBetween: null,
  floorAmount: null,
  steps: [],
});

interface Call {
  readonly name: string;
  readonly changedAt: string | null;
  readonly answer: (changedAt: string) => void;
  readonly refuse: (reason: unknown) => void;
}

/** A keeper whose server answers when told, and whose pause ends when told. */
function keeper() {
  const calls: Call[] = [];
  let pause: (() => void) | undefined;
  const made = createDraftKeeper(
    { draft: draft('in force'), changedAt: null, problems: [] },
    {
      isConflict: (error) => error === 'conflict',
      later: (then) => {
        pause = then;
        return () => {
          pause = undefined;
        };
      },
      save: ({ name }, changedAt) =>
        new Promise((resolve, reject) => {
          // Only what the keeper reads of the server's answer.
          calls.push({
            name,
            changedAt,
            answer: (at) => resolve({ changedAt: at, problems: [] } as unknown as SavedDraft),
            refuse: reject,
          });
        }),
    },
  );
  return { ...made, calls, pauses: () => pause?.() };
}

/** Lets what was promised happen. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a change is saved when the person pauses, and names the draft it was made from', async () => {
  const { change, calls, pauses, current } = keeper();
  change(draft('a'));
  expect([calls.length, current().keeping]).toEqual([0, 'changed']);
  pauses();
  expect(calls.map(({ name, changedAt }) => [name, changedAt])).toEqual([['a', null]]);
  calls[0]?.answer('t1');
  await settled();
  expect([current().keeping, current().changedAt]).toEqual(['saved', 't1']);
  change(draft('b'));
  pauses();
  expect(calls[1]?.changedAt).toBe('t1');
});

test('what changes while a save is on its way is saved after it, never beside it', async () => {
  const { change, calls, pauses, current } = keeper();
  change(draft('a'));
  pauses();
  change(draft('ab'));
  change(draft('abc'));
  expect(calls).toHaveLength(1);
  calls[0]?.answer('t1');
  await settled();
  expect(calls.map(({ name, changedAt }) => [name, changedAt])).toEqual([
    ['a', null],
    ['abc', 't1'],
  ]);
  calls[1]?.answer('t2');
  await settled();
  expect(current().keeping).toBe('saved');
});

test('the last change can be undone, and letters typed in one field are undone together', () => {
  const { change, undo, current } = keeper();
  change(draft('a'), 'name');
  change(draft('ab'), 'name');
  change(draft('ab!'), 'other');
  undo();
  expect(current().draft.name).toBe('ab');
  undo();
  expect(current().draft.name).toBe('in force');
  undo();
  expect(current().draft.name).toBe('in force');
});

test('a colleague’s save is no loss: theirs is taken with mine one undo away, or mine is kept over theirs', async () => {
  const mine = keeper();
  mine.change(draft('mine'));
  mine.pauses();
  mine.calls[0]?.refuse('conflict');
  await settled();
  expect(mine.current().keeping).toBe('conflict');
  mine.change(draft('mine again'));
  expect(mine.calls).toHaveLength(1);
  mine.keepMine('t9');
  expect(mine.calls.at(-1)).toMatchObject({ name: 'mine again', changedAt: 't9' });

  const theirs = keeper();
  theirs.change(draft('mine'));
  theirs.pauses();
  theirs.calls[0]?.refuse('conflict');
  await settled();
  theirs.take(draft('theirs'), 't9', []);
  expect(theirs.current()).toMatchObject({ draft: { name: 'theirs' }, keeping: 'saved', changedAt: 't9' });
  theirs.undo();
  expect(theirs.current().draft.name).toBe('mine');
});

test('a save that fails keeps what was typed and is tried again', async () => {
  const { change, flush, calls, pauses, current } = keeper();
  change(draft('a'));
  pauses();
  calls[0]?.refuse(new Error('offline'));
  await settled();
  expect([current().keeping, current().draft.name]).toEqual(['failed', 'a']);
  const done = flush();
  calls[1]?.answer('t1');
  await done;
  expect(current().keeping).toBe('saved');
});
