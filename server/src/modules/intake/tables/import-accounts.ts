import type { Table } from '@quitus/formats';
import { copyLine, sql, type Transaction } from '../../../platform/database/index.ts';
import { readSetting } from '../../identity/index.ts';
import {
  mergeContacts,
  mergeCustomers,
  mergeSales,
  openContactLoad,
  openCustomerLoad,
  openSalesLoad,
  strayContacts,
} from '../../customers/index.ts';
import type { BooksContext } from '../fec/fec-context.ts';
import type { ImportOutcome } from '../import-outcome.ts';
import { addIssuesFound } from '../rejections.ts';
import { codesByExternalId, customersOfContacts, customersThemselves } from '../upsert/external-ids.ts';
import { cellReader } from './cell-readers.ts';
import { controlsOf } from './controls.ts';
import type { ImportMapping } from './mapping.ts';
import { customersOfRows } from './stage-items.ts';
import { type RowsRead, streamRows } from './stream-rows.ts';

const empty = { settled: 0, allocations: 0, refusedWhole: false, held: undefined, notes: {} };

function outcomeOf(read: RowsRead, counts: { created: number; updated: number; customers: number }): ImportOutcome {
  return {
    ...empty,
    ...counts,
    read: read.rows,
    unchanged: read.rows - read.rejected - counts.created - counts.updated,
    rejected: read.rejected,
    warnings: read.warnings,
    controls: controlsOf(read),
  };
}

/** Brings customers up to a file: new ones are made, known ones take what it says. */
export async function importCustomers(
  tx: Transaction,
  context: BooksContext,
  table: Table,
  mapping: ImportMapping,
): Promise<ImportOutcome> {
  await openCustomerLoad(tx);
  await tx.run(sql`alter table customer_load alter column code drop not null`);
  await tx.run(sql`alter table customer_load add column issue text`);
  const columns =
    'line, code, name, kind, legal_id, vat_number, address1, address2, postcode, city, country, language, email, phone, terms, payment_means, sales_rep, segment, currency, parent_code, payer_code, groups, external_id, invoice_route, invoice_portal, invoice_references';
  const read = await streamRows(
    tx,
    table,
    cellReader(table.columns, mapping),
    `customer_load (issue, ${columns})`,
    (line, reader) => {
      const code = reader.text('customerCode')?.slice(0, 100) ?? null;
      if (code === null && !reader.has('externalId')) reader.fail('customerCode', '', 'customer.code-missing');
      const cut = (field: Parameters<typeof reader.text>[0], length: number): string | null =>
        reader.text(field)?.slice(0, length) ?? null;
      return {
        text: copyLine([
          null,
          line,
          code,
          cut('name', 200),
          reader.customerKind('kind'),
          reader.legalId(),
          cut('vatNumber', 40),
          cut('address1', 200),
          cut('address2', 200),
          cut('postcode', 20),
          cut('city', 100),
          reader.country(),
          reader.language(),
          reader.email(),
          cut('phone', 60),
          cut('terms', 100),
          cut('paymentMeans', 100),
          cut('salesRep', 100),
          cut('segment', 100),
          reader.has('currency') ? reader.currency('EUR') : null,
          cut('parentCode', 100),
          cut('payerCode', 100),
          cut('groups', 500),
          cut('externalId', 200),
          reader.invoiceRoute(),
          cut('invoicePortal', 100),
          reader.invoiceReferences(),
        ]),
      };
    },
  );
  await codesByExternalId(tx, context, read, customersThemselves);
  const defaultKind = await readSetting(tx, 'customers.defaultKind');
  const counts = await mergeCustomers(tx, { ...context, source: 'file', defaultKind, update: 'all' });
  return outcomeOf(read, { ...counts, customers: counts.created });
}

