import { daysBetween } from '../../../kernel/days.ts';
import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { historyColumns, itemColumnsOf } from '../item-columns.ts';
import { refreshItems } from '../kept-items.ts';
import { lockLedger } from '../ledger-locks.ts';
import { reverseAllocations } from './reverse-allocation.ts';

/** A provisional credit of ours and a credit of the ledger that may be the same money: same account, currency and amount. */
export type Likeness = {
  readonly provisionalId: string;
  readonly creditId: string;
  readonly sameReference: boolean;
  readonly provisionalOn: string;
  readonly creditOn: string;
};

const nearDays = 5;

/** Which ledger credit stands for which provisional one: bank reference first, then the nearest day within five; each used once. */
export function pairProvisional(likenesses: readonly Likeness[]): Map<string, string> {
  const distance = (one: Likeness): number => Math.abs(daysBetween(one.provisionalOn, one.creditOn));
  const ranked = likenesses
    .filter((one) => one.sameReference || distance(one) <= nearDays)
    .toSorted(
      (left, right) =>
        Number(right.sameReference) - Number(left.sameReference) ||
        distance(left) - distance(right) ||
        compare(left.provisionalId, right.provisionalId) ||
        compare(left.creditId, right.creditId),
    );
  const replacedBy = new Map<string, string>();
  const used = new Set<string>();
  for (const one of ranked) {
    if (replacedBy.has(one.provisionalId) || used.has(one.creditId)) continue;
    replacedBy.set(one.provisionalId, one.creditId);
    used.add(one.creditId);
  }
  return replacedBy;
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * Ledger credits that have just come in (a select of item ids) take the place of the provisional credits that announced them: never added.
 * The provisional one leaves the current items for the history; what it had closed stays closed, now from the ledger's credit and still
 * awaiting its lettering. Call it after the import's items are in and before `letterGroups`. Answers how many were replaced.
 */
export async function replaceProvisional(
  tx: Transaction,
  credits: Sql,
  by: { entityId: string; importId?: string | undefined },
): Promise<number> {
  await lockLedger(tx, by.entityId);
  const likenesses = await tx.rows<Likeness>(sql`
    select provisional.id as "provisionalId", credit.id as "creditId", provisional.booked_on as "provisionalOn", credit.booked_on as "creditOn",
      coalesce(provisional.payment_reference = credit.payment_reference, false) as "sameReference"
    from receivables.item as provisional
    join receivables.item as credit on credit.tenant_id = provisional.tenant_id and credit.customer_id = provisional.customer_id
      and credit.currency = provisional.currency and credit.amount_minor = provisional.amount_minor
      and credit.in_ledger and credit.open_minor <> 0 and credit.amount_minor < 0
    where provisional.tenant_id = ${tx.tenantId} and provisional.entity_id = ${by.entityId} and not provisional.in_ledger
      and provisional.amount_minor < 0 and provisional.open_minor <> 0
      and credit.id in (select named.item_id from (${credits}) as named (item_id))
    order by provisional.id, credit.id
  `);
  const replacedBy = pairProvisional(likenesses);
  if (replacedBy.size === 0) return 0;
  const pair = pairTable(replacedBy);
  await repoint(tx, pair, by.importId);
  await supersede(tx, pair, by.importId);
  await refreshItems(tx, sql`select pair.credit_id from ${pair}`);
  return replacedBy.size;
}

function pairTable(replacedBy: ReadonlyMap<string, string>): Sql {
  return sql`unnest(${[...replacedBy.keys()]}::uuid[], ${[...replacedBy.values()]}::uuid[]) as pair (provisional_id, credit_id)`;
}

async function repoint(tx: Transaction, pair: Sql, importId: string | undefined): Promise<void> {
  await tx.run(sql`
    insert into receivables.allocation (tenant_id, id, entity_id, customer_id, credit_item_id, debit_item_id, currency, amount_minor, effective_on,
      code, source, provisional, import_id, recorded_by)
    select ${tx.tenantId}, uuidv7(), earlier.entity_id, earlier.customer_id, pair.credit_id, earlier.debit_item_id, earlier.currency, earlier.amount_minor,
      greatest(credit.booked_on, debit.booked_on), earlier.code, earlier.source, true, ${importId ?? null}, earlier.recorded_by
    from ${pair}
    join receivables.allocation as earlier on earlier.tenant_id = ${tx.tenantId} and earlier.credit_item_id = pair.provisional_id and earlier.reversed_at is null
    join receivables.item as credit on credit.tenant_id = ${tx.tenantId} and credit.id = pair.credit_id
    join receivables.item as debit on debit.tenant_id = ${tx.tenantId} and debit.id = earlier.debit_item_id
  `);
  await reverseAllocations(
    tx,
    sql`
      select earlier.id
      from ${pair}
      join receivables.allocation as earlier on earlier.tenant_id = ${tx.tenantId} and earlier.credit_item_id = pair.provisional_id
        and earlier.reversed_at is null
    `,
    { reason: 'replaced-by-ledger', importId, by: 'import' },
  );
}

/** The provisional credits leave the current items; their last version says until when they were believed. */
async function supersede(tx: Transaction, pair: Sql, importId: string | undefined): Promise<void> {
  await tx.run(sql`
    with gone as (
      delete from receivables.item using ${pair} where item.tenant_id = ${tx.tenantId} and item.id = pair.provisional_id returning item.*
    )
    insert into receivables.item_history (${historyColumns})
    select ${itemColumnsOf('gone')}, uuidv7(), now(), ${importId ?? null}::uuid, true from gone
  `);
}
