import { uuidv7 } from '../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import type { TestTenant } from '../../platform/testing/index.ts';
import { refreshBalances } from './balances.ts';

export type GivenCustomer = {
  readonly id?: string;
  readonly code?: string;
  readonly name?: string;
  readonly entityId?: string;
  readonly columns?: Readonly<Record<string, unknown>>;
};

/** A customer of a test, in the tenant's first entity unless said otherwise. */
export async function givenCustomer({ tenantDb, tenantId, entityId }: TestTenant, given: GivenCustomer = {}): Promise<string> {
  const id = given.id ?? uuidv7();
  const row = {
    id,
    entity_id: given.entityId ?? entityId,
    code: given.code ?? `C${id.slice(-8)}`,
    name: given.name ?? 'Menuiserie Aubépine',
    ...given.columns,
  };
  const columns = Object.entries(row);
  await tenantDb.run(sql`
    insert into customers.customer (tenant_id, ${sql.join(columns.map(([name]) => sql.ref(name)))})
    values (${tenantId}, ${sql.join(columns.map(([, value]) => sql`${value}`))})
  `);
  return id;
}

export type GivenItem = {
  readonly id?: string;
  readonly customerId: string;
  readonly entityId?: string;
  readonly amount: bigint;
  readonly bookedOn?: string;
  readonly issueOn?: string;
  /** Null: no due date, as for retention money. */
  readonly dueOn?: string | null;
  readonly currency?: string;
  readonly kind?: string;
  readonly columns?: Readonly<Record<string, unknown>>;
};

/** Items as an import would bring them: open, never allocated. Balances follow. Answers their ids in order. */
export async function givenItems({ tenantDb, tenantId, entityId }: TestTenant, items: readonly GivenItem[]): Promise<string[]> {
  const ids = items.map((item) => item.id ?? uuidv7());
  await tenantDb.transaction(async (tx) => {
    for (const [index, item] of items.entries()) {
      const bookedOn = item.bookedOn ?? item.issueOn ?? '2026-01-15';
      const row = {
        id: ids[index],
        entity_id: item.entityId ?? entityId,
        customer_id: item.customerId,
        document_id: uuidv7(),
        source: 'test',
        source_key: ids[index],
        kind: item.kind ?? (item.amount < 0n ? 'payment' : 'invoice'),
        issue_on: item.issueOn ?? bookedOn,
        due_on: item.dueOn === undefined ? bookedOn : item.dueOn,
        booked_on: bookedOn,
        currency: item.currency ?? 'EUR',
        amount_minor: item.amount,
        open_minor: item.amount,
        ...item.columns,
      };
      const columns = Object.entries(row);
      await tx.run(sql`
        insert into receivables.item (tenant_id, ${sql.join(columns.map(([name]) => sql.ref(name)))})
        values (${tenantId}, ${sql.join(columns.map(([, value]) => sql`${value}`))})
      `);
    }
    for (const entity of new Set(items.map((item) => item.entityId ?? entityId)))
      await refreshBalances(tx, { entityId: entity, customers: 'all' });
  });
  return ids;
}

/** The kept figures of some items, in the order asked. */
export async function keptOf(
  db: TenantDatabase,
  ids: readonly string[],
): Promise<{ open: bigint; awaiting: bigint; settledOn: string }[]> {
  const rows = await db.rows<{ id: string; open: bigint; awaiting: bigint; settledOn: string }>(sql`
    select id, open_minor as open, awaiting_minor as awaiting, settled_on as "settledOn" from receivables.item where id = any(${ids}::uuid[])
  `);
  const byId = new Map(rows.map(({ id, ...kept }) => [id, kept]));
  return ids.map((id) => {
    const kept = byId.get(id);
    if (!kept) throw new Error(`no item ${id}`);
    return kept;
  });
}
