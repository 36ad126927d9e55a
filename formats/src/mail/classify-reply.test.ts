import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyReply } from './classify-reply.ts';
import { findAmounts } from './reply-amounts.ts';
import { findDays } from './reply-days.ts';
import { findInvoices } from './reply-invoices.ts';

const writtenOn = '2026-03-10';

describe('days, counted from Tuesday 10 March 2026', () => {
  test.each([
    ['vendredi', 'future', '2026-03-13'],
    ['vendredi', 'past', '2026-03-06'],
    ['vendredi en huit', 'future', '2026-03-20'],
    ['next Friday', 'future', '2026-03-20'],
    ['fin de mois', 'future', '2026-03-31'],
    ['fin février', 'past', '2026-02-28'],
    ['mi-avril', 'future', '2026-04-15'],
    ['sous huitaine', 'future', '2026-03-18'],
    ['sous 10 jours ouvrés', 'future', '2026-03-24'],
    ['le 28', 'past', '2026-02-28'],
    ['le 5', 'future', '2026-04-05'],
    ['le 12 janvier', 'future', '2027-01-12'],
    ['le 12 janvier', 'past', '2026-01-12'],
    ['3rd of April', 'future', '2026-04-03'],
    ['two weeks ago', 'past', '2026-02-24'],
    ['le 1er mai 2026', 'future', '2026-05-01'],
  ] as const)('%s (%s) is %s', (text, lean, day) => {
    expect(findDays(text, { writtenOn, lean, order: 'dmy' }).map((one) => one.day)).toEqual([day]);
  });

  test('a day that is none, or two, is refused', () => {
    expect(findDays('le 31/02/2026', { writtenOn, order: 'dmy' })[0]).toMatchObject({ day: null, refusal: 'day.impossible' });
    expect(findDays('on 03/04/2026', { writtenOn })[0]).toMatchObject({ day: null, refusal: 'day.ambiguous' });
  });
});

test.each([
  ['1 250,50 €', 125_050n, 'EUR'],
  ['1.234 €', 123_400n, 'EUR'],
  ['€1,250.50', 125_050n, 'EUR'],
  ['EUR 980', 98_000n, 'EUR'],
  ['3 k€', 300_000n, 'EUR'],
  ['$3,400', 340_000n, 'USD'],
  ['£12.5', 1_250n, 'GBP'],
])('%s is read as an amount', (text, minor, currency) => {
  expect(findAmounts(`Virement de ${text} hier`)).toMatchObject([{ minor, currency }]);
});

test.each([
  ['facture F-2026-0042', 'F-2026-0042', 'exact'],
  ['facture f 2026 0042', 'F-2026-0042', 'exact'],
  ['facture 2026-0042', 'F-2026-0042', 'digits'],
  ['facture 2026/42', 'F-2026-0042', 'digits'],
  ['la facture 42', 'F-2026-0042', 'ending'],
  ['facture 99887', null, 'unknown'],
])('%s names %s (%s)', (text, number, match) => {
  expect(findInvoices(text, ['F-2026-0042', 'F-2026-0051'])).toMatchObject([{ number, match }]);
});

test('an ending that two open invoices share names neither', () => {
  expect(findInvoices('la facture 42', ['F-2025-0042', 'F-2026-0042'])).toEqual([]);
});

test('an IBAN is read whole and never quoted', () => {
  const reading = classifyReply('Nous avons payé sur le compte FR76 3000 6000 0112 3456 7890 189 hier.', { writtenOn });
  expect(reading.ibans).toMatchObject([{ value: 'FR7630006000011234567890189' }]);
  expect(JSON.stringify(reading.findings)).not.toContain('3456');
  expect(reading.findings[0]?.evidence[0]?.quote).toContain('FR•• ••••');
});

const word = fc.constantFrom(
  'nous',
  'avons',
  'payé',
  "n'avons",
  'pas',
  'le',
  '31',
  '30/02',
  '12/03/2026',
  'vendredi',
  'prochain',
  'virement',
  'de',
  '1 250,50 €',
  'si',
  'facture',
  'F-2026-0042',
  'will',
  'pay',
  'not',
  'invoice',
  'a@b.exemple',
  '01 99 00 12 34',
  'FR7630006000011234567890189',
  '.',
  '\n',
  ',',
  'fin de mois',
  'É',
  '\u0301',
  '😀',
);

test('whatever is written: an answer, true places, days that exist, and no payment where it is denied', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 40 }), (words) => {
      const text = words.join(' ');
      const reading = classifyReply(text, { writtenOn, openNumbers: ['F-2026-0042'], currency: 'EUR' });
      expect(reading.findings.length).toBeGreaterThan(0);
      for (const finding of reading.findings) {
        expect(finding.confidence).toBeLessThanOrEqual(98);
        for (const { quote, offset, length } of finding.evidence) {
          expect(quote).toHaveLength(length);
          if (reading.ibans.length === 0) expect(text.slice(offset, offset + length)).toBe(quote);
        }
        if (finding.day !== null) expect(Temporal.PlainDate.from(finding.day).toString()).toBe(finding.day);
      }
      for (const { day } of reading.days) if (day !== null) expect(Temporal.PlainDate.from(day).toString()).toBe(day);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  'Nous avons réglé le problème avec votre livreur.',
  "J'ai transmis votre facture pour paiement.",
  'Nous avons envoyé la demande de paiement au siège.',
  'La facture doit être payée par le siège.',
  'Le virement a été rejeté par la banque.',
  'We settled the dispute with your colleague.',
  'I sent your invoice for payment.',
  'We made a payment plan proposal last week.',
  'Nous payons toujours à 60 jours.',
  'It should have been paid by head office, I am asking them.',
  'La facture aurait dû être payée.',
  "Je pensais que c'était payé, je me renseigne si c'est payé.",
])('%s: nobody says to have paid', (text) => {
  expect(classifyReply(text, { writtenOn, currency: 'EUR' }).findings.map(({ label }) => label)).not.toContain('says-paid');
});

test.each(['Nous n’avons pas', 'Je n’ai jamais', 'On n’a toujours pas'])('%s payé: nobody paid', (start) => {
  expect(classifyReply(`${start} payé la facture.`, { writtenOn }).findings.map(({ label }) => label)).not.toContain('says-paid');
});

test.each(['a', '1 ', 'le 1 ', 'nous avons ', 'pas ', '<a@b', '1.', 'FR76', "n'a ", 'facture ', ', ', 'virement du '])(
  'a megabyte of "%s" is answered',
  (piece) => {
    expect(
      classifyReply(piece.repeat(1_000_000 / piece.length), { writtenOn, openNumbers: ['F-1'], currency: 'EUR' }).findings.length,
    ).toBeGreaterThan(0);
  },
);

test.each(['l’avis de virement', "l'avis de virement", 'le justificatif de paiement'])(
  'a mail with %s attached says that it was paid',
  (proof) => {
    const { findings } = classifyReply(`Bonjour, vous trouverez ci-joint ${proof} de 1 200,00 € pour la facture F-12.`, {
      writtenOn,
    });
    expect(findings.map(({ label }) => label)).toContain('says-paid');
  },
);
