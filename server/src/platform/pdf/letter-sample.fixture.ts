/** A formal notice by an invented company: what the tests of papers, the gallery of pages and the bench print. Each `debtor` has another address, account and other invoices. */
export function letterSample({
  items,
  debtor = 0,
  recipient = ['Menuiserie Dubourg', `${4 + debtor} rue Haute`, '38000 Grenoble'],
  code = scanned(debtor),
  language = 'fr',
}: {
  readonly items: number;
  readonly debtor?: number;
  readonly recipient?: readonly string[];
  readonly code?: string | null;
  readonly language?: string;
}): Record<string, unknown> {
  const rows = Array.from({ length: items }, (_, place) => {
    const day = 1 + ((16 + place + debtor * 5) % 28);
    const written = String(day).padStart(2, '0');
    return [
      `FA-2026-${String(debtor * 12 + place + 1).padStart(5, '0')}`,
      `${written}/08/2026`,
      `${written}/09/2026`,
      String(83 - day),
      `${1000 + place * 37 + debtor},20 €`,
    ];
  });
  return {
    language,
    sender: { name: 'Ateliers Brévannes SAS', lines: ['12 rue des Tanneurs', '69007 Lyon', 'comptabilite@brevannes.example'] },
    recipient,
    placeAndDate: 'Lyon, le 22 novembre 2026',
    mention: 'LETTRE RECOMMANDÉE AVEC AVIS DE RÉCEPTION',
    subject: 'Mise en demeure de payer',
    references: [
      ['Votre compte', accountOf(debtor)],
      ['Suivi par', 'Jeanne Marchal'],
    ],
    blocks: [
      { kind: 'paragraph', runs: [{ text: 'Madame, Monsieur,' }] },
      {
        kind: 'paragraph',
        runs: [
          { text: 'Malgré nos relances, les factures ci-dessous restent impayées. Nous vous ' },
          { text: 'mettons en demeure', bold: true },
          { text: ` de nous régler ${inThousands(owedBy(debtor))},12 € sous huit jours.` },
        ],
      },
      { kind: 'statement' },
      { kind: 'payment' },
      { kind: 'paragraph', runs: [{ text: 'Veuillez agréer, Madame, Monsieur, nos salutations distinguées.' }] },
    ],
    statement: {
      columns: [
        { label: 'Facture', align: 'left' },
        { label: 'Émise le', align: 'left' },
        { label: 'Échéance', align: 'left' },
        { label: 'Jours de retard', align: 'right' },
        { label: 'Reste dû', align: 'right' },
      ],
      groups: [{ rows }],
      totals: [
        ['Indemnités forfaitaires', '400,00 €'],
        ['Total dû', `${inThousands(owedBy(debtor))},12 €`],
      ],
    },
    payment: {
      title: 'Comment payer',
      rows: [
        ['IBAN', 'FR76 3000 4000 0312 3456 7890 143'],
        ['Référence', accountOf(debtor)],
      ],
      ...(code === null ? {} : { code }),
    },
    signature: ['Jeanne Marchal', 'Responsable du recouvrement'],
    footer: ['Ateliers Brévannes SAS au capital de 150 000 € — RCS Lyon 512 345 678', '12 rue des Tanneurs, 69007 Lyon'],
  };
}

const accountOf = (debtor: number): string => `C-${String(4217 + debtor).padStart(6, '0')}`;
const owedBy = (debtor: number): number => 14_850 + debtor;
const inThousands = (amount: number): string => `${Math.floor(amount / 1000)} ${String(amount % 1000).padStart(3, '0')}`;
const scanned = (debtor: number): string =>
  `BCD\n002\n1\nSCT\n\nAteliers Brevannes SAS\nFR7630004000031234567890143\nEUR${owedBy(debtor)}.12\n\n\n${accountOf(debtor)}\n`;
