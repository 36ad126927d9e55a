import { checkEmail } from '@quitus/formats';
import type { Language } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { addContacts } from '../../customers/index.ts';
import { reasonOf } from '../import-result.ts';

export type GivenEmail = { readonly customerId: string; readonly email: string; readonly name?: string | undefined };

/** Gives customers an e-mail, many at once, as accounts-payable contacts. Wrong addresses and unknown customers are answered one by one. */
export async function giveEmails(db: TenantDatabase, emails: readonly GivenEmail[], by: Actor, language: Language) {
  return db.transaction(async (tx) => {
    const known = await tx.rows<{ id: string }>(sql`
      select customer.id from customers.customer where customer.id = any(${emails.map((one) => one.customerId)}::uuid[])
    `);
    const ids = new Set(known.map(({ id }) => id));
    const refused: { customerId: string; email: string; reason: string }[] = [];
    const good: { customerId: string; email: string; name: string }[] = [];
    for (const { customerId, email, name } of emails) {
      const checked = checkEmail(email);
      if (!ids.has(customerId)) refused.push({ customerId, email, reason: reasonOf(language, 'customer.unknown', customerId) });
      else if (!checked.ok) refused.push({ customerId, email, reason: reasonOf(language, checked.reason, email) });
      else good.push({ customerId, email: checked.normalized, name: name ?? '' });
    }
    await addContacts(tx, good);
    if (good.length > 0) await recordEvent(tx, { kind: 'customers.emails-given', actor: by, details: { count: good.length } });
    return { taken: good.length, refused };
  });
}
