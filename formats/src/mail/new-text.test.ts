import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newTextOf, placeInMail } from './new-text.ts';

const cases: [title: string, mail: string, words: string][] = [
  [
    'Gmail in French',
    'Payé hier.\n\nLe lun. 3 mars 2026 à 10:12, Atelier Ferrand <relances@ferrand.exemple> a écrit :\n\n> Votre facture',
    'Payé hier.',
  ],
  [
    'Gmail in French, folded over three lines',
    "C'est fait.\nLe 3 mars 2026 à 10:12, Atelier\nFerrand <relances@ferrand.exemple>\na écrit :\nVotre facture",
    "C'est fait.",
  ],
  [
    'Gmail in English',
    'Paid.\n\nOn Mon, Mar 3, 2026 at 10:12 AM Atelier Ferrand <relances@ferrand.exemple> wrote:\n> Your invoice',
    'Paid.',
  ],
  [
    'Outlook in French',
    'Réglé.\n\n________________________________\nDe : Atelier Ferrand\nEnvoyé : lundi 3 mars 2026 10:12\nÀ : Paule Ott\nObjet : Relance\n\nVotre facture',
    'Réglé.',
  ],
  [
    'Outlook in English',
    'Paid.\n\nFrom: Atelier Ferrand\nSent: Monday, March 3, 2026\nTo: Paule Ott\nSubject: Reminder\n\nYour invoice',
    'Paid.',
  ],
  ["Message d'origine", "Réglé.\n\n-----Message d'origine-----\nVotre facture", 'Réglé.'],
  ['answers below the quotation', 'Le 3 mars 2026, Ferrand a écrit :\n> Votre facture ?\n\nPayée le 4.', 'Payée le 4.'],
  ['answers between quotations', '> Facture 42 ?\nPayée.\n> Facture 51 ?\nVendredi.', 'Payée.\nVendredi.'],
  ['a telephone', 'Demain.\n\nEnvoyé de mon iPhone', 'Demain.'],
  ['a telephone in English', 'Tomorrow.\n\nSent from Outlook for Android', 'Tomorrow.'],
  ['a signature', 'Payé.\n\nBien cordialement,\n\nPaule Ott\nComptable\n01 99 00 12 34', 'Payé.'],
  ['a marked signature', 'Paid.\n-- \nPaule Ott', 'Paid.'],
  [
    'a postscript after it',
    'Payé.\nCordialement,\nPaule\n\nPS : merci de noter notre nouvelle adresse.',
    'Payé.\nPS : merci de noter notre nouvelle adresse.',
  ],
  [
    'a legal notice',
    'Payé.\n\nCe message est confidentiel et destiné à son seul destinataire.\nToute diffusion est interdite.',
    'Payé.',
  ],
  [
    'dates, dashes and colons of the writer',
    'Le 3 mars nous avons payé : 500 €\n- facture 42 -\nVoir ci-dessous -> merci',
    'Le 3 mars nous avons payé : 500 €\n- facture 42 -\nVoir ci-dessous -> merci',
  ],
  [
    'a sentence that begins like a closing',
    'With regards to invoice 42, we have paid.',
    'With regards to invoice 42, we have paid.',
  ],
];

describe('what the person wrote now', () => {
  test.each(cases)('%s', (_, mail, words) => {
    expect(newTextOf({ text: mail }).text.replace(/\n{2,}/gu, '\n')).toBe(words);
  });

  test('any place in it is found again in the mail', () => {
    const mail = { text: '> Facture 42 ?\nPayée le 4.\n> Et la 51 ?\nVendredi.' };
    const { text, pieces } = newTextOf(mail);
    const at = text.indexOf('Vendredi');
    expect(mail.text.slice(placeInMail({ text, pieces }, at)).startsWith('Vendredi')).toBe(true);
  });
});

const line = fc.constantFrom(
  'Payé hier.',
  '> cité',
  '>> cité',
  '',
  '-- ',
  'Cordialement,',
  'Paule Ott',
  'Le 3 mars 2026 à 10:12, a <a@b.exemple>',
  'a écrit :',
  'On Mar 3, 2026, a wrote:',
  'De : Ferrand',
  'Envoyé : lundi',
  'Objet : x',
  "-----Message d'origine-----",
  '________',
  'Envoyé de mon iPhone',
  'PS : oui',
  'Ce message est confidentiel',
  'x'.repeat(300),
);

test('nothing is added, its places are true, and freeing it again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      const text = lines.join('\n');
      const once = newTextOf({ text });
      for (const { offset, inMail, length } of once.pieces)
        expect(text.slice(inMail, inMail + length)).toBe(once.text.slice(offset, offset + length));
      expect(newTextOf({ text: once.text }).text).toBe(once.text);
    }),
    { numRuns: 2_000 },
  );
});
