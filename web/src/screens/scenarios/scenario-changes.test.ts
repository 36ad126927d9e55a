import { textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import { arranged, daysFromDue } from './scenario.ts';
import type { Draft, DraftStep } from './scenario.ts';
import { scenarioChanges } from './scenario-changes.ts';

const step = (stepId: string, offsetDays: number, more: Partial<DraftStep> = {}): DraftStep => ({
  stepId,
  level: 1,
  nameFr: `Relance ${stepId}`,
  nameEn: `Reminder ${stepId}`,
  reference: 'due-date',
  offsetDays,
  channel: 'e-mail',
  automation: 'to-confirm',
  grave: false,
  enabled: true,
  subjectFr: 'Objet',
  subjectEn: 'Subject',
  bodyFr: 'Texte',
  bodyEn: 'Text',
  scriptFr: null,
  scriptEn: null,
  minimumAmount: null,
  ...more,
});
const draft = (steps: DraftStep[], more: Partial<Draft> = {}): Draft => ({
  name: 'Standard',
  catchUp: 'start-at-first',
  minDaysBetween: null,
  floorAmount: null,
  steps,
  ...more,
});
const english = { texts: textsIn('en'), language: 'en' } as const;
const published = draft([step('a', 3), step('b', 10), step('c', 30, { grave: true })]);

test('a draft that changes nothing says nothing', () => {
  expect(scenarioChanges(english, published, draft(published.steps))).toEqual([]);
});

test.each([
  ['a step moved', step('b', 12), '“Reminder b”: D+10 becomes D+12'],
  ['a step sent without asking', step('b', 10, { automation: 'automatic' }), '“Reminder b”: to confirm becomes automatic'],
  ['a step by telephone', step('b', 10, { channel: 'call' }), '“Reminder b”: E-mail becomes Call'],
  ['a step switched off', step('b', 10, { enabled: false }), '“Reminder b” is switched off'],
  ['another French text', step('b', 10, { bodyFr: 'Autre' }), '“Reminder b”: French text changed'],
  ['a minimum amount', step('b', 10, { minimumAmount: '50.00' }), '“Reminder b”: only above €50.00'],
])('%s is said in one sentence', (_what, changed, sentence) => {
  const [first, , last] = published.steps;
  expect(scenarioChanges(english, published, draft([first!, changed, last!]))).toEqual([sentence]);
});

test('a new step, a removed step and a rule are each said', () => {
  const { stepId: _none, ...fresh } = step('new', 20);
  const next = draft([step('a', 3), step('b', 10), fresh], { minDaysBetween: 7 });
  expect(scenarioChanges(english, published, next)).toEqual([
    'Days at least between two messages: 7',
    'New step “Reminder new” (D+20)',
    'Step “Reminder c” is removed',
  ]);
});

test('a step moved before another takes its place, and one that follows it goes with it', () => {
  const follower = step('f', 5, { reference: 'previous-step' });
  const steps = arranged([step('a', 3), step('b', 10), follower, step('c', 5)]);
  expect(steps.map((each) => each.stepId)).toEqual(['a', 'c', 'b', 'f']);
  expect(daysFromDue(steps)).toEqual([3, 5, 10, 15]);
});
