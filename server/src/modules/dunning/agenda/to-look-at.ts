import type { Day } from '../../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { holdsOn } from '../../holds/index.ts';
import { readSetting } from '../../identity/index.ts';
import { currenciesNamed } from '../messages/payment-details.ts';
import { noticeNeverHad, toDoubtedAddress } from './came-back.ts';

const claims = sql`('e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter')`;

/** Of actions joined to their entity: something is claimed in a currency its account does not take, nor is it among those named beside. */
export const otherCurrency = (action: Sql, named: readonly string[]): Sql => sql`coalesce(${action}.kind <> 'thanks'
  and entity.iban is not null and ${action}.currency <> all(array_append(${[...named]}::text[], coalesce(entity.currency, 'EUR')::text)), false)`;

/** Of actions of the table itself: those with something to look at before a yes, as `cautionsOf` says it of one; being formal is none. */
export async function toLookAt(db: Queryable, today: Day): Promise<Sql> {
  const named = currenciesNamed(await readSetting(db, 'payment.currencies'));
  return sql`(
    action.caution is not null or coalesce((action.reason ->> 'prudence')::int, 0) > 0
    or ${noticeNeverHad(sql`action`)} or ${toDoubtedAddress(sql`action`)}
    or (action.kind <> 'invoice' and action.channel in ${claims} and exists (
      select from identity.entity
      where entity.tenant_id = action.tenant_id and entity.id = action.entity_id
        and ((entity.iban is null and action.channel = 'e-mail') or ${otherCurrency(sql`action`, named)})
    ))
    or (${stoppedByReplies} and exists (
      select from holds.hold
      join customers.customer as account on account.tenant_id = hold.tenant_id and account.id = hold.customer_id
      where hold.tenant_id = action.tenant_id and hold.reason = 'reply' and ${holdsOn(sql`${today}::date`)}
        and (account.id = action.customer_id or (account.payer_id = action.customer_id and account.entity_id = action.entity_id))
    ))
  )`;
}

const stoppedByReplies = sql`(action.kind in ('step', 'promise') and action.channel in ${claims})`;
