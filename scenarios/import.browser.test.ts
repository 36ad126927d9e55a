import { formatDecimal } from '@quitus/texts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, startApp } from './browser.ts';

const app = startApp({ customers: 0 });
const storyMs = 120_000;

const fecHeader =
  'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise';

type Posting = readonly [account: string, label: string, customer: string, name: string, debit: string, credit: string];

function entry(
  journal: string,
  title: string,
  number: string,
  day: string,
  piece: string,
  text: string,
  postings: readonly Posting[],
) {
  return postings.map(([account, label, code, name, debit, credit]) =>
    [journal, title, number, day, account, label, code, name, piece, day, text, debit, credit, '', '', day, '', ''].join('|'),
  );
}

const sale = (number: number, day: string, code: string, name: string, gross: string, net: string, tax: string) =>
  entry('VE', 'Ventes', String(number), day, `F-${number}`, `Facture F-${number}`, [
    ['411000', 'Clients', code, name, gross, '0,00'],
    ['706000', 'Prestations', '', '', '0,00', net],
    ['445710', 'TVA', '', '', '0,00', tax],
  ]);

// Three invoices, one paid: 1 200.00 + 2 400.00 − 1 200.00 + 600.00 = 3 000.00 owed by two invented customers.
const fec = [
  fecHeader,
  ...sale(101, '20260105', 'C100', 'Ateliers Bruyelle', '1200,00', '1000,00', '200,00'),
  ...sale(102, '20260210', 'C100', 'Ateliers Bruyelle', '2400,00', '2000,00', '400,00'),
  ...sale(103, '20260302', 'C200', 'Maison Cardinet', '600,00', '500,00', '100,00'),
  ...entry('BQ', 'Banque', '104', '20260306', 'VIR104', 'VIR Bruyelle F-101', [
    ['512000', 'Banque', '', '', '1200,00', '0,00'],
    ['411000', 'Clients', 'C100', 'Ateliers Bruyelle', '0,00', '1200,00'],
  ]),
].join('\n');

// Headers no program writes; the last line has no amount a person could read.
const odd = [
  'Réf. tiers;Raison;N° doc;Emis le;A payer le;Reste du;Commentaire libre',
  'C300;Scierie Vauplane;F-2001;03/09/2026;03/10/2026;1 240,50;',
  'C300;Scierie Vauplane;F-2002;15/09/2026;15/10/2026;2 000,00;rappel fait',
  'C400;Vitrages Ormeau;F-2003;31/08/2026;30/09/2026;810,25;',
  'C400;Vitrages Ormeau;F-2004;20/10/2026;19/11/2026;bientôt;',
].join('\n');

const spaced = (amount: string) => formatDecimal('fr', amount);

