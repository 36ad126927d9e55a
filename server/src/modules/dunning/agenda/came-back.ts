import { type Sql, sql } from '../../../platform/database/index.ts';
import { addressDoubted } from '../../customers/index.ts';

const letters = sql`('letter', 'registered-letter', 'registered-e-letter')`;
const cameBack = sql`('returned', 'undelivered')`;

/**
 * Of actions, under the name they have in a statement: a formal step about an item whose formal notice came back, and that nothing brought to the debtor since. A notice refused
 * or not fetched was presented (Cass. 1re civ., 20 Jan. 2021, no. 19-20.680): it is none of these.
 */
export const noticeNeverHad = (action: Sql): Sql => sql`((${action}.grave or ${action}.channel = 'hand-over') and exists (
  select from dunning.action_item
  join messages.message_item as listed on listed.tenant_id = action_item.tenant_id and listed.item_id = action_item.item_id
  join messages.message as notice on notice.tenant_id = listed.tenant_id and notice.id = listed.message_id
  where action_item.tenant_id = ${action}.tenant_id and action_item.action_id = ${action}.id and action_item.stepped
    and notice.formal_notice and notice.state = 'sent' and notice.channel in ${letters} and notice.delivery_state in ${cameBack}
    and not exists (
      select from messages.message_item as also
      join messages.message as other on other.tenant_id = also.tenant_id and other.id = also.message_id
      where also.tenant_id = listed.tenant_id and also.item_id = listed.item_id and other.id <> notice.id
        and other.formal_notice and other.state = 'sent' and other.channel in ${letters} and other.transport is distinct from 'local'
        and (other.delivery_state in ('received', 'refused', 'unclaimed')
          or (other.sent_at > notice.sent_at and (other.delivery_state is null or other.delivery_state not in ${cameBack})))
    )
))`;

const onPaper = (channel: Sql): Sql => sql`${channel} in ('letter', 'registered-letter')`;
const doubted = sql`(customer.returned_address is not null and ${addressDoubted})`;

/** Of `customers.customer`: what goes on this channel is a letter to an address from which one came back. It does not leave by itself. */
export const letterInDoubt = (channel: Sql): Sql => sql`(${onPaper(channel)} and ${doubted})`;

/** Of actions: a letter to an address from which one came back. */
export const toDoubtedAddress = (action: Sql): Sql => sql`(${onPaper(sql`${action}.channel`)} and exists (
  select from customers.customer
  where customer.tenant_id = ${action}.tenant_id and customer.id = ${action}.customer_id and ${doubted}
))`;
