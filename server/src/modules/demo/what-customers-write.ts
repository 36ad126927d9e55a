import { formatDay, formatDayLong, formatMoney } from '@quitus/texts';
import { addDays, type Day, weekday } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';

/** Somebody who was reminded lately, and what the reminder listed that is still owed. */
export type Correspondent = {
  readonly customerId: string;
  readonly name: string;
  readonly language: 'fr' | 'en';
  readonly contact: string | null;
  readonly address: string;
  readonly messageId: string;
  readonly subject: string;
  readonly currency: string;
  readonly items: readonly { readonly number: string; readonly openMinor: bigint; readonly dueOn: Day }[];
};

/** What one of them writes. */
export type Letter = {
  readonly language: 'fr' | 'en';
  /** How many invoices it speaks of. */
  readonly items: number;
  readonly automatic?: boolean;
  readonly subject?: (own: string) => string;
  /** A file of this name goes along. */
  readonly file?: string;
  readonly text: (by: Correspondent, today: Day) => string;
};

const number = (by: Correspondent, index = 0): string => by.items[index]?.number ?? '';
/** What the first of the invoices come to together. */
const total = (by: Correspondent, count: number): string => {
  const sum = by.items.slice(0, count).reduce((all, item) => all + item.openMinor, 0n);
  return formatMoney(by.language, toDecimal(sum, by.currency), by.currency).replace(/[\u00a0\u202f]/g, ' ');
};
const domain = (by: Correspondent): string => by.address.split('@')[1] ?? '';

/** The first working day from there on. */
function workingDay(day: Day): Day {
  const over = weekday(day) - 5;
  return over > 0 ? addDays(day, 3 - over) : day;
}

/** Answers to reminders, the latest first. Each goes to a customer of its language who owes enough; the senders are made up. */
export const letters: readonly Letter[] = [
  {
    language: 'fr',
    items: 1,
    text: (by, today) =>
      `Bonjour,\n\nNous vous confirmons que la facture ${number(by)} sera réglée par virement le ${formatDayLong('fr', workingDay(addDays(today, 5)))}.`,
  },
  {
    language: 'fr',
    items: 1,
    text: (by, today) =>
      `Bonjour,\n\nSauf erreur de notre part, la facture ${number(by)} a été payée par virement le ${formatDay('fr', workingDay(addDays(today, -6)))} pour ${total(by, 1)}. Merci de vérifier de votre côté.`,
  },
  {
    language: 'fr',
    items: 1,
    text: (by) =>
      `Bonjour,\n\nNous n’avons jamais reçu la facture ${number(by)}. Pouvez-vous nous en renvoyer une copie, s’il vous plaît ?`,
  },
  {
    language: 'fr',
    items: 2,
    text: (by, today) =>
      `Bonjour,\n\nLa facture ${number(by)} a été réglée par virement le ${formatDay('fr', workingDay(addDays(today, -4)))}.\n\nNous contestons en revanche la facture ${number(by, 1)} : le prix facturé ne correspond pas au devis.`,
  },
  {
    language: 'en',
    items: 1,
    text: (by, today) =>
      `Hello,\n\nWe will pay invoice ${number(by)} by bank transfer on ${formatDayLong('en', workingDay(addDays(today, 8)))}.`,
  },
  {
    language: 'fr',
    items: 2,
    file: 'avis-de-virement.pdf',
    subject: () => 'Avis de virement',
    text: (by, today) =>
      `Bonjour,\n\nVeuillez trouver en pièce jointe notre avis de virement de ${total(by, 2)} du ${formatDay('fr', workingDay(addDays(today, -3)))} pour les factures ${number(by)} et ${number(by, 1)}.`,
  },
  {
    language: 'fr',
    items: 1,
    text: (by) =>
      `Bonjour,\n\nJe ne m’occupe plus de la comptabilité fournisseurs. Merci de vous adresser désormais à Mme Solène Brévant, solene.brevant@${domain(by)}.`,
  },
  {
    language: 'fr',
    items: 1,
    text: (by) =>
      `Bonjour,\n\nNous ne réglerons pas la facture ${number(by)} en l’état : la livraison était incomplète, il manque deux palettes. Nous attendons votre avoir.`,
  },
  {
    language: 'fr',
    items: 1,
    automatic: true,
    subject: (own) => `Réponse automatique : ${own}`,
    text: (by, today) =>
      `Bonjour,\n\nJe suis absente du bureau jusqu’au ${formatDay('fr', addDays(today, 6))} inclus. En cas d’urgence, écrivez à comptabilite@${domain(by)}.`,
  },
  {
    language: 'en',
    items: 1,
    text: (by) => `Hello,\n\nCould you please send us a copy of invoice ${number(by)}? We cannot find it in our system.`,
  },
  {
    language: 'fr',
    items: 1,
    text: () =>
      'Bonjour,\n\nNotre trésorerie est tendue en ce moment. Serait-il possible d’obtenir un délai, avec un règlement en trois fois ?',
  },
  {
    language: 'fr',
    items: 1,
    text: () => 'Bonjour,\n\nPouvez-vous nous adresser un relevé de compte complet ? Nous faisons le point sur vos factures.',
  },
];

/** Mails of nobody known: somebody who names a customer's invoice from an address of their own, and a stranger. */
export const strangers: readonly {
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: (near: Correspondent) => string;
}[] = [
  {
    from: { name: 'Gestion Aubécourt', address: 'bureau@gestion-aubecourt.example' },
    subject: 'Vos relances',
    text: (near) =>
      `Bonjour,\n\nNous faisons suite à vos relances : le règlement de la facture ${number(near)} partira en fin de semaine.\n\nLe service comptabilité`,
  },
  {
    from: { name: 'Cabinet Orsavel', address: 'contact@cabinet-orsavel.example' },
    subject: 'Dossier de notre client',
    text: () =>
      'Bonjour,\n\nNous tenons désormais la comptabilité de l’un de vos clients. Merci de nous adresser les factures restant dues.\n\nCabinet Orsavel, expertise comptable',
  },
];
