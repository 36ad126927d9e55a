import { type Sql, sql } from '../../../platform/database/index.ts';

/** Why an invoice is not sent yet although its customer is known: its file, a reference the customer asks for, somewhere to send it. */
export type InvoiceLack = 'document' | 'purchase-order' | 'reference' | 'address';

/** What an action about invoices asks for: that they leave, that somebody deposits them on a portal, that what they lack is found. */
export type SendingCode = 'invoice-send' | 'invoice-portal' | 'invoice-lacks';

/** Why the run leaves an unsent invoice alone: it has been seen to, one way or another. */
export type HeldBack = 'on-its-way' | 'not-delivered' | 'passed-over' | 'rehearsed';

// What is no paper of its own (a payment, an opening balance, a clearing) is never sent.
const papers = sql`('invoice', 'down-payment-request', 'debit', 'late-interest', 'indemnity', 'fee')`;

const blank = (column: Sql): Sql => sql`coalesce(btrim(${column}), '') = ''`;

/**
 * The open invoices that were never sent, as a select: whose they are (of a merged account, whoever has it now), by what way they go, and what they lack but
 * for an address (`withoutAddress`). `among` is a condition on `item`. Asked of an entity it reads the partial index of unsent items, empty in most companies.
 */
export function unsentInvoices(among: Sql): Sql {
  return sql`
    select item.tenant_id, item.id as item_id, item.number, item.label, item.issue_on, item.due_on, item.currency, item.amount_minor,
      item.open_minor - item.awaiting_minor as open_minor, item.purchase_order, item.reference, receiver.id as customer_id, receiver.collector_id,
      receiver.invoice_route as route, receiver.invoice_portal as portal, receiver.invoice_references as required,
      array_remove(array[
        case when not exists (
          select from documents.item_document
          where item_document.tenant_id = item.tenant_id and item_document.item_id = item.id and item_document.kind = 'invoice'
            -- Nothing else can be put in an envelope.
            and (receiver.invoice_route <> 'letter' or item_document.media_type = 'application/pdf')
        ) then 'document' end,
        case when 'purchase-order' = any(receiver.invoice_references) and ${blank(sql`item.purchase_order`)} then 'purchase-order' end,
        case when 'reference' = any(receiver.invoice_references) and ${blank(sql`item.reference`)} then 'reference' end
      ], null) as lacks
    from receivables.item
    join customers.customer as account on account.tenant_id = item.tenant_id and account.id = item.customer_id
    join customers.customer as receiver on receiver.tenant_id = item.tenant_id and receiver.id = coalesce(account.merged_into, account.id)
    where item.unsent and item.open_minor <> 0 and item.open_minor - item.awaiting_minor > 0 and item.kind in ${papers}
      and item.ledger_class in ('receivable', 'doubtful') and ${among}
  `;
}

/** Whom invoices go to, as `recipientsOf` wants it: a row a customer and way, for each of `invoice` (a table of unsent invoices). */
export function receivers(invoice: Sql): Sql {
  return sql`
    select distinct customer_id || '/' || route as key, customer_id, route as channel, '{}'::text[] as recipient_roles, '{}'::text[] as copy_roles,
      '{}'::text[] as copy_people
    from ${invoice}
    where route in ('e-mail', 'letter')
  `;
}

const listedIn = (itemId: Sql, which: Sql): Sql => sql`exists (
  select from dunning.action_item as listed
  join dunning.action as sending on sending.tenant_id = listed.tenant_id and sending.id = listed.action_id
  where listed.item_id = ${itemId} and sending.kind = 'invoice' and ${which}
)`;
const inMessage = (itemId: Sql, which: Sql): Sql => sql`exists (
  select from messages.message_item as listed
  join messages.message on message.tenant_id = listed.tenant_id and message.id = listed.message_id
  where listed.item_id = ${itemId} and message.kind = 'invoice' and ${which}
)`;

/** Another message brings the item, or may have: sent by hand, printed and not posted, of unknown outcome. `own`: the action that is not meant. */
export const broughtOtherwise = (itemId: Sql, own: Sql = sql`null::uuid`): Sql =>
  inMessage(
    itemId,
    sql`message.state in ('waiting', 'claimed', 'calling', 'handed', 'uncertain') and message.action_id is distinct from ${own}`,
  );

/** A person said that what lacks may lack. */
export const lackDismissed = (itemId: Sql): Sql =>
  listedIn(itemId, sql`sending.state = 'skipped' and sending.reason ->> 'code' = 'invoice-lacks'`);

/** Of an unsent item, the reason (`HeldBack`) to leave it alone, or null. `leaves` says of `message` whether one of its kind would really leave now: then what was rehearsed counts no more. */
export function heldBack(itemId: Sql, leaves: Sql): Sql {
  return sql`case
    when ${listedIn(itemId, sql`sending.state = 'confirmed'`)} or ${broughtOtherwise(itemId)} then 'on-its-way'
    when ${listedIn(itemId, sql`sending.state = 'to-do' and sending.reason ->> 'code' = 'invoice-send'`)} then 'not-delivered'
    when ${listedIn(itemId, sql`sending.state = 'skipped' and sending.reason ->> 'code' <> 'invoice-lacks'`)} then 'passed-over'
    when ${inMessage(itemId, sql`message.state = 'sent' and message.transport = 'local' and not ${leaves}`)} then 'rehearsed'
  end`;
}
