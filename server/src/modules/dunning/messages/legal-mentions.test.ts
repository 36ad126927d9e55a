import { describe, expect, test } from 'vitest';
import type { Creditor } from './creditor.ts';
import { senderLines } from './legal-mentions.ts';
import { papersOf } from './message-attachments.ts';
import { formatIn } from './message-format.ts';
import { sampleClaim, sampleParties } from './sample-message.ts';
import { reminderFields } from './reminder-fields.ts';
import { renderText } from './template.ts';
import { type MessageToWrite, writeMessage } from './write-message.ts';

const { entity } = sampleParties('business');
const footer = (change: Partial<Creditor>, language = 'fr'): string[] =>
  senderLines({ entity: { ...entity, ...change } }, formatIn(language)).map((line) => line.replaceAll(/[\u00a0\u202f]/g, ' '));
const place = 'Siège social : 3 rue du Port, 44000 Nantes';

describe('the foot of letters and mails of a French creditor (C. com. R123-237, R123-238)', () => {
  test.each([
    {
      of: 'a SAS that has said everything',
      change: {},
      said: ['Atelier Sorbier SAS au capital de 50 000 € – RCS Nantes 552 100 554 – TVA FR12552100554', place],
    },
    {
      of: 'a name without its form, an establishment’s number, a capital with cents',
      change: { legalName: 'Atelier Sorbier', legalForm: 'SARL', legalId: '55210055400013', capitalMinor: '762245' },
      said: ['Atelier Sorbier, SARL au capital de 7 622 € – RCS Nantes 552 100 554 – TVA FR12552100554', place],
    },
    {
      of: 'a capital nobody has written down: never "capital de €"',
      change: { capitalMinor: null, capitalCurrency: null },
      said: ['Atelier Sorbier SAS – RCS Nantes 552 100 554 – TVA FR12552100554', place],
    },
    {
      of: 'a creditor of whom only a name is known',
      change: {
        legalName: null,
        legalForm: null,
        legalId: null,
        vatNumber: null,
        capitalMinor: null,
        registerCity: null,
        addressLines: [],
        postcode: null,
        city: null,
      },
      said: ['Atelier Sorbier'],
    },
    {
      of: 'a registered office elsewhere',
      change: { registeredOffice: '1 quai Sud, 69002 Lyon' },
      said: [
        'Atelier Sorbier SAS au capital de 50 000 € – RCS Nantes 552 100 554 – TVA FR12552100554',
        '3 rue du Port, 44000 Nantes – Siège social : 1 quai Sud, 69002 Lyon',
      ],
    },
    {
      of: 'a sole trader, who has neither capital nor seat',
      change: { legalName: 'Jeanne Marchal', legalForm: 'EI', capitalMinor: null, registerCity: null, vatNumber: null },
      said: ['Jeanne Marchal, EI – SIREN 552 100 554', '3 rue du Port, 44000 Nantes'],
    },
    {
      of: 'a variable capital',
      change: { legalName: 'Atelier Sorbier', legalForm: 'SAS à capital variable', capitalMinor: null },
      said: ['Atelier Sorbier, SAS à capital variable – RCS Nantes 552 100 554 – TVA FR12552100554', place],
    },
  ])('$of', ({ change, said }) => {
    expect(footer(change)).toEqual(said);
  });

  test('in English it says the same, as an English reader understands it', () => {
    expect(footer({}, 'en')).toEqual([
      'Atelier Sorbier SAS with a share capital of €50,000 – RCS Nantes (France) 552 100 554 – VAT no. FR12552100554',
      'Registered office: 3 rue du Port, 44000 Nantes',
    ]);
  });

  test('a creditor of another country says name, address and numbers, whatever else is known', () => {
    expect(footer({ country: 'DE' })).toEqual([
      'Atelier Sorbier SAS · 3 rue du Port · 44000 Nantes',
      'SIREN 552100554 · TVA FR12552100554',
    ]);
  });

  test('neither a number nor an amount is cut at the end of a line', () => {
    const [line = ''] = senderLines({ entity }, formatIn('fr'));
    expect(line).toContain('RCS\u00a0Nantes\u00a0552\u00a0100\u00a0554');
    expect(line).toContain('50\u202f000\u00a0€');
  });
});

test('a text names each piece by its field, and all of them in one line', () => {
  const fields = reminderFields(sampleParties('business'), sampleClaim({ grave: false }), 'fr');
  const read = (name: string): string => renderText(`{{ entity.${name} }}`, fields).replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(['legalForm', 'capital', 'legalId', 'register', 'vatNumber', 'registeredOffice'].map(read)).toEqual([
    'SAS',
    '50 000 €',
    '552100554',
    'RCS Nantes 552 100 554',
    'FR12552100554',
    '3 rue du Port, 44000 Nantes',
  ]);
  expect(read('mentions')).toBe(footer({}).join(' – '));
});

test.each(['letter', 'registered-letter', 'registered-e-letter'] as const)(
  'a %s and the statement that goes with it say the same at their foot',
  (channel) => {
    const parties = sampleParties('consumer');
    const toWrite: MessageToWrite = {
      channel,
      words: { subject: 'Mise en demeure', body: 'Nous vous mettons en demeure.', script: null },
      language: 'fr',
      parties,
      claim: sampleClaim({ grave: true }),
      payment: 'unknown',
    };
    const lines = senderLines(parties, formatIn('fr'));
    expect(writeMessage(toWrite).letter?.footer).toEqual(lines);
    expect(papersOf(toWrite, ['statement'])).toMatchObject([{ data: { footer: lines } }]);
  },
);
