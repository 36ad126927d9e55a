import { area } from '../area.ts';

/** What a message written by hand proposes to say. `[statement]` is where the table of items goes. */
export const byHand = area({
  en: {
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
