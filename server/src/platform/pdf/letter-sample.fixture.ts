/** A formal notice by an invented company: what the tests of papers, the gallery of pages and the bench print. */
export function letterSample({
  items,
  recipient = ['Menuiserie Dubourg', '4 rue Haute', '38000 Grenoble'],
  code = 'BCD\n002\n1\nSCT\n\nAteliers Brevannes SAS\nFR7630004000031234567890143\nEUR14850.12\n\n\nC-004217\n',
  language = 'fr',
}: {
  readonly items: number;
  readonly recipient?: readonly string[];
  readonly code?: string | null;
  readonly language?: string;
}): Record<string, unknown> {
  const rows = Array.from({ length: items }, (_, place) => [
    `FA-2026-${String(place + 1).padStart(5, '0')}`,
    '03/08/2026',
    '17/09/2026',
    '66',
    `${1000 + place * 37},20 €`,
  ]);
  return {
    language,
    sender: { name: 'Ateliers Brévannes SAS', lines: ['12 rue des Tanneurs', '69007 Lyon', 'comptabilite@brevannes.example'] },
    recipient,
    placeAndDate: 'Lyon, le 22 novembre 2026',
    mention: 'LETTRE RECOMMANDÉE AVEC AVIS DE RÉCEPTION',
    subject: 'Mise en demeure de payer',
    references: [
      ['Votre compte', 'C-004217'],
      ['Suivi par', 'Jeanne Marchal'],
    ],
    blocks: [
      { kind: 'paragraph', runs: [{ text: 'Madame, Monsieur,' }] },
      {
        kind: 'paragraph',
        runs: [
          { text: 'Malgré nos relances, les factures ci-dessous restent impayées. Nous vous ' },
          { text: 'mettons en demeure', bold: true },
          { text: ' de nous régler 14 850,12 € sous huit jours.' },
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
        ['Total dû', '14 850,12 €'],
      ],
    },
    payment: {
      title: 'Comment payer',
      rows: [
        ['IBAN', 'FR76 3000 4000 0312 3456 7890 143'],
        ['Référence', 'C-004217'],
      ],
      ...(code === null ? {} : { code }),
    },
    signature: ['Jeanne Marchal', 'Responsable du recouvrement'],
    footer: ['Ateliers Brévannes SAS au capital de 150 000 € — RCS Lyon 512 345 678', '12 rue des Tanneurs, 69007 Lyon'],
  };
}
