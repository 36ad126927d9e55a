import { area, plural } from '../area.ts';
import { en, fr } from '../counted.ts';

/** Invoices that were never sent: the message that brings them, the agenda's lines about them, and why one has not left. */
export const unsentInvoices = area({
  en: {
    mail: {
      subject: (numbers: readonly string[], sender: string) =>
        `${numbers.length === 1 ? `Invoice ${numbers[0]}` : en(numbers.length, 'invoice', 'invoices')} – ${sender}`,
      hello: 'Hello,',
      attached: (count: number) => `Please find attached our ${plural('en', count, 'invoice', 'invoices')}:`,
      line: (number: string, issued: string, amount: string) => `${number} of ${issued}, ${amount}`,
      dueOn: (day: string) => `due on ${day}`,
      order: (number: string) => `your order ${number}`,
      reference: (reference: string) => `your reference ${reference}`,
      and: ', ',
      farewell: (sender: string) => `Kind regards,\n${sender}`,
      farewellOnPaper: 'Kind regards,',
    },
    titles: {
      'invoice-send': (count: number, _portal: string | null) => `Send ${en(count, 'invoice', 'invoices')}`,
      'invoice-portal': (count: number, portal: string | null) =>
        `Deposit ${en(count, 'invoice', 'invoices')} on ${portal ?? 'the customer’s portal'}`,
      'invoice-lacks': (count: number, _portal: string | null) => `Complete ${en(count, 'invoice', 'invoices')} before sending`,
    },
    whys: {
      'invoice-send': (count: number) =>
        `Never sent so far: ${plural('en', count, 'its document goes', 'their documents go')} along, and nobody is chased for ${plural('en', count, 'it', 'them')} in the days that follow.`,
      'invoice-portal': (count: number) =>
        `Never sent so far: this customer takes invoices on a portal. Deposit ${plural('en', count, 'it', 'them')} there, then say it is done.`,
      'invoice-lacks': (count: number) =>
        `Never sent so far: ${plural('en', count, 'it leaves', 'they leave')} with the daily run once nothing lacks any more.`,
    },
    lacks: {
      document: (count: number, numbers: string) => `The document of ${numbers} is not here: add ${count === 1 ? 'it' : 'them'}.`,
      'purchase-order': (_count: number, numbers: string) => `The customer’s order number is not known for ${numbers}.`,
      reference: (_count: number, numbers: string) => `The customer’s reference is not known for ${numbers}.`,
      address: (_count: number, _numbers: string) => 'No address to send invoices to is known: complete the customer.',
    },
    andMore: (numbers: string, more: number) => `${numbers} and ${en(more, 'other', 'others')}`,
    notLeft: (why: string) =>
      `The message did not leave. ${why === '' ? '' : `${why} `}Put right what stopped it, then say it is done: the next run sends the invoices again.`,
    notSent: (count: number) => `${en(count, 'invoice', 'invoices')} not sent`,
    // Of one item: why it has not left, and what happens next.
    item: {
      off: 'Invoices are not sent from here: send it yourself, or say that it was sent.',
      leavesWith: (day: string) => `It leaves with the daily run of ${day}.`,
      askedWith: (day: string) => `The daily run of ${day} asks for your yes.`,
      depositWith: (day: string) => `The daily run of ${day} asks for its deposit on the customer’s portal.`,
      awaitsYes: (day: string) => `Its sending has awaited your yes in the agenda since ${day}.`,
      awaitsDeposit: (portal: string | null) =>
        `It is to be deposited on ${portal ?? 'the customer’s portal'}: the agenda has the task.`,
      'on-its-way': 'It is on its way.',
      'not-delivered': 'The message that brings it did not leave: the agenda has the task.',
      'passed-over': 'A person passed its sending over: send it by hand, or say that it was sent.',
      rehearsed: 'It left in a rehearsal only: the customer did not get it.',
      lacks: {
        document: 'It lacks its document: add it here.',
        'purchase-order': 'It lacks the customer’s order number.',
        reference: 'It lacks the customer’s reference.',
        address: 'No address to send it to is known.',
      },
    },
  },
  fr: {
    mail: {
      subject: (numbers, sender) =>
        `${numbers.length === 1 ? `Facture ${numbers[0]}` : fr(numbers.length, 'facture', 'factures')} – ${sender}`,
      hello: 'Bonjour,',
      attached: (count) => `Veuillez trouver ci-joint ${plural('fr', count, 'notre facture', 'nos factures')}\u00a0:`,
      line: (number, issued, amount) => `${number} du ${issued}, ${amount}`,
      dueOn: (day) => `à échéance du ${day}`,
      order: (number) => `votre commande ${number}`,
      reference: (reference) => `votre référence ${reference}`,
      and: ', ',
      farewell: (sender) => `Cordialement,\n${sender}`,
      farewellOnPaper: 'Cordialement,',
    },
    titles: {
      'invoice-send': (count) => `Envoyer ${fr(count, 'facture', 'factures')}`,
      'invoice-portal': (count, portal) => `Déposer ${fr(count, 'facture', 'factures')} sur ${portal ?? 'le portail du client'}`,
      'invoice-lacks': (count) => `Compléter ${fr(count, 'facture', 'factures')} avant l’envoi`,
    },
    whys: {
      'invoice-send': (count) =>
        `${plural('fr', count, 'Jamais envoyée', 'Jamais envoyées')} jusqu’ici\u00a0: ${plural('fr', count, 'son document part', 'leurs documents partent')} avec, et personne n’est relancé dans les jours qui suivent.`,
      'invoice-portal': (count) =>
        `${plural('fr', count, 'Jamais envoyée', 'Jamais envoyées')} jusqu’ici\u00a0: ce client reçoit ses factures sur un portail. ${plural('fr', count, 'Déposez-la', 'Déposez-les')}, puis dites que c’est fait.`,
      'invoice-lacks': (count) =>
        `${plural('fr', count, 'Jamais envoyée', 'Jamais envoyées')} jusqu’ici\u00a0: ${plural('fr', count, 'elle part', 'elles partent')} avec le passage quotidien dès que plus rien ne manque.`,
    },
    lacks: {
      document: (count, numbers) =>
        count === 1
          ? `Le document de ${numbers} n’est pas ici\u00a0: ajoutez-le.`
          : `Les documents de ${numbers} ne sont pas ici\u00a0: ajoutez-les.`,
      'purchase-order': (_count, numbers) => `Le numéro de commande du client n’est pas connu pour ${numbers}.`,
      reference: (_count, numbers) => `La référence du client n’est pas connue pour ${numbers}.`,
      address: () => 'Aucune adresse où envoyer les factures n’est connue\u00a0: complétez le client.',
    },
    andMore: (numbers, more) => `${numbers} et ${fr(more, 'autre', 'autres')}`,
    notLeft: (why) =>
      `Le message n’est pas parti. ${why === '' ? '' : `${why} `}Corrigez ce qui l’a arrêté, puis dites que c’est fait\u00a0: le prochain passage renvoie les factures.`,
    notSent: (count) => fr(count, 'facture non envoyée', 'factures non envoyées'),
    item: {
      off: 'Les factures ne sont pas envoyées d’ici\u00a0: envoyez-la vous-même, ou dites qu’elle a été envoyée.',
      leavesWith: (day) => `Elle part avec le passage quotidien du ${day}.`,
      askedWith: (day) => `Le passage quotidien du ${day} vous demandera votre accord.`,
      depositWith: (day) => `Le passage quotidien du ${day} demandera son dépôt sur le portail du client.`,
      awaitsYes: (day) => `Son envoi attend votre accord dans l’agenda depuis le ${day}.`,
      awaitsDeposit: (portal) => `À déposer sur ${portal ?? 'le portail du client'}\u00a0: la tâche est dans l’agenda.`,
      'on-its-way': 'Elle est en route.',
      'not-delivered': 'Le message qui l’apporte n’est pas parti\u00a0: la tâche est dans l’agenda.',
      'passed-over': 'Une personne a passé son envoi\u00a0: envoyez-la à la main, ou dites qu’elle a été envoyée.',
      rehearsed: 'Elle n’est partie qu’en répétition\u00a0: le client ne l’a pas reçue.',
      lacks: {
        document: 'Il lui manque son document\u00a0: ajoutez-le ici.',
        'purchase-order': 'Il lui manque le numéro de commande du client.',
        reference: 'Il lui manque la référence du client.',
        address: 'Aucune adresse où l’envoyer n’est connue.',
      },
    },
  },
});
