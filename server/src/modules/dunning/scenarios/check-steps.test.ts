import { expect, test } from 'vitest';
import { assertSteps, stepProblems } from './check-steps.ts';
import { plainStep as step } from './plain-step.fixture.ts';
import type { NewStep } from './scenario.ts';

const person = '019a0b6c-4c1e-7a52-9d3f-2b7c5e8f1a04';
test.each<[string, string, string, NewStep[]]>([
  [
    'a grave step that leaves by itself',
    'scenario.grave-automatic',
    'automation',
    [step('X', 3, { grave: true, automation: 'automatic' })],
  ],
  ['a grave step before the due date', 'scenario.grave-before-due', 'grave', [step('X', -3, { grave: true })]],
  [
    'a hand-over that is not grave',
    'scenario.hand-over-by-hand',
    'grave',
    [step('X', 40, { channel: 'hand-over', automation: 'manual' })],
  ],
  [
    'a hand-over that is not done by hand',
    'scenario.hand-over-by-hand',
    'automation',
    [step('X', 40, { channel: 'hand-over', grave: true })],
  ],
  [
    'a repetition in the middle',
    'scenario.repeat-not-last',
    'repeatEveryDays',
    [step('X', 3, { repeatEveryDays: 7, repeatTimes: 2 }), step('Y', 20)],
  ],
  ['half a repetition', 'scenario.repeat-incomplete', 'repeatTimes', [step('X', 3, { repeatEveryDays: 7 })]],
  ['a thank-you with a level', 'scenario.beside-ladder', 'level', [step('X', 1, { reference: 'payment-date' })]],
  [
    'a thank-you that comes back',
    'scenario.beside-ladder',
    'repeatEveryDays',
    [step('X', 1, { reference: 'payment-date', level: 0, repeatEveryDays: 7, repeatTimes: 2 })],
  ],
  [
    'levels that fall',
    'scenario.steps-out-of-order',
    'level',
    [step('W', 1, { level: 2 }), step('T', 1, { reference: 'payment-date', level: 0 }), step('X', 3)],
  ],
  ['an e-mail without its English subject', 'scenario.text-missing', 'subjectEn', [step('X', 3, { subjectEn: ' ' })]],
  [
    'a text message without its French text',
    'scenario.text-missing',
    'bodyFr',
    [step('X', 3, { channel: 'sms', bodyFr: null, bodyEn: 'Text' })],
  ],
  ['a letter without its text', 'scenario.text-missing', 'bodyFr', [step('X', 3, { channel: 'letter', bodyFr: null })]],
  [
    'an internal message without its subject',
    'scenario.text-missing',
    'subjectFr',
    [step('X', 3, { channel: 'internal', subjectFr: null })],
  ],
  [
    'a variant without its text',
    'scenario.text-missing',
    'texts.0.body',
    [step('X', 3, { texts: [{ language: 'de', label: '', criteria: null, subject: 'Betreff', body: null, script: null }] })],
  ],
  [
    'a template that never ends',
    'scenario.template-invalid',
    'bodyFr',
    [step('X', 3, { bodyFr: '{% for i in (1..1000000000) %}x{% endfor %}' })],
  ],
  ['a template that names nothing', 'scenario.template-invalid', 'bodyEn', [step('X', 3, { bodyEn: '{{ customer.shoeSize }}' })]],
  ['a table in a text message', 'scenario.field-misplaced', 'bodyFr', [step('X', 3, { channel: 'sms', bodyEn: 'Text' })]],
  ['a promise where there is none', 'scenario.field-misplaced', 'bodyFr', [step('X', 3, { bodyFr: '{{ promise.date }}' })]],
  [
    'conditions over what does not exist',
    'scenario.criteria-invalid',
    'conditions',
    [step('X', 3, { conditions: { field: 'shoeSize', is: 'is', value: 1 } })],
  ],
  [
    'a variant for whom nobody can be',
    'scenario.criteria-invalid',
    'texts.0.criteria',
    [
      step('X', 3, {
        texts: [
          {
            language: 'fr',
            label: '',
            criteria: { field: 'kind', is: 'contains', value: 'x' },
            subject: 'O',
            body: 'T',
            script: null,
          },
        ],
      }),
    ],
  ],
  [
    'attachments to a call',
    'scenario.attachments-not-carried',
    'attachments',
    [step('X', 3, { channel: 'call', attachments: ['invoices'] })],
  ],
  ['nobody to send in person', 'scenario.sender-missing', 'senderPersonId', [step('X', 3, { sender: 'person' })]],
  [
    'two steps of one identity',
    'scenario.step-twice',
    'stepId',
    [step('W', 3, { stepId: person }), step('X', 4, { stepId: person })],
  ],
])('%s is refused, by step and field', (_what, code, field, steps) => {
  expect(
    stepProblems(steps)
      .filter((problem) => problem.severity === 'error')
      .map((problem) => [problem.code, problem.field]),
  ).toContainEqual([code, field]);
  expect(() => assertSteps(steps)).toThrow();
});

