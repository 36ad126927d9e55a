import { checkIban } from '@quitus/formats';
import type { Actor } from '../../kernel/actor.ts';
import { businessDate, type Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { refuse } from './refusals.ts';

/** A company or agency that invoices. */
export type Entity = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly country: string;
  readonly timeZone: string;
  readonly legalName: string | null;
  readonly legalId: string | null;
  readonly vatNumber: string | null;
  readonly addressLines: string[];
  readonly postcode: string | null;
  readonly city: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly accountHolder: string | null;
  readonly defaultTermsId: string | null;
  readonly lastLedgerAt: Temporal.Instant | null;
};

const columns = sql`
  id, name, currency, country, time_zone as "timeZone", legal_name as "legalName", legal_id as "legalId", vat_number as "vatNumber",
  address_lines as "addressLines", postcode, city, email, phone, iban, bic, account_holder as "accountHolder",
  default_terms_id as "defaultTermsId", last_ledger_at as "lastLedgerAt"
`;

/** The tenant's entities, by name. */
export function listEntities(db: Queryable): Promise<Entity[]> {
  return db.rows<Entity>(sql`select ${columns} from identity.entity order by name`);
}

/** One entity; refuses an unknown one. */
export async function entityById(db: Queryable, id: string): Promise<Entity> {
  const entity = await db.maybe<Entity>(sql`select ${columns} from identity.entity where id = ${id}`);
  if (!entity) throw refuse('entity.unknown', { name: id });
  return entity;
}

/** The entity of that name or id; without a name the only one. Refuses when it cannot tell. */
export async function entityByName(db: Queryable, name: string | undefined): Promise<Entity> {
  const entities = await listEntities(db);
  const [only] = entities;
  if (name === undefined) {
    if (entities.length === 1 && only) return only;
    throw refuse(entities.length === 0 ? 'entity.unknown' : 'entity.ambiguous', {
      name: '',
      names: entities.map((entity) => entity.name).join(', '),
    });
  }
  const found = entities.find((entity) => entity.id === name || entity.name.toLowerCase() === name.toLowerCase());
  if (!found) throw refuse('entity.unknown', { name });
  return found;
}

/** The business date of an entity: the day its inhabitants live at that instant. */
export function businessToday(entity: Pick<Entity, 'timeZone'>, now: Temporal.Instant): Day {
  return businessDate(now, entity.timeZone);
}

/** Makes an entity. */
export async function createEntity(
  tx: Transaction,
  entity: { name: string; currency: string; country: string; timeZone?: string },
  by: Actor,
): Promise<string> {
  const id = uuidv7();
  await tx.run(sql`
    insert into identity.entity (tenant_id, id, name, currency, country, time_zone)
    values (${tx.tenantId}, ${id}, ${entity.name}, ${entity.currency}, ${entity.country}, ${entity.timeZone ?? 'Europe/Paris'})
  `);
  await recordEvent(tx, { kind: 'entities.created', actor: by, entityId: id, details: { name: entity.name } });
  return id;
}

const changeable = {
  name: 'name',
  country: 'country',
  timeZone: 'time_zone',
  legalName: 'legal_name',
  legalId: 'legal_id',
  vatNumber: 'vat_number',
  addressLines: 'address_lines',
  postcode: 'postcode',
  city: 'city',
  email: 'email',
  phone: 'phone',
  iban: 'iban',
  bic: 'bic',
  accountHolder: 'account_holder',
  defaultTermsId: 'default_terms_id',
} as const;
export type EntityChange = { readonly [Field in keyof typeof changeable]?: Entity[Field] | undefined };

/** Changes an entity, with what changed in the audit. The IBAN printed on messages comes from here alone, so a wrong one is refused. */
export async function changeEntity(tx: Transaction, id: string, change: EntityChange, by: Actor): Promise<Entity> {
  const before = await entityById(tx, id);
  const iban = change.iban?.trim() ? checkIban(change.iban) : undefined;
  if (iban && !iban.ok) throw refuse('entity.iban-invalid', { iban: change.iban ?? '' });
  if (change.defaultTermsId) {
    const known = await tx.maybe(sql`select from customers.payment_terms where payment_terms.id = ${change.defaultTermsId}`);
    if (!known) throw refuse('entity.terms-unknown');
  }
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
    throw refuse('entity.time-zone-invalid', { timeZone: change.timeZone });
  const wanted: EntityChange = { ...change, ...(change.iban === undefined ? {} : { iban: iban?.ok ? iban.normalized : null }) };
  const changes = Object.entries(changeable).filter(([field]) => wanted[field as keyof EntityChange] !== undefined);
  if (changes.length === 0) return before;
  const assignments = changes.map(([field, column]) => {
    const value = wanted[field as keyof EntityChange];
    // Names need something; every other empty text means "unknown".
    return sql`${sql.ref(column)} = ${value === '' && field !== 'name' ? null : value}`;
  });
  await tx.run(sql`update identity.entity set ${sql.join(assignments)} where id = ${id}`);
  await recordEvent(tx, {
    kind: 'entities.changed',
    actor: by,
    entityId: id,
    details: {
      before: Object.fromEntries(changes.map(([field]) => [field, before[field as keyof Entity]])),
      after: Object.fromEntries(changes.map(([field]) => [field, wanted[field as keyof EntityChange]])),
    },
  });
  return entityById(tx, id);
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(Temporal.Now.zonedDateTimeISO(name));
  } catch {
    return false;
  }
}
