import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTemplate, problemWords } from '../messages/check-template.ts';
import { maskedIban } from '../messages/reminder-fields.ts';
import type { Reached } from './audience.ts';
import { chooseDiffering } from './preview-campaign.ts';

const reachedOne = fc
  .record({
    customerId: fc.uuid(),
    language: fc.constantFrom('fr', 'en', 'de'),
    currency: fc.constantFrom('EUR', 'USD', null),
    kind: fc.constantFrom('business', 'public', 'consumer'),
    balanceMinor: fc.bigInt({ min: -1000n, max: 1_000_000n }),
  })
  .map((one): Reached => ({
    ...one,
    contactId: null,
    country: 'FR',
    timeZone: null,
    entityZone: 'Europe/Paris',
    entityCountry: 'FR',
  }));

test('the messages shown are distinct, at most ten, and speak every language and currency there is', () => {
  fc.assert(
    fc.property(fc.array(reachedOne, { maxLength: 60 }), (reached) => {
      const chosen = chooseDiffering(reached, 10);
      expect(chosen).toHaveLength(Math.min(10, reached.length));
      expect(new Set(chosen).size).toBe(chosen.length);
      for (const trait of [(one: Reached) => one.language, (one: Reached) => one.currency])
        expect(new Set(chosen.map(trait))).toEqual(new Set(reached.map(trait)));
    }),
  );
});

test('of an IBAN only the first eight and the last four signs are ever shown, at its own length', () => {
  const iban = fc
    .tuple(fc.constantFrom('FR', 'DE', 'BE', 'MT', 'NO'), fc.stringMatching(/^\d{13,29}$/))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(iban, (whole) => {
      const shown = maskedIban(whole).replaceAll(' ', '');
      expect(shown).toHaveLength(whole.length);
      expect(shown.startsWith(whole.slice(0, 8)) && shown.endsWith(whole.slice(-4))).toBe(true);
      expect(shown.slice(8, -4)).toMatch(/^•+$/);
    }),
  );
});

test.each([
  ['statement', '{{ balance }} {{ asOf }} {{ statement }} {{ payment }}', []],
  ['balance-confirmation', '{{ balance }} {{ payment }}', ['payment']],
  ['bank-details', '{{ entity.ibanMasked }} {{ balance }}', ['balance']],
  ['free', '{{ customer.name }} {{ today }} {{ net }} {{ interestTotal }}', ['net', 'interestTotal']],
] as const)('a campaign of the kind %s may name only what it has a value for', (campaign, body, refused) => {
  const report = checkTemplate({
    channel: 'e-mail',
    reference: 'due-date',
    grave: false,
    campaign,
    language: 'fr',
    subject: 'Objet',
    body,
    script: null,
  });
  expect(report.problems.map(({ code, detail }) => `${code} ${detail}`)).toEqual(
    refused.map((name) => `field-not-for-campaign ${name}`),
  );
  for (const problem of report.problems) expect(problemWords(problem, 'fr')).toContain('campagne');
});

test('no step may name what only a campaign knows', () => {
  const { problems } = checkTemplate({
    channel: 'e-mail',
    reference: 'due-date',
    grave: false,
    language: 'en',
    subject: 'Subject',
    body: '{{ balance }}',
    script: null,
  });
  expect(problems).toMatchObject([{ code: 'field-not-for-step', detail: 'balance' }]);
});
