import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { jsonb, sql, type Sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { entityById, readSetting } from '../identity/index.ts';
import { type CustomerChange, checkedChange } from './check-customer.ts';
import { type Customer, customerById, customerColumns } from './customer.ts';
import { linkDebtors } from './link-debtors.ts';
import { refuse } from './refusals.ts';

const stored = (field: string, value: unknown): Sql => (field === 'custom' ? jsonb(value) : sql`${value}`);
// The cast: the keys of a CustomerChange are those of the table of columns.
const columnOf = (field: string): Sql => sql.ref(customerColumns[field as keyof typeof customerColumns]);

/** Creates an account in an entity. Its kind is the tenant's default when unsaid; its debtor is found or made by its legal id. */
export async function createCustomer(
  tx: Transaction,
  input: CustomerChange & { readonly entityId: string; readonly code: string; readonly name: string },
  by: Actor,
): Promise<Customer> {
  const { entityId, code, ...given } = input;
  const entity = await entityById(tx, entityId);
  const change = checkedChange(
    { kind: await readSetting(tx, 'customers.defaultKind'), country: entity.country, ...given },
    entity.country,
  );
  await checkNeighbours(tx, change, entityId);
  const id = uuidv7();
  const fields = Object.entries(change);
  const made = await tx.run(sql`
    insert into customers.customer (tenant_id, id, entity_id, code, ${sql.join(fields.map(([field]) => columnOf(field)))})
    values (${tx.tenantId}, ${id}, ${entityId}, ${code.trim()}, ${sql.join(fields.map(([field, value]) => stored(field, value)))})
    on conflict (tenant_id, entity_id, code) do nothing
  `);
  if (made === 0) throw refuse('customer.code-taken', { code: code.trim() });
  await linkDebtor(tx, id);
  await recordEvent(tx, {
    kind: 'customers.created',
    actor: by,
    entityId,
    customerId: id,
    subjectId: id,
    details: { code: code.trim(), ...change },
  });
  return customerById(tx, id);
}

/** Changes an account; what changed stands in the time line with its value before and after. */
export async function changeCustomer(tx: Transaction, id: string, input: CustomerChange, by: Actor): Promise<Customer> {
  await tx.run(sql`select from customers.customer where customer.id = ${id} for no key update`);
  const before = await customerById(tx, id);
  const change = checkedChange(input, before.country);
  const changed = Object.entries(change).filter(
    ([field, value]) => !isDeepStrictEqual(before[field as keyof CustomerChange], value),
  );
  if (changed.length === 0) return before;
  await checkNeighbours(tx, change, before.entityId, id);
  const assignments = changed.map(([field, value]) => sql`${columnOf(field)} = ${stored(field, value)}`);
  const decided = changed.some(([field]) => field === 'creditStatus') ? sql`, credit_status_by = ${by.name}` : sql``;
  await tx.run(
    sql`update customers.customer set ${sql.join(assignments)}, updated_at = now() ${decided} where customer.id = ${id}`,
  );
  if (changed.some(([field]) => field === 'legalId' || field === 'country' || field === 'name')) await linkDebtor(tx, id);
  await recordEvent(tx, {
    kind: 'customers.changed',
    actor: by,
    entityId: before.entityId,
    customerId: id,
    subjectId: id,
    details: {
      before: Object.fromEntries(changed.map(([field]) => [field, before[field as keyof CustomerChange]])),
      after: Object.fromEntries(changed),
    },
  });
  return customerById(tx, id);
}

/** Declares an account the duplicate of another of the same entity. Its items stay its own; what pointed to it points to the other. */
export async function mergeCustomer(tx: Transaction, id: string, into: string, by: Actor): Promise<Customer> {
  if (id === into) throw refuse('customer.merge-itself');
  await tx.run(
    sql`select from customers.customer where customer.id = any(${[id, into]}::uuid[]) order by customer.id for no key update`,
  );
  const [duplicate, kept] = [await customerById(tx, id), await customerById(tx, into)];
  if (duplicate.entityId !== kept.entityId) throw refuse('customer.merge-other-entity');
  if (duplicate.mergedInto !== null || kept.mergedInto !== null) throw refuse('customer.merge-merged');
  // Chains never form: the duplicates of a duplicate follow it.
  await tx.run(
    sql`update customers.customer set merged_into = ${into}, updated_at = now() where customer.id = ${id} or customer.merged_into = ${id}`,
  );
  await recordEvent(tx, {
    kind: 'customers.merged',
    actor: by,
    entityId: kept.entityId,
    customerId: into,
    subjectId: id,
    details: { code: duplicate.code, name: duplicate.name, into: kept.code },
  });
  return customerById(tx, id);
}

/** The payer and parent exist and are others; the collector is a member of the tenant. */
async function checkNeighbours(tx: Transaction, change: CustomerChange, entityId: string, id?: string): Promise<void> {
  const related = [change.payerId, change.parentId].filter((one) => one !== null && one !== undefined);
  if (related.length > 0) {
    const { count } = await tx.one<{ count: number }>(sql`
      select count(*)::int as count from customers.customer
      where customer.id = any(${related}::uuid[]) and customer.entity_id = ${entityId} and customer.merged_into is null
    `);
    if (count !== new Set(related).size || related.includes(id ?? '')) throw refuse('customer.payer-invalid');
  }
  if (change.payerId && id !== undefined && (await paysFor(tx, id, change.payerId))) throw refuse('customer.payer-circle');
  if (change.collectorId) {
    const member = await tx.maybe(sql`select from identity.membership where membership.person_id = ${change.collectorId}`);
    if (!member) throw refuse('customer.collector-unknown');
  }
}

// Whether a customer pays, itself or by those between, for the one that would become its payer.
async function paysFor(tx: Transaction, id: string, payerId: string): Promise<boolean> {
  const { circle } = await tx.one<{ circle: boolean }>(sql`
    with recursive payer as (
      select customer.payer_id as id from customers.customer where customer.id = ${payerId}::uuid
      union
      select customer.payer_id from payer join customers.customer on customer.id = payer.id
    )
    select exists (select from payer where payer.id = ${id}::uuid) as circle
  `);
  return circle;
}

/** Puts the account under the debtor of its legal id; without one it is under none. */
async function linkDebtor(tx: Transaction, id: string): Promise<void> {
  await tx.run(sql`
    update customers.customer set debtor_id = null
    where customer.id = ${id} and customer.legal_id is null and customer.debtor_id is not null
  `);
  await linkDebtors(tx, sql`select ${id}::uuid`);
}
