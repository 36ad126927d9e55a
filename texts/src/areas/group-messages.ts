import { area } from '../area.ts';
import { en, fr } from '../counted.ts';

// CPCE L111-8, second and third paragraphs, in force since 19 March 2014: R124-4 wants them reproduced.
const l111 =
  'Les frais de recouvrement entrepris sans titre exécutoire restent à la charge du créancier, sauf s’ils concernent un acte dont l’accomplissement est prescrit par la loi au créancier. Toute stipulation contraire est réputée non écrite, sauf disposition législative contraire. Cependant, le créancier qui justifie du caractère nécessaire des démarches entreprises pour recouvrer sa créance peut demander au juge de l’exécution de laisser tout ou partie des frais ainsi exposés à la charge du débiteur de mauvaise foi.';

/** One mail for what a debtor owes several companies of the organisation: its frame, what stands around each company's part, what the law wants said. */
export const groupMessages = area({
  en: {
    subject: (creditors: string, debtor: string) => `Amounts due to ${creditors} – ${debtor}`,
    subjectMany: (count: number, debtor: string) => `Amounts due to ${en(count, 'company', 'companies')} – ${debtor}`,
    hello: 'Hello,',
    opening: (writer: string, debtor: string, count: number) =>
      `${writer} writes to you in one message about what ${debtor} owes to ${en(count, 'company', 'companies')}. Each claim stands by itself below and is paid to the account of the company concerned.`,
    heading: (place: number, creditor: string) => `${place}. ${creditor}`,
    creditor: (line: string) => `Creditor: ${line}`,
    basis: 'Basis: the items listed above.',
    principal: (amount: string) => `Principal: ${amount}`,
    interest: (amount: string) => `interest: ${amount}`,
    accessories: (amount: string) => `other accessories: ${amount}`,
    and: '; ',
    notClaimed: 'not claimed here',
    toPay: (amount: string) => `The sum of ${amount} is to be paid to the account above.`,
    farewell: 'Kind regards,',
    others: (count: number) =>
      `The same mail spoke of what is owed to ${en(count, 'other company', 'other companies')}; only the part of this account is kept here.`,
    collects: (writer: string, address: string, creditors: string) =>
      `${writer}, ${address}, collects amicably on behalf of ${creditors}.`,
    collectsInFrance: (writer: string, address: string, creditors: string) =>
      `${writer}, ${address}, carries on the activity of amicable debt collection and acts on behalf of ${creditors} (French Code of civil enforcement procedures, articles L124-1 and R124-1 to R124-7).`,
    article: `French Code of civil enforcement procedures, article L111-8, second and third paragraphs: “${l111}”`,
    reference: (reference: string) => `Reference of this message: ${reference}.`,
    first: (creditor: string, reference: string, day: string) =>
      `First letter for ${creditor}: reference ${reference}, sent on ${day}.`,
  },
  fr: {
    subject: (creditors, debtor) => `Sommes dues à ${creditors} – ${debtor}`,
    subjectMany: (count, debtor) => `Sommes dues à ${fr(count, 'société', 'sociétés')} – ${debtor}`,
    hello: 'Bonjour,',
    opening: (writer, debtor, count) =>
      `${writer} vous écrit en un seul message au sujet de ce que ${debtor} doit à ${fr(count, 'société', 'sociétés')}. Chaque créance est présentée séparément et se règle sur le compte de la société concernée.`,
    heading: (place, creditor) => `${place}. ${creditor}`,
    creditor: (line) => `Créancier\u00a0: ${line}`,
    basis: 'Fondement\u00a0: les pièces listées ci-dessus.',
    principal: (amount) => `Principal\u00a0: ${amount}`,
    interest: (amount) => `intérêts\u00a0: ${amount}`,
    accessories: (amount) => `autres accessoires\u00a0: ${amount}`,
    and: '\u00a0; ',
    notClaimed: 'non réclamés ici',
    toPay: (amount) => `La somme de ${amount} est à régler sur le compte indiqué ci-dessus.`,
    farewell: 'Cordialement,',
    others: (count) =>
      `Le même message présentait ce qui est dû à ${fr(count, 'autre société', 'autres sociétés')}\u00a0; seule la partie de ce compte est conservée ici.`,
    collects: (writer, address, creditors) => `${writer}, ${address}, recouvre à l’amiable pour le compte de ${creditors}.`,
    collectsInFrance: (writer, address, creditors) =>
      `${writer}, ${address}, exerce une activité de recouvrement amiable et agit pour le compte de ${creditors} (code des procédures civiles d’exécution, articles L124-1 et R124-1 à R124-7).`,
    article: `Code des procédures civiles d’exécution, article L111-8, deuxième et troisième alinéas\u00a0: «\u00a0${l111}\u00a0»`,
    reference: (reference) => `Référence de ce message\u00a0: ${reference}.`,
    first: (creditor, reference, day) => `Première lettre pour ${creditor}\u00a0: référence ${reference}, envoyée le ${day}.`,
  },
});
