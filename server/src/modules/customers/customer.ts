import type { CustomerView } from '@quitus/contract';
import { type Queryable, sql } from '../../platform/database/index.ts';
import { addressDoubted } from './doubtful-address.ts';
import { refuse } from './refusals.ts';

/** A debtor's account in one entity, as it is stored. */
export type Customer = Pick<
  CustomerView,
  | 'id'
  | 'entityId'
  | 'code'
  | 'name'
  | 'kind'
  | 'intercompany'
  | 'catchAll'
  | 'lettered'
  | 'creditStatus'
  | 'creditStatusReason'
  | 'creditStatusBy'
  | 'creditStatusUntil'
  | 'legalId'
  | 'vatNumber'
  | 'addressLines'
  | 'postcode'
  | 'city'
  | 'region'
  | 'country'
  | 'language'
  | 'timeZone'
  | 'currency'
  | 'email'
  | 'phone'
  | 'termsId'
  | 'termsConfirmed'
  | 'paymentMeans'
  | 'salesRep'
  | 'agency'
  | 'collectorId'
  | 'segment'
  | 'payerId'
  | 'parentId'
  | 'payableProcedure'
  | 'invoiceRoute'
  | 'invoicePortal'
  | 'invoiceReferences'
  | 'warningNote'
  | 'externalId'
  | 'custom'
  | 'mergedInto'
  | 'addressDoubted'
> & { readonly debtorId: string | null; readonly createdAt: Temporal.Instant };

/** Field of the API → column, for every column a person may change. */
export const customerColumns = {
  name: 'name',
  kind: 'kind',
  intercompany: 'intercompany',
  catchAll: 'catch_all',
  lettered: 'lettered',
  creditStatus: 'credit_status',
  creditStatusReason: 'credit_status_reason',
  creditStatusUntil: 'credit_status_until',
  legalId: 'legal_id',
  vatNumber: 'vat_number',
  addressLines: 'address_lines',
  postcode: 'postcode',
  city: 'city',
  region: 'region',
  country: 'country',
  language: 'language',
  timeZone: 'time_zone',
  currency: 'currency',
  email: 'email',
  phone: 'phone',
  paymentMeans: 'payment_means',
  salesRep: 'sales_rep',
  agency: 'agency',
  collectorId: 'collector_id',
  segment: 'segment',
  payerId: 'payer_id',
  parentId: 'parent_id',
  payableProcedure: 'payable_procedure',
  invoiceRoute: 'invoice_route',
  invoicePortal: 'invoice_portal',
  invoiceReferences: 'invoice_references',
  warningNote: 'warning_note',
  externalId: 'external_id',
  custom: 'custom',
} as const;

const otherColumns = {
  id: 'id',
  entityId: 'entity_id',
  code: 'code',
  creditStatusBy: 'credit_status_by',
  termsId: 'terms_id',
  termsConfirmed: 'terms_confirmed',
  debtorId: 'debtor_id',
  mergedInto: 'merged_into',
  createdAt: 'created_at',
} as const;

const selected = sql.join(
  Object.entries({ ...otherColumns, ...customerColumns }).map(
    ([field, column]) => sql`${sql.ref(`customer.${column}`)} as ${sql.ref(field)}`,
  ),
);

/** One customer; refuses an unknown one. */
export async function customerById(db: Queryable, id: string): Promise<Customer> {
  const found = await db.maybe<Customer>(
    sql`select ${selected}, ${addressDoubted} as "addressDoubted" from customers.customer where customer.id = ${id}`,
  );
  if (!found) throw refuse('customer.not-found');
  return found;
}

/** The account and its merged duplicates: whose items are shown together. */
export async function accountsMergedInto(db: Queryable, id: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select customer.id from customers.customer where customer.id = ${id} or customer.merged_into = ${id} order by customer.id
  `);
  return rows.map((row) => row.id);
}

/** Code and name of some customers, by id. */
export async function namesOfCustomers(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, { id: string; code: string; name: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db.rows<{ id: string; code: string; name: string }>(sql`
    select customer.id, customer.code, customer.name from customers.customer where customer.id = any(${ids}::uuid[])
  `);
  return new Map(rows.map((row) => [row.id, row]));
}
