import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { refuse } from '../refusals.ts';
import type { PaymentTerms } from './terms.ts';

export type NamedTerms = PaymentTerms & { readonly id: string; readonly name: string; readonly customers: number };

const selected = sql`
  terms.id, terms.name, terms.kind, terms.days, terms.day_of_month as "dayOfMonth", terms.working_day_shift as "workingDayShift", (
    select count(*)::int from customers.customer where customer.tenant_id = terms.tenant_id and customer.terms_id = terms.id
  ) as customers
`;

/** Every payment terms, by name. */
export function listTerms(db: Queryable): Promise<NamedTerms[]> {
  return db.rows<NamedTerms>(sql`select ${selected} from customers.payment_terms as terms order by terms.name`);
}

/** One payment terms; refuses an unknown one. */
export async function termsById(db: Queryable, id: string): Promise<NamedTerms> {
  const found = await db.maybe<NamedTerms>(sql`select ${selected} from customers.payment_terms as terms where terms.id = ${id}`);
  if (!found) throw refuse('terms.not-found');
  return found;
}

/** The terms that count for a customer: its own, else its entity's. */
export function termsOfCustomer(
  db: Queryable,
  customerId: string,
): Promise<(NamedTerms & { from: 'customer' | 'entity' }) | undefined> {
  return db.maybe(sql`
    select ${selected}, case when customer.terms_id is null then 'entity' else 'customer' end as "from"
    from customers.customer
    join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
    join customers.payment_terms as terms on terms.tenant_id = customer.tenant_id and terms.id = coalesce(customer.terms_id, entity.default_terms_id)
    where customer.id = ${customerId}
  `);
}

export type TermsInput = { readonly name?: string | undefined } & {
  readonly [Field in keyof PaymentTerms]?: PaymentTerms[Field] | undefined;
};

/** Makes payment terms. */
export async function createTerms(
  tx: Transaction,
  input: TermsInput & { readonly name: string; readonly kind: PaymentTerms['kind'] },
  by: Actor,
): Promise<NamedTerms> {
  const id = uuidv7();
  const made = await tx.run(sql`
    insert into customers.payment_terms (tenant_id, id, name, kind, days, day_of_month, working_day_shift)
    values (${tx.tenantId}, ${id}, ${input.name.trim()}, ${input.kind}, ${input.days ?? 0}, ${input.dayOfMonth ?? null}, ${input.workingDayShift ?? 'none'})
    on conflict (tenant_id, name) do nothing
  `);
  if (made === 0) throw refuse('terms.name-taken', { name: input.name });
  await recordEvent(tx, { kind: 'terms.created', actor: by, subjectId: id, details: { ...input } });
  return termsById(tx, id);
}

/** Changes payment terms; the due dates they gave are the ledger's to compute again. */
export async function changeTerms(tx: Transaction, id: string, input: TermsInput, by: Actor): Promise<NamedTerms> {
  const before = await termsById(tx, id);
  const { name, kind, days, dayOfMonth, workingDayShift } = before;
  const old = { name, kind, days, dayOfMonth, workingDayShift };
  const after = { ...old, ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) };
  if (isDeepStrictEqual(old, after)) return before;
  const other = await tx.maybe(
    sql`select from customers.payment_terms as terms where terms.name = ${after.name.trim()} and terms.id <> ${id}`,
  );
  if (other) throw refuse('terms.name-taken', { name: after.name });
  await tx.run(sql`
    update customers.payment_terms set name = ${after.name.trim()}, kind = ${after.kind}, days = ${after.days}, day_of_month = ${after.dayOfMonth},
      working_day_shift = ${after.workingDayShift}
    where payment_terms.id = ${id}
  `);
  await recordEvent(tx, { kind: 'terms.changed', actor: by, subjectId: id, details: { before: old, after } });
  return termsById(tx, id);
}

/** Chooses a customer's terms, or confirms that they are the agreed ones. */
export async function chooseTerms(
  tx: Transaction,
  customerId: string,
  termsId: string | null,
  confirmed: boolean,
  by: Actor,
): Promise<void> {
  if (termsId !== null) await termsById(tx, termsId);
  const changed = await tx.maybe<{ before: { terms_id: string | null; terms_confirmed: boolean }; entityId: string }>(sql`
    update customers.customer set terms_id = ${termsId}, terms_confirmed = ${confirmed}, updated_at = now()
    where customer.id = ${customerId}
    returning jsonb_build_object('terms_id', old.terms_id, 'terms_confirmed', old.terms_confirmed) as before, new.entity_id as "entityId"
  `);
  if (!changed) throw refuse('customer.not-found');
  await recordEvent(tx, {
    kind: 'customers.terms-chosen',
    actor: by,
    entityId: changed.entityId,
    customerId,
    subjectId: customerId,
    details: { before: changed.before, after: { terms_id: termsId, terms_confirmed: confirmed } },
  });
}
