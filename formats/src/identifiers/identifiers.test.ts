import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../any-text.fixture.ts';
import { checkBic, checkCreditorIdentifier, checkRfReference, makeRfReference } from './bank-references.ts';
import { remainder97 } from './check.ts';
import { checkEmail } from './email.ts';
import { checkIban } from './iban.ts';
import { checkRib, ribKey } from './rib.ts';
import { checkSiren, checkSiret } from './siren.ts';
import { checkVatNumber, frenchVatNumber } from './vat.ts';

const taken = (normalized: string) => ({ ok: true, normalized });
const refused = (reason: string) => ({ ok: false, reason });

describe('French company numbers', () => {
  test.each([
    ['732829320', taken('732829320')],
    ['732 829 320', taken('732829320')],
    ['732829321', refused('siren.key')],
    ['000000000', refused('siren.key')],
    ['73282932', refused('siren.shape')],
  ])('SIREN %s', (text, answer) => expect(checkSiren(text)).toEqual(answer));

  test.each([
    ['73282932000074', taken('73282932000074')],
    ['732 829 320 00074', taken('73282932000074')],
    ['73282932000075', refused('siret.key')],
    ['7328293200007', refused('siret.shape')],
  ])('SIRET %s', (text, answer) => expect(checkSiret(text)).toEqual(answer));

  test('a post office whose number fails Luhn is taken by its digit sum, and the head office by Luhn', () => {
    expect(checkSiret('35600000049837')).toEqual(taken('35600000049837'));
    expect(checkSiret('35600000000048')).toEqual(taken('35600000000048'));
    expect(checkSiret('35600000049838')).toEqual(refused('siret.key'));
  });
});

describe('VAT numbers', () => {
  test.each([
    ['FR44732829320', taken('FR44732829320')],
    ['FR 44 732 829 320', taken('FR44732829320')],
    ['FR45732829320', refused('vat.key')],
    ['FRK7399859412', taken('FRK7399859412')],
    ['FRO7399859412', refused('vat.shape')],
    ['DE123456789', taken('DE123456789')],
    ['GR123456789', taken('EL123456789')],
    ['ES B1234567', refused('vat.shape')],
    ['CHE-123.456.789 TVA', taken('CHE123456789TVA')],
    ['ZZ1234', refused('vat.country')],
  ])('%s', (text, answer) => expect(checkVatNumber(text)).toEqual(answer));

  test('the French one follows from the SIREN', () => expect(frenchVatNumber('732829320')).toBe('FR44732829320'));
});

describe('bank identifiers', () => {
  test.each([
    ['FR76 3000 6000 0112 3456 7890 189', taken('FR7630006000011234567890189')],
    ['iban fr76 3000 6000 0112 3456 7890 189', taken('FR7630006000011234567890189')],
    ['FR7630006000011234567890188', refused('iban.key')],
    ['FR763000600001123456789018', refused('iban.length')],
    ['DE89370400440532013000', taken('DE89370400440532013000')],
    ['BE68539007547034', taken('BE68539007547034')],
    ['XX68539007547034', refused('iban.country')],
    ['3000600001', refused('iban.shape')],
  ])('IBAN %s', (text, answer) => expect(checkIban(text)).toEqual(answer));

  test('a French IBAN whose own keys agree but whose RIB key is wrong is refused', () => {
    const bban = '30006000011234567890190';
    const key = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0')).find(
      (digits) => remainder97(`${bban}FR${digits}`) === 1,
    );
    expect(checkIban(`FR${key}${bban}`)).toEqual(refused('iban.rib-key'));
  });

  test('the RIB key, with digits and with letters', () => {
    expect(ribKey({ bank: '30006', branch: '00001', account: '12345678901' })).toBe('89');
    expect(checkRib('30006 00001 12345678901 89')).toEqual(taken('30006000011234567890189'));
    expect(checkRib('20041 01005 0500013M026 06')).toEqual(taken('20041010050500013M02606'));
    expect(checkRib('30006 00001 12345678901 88')).toEqual(refused('rib.key'));
  });

  test.each([
    ['ABCDFRPP', taken('ABCDFRPP')],
    ['abcdfrppxxx', taken('ABCDFRPPXXX')],
    ['ABCDFRP', refused('bic.shape')],
    ['AB1DFRPP', refused('bic.shape')],
  ])('BIC %s', (text, answer) => expect(checkBic(text)).toEqual(answer));

  test.each([
    ['DE98ZZZ09999999999', taken('DE98ZZZ09999999999')],
    ['DE98ABC09999999999', taken('DE98ABC09999999999')],
    ['DE97ZZZ09999999999', refused('ics.key')],
    ['FR12', refused('ics.shape')],
  ])('creditor identifier %s', (text, answer) => expect(checkCreditorIdentifier(text)).toEqual(answer));
});

describe('structured references', () => {
  test.each([
    ['539007547034', 'RF18539007547034'],
    ['F2026000123', 'RF86F2026000123'],
    ['C0042', 'RF28C0042'],
    ['FA-2026/7', 'RF85FA20267'],
  ])('%s', (number, reference) => {
    expect(checkRfReference(reference).ok).toBe(true);
    expect(makeRfReference(number)).toEqual(taken(reference));
  });

  test('printed in groups of four it is the same reference', () => {
    expect(checkRfReference('rf18 5390 0754 7034')).toEqual(taken('RF18539007547034'));
    expect(checkRfReference('RF19539007547034')).toEqual(refused('rf.key'));
  });

  test('every made reference checks, and no single wrong digit does', () => {
    const numbers = fc.stringMatching(/^[A-Z0-9]{1,21}$/u);
    fc.assert(
      fc.property(numbers, fc.nat(20), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const made = makeRfReference(number);
        const reference = made.ok ? made.normalized : '';
        expect(checkRfReference(reference)).toEqual(taken(reference));
        const at = 4 + (place % number.length);
        if (!/\d/u.test(reference[at] ?? '')) return;
        const wrong = reference.slice(0, at) + ((Number(reference[at]) + shift) % 10) + reference.slice(at + 1);
        expect(checkRfReference(wrong).ok).toBe(false);
      }),
    );
  });
});

describe('e-mail addresses', () => {
  test.each([
    ['compta@boulangerie-du-loup.fr', taken('compta@boulangerie-du-loup.fr')],
    [' Compta <COMPTA+clients@Exemple.FR> ', taken('COMPTA+clients@exemple.fr')],
    ["zoé.o'brien@société-été.fr", taken("zoé.o'brien@société-été.fr")],
    ['compta@localhost', refused('email.domain')],
    ['compta@exemple..fr', refused('email.domain')],
    ['compta@1.2.3.4', refused('email.domain')],
    ['compta.@exemple.fr', refused('email.shape')],
    ['compta exemple.fr', refused('email.shape')],
    ['a@b.fr, c@d.fr', refused('email.shape')],
    ['', refused('email.shape')],
    [`${'x'.repeat(260)}@exemple.fr`, refused('email.too-long')],
  ])('%s', (text, answer) => expect(checkEmail(text)).toEqual(answer));
});

test('no text whatever makes a check throw', () => {
  const checks = [
    checkSiren,
    checkSiret,
    checkVatNumber,
    checkIban,
    checkRib,
    checkBic,
    checkRfReference,
    makeRfReference,
    checkCreditorIdentifier,
    checkEmail,
  ];
  fc.assert(
    fc.property(anyText, (text) => {
      for (const check of checks) expect(typeof check(text).ok).toBe('boolean');
    }),
  );
});
