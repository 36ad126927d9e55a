import { area } from '../area.ts';
import { en, fr } from '../counted.ts';

/** What a message written by hand proposes to say. `[statement]` is where the items go: as a table, in short in a text message. */
export const byHand = area({
  en: {
    items: (count: number) => en(count, 'item', 'items'),
    inShort: (what: string, amount: string) => `${what} for ${amount}`,
    sms: {
      reminder: (entity: string) =>
        `${entity}: unless we are mistaken, still to pay: [statement]. If it is done, please disregard this message.`,
      reply: (entity: string) => `${entity}: `,
      statement: (entity: string) => `${entity}: open on your account, [statement].`,
    },
    reminder: {
      subject: (entity: string) => `Your account with ${entity}`,
      text: (entity: string) =>
        `Hello,\n\nUnless we are mistaken, the items below are still open on your account.\n\n[statement]\n\nIf you have paid in the meantime, please disregard this message; if something stands in the way, just answer it.\n\nKind regards,\n${entity}`,
    },
    reply: {
      subject: (entity: string) => `Your account with ${entity}`,
      text: (entity: string) => `Hello,\n\n\n\nKind regards,\n${entity}`,
    },
    statement: {
      subject: (entity: string) => `Statement of your account with ${entity}`,
      text: (entity: string) =>
        `Hello,\n\nHere is the statement of your account to date.\n\n[statement]\n\nKind regards,\n${entity}`,
    },
  },
  fr: {
    items: (count: number) => fr(count, 'pièce', 'pièces'),
    inShort: (what: string, amount: string) => `${what} pour ${amount}`,
    sms: {
      reminder: (entity: string) =>
        `${entity}\u00a0: sauf erreur, reste à régler\u00a0: [statement]. Si c’est fait, ne tenez pas compte de ce message.`,
      reply: (entity: string) => `${entity}\u00a0: `,
      statement: (entity: string) => `${entity}\u00a0: pièces ouvertes sur votre compte\u00a0: [statement].`,
    },
    reminder: {
      subject: (entity: string) => `Votre compte chez ${entity}`,
      text: (entity: string) =>
        `Bonjour,\n\nSauf erreur de notre part, les pièces ci-dessous restent ouvertes sur votre compte.\n\n[statement]\n\nSi vous avez réglé entre-temps, ne tenez pas compte de ce message\u00a0; si quelque chose vous en empêche, répondez-y simplement.\n\nCordialement,\n${entity}`,
    },
    reply: {
      subject: (entity: string) => `Votre compte chez ${entity}`,
      text: (entity: string) => `Bonjour,\n\n\n\nCordialement,\n${entity}`,
    },
    statement: {
      subject: (entity: string) => `Relevé de votre compte chez ${entity}`,
      text: (entity: string) =>
        `Bonjour,\n\nVoici le relevé de votre compte à ce jour.\n\n[statement]\n\nCordialement,\n${entity}`,
    },
  },
});
