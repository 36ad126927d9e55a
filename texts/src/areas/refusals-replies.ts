import { area } from '../area.ts';

type Values = Readonly<Record<string, string | number>>;

/** What replies and their mailbox say no to. */
export const replyRefusals = area({
  en: {
    'reply.not-found': 'There is no such mail.',
    'reply.hook-unknown': 'This address takes no mail.',
    'reply.too-large': ({ megabytes }: Values) => `A mail of more than ${megabytes} MB is not taken.`,
    'reply.empty': 'There is no mail in this request.',
    'reply.too-many': 'Too many mails in a minute: hand it over again later.',
    'reply.customer-unknown': 'There is no such customer.',
    'reply.nobody-yet': 'Say first whose mail it is.',
    'reply.not-to-treat': 'This mail no longer waits: a colleague may have dealt with it.',
    'reply.not-treated': 'This mail is not treated.',
    'reply.not-dismissed': 'This mail was not set aside.',
    'reply.no-address': 'This mail has no sender’s address to remember.',
    'reply.proposal-decided': 'This was decided already.',
    'reply.proposal-open': 'Nothing was decided yet.',
    'reply.proposal-incomplete': 'Something is missing: a day, an item or an address.',
    'reply.amount-invalid': ({ amount }: Values) => `“${amount}” is not an amount.`,
    'reply.no-document': 'No invoice is kept for one of these items: add it, or answer by hand.',
    'reply.file-not-found': 'There is no such file in this mail.',
    'reply.bad-address': ({ address }: Values) => `“${address}” is not an address that can be written to.`,
    'mailbox.url-invalid': 'This is not a mailbox: it should look like imaps://user:password@mail.example.com:993.',
    'mailbox.none': 'There is no mailbox to try: save one first.',
    'model.url-invalid':
      'This address cannot be called: it must begin with https:// and be on the public internet, or be allowed by the administrator.',
    'model.key-needed':
      'This is another server: type its key again. The key that is kept is only ever sent to the server it was given for.',
  },
  fr: {
    'reply.not-found': 'Ce message n’existe pas.',
    'reply.hook-unknown': 'Cette adresse ne reçoit aucun message.',
    'reply.too-large': ({ megabytes }: Values) => `Un message de plus de ${megabytes} Mo n’est pas accepté.`,
    'reply.empty': 'Cette requête ne contient aucun message.',
    'reply.too-many': 'Trop de messages en une minute\u00a0: remettez-le plus tard.',
    'reply.customer-unknown': 'Ce client n’existe pas.',
    'reply.nobody-yet': 'Dites d’abord de quel client vient ce message.',
    'reply.not-to-treat': 'Ce message n’attend plus\u00a0: un collègue s’en est peut-être occupé.',
    'reply.not-treated': 'Ce message n’est pas traité.',
    'reply.not-dismissed': 'Ce message n’a pas été écarté.',
    'reply.no-address': 'Ce message n’a pas d’adresse d’expéditeur à retenir.',
    'reply.proposal-decided': 'C’est déjà décidé.',
    'reply.proposal-open': 'Rien n’est encore décidé.',
    'reply.proposal-incomplete': 'Il manque quelque chose\u00a0: un jour, une pièce ou une adresse.',
    'reply.amount-invalid': ({ amount }: Values) => `«\u00a0${amount}\u00a0» n’est pas un montant.`,
    'reply.no-document': 'Aucune facture n’est conservée pour l’une de ces pièces\u00a0: ajoutez-la, ou répondez à la main.',
    'reply.file-not-found': 'Ce message n’a pas cette pièce jointe.',
    'reply.bad-address': ({ address }: Values) => `«\u00a0${address}\u00a0» n’est pas une adresse à laquelle écrire.`,
    'mailbox.url-invalid': 'Ce n’est pas une boîte\u00a0: attendu imaps://utilisateur:motdepasse@mail.exemple.fr:993.',
    'mailbox.none': 'Il n’y a pas de boîte à essayer\u00a0: enregistrez-en une d’abord.',
    'model.url-invalid':
      'Cette adresse ne peut pas être appelée\u00a0: elle doit commencer par https:// et être sur l’internet public, ou autorisée par l’administrateur.',
    'model.key-needed':
      'Ce serveur n’est plus le même\u00a0: ressaisissez la clé. Celle qui est conservée n’est envoyée qu’au serveur pour lequel elle a été donnée.',
  },
});
