import type { Day } from '../../kernel/days.ts';
import { sql, type Sql, type Transaction } from '../../platform/database/index.ts';
import { dueDate, type PaymentTerms } from '../customers/index.ts';
import { refreshBalances } from './balances.ts';
import { historyColumns, itemColumnsOf } from './item-columns.ts';
import { lockLedger } from './ledger-locks.ts';

export type ChangedDueDates = {
  readonly moved: number;
  readonly confirmed: number;
  readonly examples: { readonly itemId: string; readonly number: string; readonly before: Day | null; readonly after: Day }[];
};

type IssueDay = PaymentTerms & { readonly termsId: string; readonly issueOn: Day };

/**
 * Computes again the due dates that were inferred, of the customers a select names: from their terms, else their entity's. Where a person
 * confirmed the terms the date is a fact from then on. Each item that changes keeps its earlier version; balances follow.
 */
export async function inferDueDates(tx: Transaction, entityId: string, customers: Sql): Promise<ChangedDueDates> {
  await lockLedger(tx, entityId);
  const days = await tx.rows<IssueDay>(sql`
    select distinct terms.id as "termsId", terms.kind, terms.days, terms.day_of_month as "dayOfMonth", terms.working_day_shift as "workingDayShift",
      item.issue_on as "issueOn"
    ${inferredItems(tx.tenantId, entityId, customers)}
  `);
  if (days.length === 0) return { moved: 0, confirmed: 0, examples: [] };
  // One computation a day of issue and terms, however many items: the rule stays in one place, the rows in the database.
  const computed = days.map((one) => ({ terms_id: one.termsId, issue_on: one.issueOn, due_on: dueDate(one.issueOn, one) }));
  const changed = await tx.one<Omit<ChangedDueDates, 'examples'> & { examples: ChangedDueDates['examples'] | null }>(sql`
    with computed as (
      select * from jsonb_to_recordset(${JSON.stringify(computed)}::jsonb) as computed (terms_id uuid, issue_on date, due_on date)
    ),
    fresh as (
      select item.id, computed.due_on, customer.terms_confirmed and customer.terms_id is not null as confirmed
      ${inferredItems(tx.tenantId, entityId, customers)}
      join computed on computed.terms_id = terms.id and computed.issue_on = item.issue_on
      where item.due_on is distinct from computed.due_on or (customer.terms_confirmed and customer.terms_id is not null)
    ),
    kept as (
      insert into receivables.item_history (${historyColumns})
      select ${itemColumnsOf('item')}, uuidv7(), now(), null::uuid, false
      from fresh
      join receivables.item on item.tenant_id = ${tx.tenantId} and item.id = fresh.id
    ),
    revised as (
      update receivables.item set due_on = fresh.due_on, due_inferred = not fresh.confirmed, recorded_from = now()
      from fresh
      where item.tenant_id = ${tx.tenantId} and item.id = fresh.id
      returning item.id, item.number, old.due_on as before, new.due_on as after, fresh.confirmed
    )
    select count(*) filter (where revised.before is distinct from revised.after)::int as moved,
      count(*) filter (where revised.confirmed)::int as confirmed,
      (
        select jsonb_agg(jsonb_build_object('itemId', one.id, 'number', one.number, 'before', one.before, 'after', one.after))
        from (select * from revised where revised.before is distinct from revised.after order by revised.after desc, revised.id limit 5) as one
      ) as examples
    from revised
  `);
  if (changed.moved > 0) await refreshBalances(tx, { entityId, customers });
  return { ...changed, examples: changed.examples ?? [] };
}

function inferredItems(tenantId: number, entityId: string, customers: Sql): Sql {
  return sql`
    from receivables.item
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
      and item.tenant_id = ${tenantId} and item.entity_id = ${entityId} and item.due_inferred and item.amount_minor > 0 and not item.retention
      and customer.id in (select named.id from (${customers}) as named (id))
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    join customers.payment_terms as terms on terms.tenant_id = customer.tenant_id and terms.id = coalesce(customer.terms_id, entity.default_terms_id)
  `;
}
