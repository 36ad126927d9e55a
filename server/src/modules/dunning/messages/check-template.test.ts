import { languages, textsIn } from '@quitus/texts';
import { describe, expect, test } from 'vitest';
import { assertSteps } from '../scenarios/check-steps.ts';
import { libraryDraft } from '../scenarios/library.ts';
import { checkTemplate, problemWords, type TemplateToCheck, warningWords } from './check-template.ts';
import { fieldNamed, templateFields } from './field-catalogue.ts';
import { examples } from './sample-message.ts';
import { fieldsNamed } from './template.ts';

const check = (more: Partial<TemplateToCheck>) =>
  checkTemplate({
    channel: 'e-mail',
    reference: 'due-date',
    grave: false,
    language: 'fr',
    subject: 'Objet',
    body: 'Bonjour. {{ statement }} {{ payment }}',
    script: null,
    ...more,
  });
const codes = (more: Partial<TemplateToCheck>) => check(more).problems.map((one) => one.code);
const cautions = (more: Partial<TemplateToCheck>) => check(more).warnings.map((one) => one.code);

describe('what keeps a text from being published', () => {
  test.each([
    ['nothing, when nothing is wrong', {}, []],
    ['a field that does not exist', { body: '{{ customer.password }} {{ statement }} {{ payment }}' }, ['unknown-field']],
    ['a field of an item that does not exist', { body: '{% for one in items %}{{ one.secret }}{% endfor %}' }, ['unknown-field']],
    ['braces that are not closed', { body: 'Bonjour {{ customer.name' }, ['syntax']],
    ['a condition that is not closed', { body: '{% if count == 1 %}une' }, ['syntax']],
    ['a filter that does not exist', { body: '{{ net | shout }}' }, ['syntax']],
    ['a loop without an end in sight', { body: '{% for i in (1..1000000000) %}x{% endfor %}' }, ['syntax']],
    [
      'one that only a consumer would meet',
      { subject: "{% if customer.kind == 'consumer' %}{% for i in (1..1000000000) %}x{% endfor %}{% endif %}" },
      ['syntax'],
    ],
    ['a file of ours', { body: "{% include 'package.json' %}" }, ['syntax']],
    ['a link that runs a program', { body: '[payer](javascript:alert(1))' }, ['unsafe-link']],
    ['a link that leads nowhere', { body: '[payer]({{ entity.email }})' }, ['unsafe-link']],
    ['a link with a space in its address', { body: '[payer](https://exa mple.com/x)' }, ['unsafe-link']],
    ['a link with a space behind a field', { body: '[payer](https://pay.example/{{ customer.code }} / x)' }, ['unsafe-link']],
    ['a link to a server no browser can name', { body: '[payer](<https://exa%20mple.com/x>)' }, ['unsafe-link']],
    ['a table in a text message', { channel: 'sms', body: '{{ entity.name }} {{ statement }}' }, ['field-not-on-channel']],
    ['a table in a subject', { subject: '{{ statement }}' }, ['field-not-on-channel']],
    ['a promise in a step that follows none', { body: '{{ promise.date }}' }, ['field-not-for-step']],
    ['a message without words', { body: ' ' }, ['words-missing']],
    ['a mail without a subject', { subject: null }, ['subject-missing']],
    ['a formal notice that does not call itself one and names no day', { grave: true }, ['notice-words', 'notice-demand']],
  ] satisfies [string, Partial<TemplateToCheck>, string[]][])('%s', (_title, template, expected) => {
    expect(codes(template)).toEqual(expected);
  });

  test('a promise may be named in the step that follows it, a link may hold a field behind its beginning', () => {
    expect(codes({ reference: 'promise-date', body: '{{ promise.date }} {{ promise.amount }}' })).toEqual([]);
    expect(codes({ body: '[payer](https://pay.example/{{ customer.code }}) [écrire](mailto:{{ entity.email }})' })).toEqual([]);
    expect(
      codes({ body: '[payer](https://pay.example/a_(b) "Payer en ligne") [lire]( <https://pay.example/{{ customer.code }}> )' }),
    ).toEqual([]);
    expect(codes({ grave: true, body: 'Nous vous METTONS EN DEMEURE de payer avant le {{ payBefore }}.' })).toEqual([]);
    expect(codes({ grave: true, language: 'de', subject: 'Mahnung', body: 'Bis zum {{ payBefore }}.' })).toEqual([]);
  });
});

