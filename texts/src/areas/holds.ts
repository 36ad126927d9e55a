import { area } from '../area.ts';
import { en, fr } from '../counted.ts';
import { formatCount } from '../format.ts';

/** Pauses a person records, and what waits to be qualified since sending went live. */
export const holds = area({
  en: {
    // What each reason does, and what its note and its days are.
    byHand: {
      stop: { help: 'Neither reminders nor calls until it is ended.', note: 'What for' },
      'to-check': { help: 'Somebody looks into it first.', note: 'What to check' },
      'not-received': { help: 'Send the invoice again, then end the pause.', note: 'What the customer says' },
      reply: { help: 'The customer answered; somebody reads it first.', note: 'What the customer says' },
      'direct-debit': {
        help: 'The bank collects it on that day. Chased again the day after, if it is still open.',
        note: 'Which debit: mandate, file',
        until: 'Day of the debit',
      },
      'unmatched-payment': {
        help: 'It was seen at the bank, or announced: chased again after that day, if it is still open.',
        note: 'Which payment: amount, date, bank',
        until: 'Expected in the ledger by',
      },
      factored: {
        help: 'It was sold: the factor chases it. Leave the day empty if it does not come back.',
        note: 'Which factor, which contract',
        until: 'Comes back on',
      },
      'e-invoice': {
        help: 'The platform refused or rejected the invoice: correct it, then end the pause.',
        note: 'Status and reason given by the platform',
      },
      litigation: {
        help: 'It is in other hands: a lawyer, a court, a commissaire de justice. Nothing leaves until someone ends it.',
        note: 'Who has the file, and its number',
        from: 'Since',
      },
      insolvency: {
        help: 'What was invoiced before the judgment is not chased any more; declare the claim. What was invoiced since stays due and chased.',
        note: 'Court, kind of proceedings, representative',
        from: 'Day of the opening judgment',
      },
      'time-barred': {
        help: 'It may not be claimed any more. Quitus sees it by itself for consumers in France; record it here for any other.',
        note: 'Which period has passed, since what',
        from: 'Since',
      },
    },
    onAccount: 'It is of the whole account: the ticked items do not matter.',
    onItems: 'Tick the items it is about in the statement.',
    ended: { 'no-longer-so': 'Ended by itself: no longer so' },
    qualify: {
      open: (count: number) => `Qualify ${en(count, 'item', 'items')}`,
      openAll: (count: number) => (count === 1 ? 'Qualify the item listed' : `Qualify all ${en(count, 'item', 'items')} listed`),
      title: (count: number) => `Qualify ${en(count, 'item', 'items')}`,
      help: 'They were over 120 days late when sending went live, and never reminded of. Nothing leaves for them before you decide.',
      decision: 'What to do with them',
      follow: 'Follow the scenario',
      followHelp: 'They are chased from the first step on, as any late invoice.',
      leave: 'Leave them',
      leaveHelp: 'They stay paused, as “do not chase”, until someone ends it.',
      note: 'Why',
      confirmFollow: (count: number, amount: string) => `Chase ${en(count, 'item', 'items')}${amount && ` · ${amount}`}`,
      confirmLeave: (count: number, amount: string) => `Leave ${en(count, 'item', 'items')}${amount && ` · ${amount}`}`,
      followed: (count: number) => `${en(count, 'item follows its', 'items follow their')} scenario from now on.`,
      left: (count: number) => `${en(count, 'item is', 'items are')} left alone.`,
      tooMany: (most: number) => `At most ${formatCount('en', most)} items at once.`,
    },
    alert: {
      title: 'Items to be qualified',
      entry: (count: number) =>
        en(count, 'item was very late when sending went live', 'items were very late when sending went live'),
      detail: 'Nothing leaves for them before somebody decides: follow the scenario, or leave them.',
    },
  },
  fr: {
    byHand: {
      stop: { help: 'Ni relance ni appel tant que personne n’y met fin.', note: 'Explication' },
      'to-check': { help: 'Quelqu’un vérifie d’abord.', note: 'Que vérifier' },
      'not-received': { help: 'Renvoyez la facture, puis mettez fin à la suspension.', note: 'Ce que dit le client' },
      reply: { help: 'Le client a répondu\u00a0; quelqu’un lit d’abord.', note: 'Ce que dit le client' },
      'direct-debit': {
        help: 'La banque l’encaisse ce jour-là. Relancée de nouveau dès le lendemain si elle est toujours ouverte.',
        note: 'Quel prélèvement\u00a0: mandat, remise',
        until: 'Jour du prélèvement',
      },
      'unmatched-payment': {
        help: 'Il a été vu en banque, ou annoncé\u00a0: relancée de nouveau après ce jour si elle est toujours ouverte.',
        note: 'Quel règlement\u00a0: montant, date, banque',
        until: 'Attendu en comptabilité le',
      },
      factored: {
        help: 'Elle a été cédée\u00a0: le factor la relance. Laissez la date vide si elle ne revient pas.',
        note: 'Quel factor, quel contrat',
        until: 'Revient le',
      },
      'e-invoice': {
        help: 'La plateforme a refusé ou rejeté la facture\u00a0: corrigez-la, puis mettez fin à la suspension.',
        note: 'Statut et motif donnés par la plateforme',
      },
      litigation: {
        help: 'Le dossier est en d’autres mains\u00a0: avocat, tribunal, commissaire de justice. Rien ne part tant que personne n’y met fin.',
        note: 'Qui a le dossier, et son numéro',
        from: 'Depuis le',
      },
      insolvency: {
        help: 'Ce qui a été facturé avant le jugement n’est plus relancé\u00a0; déclarez la créance. Ce qui a été facturé depuis reste dû et relancé.',
        note: 'Tribunal, procédure, mandataire',
        from: 'Jour du jugement d’ouverture',
      },
      'time-barred': {
        help: 'Elle ne peut plus être réclamée. Quitus le voit de lui-même pour un consommateur en France\u00a0; indiquez-le ici pour tout autre.',
        note: 'Quel délai a passé, depuis quoi',
        from: 'Depuis le',
      },
    },
    onAccount: 'Cela vaut pour tout le compte\u00a0: les pièces cochées ne comptent pas.',
    onItems: 'Cochez dans le relevé les pièces concernées.',
    ended: { 'no-longer-so': 'Terminée d’elle-même\u00a0: ce n’est plus le cas' },
    qualify: {
      open: (count) => `Qualifier ${fr(count, 'pièce', 'pièces')}`,
      openAll: (count) =>
        count === 1 ? 'Qualifier la pièce listée' : `Qualifier les ${fr(count, 'pièce listée', 'pièces listées')}`,
      title: (count) => `Qualifier ${fr(count, 'pièce', 'pièces')}`,
      help: 'Elles avaient plus de 120\u00a0jours de retard à la mise en service et n’ont jamais été relancées. Rien ne part pour elles avant votre décision.',
      decision: 'Qu’en faire',
      follow: 'Suivre le scénario',
      followHelp: 'Elles sont relancées depuis la première étape, comme toute facture en retard.',
      leave: 'Les laisser',
      leaveHelp: 'Elles restent suspendues, en «\u00a0ne pas relancer\u00a0», tant que personne n’y met fin.',
      note: 'Pourquoi',
      confirmFollow: (count, amount) => `Relancer ${fr(count, 'pièce', 'pièces')}${amount && ` · ${amount}`}`,
      confirmLeave: (count, amount) => `Laisser ${fr(count, 'pièce', 'pièces')}${amount && ` · ${amount}`}`,
      followed: (count) => `${fr(count, 'pièce suit', 'pièces suivent')} désormais le scénario.`,
      left: (count) => `${fr(count, 'pièce laissée', 'pièces laissées')} de côté.`,
      tooMany: (most) => `${formatCount('fr', most)}\u00a0pièces au plus à la fois.`,
    },
    alert: {
      title: 'Pièces à qualifier',
      entry: (count) =>
        fr(count, 'pièce était très en retard à la mise en service', 'pièces étaient très en retard à la mise en service'),
      detail: 'Rien ne part pour elles avant qu’une personne décide\u00a0: suivre le scénario, ou les laisser.',
    },
  },
});
