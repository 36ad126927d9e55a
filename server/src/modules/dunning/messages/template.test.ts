import { expect, test } from 'vitest';
import { breaks } from '../run/breaker.ts';
import { standardSteps } from '../scenarios/default-scenario.ts';
import { assertSteps } from '../scenarios/check-steps.ts';
import { type Claim, groupedIban, type Parties, reminderFields } from './reminder-fields.ts';
import { paymentDetails } from './payment-details.ts';
import { textFault } from './check-template.ts';
import { faultWords } from './template-fault.ts';
import { markers, renderSubject, renderText, templateFault } from './template.ts';
import { writeMessage } from './write-message.ts';

const parties: Parties = {
  entity: {
    name: 'Atelier Sorbier',
    legalName: 'Atelier Sorbier SAS',
    legalId: '552100554',
    vatNumber: null,
    country: 'FR',
    addressLines: ['3 rue du Port'],
    postcode: '44000',
    city: 'Nantes',
    email: 'compta@sorbier.example',
    phone: null,
    iban: 'FR7630006000011234567890189',
    bic: null,
    accountHolder: 'Atelier Sorbier SAS',
  },
  customer: {
    code: 'AUB',
    name: 'Aubépine',
    kind: 'business',
    legalId: '732829320',
    addressLines: ['1 place du Marché'],
    postcode: '35000',
    city: 'Rennes',
  },
  contactName: 'Service comptable',
  collectorName: null,
};
const claim = (grave = false): Claim => ({
  currency: 'EUR',
  items: [
    {
      itemId: '1',
      number: 'F-1',
      label: '',
      issuedOn: '2026-01-30',
      dueOn: '2026-03-01',
      daysLate: 35,
      amountMinor: 1200_00n,
      openMinor: 1000_00n,
      claimedMinor: 900_00n,
    },
    {
      itemId: '2',
      number: 'F-2',
      label: '',
      issuedOn: '2026-01-30',
      dueOn: '2026-03-01',
      daysLate: 35,
      amountMinor: 34_56n,
      openMinor: 34_56n,
      claimedMinor: 34_56n,
    },
  ],
  creditsMinor: -34_56n,
  netMinor: 900_00n,
  on: '2026-04-05',
  grave,
  noticeDays: 8,
});
const written = (index: number, kind = 'business', language: 'fr' | 'en' = 'fr', entity = parties.entity) => {
  const step = standardSteps[index];
  const [subject, body] = language === 'fr' ? [step?.subjectFr, step?.bodyFr] : [step?.subjectEn, step?.bodyEn];
  const payment = paymentDetails(entity, 'EUR', []);
  const message = writeMessage({
    channel: 'e-mail',
    words: { subject: subject ?? '', body: body ?? '', script: null },
    language,
    parties: { ...parties, entity, customer: { ...parties.customer, kind } },
    claim: { ...claim(step?.grave), level: step?.level },
    payment: payment === 'other-currency' ? 'unknown' : payment,
  });
  return { subject: message.subject ?? '', text: message.text ?? '', html: message.html ?? '' };
};

test('a formal notice carries what makes it one: its name, both identities, each invoice with what was paid, a demand, a date, how to pay, its legal basis', () => {
  const { subject, text, html } = written(4);
  expect(subject).toContain('MISE EN DEMEURE');
  for (const part of [
    'SIREN\u00a0732\u00a0829\u00a0320',
    '1 place du Marché',
    'SIREN\u00a0552\u00a0100\u00a0554',
    'F-1',
    '01/03/2026',
    'NOUS VOUS METTONS EN DEMEURE',
    '900,00',
    '13 avril 2026',
    'FR76 3000',
    '1344',
    'L441-10',
  ])
    expect(text).toContain(part);
  for (const part of ['30/01/2026', '1\u202f200,00', '200,00', '900,00']) expect(html).toContain(part);
  for (const forbidden of ['huissier', 'commissaire de justice']) expect(text).not.toContain(forbidden);
});

test('penalties and the 40 € are mentioned to businesses, to public bodies by their own law, never to a consumer or to someone we know nothing about', () => {
  for (const index of [2, 4]) {
    expect(written(index).text).toMatch(/40\s€/);
    for (const kind of ['consumer', 'unknown']) expect(written(index, kind).text).not.toMatch(/40\s€/);
    expect(written(index, 'public').text).toContain('L2192-13');
    for (const kind of ['consumer', 'unknown', 'public']) expect(written(index, kind).text).not.toContain('L441-10');
  }
  expect(written(4, 'consumer').text).toContain('1231-6');
});

test('no message of the standard scenario leaves a trace of its template, in either language', () => {
  for (const language of ['fr', 'en'] as const)
    for (const index of [0, 1, 2, 4]) {
      const { subject, text, html } = written(index, 'business', language);
      for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|\{%|%\}|\}\}|undefined|null|NaN/);
      for (const part of [subject, text, html]) expect(part).not.toContain(markers.statement[0]);
      expect(text).not.toMatch(/\n{3,}/);
      expect(text).toContain(language === 'fr' ? '900,00\u00a0€' : '€900.00');
    }
});

