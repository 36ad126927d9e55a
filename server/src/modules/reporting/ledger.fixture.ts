import { systemActor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql } from '../../platform/database/index.ts';
import type { TestTenant } from '../../platform/testing/index.ts';
import { allocate, refreshBalances } from '../receivables/index.ts';

export const accountant = systemActor('accountant');

/** A customer of a test. */
export async function givenCustomer(
  { tenantDb, tenantId, entityId }: TestTenant,
  name: string,
  columns: { readonly intercompany?: boolean; readonly segment?: string } = {},
): Promise<string> {
  const id = uuidv7();
  await tenantDb.run(sql`
    insert into customers.customer (tenant_id, id, entity_id, code, name, intercompany, segment)
    values (${tenantId}, ${id}, ${entityId}, ${name.slice(0, 20)}, ${name}, ${columns.intercompany ?? false}, ${columns.segment ?? null})
  `);
  return id;
}

export type GivenLine = {
  readonly customerId: string;
  /** In whole currency units; credits negative. */
  readonly amount: number;
  readonly issueOn: string;
  readonly dueOn?: string;
  readonly kind?: string;
  /** The day a payment settles it in full. */
  readonly paidOn?: string;
  readonly settledBy?: 'payment' | 'write-off';
  readonly currency?: string;
};

/** Writes lines, and for the paid ones their payment and its allocation; the balances follow. Answers the lines' ids. */
export async function givenLedger(
  tenant: TestTenant,
  lines: readonly GivenLine[],
  options: { readonly wholeLedger?: boolean } = {},
): Promise<string[]> {
  const { tenantDb, tenantId, entityId } = tenant;
  return tenantDb.transaction(async (tx) => {
    const add = async (line: GivenLine): Promise<string> => {
      const id = uuidv7();
      const minor = BigInt(line.amount) * 100n;
      await tx.run(sql`
        insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, number, issue_on, due_on, booked_on, currency, amount_minor, open_minor)
        values (${tenantId}, ${id}, ${entityId}, ${line.customerId}, ${id}, 'test', ${id}, ${line.kind ?? (minor < 0n ? 'payment' : 'invoice')}, ${id.slice(-6)},
          ${line.issueOn}, ${line.dueOn ?? line.issueOn}, ${line.issueOn}, ${line.currency ?? 'EUR'}, ${minor}, ${minor})
      `);
      return id;
    };
    const ids: string[] = [];
    for (const line of lines) {
      const id = await add(line);
      ids.push(id);
      if (line.paidOn === undefined) continue;
      const { customerId, amount, paidOn, currency } = line;
      const creditItemId = await add({
        customerId,
        amount: -amount,
        issueOn: paidOn,
        kind: line.settledBy ?? 'payment',
        ...(currency ? { currency } : {}),
      });
      await allocate(
        tx,
        { creditItemId, debitItemId: id, amountMinor: BigInt(amount) * 100n, provisional: false, source: 'import' },
        accountant,
      );
    }
    await refreshBalances(tx, { entityId, customers: 'all' });
    if (options.wholeLedger ?? true) await addLedgerImport(tx, tenant);
    return ids;
  });
}

async function addLedgerImport(tx: Parameters<typeof refreshBalances>[0], { tenantId, entityId }: TestTenant): Promise<void> {
  await tx.run(sql`
    insert into intake.import (tenant_id, id, entity_id, file_name, file_sha256, file_bytes, type, state, author, finished_at)
    values (${tenantId}, ${uuidv7()}, ${entityId}, 'ledger.txt', '\\x00', 1, 'fec', 'applied', 'accountant', now())
  `);
}
