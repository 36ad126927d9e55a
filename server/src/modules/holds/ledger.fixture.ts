import type { Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';

/** A small ledger for tests, written row by row: one tenant's customers, invoices and payments. */
export function testLedger(db: Queryable & { readonly tenantId: number }, entityId: string) {
  const { tenantId } = db;
  let made = 0;

  async function customer(details: { name?: string; email?: string; language?: 'fr' | 'en' } = {}): Promise<string> {
    const id = uuidv7();
    made += 1;
    await db.run(sql`
      insert into customers.customer (tenant_id, id, entity_id, code, name, email, language, currency)
      values (${tenantId}, ${id}, ${entityId}, ${`C${made.toString().padStart(4, '0')}`}, ${details.name ?? 'Menuiserie du Val'},
        ${details.email ?? null}, ${details.language ?? null}, 'EUR')
    `);
    return id;
  }

  async function item(
    customerId: string,
    details: { minor: bigint; kind?: string; number?: string; dueOn?: Day; bookedOn?: Day; currency?: string },
  ): Promise<string> {
    const id = uuidv7();
    made += 1;
    const bookedOn = details.bookedOn ?? '2026-01-10';
    await db.run(sql`
      insert into receivables.item (tenant_id, id, entity_id, customer_id, document_id, source, source_key, kind, number, issue_on, due_on,
        booked_on, currency, amount_minor, open_minor)
      values (${tenantId}, ${id}, ${entityId}, ${customerId}, ${id}, 'test', ${id}, ${details.kind ?? 'invoice'}, ${details.number ?? `F${made}`},
        ${bookedOn}, ${details.dueOn ?? '2026-02-10'}, ${bookedOn}, ${details.currency ?? 'EUR'}, ${details.minor}, ${details.minor})
    `);
    return id;
  }

  /** A credit of some kind, matched to one item at once; answers the credit's id. */
  async function pay(
    customerId: string,
    itemId: string,
    details: { minor: bigint; on: Day; kind?: string; source?: string },
  ): Promise<string> {
    const creditId = await item(customerId, {
      minor: -details.minor,
      kind: details.kind ?? 'payment',
      bookedOn: details.on,
      dueOn: details.on,
    });
    await allocate(creditId, itemId, details.minor, details.on, details.source ?? 'import');
    return creditId;
  }

  async function allocate(creditId: string, debitId: string, minor: bigint, on: Day, source = 'import'): Promise<void> {
    await db.run(sql`
      with allocated as (
        insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor,
          effective_on, source, recorded_at)
        select tenant_id, ${uuidv7()}, entity_id, customer_id, ${creditId}, id, currency, ${minor}, ${on}, ${source}, clock_timestamp()
        from receivables.item where id = ${debitId}
      )
      update receivables.item
      set open_minor = open_minor - sign(open_minor)::bigint * ${minor}::bigint, first_allocated_on = least(first_allocated_on, ${on}::date),
        settled_on = case when abs(open_minor) = ${minor}::bigint then ${on}::date else 'infinity' end,
        settled_by_inference = ${source === 'inference'}
      where id in (${creditId}, ${debitId})
    `);
  }

  return { customer, item, pay, allocate };
}
