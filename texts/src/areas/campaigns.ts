import { area, plural } from '../area.ts';
import { formatCount } from '../format.ts';

/** Campaigns: one message to every customer of an audience. The ready words of each kind, and the screen. */
export const campaigns = area({
  en: {
    kinds: {
      statement: 'Statement of account',
      'bank-details': 'Our bank details change',
      'balance-confirmation': 'Balance confirmation',
      free: 'Message to customers',
    },
    kindsHelp: {
      statement: 'What is open on each account the day it leaves, with the statement as a PDF. Who owes nothing gets none.',
      'bank-details':
        'Announces the account you are paid to from now on, its IBAN in part only, and asks to check it by telephone.',
      'balance-confirmation':
        'What each account held open at the close of a day, to be confirmed or contested by a reply: for the year-end audit.',
      free: 'Your own words, to everybody or to some.',
    },
    // What a campaign of a kind says before anybody changes it; a free one says nothing yet. Liquid over a small Markdown.
    ready: {
      statement: {
        subject: 'Statement of account at {{ asOf }} – {{ entity.name }}',
        body: `Hello,

Here is the statement of your account {{ customer.code }} at {{ asOf }}. Its balance is **{{ balance }}**.

{{ statement }}

This statement is sent to you for information, and knows nothing of payments that reach us after that date. If an item is missing in your books, or a line differs from them, simply reply to this message.

Kind regards,`,
      },
      'bank-details': {
        subject: 'Our bank details change – {{ entity.name }}',
        body: `Hello,

Our bank details change. For your next payments, our account is now this one:

- Account holder: {{ entity.accountHolder }}
- IBAN: {{ entity.ibanMasked }}

As a precaution the IBAN is shown in part only: we give you the rest on the telephone.

**Before you change anything, check this with us by telephone**, at a number you already have for us, never at one you read in a message. Fraudsters announce changes of bank details too: nobody here will ever mind that you checked.

Kind regards,`,
      },
      'balance-confirmation': {
        subject: 'Confirmation of your balance at {{ asOf }} – {{ entity.name }}',
        body: `Hello,

We are closing our accounts. Please compare with your books the balance of your account {{ customer.code }} with us at {{ asOf }}: **{{ balance }}**.

{{ statement }}

Please reply to this message, and tell us either:

- that you confirm this balance,
- or the balance in your books, and the lines that differ.

This is no request for payment: what was paid after that date is not deducted.

Kind regards,`,
      },
    },
    leftOut: {
      'nothing-open': 'Nothing is open on the account.',
      'opted-out': 'Does not want e-mail.',
      'doubted-address': 'The address is doubted: a message came back, or it is the wrong person’s.',
      'bad-address': 'What stands as the e-mail address is none.',
      'no-address': 'No e-mail address is known.',
    },
    problems: {
      'words-missing': 'Nothing is written yet: a campaign needs a subject and a text, in French or in English.',
      'no-iban': 'The company has no IBAN: set it under Settings, Company, first.',
    },
    // How a campaign is named until somebody names it: by its kind and the day it is about.
    named: (kind: string, day: string) => `${kind}, ${day}`,
    states: { draft: 'Draft', confirmed: 'Under way', done: 'Done', cancelled: 'Called off' },
    screen: {
      title: 'Campaigns',
      help: 'One message to many customers at once: a statement, new bank details, a balance to confirm. A campaign is no reminder: no scenario moves, no interval begins, and it does not count towards the messages a customer may get in a day.',
      label: 'Campaigns',
      new: 'New campaign',
      empty: 'No campaign yet',
      emptyHelp: 'Send all your customers their statement, or tell them about your new bank details, in one go.',
      choose: 'What is it about?',
      entity: 'Company',
      begin: 'Begin',
      columns: {
        name: 'Campaign',
        kind: 'Kind',
        entity: 'Company',
        state: 'State',
        messages: 'Messages',
        sent: 'Sent',
        when: 'Confirmed',
        author: 'By',
      },
    },
    one: {
      name: 'Name',
      nameHelp: 'For colleagues; customers do not see it.',
      audience: 'Who gets it',
      everybody: 'Every customer of the company.',
      otherCriteria: 'These conditions are more than can be shown here.',
      replaceCriteria: 'Replace them',
      asOf: 'Balance at the close of',
      asOfHelp: 'As the ledger has it now; the same as the aged balance of that day.',
      attach: 'The statement goes along as a PDF',
      words: 'What it says',
      save: 'Save',
      saved: 'Saved.',
      unsaved: 'Not saved',
      preview: 'Before it leaves',
      see: 'See whom it reaches',
      again: 'Count again',
      seeHelp: 'Nothing is sent.',
      saveFirst: 'Save first, then see whom it reaches.',
      reaches: (messages: number, customers: number) =>
        messages === customers
          ? `${formatCount('en', messages)} ${plural('en', messages, 'message', 'messages')}, one each`
          : `${formatCount('en', messages)} messages to ${formatCount('en', customers)} customers, one a currency`,
      reachesNobody: 'Nobody would get it.',
      language: (name: string, count: number) => `${name}: ${formatCount('en', count)}`,
      total: (amount: string) => `Stated in all: ${amount}`,
      leftOut: (count: number) => `${formatCount('en', count)} left out`,
      leftOutNone: 'Nobody is left out.',
      leftOutAll: 'See them by name',
      leftOutColumns: { customer: 'Customer', reason: 'Why' },
      leftOutMore: (shown: number, total: number) => `The first ${formatCount('en', shown)} of ${formatCount('en', total)}.`,
      samples: 'As they read it',
      of: (place: number, total: number) => `${place} of ${total}`,
      previous: 'The one before',
      next: 'The next one',
      goesAlong: (names: string) => `Goes along: ${names}`,
      confirm: (count: number) => `Send ${formatCount('en', count)} ${plural('en', count, 'message', 'messages')}`,
      confirmTitle: (count: number) => `Send ${formatCount('en', count)} ${plural('en', count, 'message', 'messages')}?`,
      confirmHelp:
        'They leave at the hours you write at, once the minutes are over in which they can be taken back. Until one has left, it can be called off.',
      confirmTest: 'Test mode: they stay in the local mailbox, no customer gets them.',
      confirmed: (count: number) =>
        `${formatCount('en', count)} ${plural('en', count, 'message is', 'messages are')} on the way.`,
      discard: 'Put away',
      discardTitle: 'Put this draft away?',
      discardHelp: 'It stays in the list, called off, and cannot be sent any more.',
      discarded: 'Draft put away.',
      cancel: 'Call off what has not left',
      cancelTitle: 'Call off the campaign?',
      cancelHelp: (count: number) =>
        `${formatCount('en', count)} ${plural('en', count, 'message does', 'messages do')} not leave. What has left has left.`,
      cancelled: 'Called off: what had not left does not leave.',
      progress: 'Where its messages stand',
      waiting: 'Waiting',
      sent: 'Sent',
      rehearsed: 'In the local mailbox',
      failed: 'Failed',
      uncertain: 'Uncertain',
      stopped: 'Called off',
      by: (who: string, when: string) => `Confirmed by ${who}, ${when}`,
      cancelledBy: (who: string, when: string) => `Called off by ${who}, ${when}`,
      open: 'See its messages',
      wasLeftOut: 'Left out when it was confirmed',
    },
  },
  fr: {
    kinds: {
      statement: 'Relevé de compte',
      'bank-details': 'Changement de coordonnées bancaires',
      'balance-confirmation': 'Confirmation de solde',
      free: 'Message aux clients',
    },
    kindsHelp: {
      statement:
        'Ce qui est ouvert sur chaque compte le jour du départ, avec le relevé en PDF. Qui ne doit rien n’en reçoit pas.',
      'bank-details':
        'Annonce le compte sur lequel vous êtes désormais réglé, avec une partie seulement de l’IBAN, et invite à vérifier par téléphone.',
      'balance-confirmation':
        'Ce que chaque compte portait d’ouvert à la clôture d’un jour, à confirmer ou à contester par retour\u00a0: pour l’arrêté annuel.',
      free: 'Vos propres mots, à tous ou à quelques-uns.',
    },
    ready: {
      statement: {
        subject: 'Relevé de compte au {{ asOf }} – {{ entity.name }}',
        body: `Bonjour,

Voici le relevé de votre compte {{ customer.code }} au {{ asOf }}. Son solde est de **{{ balance }}**.

{{ statement }}

Ce relevé vous est adressé pour information\u00a0; il ne tient pas compte des règlements qui nous parviendraient après cette date. Si une pièce vous manque, ou si une ligne ne correspond pas à vos livres, répondez simplement à ce message.

Bien cordialement,`,
      },
      'bank-details': {
        subject: 'Changement de nos coordonnées bancaires – {{ entity.name }}',
        body: `Bonjour,

Nos coordonnées bancaires changent. Pour vos prochains règlements, notre compte est désormais celui-ci\u00a0:

- Titulaire\u00a0: {{ entity.accountHolder }}
- IBAN\u00a0: {{ entity.ibanMasked }}

Par prudence, l’IBAN n’est montré qu’en partie\u00a0: nous vous donnons le reste au téléphone.

**Avant de modifier quoi que ce soit, vérifiez ce changement par téléphone**, en nous appelant à un numéro que vous avez déjà, jamais à un numéro lu dans un message. Les fraudeurs annoncent eux aussi des changements de coordonnées\u00a0: personne ici ne vous reprochera d’avoir vérifié.

Bien cordialement,`,
      },
      'balance-confirmation': {
        subject: 'Confirmation de votre solde au {{ asOf }} – {{ entity.name }}',
        body: `Bonjour,

Nous arrêtons nos comptes. Merci de rapprocher de vos livres le solde de votre compte {{ customer.code }} chez nous au {{ asOf }}\u00a0: **{{ balance }}**.

{{ statement }}

Merci de répondre à ce message en nous indiquant\u00a0:

- que vous confirmez ce solde,
- ou bien le solde qui figure dans vos livres et les lignes qui diffèrent.

Ce message n’est pas une demande de règlement\u00a0: ce qui a été payé après cette date n’est pas déduit.

Bien cordialement,`,
      },
    },
    leftOut: {
      'nothing-open': 'Rien n’est ouvert sur le compte.',
      'opted-out': 'Ne souhaite pas d’e-mail.',
      'doubted-address': 'L’adresse est douteuse\u00a0: un message est revenu, ou ce n’est pas la bonne personne.',
      'bad-address': 'Ce qui est noté comme adresse e-mail n’en est pas une.',
      'no-address': 'Aucune adresse e-mail connue.',
    },
    problems: {
      'words-missing': 'Rien n’est encore écrit\u00a0: une campagne a un objet et un texte, en français ou en anglais.',
      'no-iban': 'La société n’a pas d’IBAN\u00a0: renseignez-le d’abord dans Réglages, Société.',
    },
    named: (kind, day) => `${kind}, ${day}`,
    states: { draft: 'Brouillon', confirmed: 'En cours', done: 'Terminée', cancelled: 'Annulée' },
    screen: {
      title: 'Campagnes',
      help: 'Un même message à de nombreux clients\u00a0: un relevé, de nouvelles coordonnées bancaires, un solde à confirmer. Une campagne n’est pas une relance\u00a0: aucun scénario n’avance, aucun intervalle ne commence, et elle ne compte pas dans les messages qu’un client peut recevoir en un jour.',
      label: 'Campagnes',
      new: 'Nouvelle campagne',
      empty: 'Aucune campagne',
      emptyHelp: 'Envoyez en une fois leur relevé à tous vos clients, ou annoncez-leur vos nouvelles coordonnées bancaires.',
      choose: 'De quoi s’agit-il\u00a0?',
      entity: 'Société',
      begin: 'Commencer',
      columns: {
        name: 'Campagne',
        kind: 'Type',
        entity: 'Société',
        state: 'État',
        messages: 'Messages',
        sent: 'Envoyés',
        when: 'Confirmée',
        author: 'Par',
      },
    },
    one: {
      name: 'Nom',
      nameHelp: 'Pour les collègues\u00a0; les clients ne le voient pas.',
      audience: 'Qui le reçoit',
      everybody: 'Tous les clients de la société.',
      otherCriteria: 'Ces conditions dépassent ce qui peut être montré ici.',
      replaceCriteria: 'Les remplacer',
      asOf: 'Solde à la clôture du',
      asOfHelp: 'Tel que la comptabilité le connaît aujourd’hui\u00a0; le même que la balance âgée de ce jour.',
      attach: 'Le relevé est joint en PDF',
      words: 'Ce qu’il dit',
      save: 'Enregistrer',
      saved: 'Enregistré.',
      unsaved: 'Non enregistré',
      preview: 'Avant le départ',
      see: 'Voir qui le reçoit',
      again: 'Recompter',
      seeHelp: 'Rien n’est envoyé.',
      saveFirst: 'Enregistrez d’abord, puis voyez qui le reçoit.',
      reaches: (messages, customers) =>
        messages === customers
          ? `${formatCount('fr', messages)} ${plural('fr', messages, 'message', 'messages')}, un par client`
          : `${formatCount('fr', messages)} messages à ${formatCount('fr', customers)} clients, un par devise`,
      reachesNobody: 'Personne ne le recevrait.',
      language: (name, count) => `${name}\u00a0: ${formatCount('fr', count)}`,
      total: (amount) => `Total des soldes\u00a0: ${amount}`,
      leftOut: (count) => `${formatCount('fr', count)} ${plural('fr', count, 'laissé', 'laissés')} de côté`,
      leftOutNone: 'Personne n’est laissé de côté.',
      leftOutAll: 'Les voir par nom',
      leftOutColumns: { customer: 'Client', reason: 'Pourquoi' },
      leftOutMore: (shown, total) => `Les ${formatCount('fr', shown)} premiers sur ${formatCount('fr', total)}.`,
      samples: 'Tel qu’ils le lisent',
      of: (place, total) => `${place} sur ${total}`,
      previous: 'Le précédent',
      next: 'Le suivant',
      goesAlong: (names) => `Joint\u00a0: ${names}`,
      confirm: (count) => `Envoyer ${formatCount('fr', count)} ${plural('fr', count, 'message', 'messages')}`,
      confirmTitle: (count) => `Envoyer ${formatCount('fr', count)} ${plural('fr', count, 'message', 'messages')}\u00a0?`,
      confirmHelp:
        'Ils partent aux heures où vous écrivez, une fois passées les minutes où l’on peut les rappeler. Tant qu’un message n’est pas parti, il peut être annulé.',
      confirmTest: 'Mode test\u00a0: ils restent dans la boîte locale, aucun client ne les reçoit.',
      confirmed: (count) => `${formatCount('fr', count)} ${plural('fr', count, 'message est', 'messages sont')} en route.`,
      discard: 'Mettre de côté',
      discardTitle: 'Mettre ce brouillon de côté\u00a0?',
      discardHelp: 'Il reste dans la liste, annulé, et ne peut plus être envoyé.',
      discarded: 'Brouillon mis de côté.',
      cancel: 'Annuler ce qui n’est pas parti',
      cancelTitle: 'Annuler la campagne\u00a0?',
      cancelHelp: (count) =>
        `${formatCount('fr', count)} ${plural('fr', count, 'message ne part', 'messages ne partent')} pas. Ce qui est parti est parti.`,
      cancelled: 'Annulée\u00a0: ce qui n’était pas parti ne part pas.',
      progress: 'Où en sont ses messages',
      waiting: 'En attente',
      sent: 'Envoyés',
      rehearsed: 'Dans la boîte locale',
      failed: 'En échec',
      uncertain: 'Incertains',
      stopped: 'Annulés',
      by: (who, when) => `Confirmée par ${who}, ${when}`,
      cancelledBy: (who, when) => `Annulée par ${who}, ${when}`,
      open: 'Voir ses messages',
      wasLeftOut: 'Laissés de côté à la confirmation',
    },
  },
});
