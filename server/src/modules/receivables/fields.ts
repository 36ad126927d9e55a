import { itemKinds, ledgerClasses } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { catalogue, extended, type Choice, type Field } from '../../platform/criteria/index.ts';
import { sql, type Sql } from '../../platform/database/index.ts';
import { customerFields } from '../customers/index.ts';
import { overdueOn } from './balances.ts';

const words = (fr: string, en: string): Field['label'] => ({ fr, en });
const balanceColumn = (column: string): Sql => sql.ref(`balance.${column}`);

function amountOfBalance(name: string, label: Field['label'], minor: Field['sql']): Field {
  return { name, label, type: 'money', sql: minor, currency: () => balanceColumn('currency'), sortable: true };
}

/**
 * What one can ask of an account: the customer (`customer`) and what it owes in one currency (`balance`, a row of
 * `receivables.customer_balance`, absent for an account that never owed anything).
 */
export const accountFields = extended(
  customerFields,
  amountOfBalance(
    'total',
    words('Solde', 'Balance'),
    () => sql`coalesce(balance.open_debit_minor + balance.open_credit_minor, 0)`,
  ),
  amountOfBalance('overdue', words('Échu', 'Overdue'), ({ today }) => sql`coalesce(${overdueOn(today, 'balance')}, 0)`),
  amountOfBalance(
    'notDue',
    words('Non échu', 'Not due'),
    ({ today }) => sql`coalesce(balance.open_debit_minor - ${overdueOn(today, 'balance')}, 0)`,
  ),
  amountOfBalance(
    'unallocated',
    words('Règlements non affectés', 'Unallocated credits'),
    () => sql`coalesce(balance.open_credit_minor, 0)`,
  ),
  amountOfBalance(
    'awaiting',
    words('En attente de comptabilité', 'Awaiting ledger'),
    () => sql`coalesce(balance.awaiting_minor, 0)`,
  ),
  {
    name: 'openItems',
    label: words('Pièces ouvertes', 'Open items'),
    type: 'number',
    sortable: true,
    sql: () => sql`coalesce(balance.open_items, 0)`,
  },
  {
    name: 'oldestDueOn',
    label: words('Échéance la plus ancienne', 'Oldest due date'),
    type: 'day',
    sortable: true,
    sql: () => balanceColumn('oldest_due_on'),
  },
  {
    name: 'daysLate',
    label: words('Retard le plus ancien (jours)', 'Oldest delay (days)'),
    type: 'number',
    sortable: true,
    sql: ({ today }) => sql`greatest(coalesce(${today}::date - balance.oldest_due_on, 0), 0)`,
  },
  {
    name: 'lastPaymentOn',
    label: words('Dernier règlement', 'Last payment'),
    type: 'day',
    sortable: true,
    sql: () => balanceColumn('last_payment_on'),
  },
  { name: 'currency', label: words('Devise', 'Currency'), type: 'choice', sortable: true, sql: () => balanceColumn('currency') },
);

function both(area: 'itemKinds' | 'ledgerClasses', values: readonly string[]): Choice[] {
  // The cast: the lists of the contract and of the texts have the same members, which `Record` lookups by string cannot show.
  const label = (language: Language, value: string): string =>
    (textsIn(language).ledger[area] as Record<string, string>)[value] ?? value;
  return values.map((value) => ({ value, label: { fr: label('fr', value), en: label('en', value) } }));
}

function ofItem(name: string, column: string, label: Field['label'], type: Field['type'], more: Partial<Field> = {}): Field {
  return { name, label, type, sql: () => sql.ref(`item.${column}`), sortable: false, ...more };
}

const itemAmount = (name: string, label: Field['label'], minor: Field['sql']): Field => ({
  name,
  label,
  type: 'money',
  sql: minor,
  currency: () => sql.ref('item.currency'),
  sortable: true,
});

/** What one can ask of an item (`item`) and of its account (`customer`). */
export const itemFields = catalogue(
  ofItem('number', 'number', words('Numéro', 'Number'), 'text', { sortable: true }),
  ofItem('label', 'label', words('Libellé', 'Label'), 'text'),
  ofItem('itemKind', 'kind', words('Nature', 'Kind of item'), 'choice', {
    sortable: true,
    choices: both('itemKinds', itemKinds),
  }),
  ofItem('ledgerClass', 'ledger_class', words('Famille de comptes', 'Account family'), 'choice', {
    choices: both('ledgerClasses', ledgerClasses),
  }),
  ofItem('issueOn', 'issue_on', words('Date d’émission', 'Issue date'), 'day', { sortable: true }),
  ofItem('dueOn', 'due_on', words('Échéance', 'Due date'), 'day', { sortable: true }),
  ofItem('bookedOn', 'booked_on', words('Date comptable', 'Accounting date'), 'day', { sortable: true }),
  {
    name: 'settledOn',
    label: words('Soldée le', 'Settled on'),
    type: 'day',
    sortable: true,
    sql: () => sql`nullif(item.settled_on, 'infinity')`,
  },
  {
    name: 'itemDaysLate',
    label: words('Jours de retard', 'Days late'),
    type: 'number',
    sortable: true,
    sql: ({ today }) => sql`(${today}::date - item.due_on)`,
  },
  itemAmount('amount', words('Montant', 'Amount'), () => sql.ref('item.amount_minor')),
  itemAmount('open', words('Reste dû', 'Open amount'), () => sql.ref('item.open_minor')),
  itemAmount('itemAwaiting', words('En attente de comptabilité', 'Awaiting ledger'), () => sql.ref('item.awaiting_minor')),
  ofItem('itemCurrency', 'currency', words('Devise', 'Currency'), 'choice', { sortable: true }),
  ofItem('dueInferred', 'due_inferred', words('Échéance déduite', 'Due date inferred'), 'flag'),
  ofItem('settledByInference', 'settled_by_inference', words('Soldée par déduction', 'Settled by inference'), 'flag'),
  ofItem('openingWithoutDetail', 'opening_without_detail', words('À-nouveau sans détail', 'Opening without detail'), 'flag'),
  ofItem('retention', 'retention', words('Retenue de garantie', 'Retention money'), 'flag'),
  ofItem('inLedger', 'in_ledger', words('Connue de la comptabilité', 'Known to the ledger'), 'flag'),
  ofItem('unsent', 'unsent', words('Non envoyée', 'Not sent'), 'flag'),
  ofItem('journal', 'journal', words('Journal', 'Journal'), 'choice'),
  ofItem('businessUnit', 'business_unit', words('Activité', 'Business unit'), 'text'),
  ofItem('purchaseOrder', 'purchase_order', words('Bon de commande', 'Purchase order'), 'text'),
  ofItem('reference', 'reference', words('Référence', 'Reference'), 'text'),
  ofItem('itemPaymentMeans', 'payment_means', words('Mode de règlement de la pièce', 'Payment means of the item'), 'text'),
  ...customerFields.values(),
);
