import { expect, test } from 'vitest';
import type { SavedDraft } from './scenario.ts';
import { createIdentities } from './step-identity.ts';

// Only what identities read of a saved draft.
const saved = (ids: readonly string[], wrong: string) =>
  ({ steps: ids.map((stepId) => ({ stepId })), problems: [{ stepId: wrong }, { stepId: null }] }) as unknown as SavedDraft;
const steps = (...ids: readonly string[]) => ids.map((stepId) => ({ stepId }));

test('a new step keeps on screen the identity it was added under, and goes out under the one the server gave it', () => {
  const identities = createIdentities();
  expect(identities.sent(steps('old', 'new'))).toEqual(steps('old', 'new'));
  identities.learn(steps('old', 'new'), steps('old', 'server-1'));
  expect(identities.sent(steps('old', 'new'))).toEqual(steps('old', 'server-1'));
  const shown = identities.shown(saved(['old', 'server-1'], 'server-1'));
  expect(shown.steps.map((step) => step.stepId)).toEqual(['old', 'new']);
  expect(shown.problems.map((problem) => problem.stepId)).toEqual(['new', null]);
});

test('a step taken out and brought back may be given another identity: the last one counts', () => {
  const identities = createIdentities();
  identities.learn(steps('new'), steps('server-1'));
  identities.learn(steps('new'), steps('server-2'));
  expect(identities.sent(steps('new'))).toEqual(steps('server-2'));
});
