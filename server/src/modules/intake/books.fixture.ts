import { systemActor } from '../../kernel/actor.ts';
import { toDecimal } from '../../kernel/money.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import type { TestDatabase, TestTenant } from '../../platform/testing/index.ts';
import { importFile, type ImportRequest } from './import-file.ts';
import type { ImportResult } from './import-result.ts';

/** One line of an FEC, as little of it as a test cares for. */
export type Entry = {
  readonly journal?: string;
  readonly num?: string;
  readonly on: string;
  readonly account?: string;
  readonly accountLabel?: string;
  readonly aux?: string;
  readonly auxLabel?: string;
  readonly piece?: string;
  readonly pieceOn?: string;
  readonly label?: string;
  /** In euros, "120.00": positive debit, negative credit. */
  readonly amount: string;
  readonly letter?: string;
  readonly letteredOn?: string;
  readonly currency?: string;
  readonly foreign?: string;
};

const header =
  'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise';
const labels: Readonly<Record<string, string>> = { VE: 'Ventes', BQ: 'Banque', OD: 'Opérations diverses', AN: 'A nouveaux' };
const day = (iso: string): string => iso.replaceAll('-', '');
const comma = (amount: string): string => amount.replace('-', '').replace('.', ',');

function line(entry: Entry): string {
  const journal = entry.journal ?? 'VE';
  const credit = entry.amount.startsWith('-');
  const account = entry.account ?? '411000';
  const aux = entry.aux ?? (entry.account === undefined ? 'C001' : '');
  return [
    journal,
    labels[journal] ?? journal,
    entry.num ?? '1',
    day(entry.on),
    account,
    entry.accountLabel ?? 'Clients',
    aux,
    entry.auxLabel ?? (aux === '' ? '' : `Atelier ${aux}`),
    entry.piece ?? '',
    entry.pieceOn === undefined ? day(entry.on) : day(entry.pieceOn),
    entry.label ?? '',
    credit ? '0,00' : comma(entry.amount),
    credit ? comma(entry.amount) : '0,00',
    entry.letter ?? '',
    entry.letteredOn ? day(entry.letteredOn) : '',
    '',
    entry.foreign ?? '',
    entry.currency ?? '',
  ].join('\t');
}

const opposite = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);
const counterAccount: Readonly<Record<string, string>> = { VE: '707000', BQ: '512000', OD: '658000', AN: '101000' };

/** An FEC of these customer lines, each balanced by the line its journal would post. */
export function fec(entries: readonly Entry[]): string {
  const lines = entries.flatMap((entry) => {
    const account = counterAccount[entry.journal ?? 'VE'] ?? '471000';
    return [line(entry), line({ ...entry, account, aux: '', letter: '', amount: opposite(entry.amount) })];
  });
  return `${[header, ...lines].join('\n')}\n`;
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** A tenant's books, with the questions tests ask of them. */
export type Books = TestTenant & {
  take(text: string, options?: Partial<ImportRequest>): Promise<ImportResult>;
  /** What each customer owes, by code. */
  balances(): Promise<Record<string, string>>;
  items(): Promise<BookItem[]>;
};

export type BookItem = {
  code: string;
  number: string;
  kind: string;
  class: string;
  issueOn: string;
  dueOn: string | null;
  amount: string;
  open: string;
  inferred: boolean;
  withoutDetail: boolean;
  settledByInference: boolean;
  settledOn: string;
};

/** Opens the books of a new tenant of a test database. */
export async function openBooks(test: TestDatabase, options: { currency?: string } = {}): Promise<Books> {
  const tenant = await test.newTenant(options);
  return {
    ...tenant,
    take: (text, request = {}) =>
      importFile(test.database, tenant.tenantId, {
        name: 'books.txt',
        source: once(text),
        actor: systemActor('test'),
        now: Temporal.Instant.from('2026-06-15T08:00:00Z'),
        language: 'en',
        ...request,
      }),
    balances: () => balancesOf(tenant.tenantDb),
    items: () => itemsOf(tenant.tenantDb),
  };
}

async function balancesOf(db: TenantDatabase): Promise<Record<string, string>> {
  const rows = await db.rows<{ code: string; currency: string; minor: bigint }>(sql`
    select customer.code, item.currency, sum(item.open_minor)::bigint as minor
    from receivables.item
    join customers.customer on customer.id = item.customer_id
    group by customer.code, item.currency
    having sum(item.open_minor) <> 0 or bool_or(item.open_minor <> 0)
    order by customer.code
  `);
  return Object.fromEntries(rows.map((row) => [row.code, toDecimal(row.minor, row.currency)]));
}

async function itemsOf(db: TenantDatabase): Promise<BookItem[]> {
  const rows = await db.rows<
    Omit<BookItem, 'amount' | 'open'> & { currency: string; amountMinor: bigint; openMinor: bigint }
  >(sql`
    select customer.code, item.number, item.kind, item.ledger_class as class, item.issue_on as "issueOn", item.due_on as "dueOn", item.currency,
      item.amount_minor as "amountMinor", item.open_minor as "openMinor", item.due_inferred as inferred, item.opening_without_detail as "withoutDetail",
      item.settled_by_inference as "settledByInference", item.settled_on as "settledOn"
    from receivables.item
    join customers.customer on customer.id = item.customer_id
    order by customer.code, item.issue_on, item.number, item.amount_minor
  `);
  return rows.map(({ currency, amountMinor, openMinor, ...row }) => ({
    ...row,
    amount: toDecimal(amountMinor, currency),
    open: toDecimal(openMinor, currency),
  }));
}
