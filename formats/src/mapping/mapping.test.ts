import { describe, expect, test } from 'vitest';
import { wholeTable } from '../tables/table.fixture.ts';
import { legalFile } from '../fec/fec.fixture.ts';
import type { TableKind } from './fields.ts';
import { guessKind } from './guess-kind.ts';
import { guessMapping } from './guess-mapping.ts';

/** Field → column, as a screen would show it. */
function columnsOf(columns: string[], sample: string[][], kind: TableKind): Record<string, string> {
  const { fields } = guessMapping(columns, sample, kind);
  return Object.fromEntries(Object.entries(fields).map(([field, guess]) => [field, guess.column]));
}

describe('the columns of open items', () => {
  test('as a French ledger names them', () => {
    const columns = [
      'Code client',
      'Raison sociale',
      'N° facture',
      'Type',
      'Date facture',
      "Date d'échéance",
      'Montant TTC',
      'Solde',
      'Devise',
      'Niveau de relance',
      'Date dernière relance',
      'E-mail',
      'Téléphone',
      'SIREN',
      'Conditions de règlement',
      'Bon de commande',
      'Commercial',
      'Chargé de recouvrement',
    ];
    const row = [
      'C001',
      'Boulangerie du Loup',
      'FA0001',
      'Facture',
      '03/01/2026',
      '02/02/2026',
      '1 200,00',
      '1 200,00',
      'EUR',
      '2',
      '15/02/2026',
      'compta@loup.fr',
      '04 72 00 00 00',
      '732829320',
      '30 j FM',
      'BC-77',
      'M. Hêtre',
      'Mme Tilleul',
    ];
    expect(columnsOf(columns, [row, row], 'items')).toEqual({
      customerCode: 'Code client',
      customerName: 'Raison sociale',
      number: 'N° facture',
      type: 'Type',
      issueOn: 'Date facture',
      dueOn: "Date d'échéance",
      amount: 'Montant TTC',
      openAmount: 'Solde',
      currency: 'Devise',
      lastReminderLevel: 'Niveau de relance',
      lastReminderOn: 'Date dernière relance',
      email: 'E-mail',
      phone: 'Téléphone',
      legalId: 'SIREN',
      terms: 'Conditions de règlement',
      purchaseOrder: 'Bon de commande',
      salesRep: 'Commercial',
      collector: 'Chargé de recouvrement',
    });
  });

  test('as an American data set names them', () => {
    const columns = [
      'business_code',
      'cust_number',
      'name_customer',
      'doc_id',
      'invoice_id',
      'posting_date',
      'document_create_date',
      'due_in_date',
      'baseline_create_date',
      'invoice_currency',
      'document_type',
      'total_open_amount',
      'cust_payment_terms',
      'isOpen',
    ];
    const row = [
      'U001',
      '0200706844',
      'LOUP co',
      '1930571429',
      '1930571429',
      '2020-02-27',
      '2020-02-26',
      '2020-03-13',
      '2020-02-27',
      'USD',
      'RV',
      '8734.71',
      'NAA8',
      '1',
    ];
    expect(columnsOf(columns, [row, row], 'items')).toMatchObject({
      customerCode: 'cust_number',
      customerName: 'name_customer',
      number: 'invoice_id',
      issueOn: 'document_create_date',
      dueOn: 'due_in_date',
      currency: 'invoice_currency',
      type: 'document_type',
      openAmount: 'total_open_amount',
      terms: 'cust_payment_terms',
    });
  });

  test('capitals run together, abbreviations, dots', () => {
    const columns = ['CUSTOMERID', 'InvoiceDate', 'DueDate', 'InvoiceAmount', 'Num. pièce', 'Mt Débit', 'Mt Crédit'];
    const row = ['C1', '1/2/2013', '2/13/2013', '55.94', 'FA1', '10,00', ''];
    expect(columnsOf(['customerID', ...columns.slice(1)], [row], 'items')).toEqual({
      customerCode: 'customerID',
      issueOn: 'InvoiceDate',
      dueOn: 'DueDate',
      amount: 'InvoiceAmount',
      number: 'Num. pièce',
      amountDebit: 'Mt Débit',
      amountCredit: 'Mt Crédit',
    });
  });

  test('debit and credit, or an amount and its side', () => {
    expect(columnsOf(['Compte', 'Libellé', 'Débit', 'Crédit'], [['411A', 'x', '1,00', '']], 'items')).toMatchObject({
      amountDebit: 'Débit',
      amountCredit: 'Crédit',
    });
    expect(
      columnsOf(
        ['Compte client', 'Montant', 'Sens'],
        [
          ['411A', '1,00', 'D'],
          ['411A', '1,00', 'C'],
        ],
        'items',
      ),
    ).toMatchObject({ amount: 'Montant', amountSign: 'Sens' });
  });

  test('a column whose cells belie its name is not taken', () => {
    const { fields, unmapped } = guessMapping(
      ['Code client', "Date d'échéance", 'Solde'],
      [
        ['C1', 'à réception', '12,00'],
        ['C2', 'à réception', '1,00'],
      ],
      'items',
    );
    expect(fields.dueOn).toBeUndefined();
    expect(unmapped).toEqual(["Date d'échéance"]);
  });

  test('a column keeps its name when most of its days and amounts are mistyped: the lines are then named, not the column dropped', () => {
    const sample = [
      ['C1', 'F-1', '2026-02-30', '12x,00'],
      ['C2', 'F-2', '31/31/2026', '1.2.3'],
      ['C3', 'F-3', '2026-03-04', '10,00'],
    ];
    expect(columnsOf(['Code client', 'Numéro', 'Échéance', 'Solde'], sample, 'items')).toMatchObject({
      dueOn: 'Échéance',
      openAmount: 'Solde',
    });
  });

  test('the mark and the order of days are read over the whole column', () => {
    const sample = [
      ['C1', '01/02/2026', '1,234'],
      ['C2', '25/02/2026', '12,50'],
    ];
    expect(guessMapping(['Code client', 'Échéance', 'Solde'], sample, 'items')).toMatchObject({
      decimalMark: ',',
      dayOrder: 'dmy',
    });
    expect(guessMapping(['Code client', 'Échéance', 'Solde'], [['C1', '01/02/2026', '1,234']], 'items')).toMatchObject({
      decimalMark: null,
      dayOrder: null,
    });
  });

  test('without names, e-mails, days and amounts are known by what they are, and said to be guesses', () => {
    const sample = [
      ['C1', '03/01/2026', '02/02/2026', '12,50', 'a@loup.fr'],
      ['C2', '04/01/2026', '03/02/2026', '8,00', 'b@erable.fr'],
    ];
    const { fields } = guessMapping(['A', 'B', 'C', 'D', 'E'], sample, 'items');
    expect(fields).toMatchObject({
      issueOn: { column: 'B', reason: 'content' },
      dueOn: { column: 'C', reason: 'content' },
      amount: { column: 'D', reason: 'content' },
      email: { column: 'E', reason: 'content' },
    });
    expect(Math.max(...Object.values(fields).map((guess) => guess.confidence))).toBeLessThanOrEqual(0.8);
  });
});