test('without a bank account the message says how to reach the creditor', () => {
  const { text } = written(1, 'business', 'fr', { ...parties.entity, iban: null });
  expect(text).toContain('Pour nos coordonnées bancaires, contactez-nous\u00a0: compta@sorbier.example.');
  expect(text).not.toContain('IBAN');
});

test('a template that names what does not exist, or reads a file, is refused when it is saved', () => {
  expect(
    templateFault('{{ customer.name }} {{ items[0].number }} {% for item in items %}{{ item.number }}{% endfor %}'),
  ).toBeUndefined();
  expect(templateFault('{{ customer.password }}')).toMatchObject({ code: 'unknown-field', detail: 'customer.password' });
  expect(templateFault('{{ custommer.name }}')).toMatchObject({ code: 'unknown-field', detail: 'custommer.name' });
  expect(templateFault('Bonjour,\n{{ net ')).toEqual({ code: 'not-closed', detail: '{{ net ', line: 2 });
  expect(() => renderSubject("{% include 'package.json' %}", reminderFields(parties, claim(), 'fr'))).toThrow();
});

test('the standard scenario may be published as it stands; a formal step that leaves by itself, a level that falls, may not', () => {
  expect(() => assertSteps(standardSteps)).not.toThrow();
  const [courtesy, first] = standardSteps;
  if (!courtesy || !first) throw new Error('the standard scenario has steps');
  expect(() => assertSteps([{ ...first, grave: true, automation: 'automatic' }])).toThrow('scenario.grave-automatic');
  expect(() => assertSteps([first, courtesy])).toThrow('scenario.steps-out-of-order');
  expect(() => assertSteps([{ ...first, bodyEn: ' ' }])).toThrow('scenario.text-missing');
});

test('an IBAN is printed in groups of four', () => {
  expect(groupedIban('FR7630006000011234567890189')).toBe('FR76 3000 6000 0112 3456 7890 189');
});

test.each([
  [200, { maxMessages: 200, factor: 3, usual: null }, null],
  [201, { maxMessages: 200, factor: 3, usual: null }, 'too-many-messages'],
  [31, { maxMessages: 200, factor: 3, usual: 10 }, 'above-usual'],
  [30, { maxMessages: 200, factor: 3, usual: 10 }, null],
  [150, { maxMessages: 200, factor: 'off', usual: 10 }, null],
] as const)('a run of %i messages under %o waits for a person: %s', (messages, breaker, expected) => {
  expect(breaks(messages, breaker)).toBe(expected);
});

test('a text that doubles itself again and again is refused, and ends at once instead of keeping everybody waiting', () => {
  const text = `{% capture a %}{{ customer.name }}{% endcapture %}${'{% capture a %}{{ a }}{{ a }}{% endcapture %}'.repeat(24)}{{ a }}`;
  expect(() => renderText(text, { customer: { name: 'Val' } })).toThrow(/too long/);
  expect(textFault(text)).toMatchObject({ code: 'too-much' });
  expect(textFault('{% capture a %}{{ customer.name }}, {% endcapture %}{{ a }}{{ a }}')).toBeUndefined();
});

test.each([
  [
    '{% include "signature" %}',
    'other-template',
    '«\u00a0{% include %}\u00a0» appellerait un autre texte',
    '“{% include %}” would take in',
  ],
  ['{% render "signature" %}', 'other-template', '«\u00a0{% render %}\u00a0» appellerait', '“{% render %}” would take in'],
  ['{% layout "lettre" %}', 'other-template', '«\u00a0{% layout %}\u00a0» appellerait', '“{% layout %}” would take in'],
  ['{% relance %}', 'unknown-tag', '«\u00a0{% relance %}\u00a0» n’est pas une instruction', '“{% relance %}” is no instruction'],
  ['{{ net | majuscules }}', 'unknown-filter', '«\u00a0| majuscules\u00a0» n’est pas un filtre', '“| majuscules” is no filter'],
  ['{% if net %}', 'not-closed', '«\u00a0{% if net %}\u00a0» n’est jamais refermé', '“{% if net %}” is never closed'],
  ['{{ net..total }}', 'unreadable', 'Il ne peut pas être lu', 'It cannot be read'],
  ['{% for each in (1..9000000) %}x{% endfor %}', 'too-much', 'Il se répète trop', 'It repeats too much'],
])('what is wrong with “%s” is told in French and English with its line', (piece, code, french, english) => {
  const fault = textFault(`Bonjour,\n\n${piece}`);
  expect(fault).toMatchObject({ code, line: 3 });
  if (!fault) return;
  expect(faultWords(fault, 'fr')).toContain(french);
  expect(faultWords(fault, 'fr')).toMatch(/\(ligne 3\)\.$/);
  expect(faultWords(fault, 'en')).toContain(english);
  expect(faultWords(fault, 'en')).toMatch(/\(line 3\)\.$/);
});
