import { checkIban } from '@quitus/formats';
import type { Actor } from '../../kernel/actor.ts';
import { businessDate, type Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { isCurrency, toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { checkedCapital, checkedLegalId, checkedRegisterCity, checkedVatNumber } from './legal-identity.ts';
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
  /** As papers name it: "SAS", "SARL", "association". */
  readonly legalForm: string | null;
  readonly capitalMinor: bigint | null;
  readonly capitalCurrency: string | null;
  /** The town of the court that keeps its register: "Lyon" of "RCS Lyon". */
  readonly registerCity: string | null;
  /** Where it is not the address below. */
  readonly registeredOffice: string | null;
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
  /** How often its books come in; null: nobody said. */
  readonly ledgerRhythm: 'daily' | 'weekly' | 'monthly' | null;
  /** It writes to a debtor of several entities in one mail, for the others as well: one entity at most. */
  readonly collectsForOthers: boolean;
};

const columns = sql`
  id, name, currency, country, time_zone as "timeZone", legal_name as "legalName", legal_id as "legalId", vat_number as "vatNumber",
  legal_form as "legalForm", capital_minor as "capitalMinor", capital_currency as "capitalCurrency", register_city as "registerCity",
  registered_office as "registeredOffice", address_lines as "addressLines", postcode, city, email, phone, iban, bic, account_holder as "accountHolder",
  default_terms_id as "defaultTermsId", last_ledger_at as "lastLedgerAt", ledger_rhythm as "ledgerRhythm",
  collects_for_others as "collectsForOthers"
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

/** Adds an entity to an organisation that has some: refuses a name that is taken, and a currency that is none. */
export async function addEntity(
  tx: Transaction,
  { name, currency, country }: { readonly name: string; readonly currency: string; readonly country: string },
  by: Actor,
): Promise<string> {
  if (!isCurrency(currency)) throw refuse('entity.currency-unknown', { currency });
  await assertNameFree(tx, name.trim());
  return createEntity(tx, { name: name.trim(), currency, country }, by);
}

async function assertNameFree(db: Queryable, name: string, id?: string): Promise<void> {
  const taken = await db.maybe(sql`
    select from identity.entity where name = ${name} and id is distinct from ${id ?? null}::uuid
  `);
  if (taken) throw refuse('entity.name-taken', { name });
}

const changeable = {
  name: 'name',
  country: 'country',
  timeZone: 'time_zone',
  legalName: 'legal_name',
  legalId: 'legal_id',
  vatNumber: 'vat_number',
  legalForm: 'legal_form',
  capitalMinor: 'capital_minor',
  capitalCurrency: 'capital_currency',
  registerCity: 'register_city',
  registeredOffice: 'registered_office',
  addressLines: 'address_lines',
  postcode: 'postcode',
  city: 'city',
  email: 'email',
  phone: 'phone',
  iban: 'iban',
  bic: 'bic',
  accountHolder: 'account_holder',
  defaultTermsId: 'default_terms_id',
  ledgerRhythm: 'ledger_rhythm',
  collectsForOthers: 'collects_for_others',
} as const;
type Stored = { readonly [Field in keyof typeof changeable]?: Entity[Field] | undefined };
export type EntityChange = Omit<Stored, 'capitalMinor'> & {
  /** As a decimal: "50000"; empty or null takes it away. */
  readonly capital?: string | null | undefined;
};

/** Changes an entity, with what changed in the audit. What messages print of it comes from here alone, so a wrong IBAN, number or capital is refused. */
export async function changeEntity(tx: Transaction, id: string, change: EntityChange, by: Actor): Promise<Entity> {
  const before = await entityById(tx, id);
  if (change.defaultTermsId) {
    const known = await tx.maybe(sql`select from customers.payment_terms where payment_terms.id = ${change.defaultTermsId}`);
    if (!known) throw refuse('entity.terms-unknown');
  }
  if (change.name !== undefined) await assertNameFree(tx, change.name, id);
  if (change.collectsForOthers) await assertMayCollect(tx, before, change);
  const wanted = asStored(change, before);
  const changes = Object.entries(changeable).filter(([field]) => wanted[field as keyof Stored] !== undefined);
  if (changes.length === 0) return before;
  const assignments = changes.map(([field, column]) => {
    const value = wanted[field as keyof Stored];
    // Names need something; every other empty text means "unknown".
    return sql`${sql.ref(column)} = ${value === '' && field !== 'name' ? null : value}`;
  });
  await tx.run(sql`update identity.entity set ${sql.join(assignments)} where id = ${id}`);
  await recordEvent(tx, {
    kind: 'entities.changed',
    actor: by,
    entityId: id,
    details: { before: told(changes, before), after: told(changes, { ...before, ...wanted }) },
  });
  return entityById(tx, id);
}

// Whoever collects for others says who and where it is (CPCE R124-4, 1°).
async function assertMayCollect(db: Queryable, before: Entity, change: EntityChange): Promise<void> {
  const other = await db.maybe<{ name: string }>(sql`
    select name from identity.entity where collects_for_others and id <> ${before.id}
  `);
  if (other) throw refuse('entity.collects-already', { name: other.name });
  const { city, addressLines } = { ...before, ...change };
  if (!city?.trim() || (addressLines ?? []).every((line) => line.trim() === ''))
    throw refuse('entity.collects-nowhere', { name: before.name });
}

/** A change as it is kept: identifiers checked and normalised. */
function asStored({ capital, ...change }: EntityChange, before: Entity): Stored {
  const iban = change.iban?.trim() ? checkIban(change.iban) : undefined;
  if (iban && !iban.ok) throw refuse('entity.iban-invalid', { iban: change.iban ?? '' });
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
    throw refuse('entity.time-zone-invalid', { timeZone: change.timeZone });
  const checked = (text: string | null | undefined, check: (text: string) => string): string | null | undefined =>
    text?.trim() ? check(text) : text;
  return {
    ...change,
    ...(change.iban === undefined ? {} : { iban: iban?.ok ? iban.normalized : null }),
    legalId: checked(change.legalId, (text) => checkedLegalId(text, change.country ?? before.country)),
    vatNumber: checked(change.vatNumber, checkedVatNumber),
    registerCity: checked(change.registerCity, checkedRegisterCity),
    ...capitalOf(capital, change.capitalCurrency, before),
  };
}

/** A capital and its currency, which stand and fall together; its currency alone changes what is known already. */
function capitalOf(
  amount: string | null | undefined,
  currency: string | null | undefined,
  before: Entity,
): Pick<Stored, 'capitalMinor' | 'capitalCurrency'> {
  if (amount === undefined && currency === undefined) return {};
  const known = before.capitalMinor === null ? '' : toDecimal(before.capitalMinor, before.capitalCurrency ?? before.currency);
  const wanted = amount === undefined ? known : (amount?.trim() ?? '');
  if (wanted === '') return { capitalMinor: null, capitalCurrency: null };
  const of = (currency === undefined ? before.capitalCurrency : currency?.trim()) || before.currency;
  return { capitalMinor: checkedCapital(wanted, of), capitalCurrency: of };
}

// The audit tells amounts as people write them.
function told(changes: readonly (readonly [string, string])[], entity: Stored & Pick<Entity, 'currency'>) {
  return Object.fromEntries(
    changes.map(([field]) =>
      field === 'capitalMinor'
        ? [
            'capital',
            typeof entity.capitalMinor === 'bigint'
              ? toDecimal(entity.capitalMinor, entity.capitalCurrency ?? entity.currency)
              : null,
          ]
        : [field, entity[field as keyof Stored]],
    ),
  );
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(Temporal.Now.zonedDateTimeISO(name));
  } catch {
    return false;
  }
}
