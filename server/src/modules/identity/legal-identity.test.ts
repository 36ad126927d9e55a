import { describe, expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusals.ts';
import { checkedCapital, checkedLegalId, checkedRegisterCity, checkedVatNumber, missingMentions } from './legal-identity.ts';

const complete = {
  country: 'FR',
  legalId: '732829320',
  legalForm: 'SAS',
  capitalMinor: 50_000_00n,
  registerCity: 'Lyon',
  city: 'Lyon',
  registeredOffice: null,
};
const bare = { ...complete, legalId: null, legalForm: null, capitalMinor: null, registerCity: null, city: null };

describe('what a French creditor’s papers would lack (C. com. R123-237, R123-238)', () => {
  test.each([
    { who: 'a company that has said everything', entity: complete, lacks: [] },
    { who: 'a company nobody has described', entity: bare, lacks: ['legal-id', 'legal-form', 'registered-office'] },
    { who: 'a SAS without its capital', entity: { ...complete, capitalMinor: null }, lacks: ['capital'] },
    {
      who: 'a S.à r.l. written with dots and accents',
      entity: { ...complete, legalForm: 'S.A.R.L.', capitalMinor: null },
      lacks: ['capital'],
    },
    {
      who: 'a form written out',
      entity: { ...complete, legalForm: 'Société à responsabilité limitée', registerCity: null },
      lacks: ['register'],
    },
    {
      who: 'a variable capital, said in the form',
      entity: { ...complete, legalForm: 'SAS à capital variable', capitalMinor: null },
      lacks: [],
    },
    { who: 'a SNC, which has no capital to say', entity: { ...complete, legalForm: 'SNC', capitalMinor: null }, lacks: [] },
    { who: 'a SCI without its register', entity: { ...complete, legalForm: 'SCI', registerCity: null }, lacks: ['register'] },
    {
      who: 'an association, which has neither',
      entity: { ...complete, legalForm: 'association', capitalMinor: null, registerCity: null },
      lacks: [],
    },
    { who: 'a sole trader', entity: { ...complete, legalForm: 'EI', capitalMinor: null, registerCity: null }, lacks: [] },
    {
      who: 'a company whose office is elsewhere',
      entity: { ...complete, city: null, registeredOffice: '1 quai Sud, Lyon' },
      lacks: [],
    },
    { who: 'a company of another country, whose law we have not read', entity: { ...bare, country: 'DE' }, lacks: [] },
  ])('$who lacks $lacks', ({ entity, lacks }) => {
    expect(missingMentions(entity)).toEqual(lacks);
  });
});

const refusalOf = (work: () => unknown): string => {
  try {
    work();
    return 'no refusal';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

test('a French number is taken as a SIREN or SIRET whose key fits, spaces or not; a foreign one as it is written', () => {
  expect(checkedLegalId('732 829 320', 'FR')).toBe('732829320');
  expect(checkedLegalId('732 829 320 00074', 'FR')).toBe('73282932000074');
  expect(checkedLegalId(' HRB 12345 ', 'DE')).toBe('HRB 12345');
  expect(refusalOf(() => checkedLegalId('732 829 321', 'FR'))).toBe('entity.legal-id-invalid');
  expect(checkedVatNumber('fr 44 732829320')).toBe('FR44732829320');
  expect(refusalOf(() => checkedVatNumber('FR45732829320'))).toBe('entity.vat-invalid');
});

test('a capital is more than nothing, in the decimals of its currency', () => {
  expect(checkedCapital('50000', 'EUR')).toBe(50_000_00n);
  expect(checkedCapital('7622.45', 'EUR')).toBe(7_622_45n);
  for (const [amount, currency] of [
    ['0', 'EUR'],
    ['-1', 'EUR'],
    ['1.005', 'EUR'],
    ['fifty', 'EUR'],
    ['50000', 'euro'],
  ] as const)
    expect(
      refusalOf(() => checkedCapital(amount, currency)),
      amount,
    ).toBe('entity.capital-invalid');
});

test('the town of a register is kept without the letters printed before it', () => {
  for (const text of ['Lyon', 'RCS Lyon', 'R.C.S. Lyon', ' rcs de Lyon ']) expect(checkedRegisterCity(text)).toBe('Lyon');
  expect(checkedRegisterCity('RCS d’Évry')).toBe('Évry');
  expect(checkedRegisterCity('Rochefort')).toBe('Rochefort');
});