/** Drops a file on the drop zone, as from a desktop. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const zone = page.locator('.i-drop');
  await zone.waitFor();
  // Written as text: a browser's own types are not known to a test that runs on Node.
  const file = `new File([${JSON.stringify(text)}], ${JSON.stringify(name)}, { type: 'text/plain' })`;
  const files = await page.evaluateHandle(
    `(() => { const transfer = new DataTransfer(); transfer.items.add(${file}); return transfer; })()`,
  );
  await zone.dispatchEvent('drop', { dataTransfer: files });
  await page.getByRole('button', { name: `Importer ${name}` }).click();
}

describe('the first files of a new organisation', () => {
  let page: Page;

  beforeAll(async () => {
    await app.api('POST /tenants', { body: { name: 'Essai', entity: 'Menuiseries Valoise', currency: 'EUR', country: 'FR' } });
    page = await app.open('/imports');
  }, storyMs);
  afterAll(() => page?.close());

  test('an FEC is dropped: its total agrees to the cent and what must be settled is said', { timeout: storyMs }, async () => {
    await page.getByText('Pas encore de fichier').waitFor();
    expect(await barriers(page)).toEqual([]);
    await drop(page, 'valoise-fec.txt', fec);
    await page.getByText('Appliqué : la balance âgée').waitFor();
    await page.getByText('Concorde au centime').waitFor();
    const control = page.getByRole('table', { name: 'Total de contrôle' }).getByRole('row').nth(1);
    expect(await control.innerText()).toContain(spaced('3000.00'));
    expect(await barriers(page)).toEqual([]);
  });

  test('each note leads to where it is settled: the journals are confirmed', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: /journaux ont été classés/ }).click();
    await page.getByRole('cell', { name: 'BQ', exact: true }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Ce que contient le journal BQ' }).inputValue()).toBe('bank');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Confirmer 2 journaux' }).click();
    await page.getByText('2 journaux confirmés').waitFor();
  });

  test('the payment proposed for its invoice is accepted and closes it', { timeout: storyMs }, async () => {
    await page.getByRole('tab', { name: /Lettrages proposés/ }).click();
    await page.getByRole('button', { name: /^Accepter.*F-101$/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^Accepter.*F-101$/ }).click();
    await page.getByText('1 lettrage accepté').waitFor();
    await page.getByText('Aucun lettrage à décider').waitFor();
  });

  test('the aged totals of the overview are those of the file', { timeout: storyMs }, async () => {
    await page.getByRole('link', { name: 'Vue d’ensemble' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Vue d’ensemble' }).waitFor();
    await page.getByRole('button', { name: /^Échu .*€/ }).waitFor();
    const told = (await page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ');
    expect(told).toContain('À encaisser 3 000 €');
    expect(told).toContain('Plus de 90 jours 4 200,00 €');
    expect(told).toContain('Crédits à affecter −1 200,00 €');
    const { totals } = await app.api('GET /aged-balance', { query: {} });
    expect(totals.map((each) => [each.currency, each.total])).toEqual([['EUR', '3000.00']]);
  });

  test('a table with odd headers shows its columns; the missing one is said, then chosen', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/imports`);
    await drop(page, 'echeances.csv', odd);
    await page.getByText('Il manque encore : Code client.').waitFor();
    expect(await barriers(page)).toEqual([]);
    // The button says why it cannot be pressed; pressed all the same, nothing happens.
    expect(await page.getByRole('button', { name: 'Importer le fichier' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('combobox', { name: 'Ce que contient la colonne Réf. tiers' }).selectOption('customerCode');
    await page.getByText('Tout le nécessaire a été trouvé.').waitFor();
    await page.getByRole('combobox', { name: 'Ce que contient la colonne Raison' }).selectOption('customerName');
    await page.getByRole('combobox', { name: 'Ce que contient la colonne Emis le' }).selectOption('issueOn');
    await page.getByText('1 valeur des premières lignes est illisible').waitFor();
    await page.getByLabel('Garder ces colonnes sous un nom').fill('Échéances de Valoise');
  });

  test('three lines are taken, one is listed with its line and its reason', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'Importer le fichier' }).click();
    await page.getByText('Appliqué : la balance âgée').waitFor();
    const row = page
      .getByRole('grid', { name: 'Lignes rejetées et avertissements' })
      .getByRole('row')
      .filter({ hasText: 'bientôt' });
    await row.first().waitFor();
    expect(await row.first().innerText()).toContain('n’est pas un montant');
    expect(await row.first().innerText()).toContain('5');
    const control = page.getByRole('table', { name: 'Total de contrôle' }).getByRole('row').nth(1);
    expect(await control.innerText()).toContain(spaced('4050.75'));
    expect(await barriers(page)).toEqual([]);
    const { totals } = await app.api('GET /aged-balance', { query: {} });
    expect(totals.map((each) => each.total)).toEqual(['7050.75']);
  });

  test(
    'the same file again says so, reads its columns by their saved name, and changes nothing',
    { timeout: storyMs },
    async () => {
      await page.getByRole('link', { name: 'Tous les imports' }).click();
      await drop(page, 'echeances.csv', odd);
      await page.getByText('correspondance enregistrée « Échéances de Valoise »').waitFor();
      await page.getByRole('button', { name: 'Importer le fichier' }).click();
      await page.getByText('Ce même fichier a déjà été importé').waitFor();
      const { totals } = await app.api('GET /aged-balance', { query: {} });
      expect(totals.map((each) => each.total)).toEqual(['7050.75']);
    },
  );

  test('undone, the import leaves the ledger as it was', { timeout: storyMs }, async () => {
    await page.getByRole('link', { name: 'Voir le premier import' }).click();
    await page.getByRole('heading', { level: 1, name: /echeances\.csv/ }).waitFor();
    await page.getByRole('button', { name: 'Annuler cet import' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler cet import' }).click();
    await page.getByText(/^Annulé par Camille Morel/).waitFor();
    const { totals } = await app.api('GET /aged-balance', { query: {} });
    expect(totals.map((each) => each.total)).toEqual(['3000.00']);
  });

  test('a file that is no table is refused whole, with the reason', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/imports`);
    await drop(page, 'photo.xlsx', 'PK\u0003\u0004 and nothing behind it');
    await page.getByText('Le fichier a été refusé en entier').waitFor();
    await page
      .getByRole('grid', { name: 'Lignes rejetées et avertissements' })
      .getByText(/^Le classeur est illisible/)
      .waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('columns kept under a name are listed, and can be forgotten', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/imports?tab=mappings`);
    await page.getByRole('cell', { name: 'Échéances de Valoise', exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Oublier Échéances de Valoise' }).click();
    await page.getByRole('button', { name: 'Oublier ces colonnes' }).click();
    await page.getByText('« Échéances de Valoise » est oublié.').waitFor();
    await page.getByText('Aucune colonne enregistrée').waitFor();
    const { mappings } = await app.api('GET /import-mappings');
    expect(mappings).toEqual([]);
  });

  test('data quality names the cash it blocks; an e-mail typed in the list repairs it', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/quality`);
    await page.getByRole('button', { name: /^Sans e-mail · 2 clients/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^Sans e-mail · 2 clients/ }).click();
    const box = page.getByRole('textbox', { name: 'E-mail de Ateliers Bruyelle' });
    await box.fill('compta@bruyelle.example');
    await box.press('Enter');
    await page.getByText('Enregistré : compta@bruyelle.example').waitFor();
    expect(await barriers(page)).toEqual([]);
    const { checks } = await app.api('GET /quality', { query: {} });
    expect(checks.find((check) => check.code === 'email-missing')?.customers).toBe(1);
  });

  test('a setting is recorded where it stands, kept, and taken back by the toast', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/settings?tab=ledger`);
    const bounds = page.getByRole('textbox', { name: 'Bornes de la balance âgée' });
    await bounds.fill('15, 45');
    await bounds.press('Enter');
    await page.getByText('Bornes de la balance âgée : enregistré.').waitFor();
    await page.getByText('Plus de 45 jours').waitFor();
    await page.reload();
    await bounds.waitFor();
    expect(await bounds.inputValue()).toBe('15, 45');
    await bounds.fill('30, 60');
    await bounds.press('Enter');
    await page.getByText('Plus de 60 jours').waitFor();
    await page.getByRole('button', { name: 'Annuler l’action' }).click();
    await page.getByText('Plus de 45 jours').waitFor();
  });

  test.for(['entity', 'sending', 'ledger', 'terms', 'people', 'security', 'organisations'])(
    'settings, tab %s, stand in nobody’s way',
    { timeout: storyMs },
    async (tab) => {
      await page.goto(`${app.base}/settings?tab=${tab}`);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      expect(await barriers(page)).toEqual([]);
    },
  );
});
