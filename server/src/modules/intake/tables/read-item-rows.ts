import type { Table } from '@quitus/formats';
import { copyLine, sql, type Transaction } from '../../../platform/database/index.ts';
import { cellReader, type CellReader } from './cell-readers.ts';
import type { ImportMapping } from './mapping.ts';
import { type RowsRead, streamRows } from './stream-rows.ts';
import { itemKindOf } from './value-words.ts';

/** How amounts of credits are written: with their sign, or without one, the type alone telling. */
export function creditsAreUnsigned(table: Pick<Table, 'columns' | 'sample'>, mapping: ImportMapping): boolean {
  const type = table.columns.indexOf(mapping.columns.type ?? '');
  const amount = table.columns.indexOf(mapping.columns.openAmount ?? mapping.columns.amount ?? '');
  if (type < 0 || amount < 0) return false;
  const credits = table.sample.filter((row) => itemKindOf(row[type] ?? '')?.credit === true);
  const negative = table.sample.some((row) => /^\s*[-(−–]|-\s*$/.test(row[amount] ?? ''));
  return credits.length > 0 && !negative;
}

/** Streams the rows of an items file into `item_row`; rows that cannot be taken become issues, their numbers stay known in `rejected_number`. */
export async function readItemRows(
  tx: Transaction,
  table: Table,
  mapping: ImportMapping,
  kind: 'items' | 'cleared-items',
  currency: string,
): Promise<RowsRead> {
  await tx.run(sql`
    create temporary table item_row (
      rejected boolean not null, line bigint, code text, name text, number text, kind text, issue_on date, due_on date, settled_on date, currency text,
      amount_minor bigint, original_minor bigint, external_id text, reference text, purchase_order text, payment_means text,
      last_reminder_level integer, last_reminder_on date, customer_kind text, legal_id text, vat_number text, email text, phone text, terms text,
      sales_rep text, language text, customer_external_id text, unsent boolean, customer_id uuid, item_id uuid, settlement_id uuid, issue text
    ) on commit drop
  `);
  const cells = cellReader(table.columns, mapping);
  const unsigned = creditsAreUnsigned(table, mapping);
  return streamRows(
    tx,
    table,
    cells,
    'item_row (issue, rejected, line, code, name, number, kind, issue_on, due_on, settled_on, currency, amount_minor, original_minor, external_id, reference, purchase_order, payment_means, last_reminder_level, last_reminder_on, customer_kind, legal_id, vat_number, email, phone, terms, sales_rep, language, customer_external_id, unsent)',
    (line, reader, rejectedNow) => {
      const item = readItem(reader, kind, currency, unsigned);
      const failed = rejectedNow();
      return {
        currency: item.currency,
        minor: item.amountMinor,
        text: copyLine([
          null,
          failed,
          line,
          item.code,
          item.name,
          item.number,
          item.kind,
          item.issueOn,
          item.dueOn,
          item.settledOn,
          item.currency,
          item.amountMinor,
          item.originalMinor,
          reader.text('externalId')?.slice(0, 200),
          reader.text('reference')?.slice(0, 200),
          reader.text('purchaseOrder')?.slice(0, 200),
          reader.text('paymentMeans')?.slice(0, 100),
          reader.integer('lastReminderLevel'),
          failed ? null : reader.day('lastReminderOn'),
          reader.customerKind('customerKind'),
          failed ? null : reader.legalId(),
          reader.text('vatNumber')?.slice(0, 40),
          failed ? null : reader.email(),
          reader.text('phone')?.slice(0, 60),
          reader.text('terms')?.slice(0, 100),
          reader.text('salesRep')?.slice(0, 100),
          reader.language(),
          reader.text('customerExternalId')?.slice(0, 200),
          reader.yesOrNo('unsent'),
        ]),
      };
    },
  );
}

type Item = {
  code: string | null;
  name: string | null;
  number: string | null;
  kind: string;
  issueOn: string | null;
  dueOn: string | null;
  settledOn: string | null;
  currency: string;
  amountMinor: bigint | null;
  originalMinor: bigint | null;
};

function readItem(reader: CellReader, kind: 'items' | 'cleared-items', entityCurrency: string, unsigned: boolean): Item {
  const currency = reader.currency(entityCurrency) ?? entityCurrency;
  const told = reader.itemKind();
  const amountMinor = readAmount(reader, currency, kind, unsigned && told?.credit === true);
  const code = reader.text('customerCode')?.slice(0, 100) ?? null;
  const name = reader.text('customerName')?.slice(0, 200) ?? null;
  const number = (reader.text('number') ?? reader.text('externalId') ?? reader.text('reference'))?.slice(0, 100) ?? null;
  const dueOn = reader.day('dueOn');
  const issueOn = reader.day('issueOn') ?? null;
  const settledOn = kind === 'cleared-items' ? reader.day('settledOn') : null;
  if (code === null && name === null && !reader.has('customerExternalId')) reader.fail('customerCode', '', 'customer.missing');
  if (number === null && kind === 'items') reader.fail('number', '', 'item.number-missing');
  if (
    amountMinor === null &&
    !reader.has('amount') &&
    !reader.has('openAmount') &&
    !reader.has('amountDebit') &&
    !reader.has('amountCredit')
  ) {
    reader.fail('amount', '', 'amount.empty');
  }
  if (issueOn === null && dueOn === null && !reader.has('issueOn') && !reader.has('dueOn'))
    reader.fail('dueOn', '', 'item.day-missing');
  if (kind === 'cleared-items' && settledOn === null && !reader.has('settledOn'))
    reader.fail('settledOn', '', 'item.settled-day-missing');
  if (issueOn !== null && dueOn !== null && dueOn < issueOn) reader.warn('dueOn', dueOn, 'item.due-before-issue');
  if (told === undefined) reader.warn('type', reader.text('type') ?? '', 'item.type-unknown');
  if (amountMinor === 0n) reader.warn('amount', '0', 'item.amount-zero');
  return {
    code,
    name,
    number,
    kind: kindFor(told ?? null, amountMinor ?? 0n),
    issueOn,
    dueOn,
    settledOn,
    currency,
    amountMinor,
    originalMinor: reader.has('openAmount') && reader.has('amount') ? reader.amount('amount', currency) : null,
  };
}

/** What is open when the file says so, else the amount; two columns or a side column give the sign. */
function readAmount(reader: CellReader, currency: string, kind: 'items' | 'cleared-items', flip: boolean): bigint | null {
  if (reader.has('amountDebit') || reader.has('amountCredit')) {
    const debit = reader.amount('amountDebit', currency) ?? 0n;
    const credit = reader.amount('amountCredit', currency) ?? 0n;
    return debit - (credit < 0n ? -credit : credit);
  }
  const amount =
    kind === 'items' && reader.has('openAmount') ? reader.amount('openAmount', currency) : reader.amount('amount', currency);
  if (amount === null) return null;
  const side = reader.text('amountSign')?.toUpperCase() ?? '';
  if (/^(C|CR|CREDIT|CRÉDIT|-|-1|H)$/.test(side)) return amount > 0n ? -amount : amount;
  return flip && amount > 0n ? -amount : amount;
}

// The sign decides over the word: a refund is a payment that adds to what is owed, a negative invoice lowers it.
function kindFor(told: { kind: string; credit: boolean | null } | null, minor: bigint): string {
  if (told === null) return minor < 0n ? 'credit' : 'invoice';
  if (minor < 0n) return told.credit === true ? told.kind : told.kind === 'invoice' ? 'credit-note' : 'credit';
  return told.credit === true || told.credit === null ? 'debit' : told.kind;
}