/** Brings contacts up to a file; a line whose customer is unknown is rejected. */
export async function importContacts(
  tx: Transaction,
  context: BooksContext,
  table: Table,
  mapping: ImportMapping,
): Promise<ImportOutcome> {
  await openContactLoad(tx);
  await tx.run(sql`alter table contact_load alter column code drop not null`);
  await tx.run(sql`alter table contact_load add column issue text, add column customer_external_id text`);
  const columns = 'line, code, name, role, email, phone, language, external_id, customer_external_id';
  const read = await streamRows(
    tx,
    table,
    cellReader(table.columns, mapping),
    `contact_load (issue, ${columns})`,
    (line, reader) => {
      const code = (reader.text('customerCode') ?? reader.text('customerName'))?.slice(0, 200) ?? null;
      if (code === null && !reader.has('customerExternalId')) reader.fail('customerCode', '', 'customer.missing');
      if (!reader.has('email') && !reader.has('phone')) reader.fail('email', '', 'contact.unreachable');
      return {
        text: copyLine([
          null,
          line,
          code,
          reader.text('name')?.slice(0, 200),
          reader.role(),
          reader.email(),
          reader.text('phone')?.slice(0, 60),
          reader.language(),
          reader.text('externalId')?.slice(0, 200),
          reader.text('customerExternalId')?.slice(0, 200),
        ]),
      };
    },
  );
  await codesByExternalId(tx, context, read, customersOfContacts);
  await tx.run(sql`update contact_load set code = customer_external_id where code is null`);
  await tx.run(sql`
    update contact_load as load set code = customer.code
    from customers.customer
    where customer.tenant_id = ${tx.tenantId} and customer.entity_id = ${context.entityId} and customer.sort_key = platform.folded(load.code)
      and not exists (select from customers.customer as coded where coded.tenant_id = ${tx.tenantId} and coded.entity_id = ${context.entityId} and coded.code = load.code)
  `);
  const strays = await strayContacts(tx, context.entityId);
  await addIssuesFound(
    tx,
    sql`
      select line, ${mapping.columns.customerCode ?? 'customerCode'}, code, 'customer.unknown', 'error', code
      from jsonb_to_recordset(${JSON.stringify(strays.map(({ line, code }) => ({ line: Number(line), code })))}::jsonb) as stray (line bigint, code text)
    `,
  );
  const counts = await mergeContacts(tx, context);
  return outcomeOf({ ...read, rejected: read.rejected + strays.length }, { ...counts, customers: 0 });
}

/** Brings sales per month up to a file; customers it names are made when new. */
export async function importSales(
  tx: Transaction,
  context: BooksContext,
  table: Table,
  mapping: ImportMapping,
): Promise<ImportOutcome> {
  await tx.run(sql`
    create temporary table sales_row (rejected boolean not null, line bigint, code text, name text, month date, currency text, amount_minor bigint,
      customer_id uuid, issue text) on commit drop
  `);
  const columns = 'issue, rejected, line, code, name, month, currency, amount_minor';
  const read = await streamRows(
    tx,
    table,
    cellReader(table.columns, mapping),
    `sales_row (${columns})`,
    (line, reader, rejectedNow) => {
      const currency = reader.currency(context.currency) ?? context.currency;
      const code = reader.text('customerCode')?.slice(0, 100) ?? null;
      const name = reader.text('customerName')?.slice(0, 200) ?? null;
      if (code === null && name === null) reader.fail('customerCode', '', 'customer.missing');
      const month = reader.month('month');
      const minor = reader.amount('amount', currency);
      if (minor === null && !reader.has('amount')) reader.fail('amount', '', 'amount.empty');
      return {
        currency,
        minor,
        text: copyLine([null, rejectedNow(), line, code, name, month === null ? null : `${month}-01`, currency, minor]),
      };
    },
  );
  const customers = await customersOfRows(tx, context, 'sales_row', await readSetting(tx, 'customers.defaultKind'));
  await openSalesLoad(tx);
  await tx.run(sql`
    insert into sales_load (line, code, month, currency, amount_minor, customer_id)
    select line, code, month, currency, amount_minor, customer_id from sales_row where not rejected
  `);
  const { created, updated } = await mergeSales(tx, context);
  return outcomeOf(read, { created, updated, customers });
}