test('what a list of items cannot do without is said when it is missing, and the guess is worth its weakest part', () => {
  const whole = guessMapping(['Code client', 'N° facture', 'Échéance', 'Solde'], [['C1', 'F1', '01/02/2026', '12,00']], 'items');
  expect(whole.missing).toEqual([]);
  expect(whole.confidence).toBeGreaterThan(0.9);
  const part = guessMapping(['Code client', 'Échéance', 'Solde'], [['C1', '01/02/2026', '12,00']], 'items');
  expect(part.missing).toEqual([['number', 'externalId', 'reference']]);
  expect(part.confidence).toBe(0);
});

test('the columns of customers', () => {
  const columns = [
    'Code tiers',
    'Raison sociale',
    'SIRET',
    'N° TVA intracommunautaire',
    'Adresse',
    "Complément d'adresse",
    'CP',
    'Ville',
    'Pays',
    'Tél.',
    'Mail',
    'Mode de règlement',
    'Centre payeur',
    'Maison mère',
    'Langue',
    'Segment',
  ];
  const row = [
    'C001',
    'Boulangerie du Loup',
    '73282932000074',
    'FR44732829320',
    '1 rue X',
    'Bât. B',
    '69001',
    'Lyon',
    'FR',
    '0472000000',
    'a@loup.fr',
    'Virement',
    '',
    '',
    'fr',
    'A',
  ];
  expect(columnsOf(columns, [row, row], 'customers')).toEqual({
    customerCode: 'Code tiers',
    name: 'Raison sociale',
    legalId: 'SIRET',
    vatNumber: 'N° TVA intracommunautaire',
    address1: 'Adresse',
    address2: "Complément d'adresse",
    postcode: 'CP',
    city: 'Ville',
    country: 'Pays',
    phone: 'Tél.',
    email: 'Mail',
    paymentMeans: 'Mode de règlement',
    payerCode: 'Centre payeur',
    parentCode: 'Maison mère',
    language: 'Langue',
    segment: 'Segment',
  });
});

