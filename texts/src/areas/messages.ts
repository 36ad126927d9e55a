import { area } from '../area.ts';

/** The Messages screen's words for what the outbox says, and what a message by hand proposes to say. */
export const messages = area({
  en: {
    states: {
      waiting: 'To come',
      claimed: 'Leaving',
      calling: 'Leaving',
      sent: 'Sent',
      cancelled: 'Cancelled',
      failed: 'Failed',
      uncertain: 'Uncertain',
    },
    kinds: { reminder: 'Reminder', reply: 'Reply', 'thank-you': 'Thank-you', notice: 'Statement', test: 'Test' },
    transports: { smtp: 'Mail server', local: 'Local mailbox' },
    // Why a message was cancelled or failed.
    reasons: {
      'settled-before-send': 'Nothing of it was owed any more when it was to leave.',
      recalled: 'Taken back by a person.',
      'no-address': 'No e-mail address is known for this customer.',
      'bad-address': 'The address cannot be written to.',
      'recipient-refused': 'The mail server refused the recipient.',
      'refused-by-server': 'The mail server refused the message.',
      'server-busy': 'The mail server stayed busy or out of reach through every try.',
      'not-written': 'The message could not be written.',
      'outcome-unknown': 'The connection was lost while it left: it may have arrived. Check with the mail server, then say so.',
      'said-not-left': 'A person found that it did not leave.',
      superseded: 'The account’s situation has changed; a newer action replaces this one.',
    },
    outcomes: {
      sent: 'Accepted',
      temporary: 'Put off',
      permanent: 'Refused',
      uncertain: 'Unknown',
      fault: 'Could not be written',
      undeliverable: 'No usable address',
      'resolved-sent': 'A person says it left',
      'resolved-not-sent': 'A person says it did not leave',
    },
    // What stands between test mode and live sending.
    golive: {
      'sender-tested': 'No message has really left yet: send to a pilot customer first.',
      'reply-received': 'No reply has come back yet.',
      'first-messages-read': 'Fewer than ten messages of the local mailbox have been read.',
    },
    drafts: {
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
  },
  fr: {
    states: {
      waiting: 'À venir',
      claimed: 'En cours d’envoi',
      calling: 'En cours d’envoi',
      sent: 'Envoyé',
      cancelled: 'Annulé',
      failed: 'Échec',
      uncertain: 'Incertain',
    },
    kinds: { reminder: 'Relance', reply: 'Réponse', 'thank-you': 'Remerciement', notice: 'Relevé', test: 'Essai' },
    transports: { smtp: 'Serveur de messagerie', local: 'Boîte locale' },
    reasons: {
      'settled-before-send': 'Plus rien n’en était dû au moment de l’envoi.',
      recalled: 'Repris par une personne.',
      'no-address': 'Aucune adresse e-mail n’est connue pour ce client.',
      'bad-address': 'Il est impossible d’écrire à cette adresse.',
      'recipient-refused': 'Le serveur de messagerie a refusé le destinataire.',
      'refused-by-server': 'Le serveur de messagerie a refusé le message.',
      'server-busy': 'Le serveur de messagerie est resté occupé ou injoignable à chaque essai.',
      'not-written': 'Le message n’a pas pu être rédigé.',
      'outcome-unknown':
        'La connexion a été perdue pendant l’envoi\u00a0: il est peut-être arrivé. Vérifiez auprès du serveur de messagerie, puis dites-le.',
      'said-not-left': 'Une personne a constaté qu’il n’est pas parti.',
      superseded: 'La situation du compte a changé\u00a0; une action plus récente remplace celle-ci.',
    },
    outcomes: {
      sent: 'Accepté',
      temporary: 'Différé',
      permanent: 'Refusé',
      uncertain: 'Inconnu',
      fault: 'Rédaction impossible',
      undeliverable: 'Aucune adresse utilisable',
      'resolved-sent': 'Une personne dit qu’il est parti',
      'resolved-not-sent': 'Une personne dit qu’il n’est pas parti',
    },
    golive: {
      'sender-tested': 'Aucun message n’est encore réellement parti\u00a0: écrivez d’abord à un client pilote.',
      'reply-received': 'Aucune réponse n’est encore revenue.',
      'first-messages-read': 'Moins de dix messages de la boîte locale ont été lus.',
    },
    drafts: {
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
  },
});
