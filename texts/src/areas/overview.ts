import { area, plural } from '../area.ts';

/** The overview and its indicators: names, and formulas in words. */
export const overview = area({
  en: {
    kpis: {
      total: { label: 'Outstanding', formula: 'Open invoices less open credits' },
      overdue: { label: 'Overdue', formula: 'Open invoices past their due date' },
      unallocated: { label: 'Unallocated credits', formula: 'Open payments and credit notes, not allocated to an invoice' },
      awaiting: { label: 'Awaiting the ledger', formula: 'Allocated here, not confirmed by the ledger yet' },
      'overdue-rate': { label: 'Overdue rate', formula: 'Overdue ÷ open invoices' },
      'overdue-rate-30': { label: 'Overdue over 30 days', formula: 'Open invoices more than 30 days late ÷ open invoices' },
      'overdue-rate-60': { label: 'Overdue over 60 days', formula: 'Open invoices more than 60 days late ÷ open invoices' },
      'overdue-rate-90': { label: 'Overdue over 90 days', formula: 'Open invoices more than 90 days late ÷ open invoices' },
      'overdue-rate-without-disputes': {
        label: 'Overdue rate without disputes',
        formula: '(Overdue − disputed overdue) ÷ (open invoices − disputed overdue)',
      },
      'dso-count-back': {
        label: 'DSO by count-back',
        formula:
          'Months of sales taken off open invoices, newest first; the last month counts what is left ÷ its sales × its days',
      },
      'dso-count-back-net': {
        label: 'DSO by count-back, net',
        formula:
          'Months of sales taken off open invoices less open credits, newest first; the last month counts what is left ÷ its sales × its days',
      },
      'dso-simple': { label: 'DSO of the quarter', formula: 'Open invoices ÷ sales of three months × their days' },
      'dso-simple-net': {
        label: 'DSO of the quarter, net',
        formula: 'Open invoices less open credits ÷ sales of three months × their days',
      },
      'dso-weighted': {
        label: 'DSO weighted by age',
        formula: 'Sum over invoices of open amount × days since issue ÷ sales of the month of issue',
      },
      'dso-best-possible': { label: 'Best possible DSO', formula: 'Open invoices not due ÷ sales of three months × their days' },
      add: { label: 'Average days delinquent', formula: 'DSO of the quarter − best possible DSO' },
      cei: {
        label: 'Collection effectiveness',
        formula:
          '(Open at the start + sales ÷ 3 − open at the end) ÷ (open at the start + sales ÷ 3 − not due at the end), over three months',
      },
      'average-delay': {
        label: 'Average delay',
        formula: 'Sum of amount × (settled on − due date) ÷ sum of amounts, over invoices settled in three months',
      },
      'average-delay-late-only': {
        label: 'Average delay, early counted as zero',
        formula: 'As the average delay, an early settlement counting zero days',
      },
      'average-time-to-collect': {
        label: 'Average time to collect',
        formula: 'Sum of amount × (settled on − issue date) ÷ sum of amounts, over invoices settled in three months',
      },
      'recovery-rate': {
        label: 'Recovery rate of the month',
        formula: 'Collected since the start of the month of what was overdue then ÷ what was overdue then',
      },
      'promise-kept-rate': { label: 'Promises kept', formula: 'Promises kept in full ÷ promises fallen due, over three months' },
      'promise-kept-amount-rate': {
        label: 'Promises kept, by amount',
        formula: 'Amount of promises kept in full ÷ amount of promises fallen due, over three months',
      },
      'dispute-rate': { label: 'Dispute rate', formula: 'Amount of disputes opened ÷ sales, over three months' },
      'dispute-cycle-time': {
        label: 'Time to close a dispute',
        formula: 'Average of closed on − opened on, over disputes closed in three months',
      },
      disputed: { label: 'In dispute', formula: 'Amount of open disputes' },
      'bad-debt-ratio': { label: 'Bad-debt ratio', formula: 'Written off ÷ sales, taxes included, over three months' },
      'concentration-top-10': {
        label: 'Ten largest debtors',
        formula: 'Open invoices of the ten largest debtors ÷ open invoices',
      },
      'concentration-hhi': {
        label: 'Concentration (HHI)',
        formula: 'Sum of the squares of each debtor’s share of open invoices, in per cent',
      },
      'customers-overdue': { label: 'Customers overdue', formula: 'Customers with an open invoice past its due date' },
    },
    unknown: {
      nothing: 'unknown: nothing to divide by',
      noSales: 'unknown: no sales are known (import a FEC or sales by month)',
      noneSettled: 'unknown: no invoice was settled in these months',
      nonePromised: 'unknown: no promise fell due in these months',
      noneDisputed: 'unknown: no dispute was closed in these months',
      inferred: (count: number) => `${count} ${plural('en', count, 'invoice', 'invoices')} settled by inference`,
    },
  },
  fr: {
    kpis: {
      total: { label: 'Encours', formula: 'Factures ouvertes moins crédits ouverts' },
      overdue: { label: 'Échu', formula: 'Factures ouvertes dont l’échéance est passée' },
      unallocated: { label: 'Crédits non affectés', formula: 'Règlements et avoirs ouverts, non affectés à une facture' },
      awaiting: { label: 'En attente de la comptabilité', formula: 'Affecté ici, pas encore confirmé par la comptabilité' },
      'overdue-rate': { label: 'Taux de retard', formula: 'Échu ÷ factures ouvertes' },
      'overdue-rate-30': {
        label: 'Échu à plus de 30 jours',
        formula: 'Factures ouvertes en retard de plus de 30 jours ÷ factures ouvertes',
      },
      'overdue-rate-60': {
        label: 'Échu à plus de 60 jours',
        formula: 'Factures ouvertes en retard de plus de 60 jours ÷ factures ouvertes',
      },
      'overdue-rate-90': {
        label: 'Échu à plus de 90 jours',
        formula: 'Factures ouvertes en retard de plus de 90 jours ÷ factures ouvertes',
      },
      'overdue-rate-without-disputes': {
        label: 'Taux de retard hors litiges',
        formula: '(Échu − échu en litige) ÷ (factures ouvertes − échu en litige)',
      },
      'dso-count-back': {
        label: 'DSO par épuisement',
        formula:
          'Ventes des mois retirées des factures ouvertes, en partant du plus récent ; le dernier mois compte reste ÷ ventes du mois × jours du mois',
      },
      'dso-count-back-net': {
        label: 'DSO par épuisement, net',
        formula:
          'Ventes des mois retirées des factures ouvertes moins crédits ouverts, en partant du plus récent ; le dernier mois compte reste ÷ ventes du mois × jours du mois',
      },
      'dso-simple': { label: 'DSO du trimestre', formula: 'Factures ouvertes ÷ ventes de trois mois × nombre de jours' },
      'dso-simple-net': {
        label: 'DSO du trimestre, net',
        formula: 'Factures ouvertes moins crédits ouverts ÷ ventes de trois mois × nombre de jours',
      },
      'dso-weighted': {
        label: 'DSO pondéré par l’âge',
        formula: 'Somme, par facture, du montant ouvert × jours depuis l’émission ÷ ventes du mois d’émission',
      },
      'dso-best-possible': {
        label: 'Meilleur DSO possible',
        formula: 'Factures ouvertes non échues ÷ ventes de trois mois × nombre de jours',
      },
      add: { label: 'Jours de retard dans le DSO', formula: 'DSO du trimestre − meilleur DSO possible' },
      cei: {
        label: 'Efficacité du recouvrement (CEI)',
        formula:
          '(Ouvert au début + ventes ÷ 3 − ouvert à la fin) ÷ (ouvert au début + ventes ÷ 3 − non échu à la fin), sur trois mois',
      },
      'average-delay': {
        label: 'Retard moyen',
        formula: 'Somme des montants × (date de solde − échéance) ÷ somme des montants, factures soldées sur trois mois',
      },
      'average-delay-late-only': {
        label: 'Retard moyen, avances comptées zéro',
        formula: 'Comme le retard moyen, un règlement en avance comptant zéro jour',
      },
      'average-time-to-collect': {
        label: 'Délai moyen d’encaissement',
        formula: 'Somme des montants × (date de solde − date d’émission) ÷ somme des montants, factures soldées sur trois mois',
      },
      'recovery-rate': {
        label: 'Taux de recouvrement du mois',
        formula: 'Encaissé depuis le début du mois sur ce qui était échu alors ÷ ce qui était échu alors',
      },
      'promise-kept-rate': {
        label: 'Promesses tenues',
        formula: 'Promesses tenues en entier ÷ promesses arrivées à date, sur trois mois',
      },
      'promise-kept-amount-rate': {
        label: 'Promesses tenues, en montant',
        formula: 'Montant des promesses tenues en entier ÷ montant des promesses arrivées à date, sur trois mois',
      },
      'dispute-rate': { label: 'Taux de litige', formula: 'Montant des litiges ouverts ÷ ventes, sur trois mois' },
      'dispute-cycle-time': {
        label: 'Durée d’un litige',
        formula: 'Moyenne de clôture − ouverture, litiges clos sur trois mois',
      },
      disputed: { label: 'En litige', formula: 'Montant des litiges en cours' },
      'bad-debt-ratio': { label: 'Taux d’irrécouvrables', formula: 'Passages en perte ÷ ventes, TTC, sur trois mois' },
      'concentration-top-10': {
        label: 'Dix plus gros débiteurs',
        formula: 'Factures ouvertes des dix plus gros débiteurs ÷ factures ouvertes',
      },
      'concentration-hhi': {
        label: 'Concentration (indice HHI)',
        formula: 'Somme des carrés de la part de chaque débiteur dans les factures ouvertes, en pour cent',
      },
      'customers-overdue': {
        label: 'Clients en retard',
        formula: 'Clients ayant une facture ouverte dont l’échéance est passée',
      },
    },
    unknown: {
      nothing: 'inconnu : rien à quoi rapporter',
      noSales: 'inconnu : aucune vente connue (importer un FEC ou les ventes par mois)',
      noneSettled: 'inconnu : aucune facture soldée sur ces mois',
      nonePromised: 'inconnu : aucune promesse arrivée à date sur ces mois',
      noneDisputed: 'inconnu : aucun litige clos sur ces mois',
      inferred: (count) => `${count} ${plural('fr', count, 'facture soldée', 'factures soldées')} par inférence`,
    },
  },
});
