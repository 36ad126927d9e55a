import { paymentProfiles } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { catalogue, type Choice, type Field } from '../../platform/criteria/index.ts';
import { sql } from '../../platform/database/index.ts';

const words = (fr: string, en: string): Field['label'] => ({ fr, en });
const choices = (values: Readonly<Record<string, Readonly<Record<Language, string>>>>): Choice[] =>
  Object.entries(values).map(([value, label]) => ({ value, label }));
const profileWords = (profile: (typeof paymentProfiles)[number]): Record<Language, string> => ({
  fr: textsIn('fr').ledger.paymentProfiles[profile],
  en: textsIn('en').ledger.paymentProfiles[profile],
});
const kindWords = (kind: 'business' | 'public' | 'consumer' | 'unknown'): Record<Language, string> => ({
  fr: textsIn('fr').ledger.customerKinds[kind],
  en: textsIn('en').ledger.customerKinds[kind],
});

function ofColumn(name: string, column: string, label: Field['label'], type: Field['type'], more: Partial<Field> = {}): Field {
  return { name, label, type, sql: () => sql.ref(`customer.${column}`), sortable: false, ...more };
}

/** Whether a message can reach the account: an address of its own, or a contact's that has not failed. */
export const hasEmail = sql`(customer.email is not null or exists (
  select from customers.contact
  where contact.tenant_id = customer.tenant_id and contact.customer_id = customer.id and contact.email is not null
    and contact.validity in ('unchecked', 'valid')
))`;

/** What one can ask of a customer itself; a statement that uses it has `customers.customer` under the name `customer`. */
export const customerFields = catalogue(
  ofColumn('code', 'code', words('Code', 'Code'), 'text', { sortable: true }),
  // Sorted by its folded form, which an index holds: "Écluse" stands between "Duval" and "Ferme".
  ofColumn('name', 'name', words('Nom', 'Name'), 'text'),
  ofColumn('sortName', 'sort_key', words('Nom (ordre alphabétique)', 'Name (alphabetical)'), 'text', { sortable: true }),
  ofColumn('kind', 'kind', words('Type de client', 'Customer kind'), 'choice', {
    sortable: true,
    choices: choices({
      business: kindWords('business'),
      public: kindWords('public'),
      consumer: kindWords('consumer'),
      unknown: kindWords('unknown'),
    }),
  }),
  ofColumn('entity', 'entity_id', words('Entité', 'Entity'), 'choice', { cast: 'uuid' }),
  ofColumn('collector', 'collector_id', words('Chargé de recouvrement', 'Collector'), 'choice', { cast: 'uuid' }),
  ofColumn('segment', 'segment', words('Segment', 'Segment'), 'choice', { sortable: true }),
  ofColumn('country', 'country', words('Pays', 'Country'), 'choice', { sortable: true }),
  ofColumn('region', 'region', words('Région', 'Region'), 'text', { sortable: true }),
  ofColumn('city', 'city', words('Ville', 'City'), 'text', { sortable: true }),
  ofColumn('postcode', 'postcode', words('Code postal', 'Postcode'), 'text', { sortable: true }),
  ofColumn('language', 'language', words('Langue', 'Language'), 'choice', {
    choices: choices({ fr: { fr: 'français', en: 'French' }, en: { fr: 'anglais', en: 'English' } }),
  }),
  ofColumn('salesRep', 'sales_rep', words('Commercial', 'Sales representative'), 'text', { sortable: true }),
  ofColumn('agency', 'agency', words('Agence', 'Agency'), 'text', { sortable: true }),
  ofColumn('legalId', 'legal_id', words('Identifiant légal', 'Legal ID'), 'text'),
  ofColumn('paymentMeans', 'payment_means', words('Mode de règlement', 'Payment means'), 'text'),
  ofColumn('email', 'email', words('E-mail', 'E-mail'), 'text'),
  ofColumn('phone', 'phone', words('Téléphone', 'Phone'), 'text'),
  ofColumn('terms', 'terms_id', words('Conditions de règlement', 'Payment terms'), 'choice', { cast: 'uuid' }),
  ofColumn('termsConfirmed', 'terms_confirmed', words('Conditions confirmées', 'Terms confirmed'), 'flag'),
  ofColumn('intercompany', 'intercompany', words('Intragroupe', 'Intercompany'), 'flag'),
  ofColumn('catchAll', 'catch_all', words('Compte « divers »', 'Catch-all account'), 'flag'),
  ofColumn('lettered', 'lettered', words('Compte lettré', 'Lettered account'), 'flag'),
  ofColumn('creditStatus', 'credit_status', words('Statut de crédit', 'Credit status'), 'choice', {
    sortable: true,
    choices: choices({
      open: { fr: 'ouvert', en: 'open' },
      watch: { fr: 'sous surveillance', en: 'watch' },
      blocked: { fr: 'bloqué', en: 'blocked' },
    }),
  }),
  ofColumn('paymentProfile', 'payment_profile', words('Profil payeur', 'Payment profile'), 'choice', {
    sortable: true,
    choices: paymentProfiles.map((value) => ({ value, label: profileWords(value) })),
    // From who pays best to who pays worst; whoever is not known has no place, and comes last either way.
    rank: () => sql`array_position(array['prompt', 'irregular', 'slow', 'defaulting'], customer.payment_profile)`,
  }),
  ofColumn('creditStatusUntil', 'credit_status_until', words('Statut de crédit jusqu’au', 'Credit status until'), 'day'),
  {
    name: 'grouped',
    label: words('Dans un groupement', 'In a group'),
    type: 'flag',
    sortable: false,
    sql: () => sql`exists (
      select from customers.group_member
      where group_member.tenant_id = customer.tenant_id and group_member.customer_id = customer.id
    )`,
  },
  {
    name: 'reachable',
    label: words('Adresse e-mail connue', 'E-mail address known'),
    type: 'flag',
    sortable: false,
    sql: () => hasEmail,
  },
);
