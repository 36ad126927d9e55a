import type { contactRoles } from '@quitus/contract';
import { checkEmail } from '@quitus/formats';
import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { oneLine } from '../../../kernel/one-line.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvents } from '../../../platform/events.ts';

export type ContactLine = {
  readonly customerId?: string | undefined;
  readonly code?: string | undefined;
  readonly entityId?: string | undefined;
  readonly email: string;
  readonly name?: string | undefined;
  readonly role?: (typeof contactRoles)[number] | undefined;
};
export type LineRefusal = 'email.shape' | 'email.domain' | 'email.too-long' | 'customer.not-found' | 'customer.code-ambiguous';
export type ManyContacts = {
  readonly created: number;
  /** Already known, or twice in the lines. */
  readonly unchanged: number;
  readonly rejected: { readonly position: number; readonly value: string; readonly code: LineRefusal }[];
};

type Found = { position: number; customerIds: string[] };

/** Gives many customers their address at once: the lines at fault are named with their position, the others taken. */
export async function addManyContacts(tx: Transaction, lines: readonly ContactLine[], by: Actor): Promise<ManyContacts> {
  const rejected: ManyContacts['rejected'] = [];
  const found = new Map((await customersOf(tx, lines)).map((row) => [row.position, row.customerIds]));
  const taken: { id: string; customerId: string; email: string; name: string; role: string }[] = [];
  for (const [position, line] of lines.entries()) {
    const email = checkEmail(line.email);
    const [customerId, another] = found.get(position) ?? [];
    if (!email.ok) rejected.push({ position, value: line.email, code: email.reason });
    else if (customerId === undefined)
      rejected.push({ position, value: line.customerId ?? line.code ?? '', code: 'customer.not-found' });
    else if (another !== undefined) rejected.push({ position, value: line.code ?? '', code: 'customer.code-ambiguous' });
    else
      taken.push({
        id: uuidv7(),
        customerId,
        email: email.normalized,
        name: oneLine(line.name ?? ''),
        role: line.role ?? 'accounts-payable',
      });
  }
  const made = await tx.rows<{ id: string; customerId: string; email: string }>(sql`
    insert into customers.contact (tenant_id, id, customer_id, email, name, role)
    select ${tx.tenantId}, line.id, line."customerId", line.email, line.name, line.role
    from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as line (id uuid, "customerId" uuid, email text, name text, role text)
    on conflict do nothing
    returning contact.id, contact.customer_id as "customerId", contact.email
  `);
  await recordEvents(
    tx,
    made.map((contact) => ({
      kind: 'contacts.added' as const,
      actor: by,
      customerId: contact.customerId,
      subjectId: contact.id,
      details: { email: contact.email },
    })),
  );
  return { created: made.length, unchanged: taken.length - made.length, rejected };
}

function customersOf(tx: Transaction, lines: readonly ContactLine[]): Promise<Found[]> {
  const asked = lines.map((line, position) => ({
    position,
    id: line.customerId ?? null,
    code: line.code?.trim() ?? null,
    entity: line.entityId ?? null,
  }));
  return tx.rows<Found>(sql`
    select line.position, array_agg(customer.id) as "customerIds"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as line (position int, id uuid, code text, entity uuid)
    join customers.customer on customer.tenant_id = ${tx.tenantId} and customer.merged_into is null
      and (customer.id = line.id or (line.id is null and customer.code = line.code and (line.entity is null or customer.entity_id = line.entity)))
    group by line.position
  `);
}
