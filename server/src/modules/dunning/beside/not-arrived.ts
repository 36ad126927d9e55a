import { systemActor } from '../../../kernel/actor.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { changeContact, doubtAddresses, trustAddresses } from '../../customers/index.ts';
import type { ToldDelivery } from '../../messages/index.ts';

/** Why somebody is asked to find another way to a debtor: the caution of the task. */
export type NotArrived = 'not-arrived' | 'letter-returned' | 'letter-lost';

const paper: readonly string[] = ['letter', 'registered-letter'];

/**
 * What was told of messages after they left: what did not reach its debtor makes one task a message for a person, and the address is doubted. A letter refused
 * or not fetched was presented: nothing is to do. What was taken back takes its task and its doubt along.
 */
export async function tellNotArrived(tx: Transaction, told: readonly ToldDelivery[]): Promise<void> {
  const tasks = told.flatMap((one) => {
    const caution = taskOf(one);
    return caution === undefined ? [] : [{ ...one, caution }];
  });
  await askForAnAddress(tx, tasks);
  const returned = tasks.filter((one) => one.caution === 'letter-returned');
  if (returned.length > 0)
    await doubtAddresses(
      tx,
      returned.map(({ customerId, recipientAddress }) => ({ customerId, to: recipientAddress ?? '' })),
    );
  await endMailTo(
    tx,
    tasks.flatMap(({ channel, contactId }) => (channel === 'registered-e-letter' && contactId !== null ? [contactId] : [])),
  );
  await takeBack(
    tx,
    told.filter((one) => one.state === 'withdrawn'),
  );
}

function taskOf({ channel, state }: ToldDelivery): NotArrived | undefined {
  if (channel === 'sms') return state === 'undelivered' ? 'not-arrived' : undefined;
  if (paper.includes(channel) && state === 'returned') return 'letter-returned';
  return (paper.includes(channel) || channel === 'registered-e-letter') && state === 'undelivered' ? 'letter-lost' : undefined;
}

async function askForAnAddress(
  tx: Transaction,
  tasks: readonly (ToldDelivery & { readonly caution: NotArrived })[],
): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map((one) => ({
    message_id: one.messageId,
    customer_id: one.customerId,
    entity_id: one.entityId,
    detail: one.detail,
    caution: one.caution,
  }));
  await tx.run(sql`
    insert into dunning.action (tenant_id, id, once_key, kind, entity_id, customer_id, channel, automation, state, caution, planned_on, currency, amount_minor,
      reason, assignee_id, decision_note)
    select distinct on (told.message_id) ${tx.tenantId}, uuidv7(), 'undelivered/' || told.message_id || '/1', 'by-hand', told.entity_id, told.customer_id, 'task', 'manual',
      'to-do', told.caution, (now() at time zone entity.time_zone)::date, coalesce(message.currency, entity.currency), coalesce(message.amount_minor, 0),
      jsonb_build_object('code', case when told.caution = 'not-arrived' then 'no-address' else told.caution end),
      coalesce(customer.collector_id, (select person_id from identity.membership where role = 'owner' order by created_at limit 1)), nullif(told.detail, '')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (message_id uuid, customer_id uuid, entity_id uuid, detail text, caution text)
    join messages.message on message.id = told.message_id
    join customers.customer on customer.id = told.customer_id
    join identity.entity on entity.id = told.entity_id
    -- What was taken back and is told again is to do again.
    on conflict (tenant_id, once_key) do update
    set state = 'to-do', caution = excluded.caution, decision_note = excluded.decision_note, decided_at = null, decided_by = null
    where action.state = 'cancelled'
  `);
}

// Registered e-mail that came back: nobody reads at that address, whatever is sent there next.
async function endMailTo(tx: Transaction, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return;
  const still = await tx.rows<{ id: string }>(sql`
    select id from customers.contact where id = any(${[...contactIds]}::uuid[]) order by id
  `);
  for (const { id } of still) await changeContact(tx, id, { validity: 'bounced' }, systemActor('quitus'));
}

async function takeBack(tx: Transaction, withdrawn: readonly ToldDelivery[]): Promise<void> {
  if (withdrawn.length === 0) return;
  await tx.run(sql`
    update dunning.action
    set state = 'cancelled', decided_at = now(), decided_by = 'system', decision_note = 'taken-back'
    where once_key = any(${withdrawn.map((one) => `undelivered/${one.messageId}/1`)}::text[]) and state = 'to-do'
  `);
  const { ids } = await tx.one<{ ids: string[] }>(sql`
    -- Another letter may have come back from the same address.
    select coalesce(array_agg(customer.id), '{}') as ids
    from customers.customer
    where customer.id = any(${withdrawn.map((one) => one.customerId)}::uuid[])
      and not exists (
        select from messages.message
        where message.customer_id = customer.id and message.delivery_state = 'returned' and message.state = 'sent'
      )
  `);
  await trustAddresses(tx, ids);
}

/** A person checked where a letter came back from: the address is found right, or was changed. */
export async function addressChecked(tx: Transaction, actionId: string): Promise<void> {
  const task = await tx.maybe<{ customerId: string }>(sql`
    select customer_id as "customerId" from dunning.action where id = ${actionId}::uuid and caution = 'letter-returned' and channel = 'task'
  `);
  if (task) await trustAddresses(tx, [task.customerId]);
}
