import type { Criteria } from '@quitus/contract';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { changeGroup, createGroup } from '../customers/index.ts';
import { applyAssignmentRules, makeFromLibraryIn, saveRulesIn } from '../dunning/index.ts';
import type { Setting } from './setting.ts';

const watched = 15;
const watchedAfterDays = 21;
const grouped = 6;

/** Scenarios of the library, and the rules that give them to customers by kind, segment, credit status and means of payment. */
export async function addScenarios(tx: Transaction, setting: Setting, today: Day, by: Actor): Promise<void> {
  const { words, language } = setting;
  await watchLatePayers(tx, setting, today, by);
  await groupDealers(tx, setting, by);
  const is = (field: string, value: string): Criteria => ({ field, is: 'is', value });
  const wanted = [
    { key: 'public-sector', name: words.rules.public, criteria: is('kind', 'public') },
    { key: 'risky-payer', name: words.rules.watch, criteria: is('creditStatus', 'watch') },
    { key: 'key-account', name: words.rules.key, criteria: is('segment', words.segments.key) },
    { key: 'consumer', name: words.rules.consumer, criteria: is('kind', 'consumer') },
    { key: 'direct-debit-reject', name: words.rules.debit, criteria: is('paymentMeans', words.means['direct-debit']) },
  ] as const;
  const rules = [];
  for (const { key, name, criteria } of wanted)
    rules.push({ name, criteria, enabled: true, scenarioId: await makeFromLibraryIn(tx, { key, language }, by) });
  await saveRulesIn(tx, { rules }, by);
  await applyAssignmentRules(tx, { today }, by);
}

// Whoever owes several invoices for long: a person would have noticed.
async function watchLatePayers(tx: Transaction, { entityId, words }: Setting, today: Day, by: Actor): Promise<void> {
  await tx.run(sql`
    update customers.customer
    set credit_status = 'watch', credit_status_reason = ${words.watchReason}, credit_status_by = ${by.name}
    where customer.id in (
      select late.customer_id
      from (
        select item.customer_id, max(customer.code) as code
        from receivables.item
        join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
        where item.tenant_id = ${tx.tenantId} and item.entity_id = ${entityId} and item.kind = 'invoice' and item.open_minor > 0
          and item.ledger_class = 'receivable' and item.due_on < ${addDays(today, -watchedAfterDays)}::date
          and customer.segment in (${words.segments.artisan}, ${words.segments.wholesaler}) and customer.credit_status = 'open'
        group by item.customer_id
        having count(*) > 1
      ) as late
      order by late.code
      limit ${watched}
    )
  `);
}

// Dealers that buy together: a group of customers is one more way to look at them.
async function groupDealers(tx: Transaction, { entityId, words }: Setting, by: Actor): Promise<void> {
  const dealers = await tx.rows<{ id: string }>(sql`
    select id from customers.customer
    where entity_id = ${entityId} and segment = ${words.segments.wholesaler} and country = 'FR'
    order by code
    limit ${grouped}
  `);
  const group = await createGroup(tx, words.group, by);
  await changeGroup(tx, group.id, { add: dealers.map(({ id }) => id) }, by);
}