test('a long text message and an electronic registered letter are looked at, and can be published', () => {
  const long = step('SMS', 3, { channel: 'sms', bodyFr: 'é'.repeat(800), bodyEn: 'Text' });
  const registered = step('LRE', 20, { channel: 'registered-e-letter', grave: true });
  expect(stepProblems([long, registered]).map(({ severity, code, step: place }) => [severity, code, place])).toEqual([
    ['warning', 'scenario.text-long', 0],
    ['warning', 'scenario.consent-needed', 1],
  ]);
  expect(() => assertSteps([long, registered])).not.toThrow();
});

test('words that put somebody on notice are looked at where the step is not formal; announcing a notice is nothing', () => {
  const notice = { bodyFr: 'Nous vous METTONS EN DEMEURE de payer.', bodyEn: 'Pay.' };
  const announced = {
    bodyFr: 'Le prochain courrier sera une mise en demeure.',
    bodyEn: 'The next letter will be a formal notice.',
  };
  const problems = stepProblems([
    step('Annonce', 10, announced),
    step('Avis', 20, notice),
    step('Formelle', 30, { ...notice, grave: true }),
  ]);
  expect(
    problems.flatMap(({ severity, code, field, step: place }) =>
      code === 'scenario.notice-not-grave' ? [[severity, field, place]] : [],
    ),
  ).toEqual([['warning', 'bodyFr', 1]]);
});

test('a formal step before which nobody is reminded in writing is pointed out: whoever follows this scenario alone never gets there', () => {
  const notice = { bodyFr: 'Nous vous mettons en demeure de régler.', grave: true };
  const unreached = (steps: NewStep[]) =>
    stepProblems(steps).flatMap(({ severity, code, step: place }) =>
      code === 'scenario.grave-unreached' ? [[severity, place]] : [],
    );
  expect(unreached([step('Formelle', 30, notice)])).toEqual([['warning', 0]]);
  expect(unreached([step('Appel', 5, { channel: 'call' }), step('Formelle', 30, notice)])).toEqual([['warning', 1]]);
  expect(unreached([step('Première', 5, { enabled: false }), step('Formelle', 30, notice)])).toEqual([['warning', 1]]);
  expect(unreached([step('Première', 5), step('Formelle', 30, notice)])).toEqual([]);
});

test('thanks and words about promises stand beside the ladder: they need not rise with it, and the last step of the ladder may still come back', () => {
  const steps = [
    step('Première', 3, { level: 2 }),
    step('Dernière', 30, { level: 2, repeatEveryDays: 15, repeatTimes: 3 }),
    step('Merci', 1, { reference: 'payment-date', level: 0 }),
    step('Promesse', -1, { reference: 'promise-date', level: 0 }),
  ];
  expect(stepProblems(steps)).toEqual([]);
});