describe('what is to be looked at', () => {
  test('a text message that does not say who sends it, or is long', () => {
    expect(cautions({ channel: 'sms', subject: null, body: 'Bonjour' })).toEqual(['sms-no-sender']);
    const two = check({ channel: 'sms', subject: null, body: `{{ entity.name }} ${'mot '.repeat(60)}` });
    expect(two.warnings).toEqual([]);
    expect(two.sms).toMatchObject({ encoding: 'gsm-7', segments: 2 });
    const long = check({ channel: 'sms', subject: null, body: `{{ entity.name }} ${'mot '.repeat(120)}` });
    expect(long.warnings.map((one) => one.code)).toEqual(['sms-long']);
    expect(long.segments).toBe(4);
    expect(check({ channel: 'sms', subject: null, body: `{{ entity.name }} ${'tôt '.repeat(30)}` }).sms).toMatchObject({
      encoding: 'ucs-2',
      segments: 3,
      forcing: ['ô'],
    });
  });
  test('the 40 € and the penalties between businesses, where a consumer would read them', () => {
    expect(cautions({ body: 'Une indemnité de 40 € est due. {{ statement }} {{ payment }}' })).toEqual(['consumer-mention']);
    expect(
      cautions({
        body: "{% if customer.kind == 'business' %}Une indemnité de 40 € est due.{% endif %} {{ statement }} {{ payment }}",
      }),
    ).toEqual([]);
  });
  test('interest named where the step shows none, a table that is left out', () => {
    expect(cautions({ showInterest: false, body: '{{ interestTotal }} {{ payment }}' })).toEqual([
      'interest-not-shown',
      'block-missing',
    ]);
  });
});

test('every field of the catalogue has its label in both languages, a value on the sample, and can be read back from a template', () => {
  for (const language of languages) {
    const labels: Readonly<Record<string, string>> = textsIn(language).templates.fields;
    expect(Object.keys(labels).toSorted()).toEqual(templateFields.map((field) => field.name).toSorted());
    const shown = examples(language);
    for (const field of templateFields.filter(
      (each) => each.type !== 'marker' && each.type !== 'list' && each.name !== 'items.account',
    ))
      expect(shown.get(field.name), field.name).toBeTruthy();
  }
  expect(
    fieldsNamed(
      '{{ customer.name }} {% for item in items %}{{ item.dueOn }}{{ forloop.index }}{% endfor %} {{ items[0].number }} {{ items.size }}',
    ).toSorted(),
  ).toEqual(['customer.name', 'items', 'items.dueOn', 'items.number']);
  expect(fieldNamed('toString')).toBeUndefined();
});

test('every problem and every warning has its sentence', () => {
  const report = check({
    channel: 'sms',
    grave: true,
    body: '{{ x }} {{ statement }} {{ promise.date }} [a](b:c)',
    subject: null,
  });
  for (const language of languages) {
    for (const one of report.problems) expect(problemWords(one, language)).not.toMatch(/undefined|\[object/);
    for (const one of report.warnings) expect(warningWords(one, language)).not.toMatch(/undefined|\[object/);
  }
});

test('the library publishes as it stands: no text of it has a problem, in either language', () => {
  for (const key of [
    'standard',
    'key-account',
    'risky-payer',
    'public-sector',
    'consumer',
    'small-amounts',
    'direct-debit-reject',
    'hand-managed',
  ] as const)
    for (const step of libraryDraft(key, 'fr').steps)
      for (const language of languages) {
        const [subject, body, script] =
          language === 'fr' ? [step.subjectFr, step.bodyFr, step.scriptFr] : [step.subjectEn, step.bodyEn, step.scriptEn];
        const { channel, reference, grave, level } = step;
        const { problems } = checkTemplate({ channel, reference, grave, level, language, subject, body, script });
        expect(problems, `${key} ${step.nameFr} ${language}`).toEqual([]);
      }
});

test('a formal notice that names no day to pay by, or a link that runs a program, is not published', () => {
  const [, first] = libraryDraft('standard', 'fr').steps;
  if (!first) throw new Error('the standard scenario has steps');
  expect(() => assertSteps([{ ...first, bodyEn: '[pay](javascript:alert(1))' }])).toThrow('scenario.words-refused');
  expect(() => assertSteps([{ ...first, bodyEn: '[pay](https://exa mple.com/x)' }])).toThrow(
    expect.objectContaining({
      code: 'scenario.words-refused',
      values: expect.objectContaining({ problemEn: expect.stringContaining('“https://exa mple.com/x”') }),
    }),
  );
  expect(() => assertSteps([{ ...first, grave: true, bodyFr: 'Mise en demeure.', bodyEn: 'Formal notice.' }])).toThrow(
    'scenario.words-refused',
  );
  expect(() => assertSteps([first])).not.toThrow();
});