describe('what a file is a list of', () => {
  const files: [string, string, string][] = [
    ['items', 'balance.csv', 'Code client;N° facture;Échéance;Solde\nC1;F1;01/02/2026;12,00\nC1;F2;15/02/2026;1,00\n'],
    ['items', 'export.csv', 'Code client;Date échéance;Débit;Crédit\nC1;01/02/2026;12,00;\nC1;15/02/2026;;1,00\n'],
    [
      'cleared-items',
      'reglees.csv',
      'cust_number,clear_date,due_date,amount,invoice_id\n1,2019-01-03,2019-01-02,16635.40,77\n2,2019-01-04,2019-01-02,5.40,78\n',
    ],
    [
      'customers',
      'clients.csv',
      'Code client;Raison sociale;SIREN;Adresse;CP;Ville\nC1;Loup;732829320;1 rue X;69001;Lyon\nC2;Érable;;2 rue Y;57000;Metz\n',
    ],
    [
      'contacts',
      'contacts.csv',
      'Code client;Nom;Fonction;E-mail\nC1;Mme Tilleul;Comptable;t@loup.fr\nC2;M. Hêtre;DAF;h@erable.fr\n',
    ],
    ['sales', 'ca.csv', 'Code client;Mois;CA TTC\nC1;2026-01;1200,00\nC1;2026-02;800,00\n'],
    ['unknown', 'meteo.csv', 'Station;Pluie\nLyon;12\nMetz;8\n'],
  ];

  test.each(files)('%s: %s', async (kind, name, file) => {
    const { table } = await wholeTable(file, name);
    expect(guessKind({ name, columns: table.columns, sample: table.sample, firstBytes: Buffer.from(file) }).kind).toBe(kind);
  });

  test('items whose amounts cannot be read are still items, never a list of customers', () => {
    const columns = ['Code client', 'Nom client', 'Numéro', 'Échéance', 'Solde'];
    expect(
      guessKind({ name: 'export.csv', columns, sample: [['C1', 'Menuiserie Hêtre', 'F-1', '2026-03-04', 'néant']] }).kind,
    ).toBe('items');
  });

  test('an FEC by its header', async () => {
    const { table } = await wholeTable(legalFile, 'export.txt');
    expect(
      guessKind({ name: 'export.txt', columns: table.columns, sample: table.sample, firstBytes: Buffer.from(legalFile) }),
    ).toMatchObject({ kind: 'fec', reason: 'fec-header' });
  });
});
