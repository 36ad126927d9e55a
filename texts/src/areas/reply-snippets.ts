import { area } from '../area.ts';

/** Beginnings of answers, and the words that go with a document; `[statement]` is where the table of items goes. */
export const replySnippets = area({
  en: {
    snippets: {
      blank: { label: 'Blank', text: (sender: string) => `Hello,\n\n\n\nKind regards,\n${sender}` },
      'thanks-promise': {
        label: 'Thanks for the date',
        text: (sender: string) =>
          `Hello,\n\nThank you for your answer. We have noted your payment and will not write about it again until then.\n\nKind regards,\n${sender}`,
      },
      'paid-checking': {
        label: 'We look for the payment',
        text: (sender: string) =>
          `Hello,\n\nThank you for your answer. We are looking for your payment; could you tell us its date, amount and reference, or send its proof?\n\nKind regards,\n${sender}`,
      },
      document: {
        label: 'Here is the document',
        text: (sender: string) =>
          `Hello,\n\nPlease find the document you asked for. These are the items still open on your account:\n\n[statement]\n\nKind regards,\n${sender}`,
      },
      'dispute-noted': {
        label: 'Your complaint is being looked into',
        text: (sender: string) =>
          `Hello,\n\nWe have noted what you contest and are looking into it. The rest of your account remains due:\n\n[statement]\n\nKind regards,\n${sender}`,
      },
      plan: {
        label: 'Tell us what you can pay',
        text: (sender: string) =>
          `Hello,\n\nWe understand your situation. Which amounts could you pay, and on which days? Here is what is open:\n\n[statement]\n\nKind regards,\n${sender}`,
      },
      identity: {
        label: 'Who we are',
        text: (sender: string) =>
          `Hello,\n\nWe write to you on behalf of ${sender} about your account with us. These are the items still open:\n\n[statement]\n\nKind regards,\n${sender}`,
      },
    },
    documents: {
      invoice: (numbers: readonly string[], sender: string) =>
        `Hello,\n\nPlease find attached ${numbers.length > 1 ? `invoices ${numbers.join(', ')}` : `invoice ${numbers[0] ?? ''}`}, as you asked.\n\n[statement]\n\nKind regards,\n${sender}`,
      statement: (_: readonly string[], sender: string) =>
        `Hello,\n\nHere is the statement of your account to date, with our bank details.\n\n[statement]\n\nKind regards,\n${sender}`,
    },
  },
  fr: {
    snippets: {
      blank: { label: 'Vide', text: (sender: string) => `Bonjour,\n\n\n\nCordialement,\n${sender}` },
      'thanks-promise': {
        label: 'Merci pour la date',
        text: (sender: string) =>
          `Bonjour,\n\nMerci de votre réponse. Nous notons votre règlement et ne vous écrirons plus à ce sujet d’ici là.\n\nCordialement,\n${sender}`,
      },
      'paid-checking': {
        label: 'Nous cherchons le règlement',
        text: (sender: string) =>
          `Bonjour,\n\nMerci de votre réponse. Nous recherchons votre règlement\u00a0; pouvez-vous nous indiquer sa date, son montant et sa référence, ou nous en adresser le justificatif\u00a0?\n\nCordialement,\n${sender}`,
      },
      document: {
        label: 'Voici le document',
        text: (sender: string) =>
          `Bonjour,\n\nVoici le document demandé. Les pièces ci-dessous restent ouvertes sur votre compte\u00a0:\n\n[statement]\n\nCordialement,\n${sender}`,
      },
      'dispute-noted': {
        label: 'Votre réclamation est étudiée',
        text: (sender: string) =>
          `Bonjour,\n\nNous avons pris note de ce que vous contestez et l’étudions. Le reste de votre compte demeure dû\u00a0:\n\n[statement]\n\nCordialement,\n${sender}`,
      },
      plan: {
        label: 'Que pouvez-vous régler\u00a0?',
        text: (sender: string) =>
          `Bonjour,\n\nNous comprenons votre situation. Quels montants pourriez-vous régler, et à quelles dates\u00a0? Voici ce qui reste ouvert\u00a0:\n\n[statement]\n\nCordialement,\n${sender}`,
      },
      identity: {
        label: 'Qui nous sommes',
        text: (sender: string) =>
          `Bonjour,\n\nNous vous écrivons pour ${sender} au sujet de votre compte. Voici les pièces encore ouvertes\u00a0:\n\n[statement]\n\nCordialement,\n${sender}`,
      },
    },
    documents: {
      invoice: (numbers: readonly string[], sender: string) =>
        `Bonjour,\n\nVous trouverez ci-joint ${numbers.length > 1 ? `les factures ${numbers.join(', ')}` : `la facture ${numbers[0] ?? ''}`}, comme demandé.\n\n[statement]\n\nCordialement,\n${sender}`,
      statement: (_: readonly string[], sender: string) =>
        `Bonjour,\n\nVoici le relevé de votre compte à ce jour, avec nos coordonnées bancaires.\n\n[statement]\n\nCordialement,\n${sender}`,
    },
  },
});
