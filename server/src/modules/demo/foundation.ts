import type { Actor } from '../../kernel/actor.ts';
import { derivedId, uuidv7 } from '../../kernel/ids.ts';
import { type SystemTransaction, sql, type Transaction } from '../../platform/database/index.ts';
import { changeEntity, createEntity, listEntities } from '../identity/index.ts';
import type { Calendar } from './calendar.ts';
import { inventedIban, frenchVatNumber, ownSiren } from './legal-ids.ts';
import { refuse } from './refusals.ts';
import { terms, type TermsKey } from './segments.ts';
import type { DemoWords, Setting } from './setting.ts';
import { company, team } from './words.ts';

/** The made-up company itself: identity, bank account, terms and journals. Uses the tenant's entity when it has one; refuses a ledger that is not empty. */
export async function founded(tx: Transaction, words: DemoWords, by: Actor): Promise<Pick<Setting, 'entityId' | 'terms'>> {
  const { taken } = await tx.one<{ taken: boolean }>(
    sql`select exists (select from receivables.item where tenant_id = ${tx.tenantId}) as taken`,
  );
  if (taken) throw refuse('demo.tenant-not-empty');
  const [existing] = await listEntities(tx);
  const entityId = existing?.id ?? (await createEntity(tx, { name: company.name, currency: 'EUR', country: 'FR' }, by));
  const ids = await addTerms(tx, words);
  await changeEntity(
    tx,
    entityId,
    {
      legalName: company.legalName,
      legalId: ownSiren,
      vatNumber: frenchVatNumber(ownSiren),
      legalForm: 'SAS',
      capital: '150000',
      capitalCurrency: 'EUR',
      registerCity: company.registerCity,
      addressLines: [company.street],
      postcode: company.postcode,
      city: company.city,
      email: 'comptabilite@hautebrune.example',
      phone: '+33 1 99 00 12 34',
      iban: inventedIban('00012345678'),
      // The eighth character 0 marks a BIC that is only for tests (ISO 9362).
      bic: 'QTSTFRP0',
      accountHolder: company.legalName,
      defaultTermsId: ids['net-30'],
    },
    by,
  );
  await tx.run(sql`
    insert into intake.journal (tenant_id, entity_id, code, label, nature, confirmed, evidence)
    values (${tx.tenantId}, ${entityId}, 'VE', ${words.journals.VE}, 'sales', true, ''), (${tx.tenantId}, ${entityId}, 'BQ', ${words.journals.BQ}, 'bank', true, ''),
      (${tx.tenantId}, ${entityId}, 'AN', ${words.journals.AN}, 'opening', true, ''), (${tx.tenantId}, ${entityId}, 'OD', ${words.journals.OD}, 'miscellaneous', true, '')
    on conflict do nothing
  `);
  return { entityId, terms: ids };
}

async function addTerms(tx: Transaction, words: DemoWords): Promise<Record<TermsKey, string>> {
  const rows = terms.map((one) => ({
    id: uuidv7(),
    name: words.terms[one.key],
    kind: one.kind,
    days: one.days,
    day_of_month: one.dayOfMonth,
  }));
  await tx.run(sql`
    insert into customers.payment_terms (tenant_id, id, name, kind, days, day_of_month)
    select ${tx.tenantId}, id, name, kind, days, day_of_month
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted (id uuid, name text, kind text, days integer, day_of_month integer)
    on conflict (tenant_id, name) do nothing
  `);
  const stored = new Map(
    (
      await tx.rows<{ id: string; name: string }>(
        sql`select id, name from customers.payment_terms where tenant_id = ${tx.tenantId}`,
      )
    ).map((row) => [row.name, row.id]),
  );
  return Object.fromEntries(terms.map((one) => [one.key, stored.get(words.terms[one.key])])) as Record<TermsKey, string>; // each name was just inserted or stood there
}

/** Made-up rates of the month for the two currencies besides the euro, so that totals in one currency can be asked for at any date. */
export async function addRates(tx: Transaction, calendar: Calendar): Promise<void> {
  await tx.run(sql`
    insert into receivables.exchange_rate (tenant_id, currency, quote_currency, on_day, rate, source)
    select ${tx.tenantId}, quoted.currency, 'EUR', month::date, quoted.base + 0.01 * (extract(month from month)::int % 4), 'demo'
    from (values ('GBP', 1.15), ('CHF', 1.04)) as quoted (currency, base),
      generate_series(${calendar.iso(calendar.first)}::date, ${calendar.iso(calendar.today)}::date, interval '1 month') as month
    on conflict do nothing
  `);
}

/** The collectors: people without a password, who therefore cannot sign in. They are the same in every tenant. */
export async function addPeople(tx: SystemTransaction): Promise<Setting['collectors']> {
  const people = team.map((one) => ({ id: derivedId('demo', one.email), name: one.name, email: one.email }));
  for (const person of people) {
    await tx.run(
      sql`insert into identity.person (id, email, name) values (${person.id}, ${person.email}, ${person.name}) on conflict do nothing`,
    );
  }
  return people;
}

/** Makes the collectors members of the tenant. */
export async function addTeam(tx: Transaction, collectors: Setting['collectors']): Promise<void> {
  await tx.run(sql`
    insert into identity.membership (tenant_id, person_id, role)
    select ${tx.tenantId}, person_id, 'collector' from unnest(${collectors.map((one) => one.id)}::uuid[]) as person_id
    on conflict do nothing
  `);
}

/** The one import that brought the history in, as the imports screen shows it. */
export async function addImport(
  tx: Transaction,
  setting: Setting,
  items: number,
  allocations: number,
  at: Temporal.Instant,
): Promise<void> {
  await tx.run(sql`
    with control as (
      select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'file', minor::text, 'taken', minor::text, 'rejected', '0') order by currency), '[]') as lines
      from (
        select currency, sum(amount_minor) as minor from receivables.item
        where tenant_id = ${tx.tenantId} and in_ledger and ledger_class = 'receivable'
        group by currency
      ) as total
    )
    insert into intake.import (tenant_id, id, entity_id, file_name, file_sha256, file_bytes, type, mode, state, lines_read, lines_created, allocations_created,
      control, options, progress_bytes, author, created_at, started_at, finished_at)
    select ${tx.tenantId}, ${setting.importId}, ${setting.entityId}, ${setting.words.importFile}, sha256(${setting.importId}::bytea), ${items} * 160, 'fec', 'delta', 'applied',
      ${items}, ${items}, ${allocations}, control.lines, '{"dryRun": false}', ${items} * 160, ${setting.words.author}, ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz
    from control
  `);
  await tx.run(
    sql`update identity.entity set last_ledger_at = ${at}::timestamptz where tenant_id = ${tx.tenantId} and id = ${setting.entityId}`,
  );
}
