import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';

export type Group = { readonly id: string; readonly name: string; readonly customers: number };

const selected = sql`
  customer_group.id, customer_group.name, (
    select count(*)::int from customers.group_member
    where group_member.tenant_id = customer_group.tenant_id and group_member.group_id = customer_group.id
  ) as customers
`;

/** Every group with how many customers it has. */
export function listGroups(db: Queryable): Promise<Group[]> {
  return db.rows<Group>(sql`select ${selected} from customers.customer_group order by customer_group.name`);
}

async function groupById(db: Queryable, id: string): Promise<Group> {
  const found = await db.maybe<Group>(sql`select ${selected} from customers.customer_group where customer_group.id = ${id}`);
  if (!found) throw refuse('group.not-found');
  return found;
}

/** Makes a group. */
export async function createGroup(tx: Transaction, name: string, by: Actor): Promise<Group> {
  const id = uuidv7();
  const made = await tx.run(sql`
    insert into customers.customer_group (tenant_id, id, name) values (${tx.tenantId}, ${id}, ${name.trim()}) on conflict (tenant_id, name) do nothing
  `);
  if (made === 0) throw refuse('group.name-taken', { name });
  await recordEvent(tx, { kind: 'groups.created', actor: by, subjectId: id, details: { name } });
  return groupById(tx, id);
}

export type GroupChange = {
  readonly name?: string | undefined;
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
};

/** Renames a group, adds and removes customers; unknown customers are passed over. */
export async function changeGroup(
  tx: Transaction,
  id: string,
  { name, add = [], remove = [] }: GroupChange,
  by: Actor,
): Promise<Group> {
  const before = await groupById(tx, id);
  if (name !== undefined && name.trim() !== before.name) {
    const other = await tx.maybe(sql`select from customers.customer_group where customer_group.name = ${name.trim()}`);
    if (other) throw refuse('group.name-taken', { name });
    await tx.run(sql`update customers.customer_group set name = ${name.trim()} where customer_group.id = ${id}`);
  }
  const removed = await tx.rows<{ id: string }>(sql`
    delete from customers.group_member
    where group_member.group_id = ${id} and group_member.customer_id = any(${remove}::uuid[])
    returning group_member.customer_id as id
  `);
  const added = await tx.rows<{ id: string }>(sql`
    insert into customers.group_member (tenant_id, group_id, customer_id)
    select ${tx.tenantId}, ${id}, customer.id from customers.customer where customer.id = any(${add}::uuid[])
    on conflict do nothing
    returning group_member.customer_id as id
  `);
  await recordEvent(tx, {
    kind: 'groups.changed',
    actor: by,
    subjectId: id,
    details: {
      before: before.name,
      name: name ?? before.name,
      add: added.map((one) => one.id),
      remove: removed.map((one) => one.id),
    },
  });
  return groupById(tx, id);
}

/** Removes a group; its customers stay. */
export async function removeGroup(tx: Transaction, id: string, by: Actor): Promise<void> {
  const before = await groupById(tx, id);
  await tx.run(sql`delete from customers.customer_group where customer_group.id = ${id}`);
  await recordEvent(tx, { kind: 'groups.removed', actor: by, subjectId: id, details: { name: before.name } });
}
