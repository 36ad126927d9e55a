import { area, plural } from '../area.ts';
import { en, fr } from '../counted.ts';

type Outcome = { created: number; updated: number; unchanged: number; settled: number; rejectedCount: number };
type Control = { file: string; taken: string; rejected: string; currency: string };
type Batch = { readonly entity: string; readonly day: string; readonly number: number; readonly letters: number };
type Rejected = { line: number; column: string; reason: string };

export const cli = area({
  en: {
    aged: {
      key: 'Code',
      name: 'Name',
      currency: 'Cur.',
      notDue: 'Not due',
      unallocated: 'Unallocated',
      total: 'Total',
      totalRow: 'TOTAL',
    },
    import: {
      read: (type: string, lines: number) => `${type}: ${lines} ${plural('en', lines, 'line', 'lines')} read.`,
      outcome: (one: Outcome) =>
        `${one.created} created, ${one.updated} updated, ${one.unchanged} unchanged, ${one.settled} settled, ${one.rejectedCount} rejected.`,
      control: (one: Control) => `Control (${one.currency}): file ${one.file} = taken ${one.taken} + rejected ${one.rejected}.`,
      sameAs: (day: string) => `The same file was imported on ${day}: nothing changed.`,
      held: (reason: string) => `HELD, nothing was applied: ${reason} Look at it, then import again with --confirm.`,
      rejected: ({ line, column, reason }: Rejected) => `line ${line}${column ? `, ${column}` : ''}: ${reason}`,
      more: (count: number) => `… and ${count} more (--json lists them all).`,
    },
    interest: {
      number: 'Number',
      customer: 'Customer',
      principal: 'Principal',
      from: 'From',
      to: 'To',
      days: 'Days',
      rate: 'Rate %',
      interest: 'Interest',
      indemnity: 'Indemnity',
      currency: 'Cur.',
      totalRow: 'TOTAL',
      nothing: (asOf: string) => `Nothing was late on ${asOf}.`,
      reason: (number: string, why: string) => `${number}: ${why}`,
      disputed: '(disputed)',
      provisional: 'Some rates are provisional: the last known stands for a half-year not published yet.',
      because: {
        'debtor-kind-unknown': 'kind of customer not known: say whether it is a business (customers.defaultKind)',
        'country-not-covered': 'no rule is known for this country and kind of debtor',
        'no-formal-notice': 'consumer: no interest before a formal notice is known to be received',
        insolvency: 'stopped by the insolvency judgment',
        'rate-unknown': 'the rate of those years is not known',
        'below-minimum': 'below the smallest interest that is claimed',
      },
    },
    run: {
      done: (date: string, evaluated: number) => `Run of ${date}: ${evaluated} items evaluated.`,
      made: (messages: number, toConfirm: number, tasks: number) =>
        `${messages} messages queued, ${toConfirm} to confirm, ${tasks} tasks.`,
      held: 'The circuit breaker held the automatic messages: they wait for a yes.',
    },
    plan: {
      date: 'Date',
      customer: 'Customer',
      step: 'Step',
      channel: 'Channel',
      items: 'Items',
      amount: 'Amount',
      automation: 'Automation',
    },
    items: {
      number: 'Number',
      customer: 'Customer',
      due: 'Due',
      open: 'Open',
      daysLate: 'Days late',
      status: 'Status',
      step: 'Step',
      nextOn: 'Next on',
    },
    letters: {
      printed: (letters: number, pages: number, file: string) =>
        `${en(letters, 'letter', 'letters')}, ${en(pages, 'page', 'pages')}: ${file}`,
      batch: (batch: Batch) =>
        `${batch.day}${batch.number > 1 ? ` (${batch.number})` : ''} · ${batch.entity}: ${en(batch.letters, 'letter', 'letters')}`,
      post: 'Once they are posted: quitus letters posted',
      posted: (count: number) => `${en(count, 'letter', 'letters')} posted.`,
    },
    confirmed: (count: number) => `${count} ${plural('en', count, 'action', 'actions')} confirmed.`,
    sent: (sent: number, cancelled: number, failed: number, uncertain: number) =>
      `${sent} sent, ${cancelled} cancelled, ${failed} failed, ${uncertain} uncertain.`,
    noMailServer: 'There is no mail server yet: e-mails stay in the local mailbox, as rehearsals.',
  },
  fr: {
    aged: {
      key: 'Code',
      name: 'Nom',
      currency: 'Dev.',
      notDue: 'Non échu',
      unallocated: 'Non affecté',
      total: 'Total',
      totalRow: 'TOTAL',
    },
    import: {
      read: (type: string, lines: number) => `${type} : ${lines} ${plural('fr', lines, 'ligne lue', 'lignes lues')}.`,
      outcome: (one: Outcome) =>
        `${one.created} créées, ${one.updated} mises à jour, ${one.unchanged} inchangées, ${one.settled} soldées, ${one.rejectedCount} rejetées.`,
      control: (one: Control) => `Contrôle (${one.currency}) : fichier ${one.file} = pris ${one.taken} + rejeté ${one.rejected}.`,
      sameAs: (day: string) => `Ce même fichier a été importé le ${day} : rien n’a changé.`,
      held: (reason: string) => `SUSPENDU, rien n’a été appliqué : ${reason} Vérifiez, puis importez à nouveau avec --confirm.`,
      rejected: ({ line, column, reason }: Rejected) => `ligne ${line}${column ? `, ${column}` : ''} : ${reason}`,
      more: (count: number) => `… et ${count} de plus (--json les liste toutes).`,
    },
    interest: {
      number: 'Numéro',
      customer: 'Client',
      principal: 'Principal',
      from: 'Du',
      to: 'Au',
      days: 'Jours',
      rate: 'Taux %',
      interest: 'Intérêts',
      indemnity: 'Indemnité',
      currency: 'Dev.',
      totalRow: 'TOTAL',
      nothing: (asOf: string) => `Rien n’était en retard au ${asOf}.`,
      reason: (number: string, why: string) => `${number}\u00a0: ${why}`,
      disputed: '(litige)',
      provisional: 'Certains taux sont provisoires\u00a0: le dernier connu tient lieu d’un semestre pas encore publié.',
      because: {
        'debtor-kind-unknown': 'nature du client inconnue\u00a0: dites si c’est une entreprise (customers.defaultKind)',
        'country-not-covered': 'aucune règle connue pour ce pays et cette nature de débiteur',
        'no-formal-notice': 'consommateur\u00a0: pas d’intérêts avant une mise en demeure dont la réception est connue',
        insolvency: 'arrêtés par le jugement d’ouverture',
        'rate-unknown': 'le taux de ces années n’est pas connu',
        'below-minimum': 'sous le minimum réclamé',
      },
    },
    run: {
      done: (date: string, evaluated: number) => `Relance du ${date} : ${evaluated} pièces évaluées.`,
      made: (messages: number, toConfirm: number, tasks: number) =>
        `${messages} messages en file, ${toConfirm} à confirmer, ${tasks} tâches.`,
      held: 'Le disjoncteur a retenu les messages automatiques : ils attendent un accord.',
    },
    plan: {
      date: 'Date',
      customer: 'Client',
      step: 'Étape',
      channel: 'Canal',
      items: 'Pièces',
      amount: 'Montant',
      automation: 'Automatisation',
    },
    items: {
      number: 'Numéro',
      customer: 'Client',
      due: 'Échéance',
      open: 'Ouvert',
      daysLate: 'Jours de retard',
      status: 'Statut',
      step: 'Étape',
      nextOn: 'Prochaine le',
    },
    letters: {
      printed: (letters: number, pages: number, file: string) =>
        `${fr(letters, 'courrier', 'courriers')}, ${fr(pages, 'page', 'pages')}\u00a0: ${file}`,
      batch: (batch: Batch) =>
        `${batch.day}${batch.number > 1 ? ` (${batch.number})` : ''} · ${batch.entity}\u00a0: ${fr(batch.letters, 'courrier', 'courriers')}`,
      post: 'Une fois postés\u00a0: quitus letters posted',
      posted: (count: number) => `${fr(count, 'courrier posté', 'courriers postés')}.`,
    },
    confirmed: (count: number) => `${count} ${plural('fr', count, 'action confirmée', 'actions confirmées')}.`,
    sent: (sent: number, cancelled: number, failed: number, uncertain: number) =>
      `${sent} envoyés, ${cancelled} annulés, ${failed} en échec, ${uncertain} incertains.`,
    noMailServer:
      'Il n’y a pas encore de serveur de messagerie\u00a0: les e-mails restent dans la boîte locale, comme des essais.',
  },
});
