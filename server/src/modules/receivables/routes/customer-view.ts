import type { CustomerView } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import {
  accountsMergedInto,
  contactsOf,
  customerById,
  describeTerms,
  namesOfCustomers,
  termsOfCustomer,
} from '../../customers/index.ts';
import { behaviourOf } from '../behaviour.ts';
import { yearOfSales } from '../customer-sales.ts';
import { balancesOf } from '../statement.ts';
import { agedAmounts } from './wire.ts';

/** One customer with all that its page needs at once: what it owes, how it pays, who it is linked to. */
export async function customerView(db: TenantDatabase, id: string, today: Day, language: Language): Promise<CustomerView> {
  const { debtorId, createdAt, ...customer } = await customerById(db, id);
  const accounts = await accountsMergedInto(db, id);
  const [names, around, contacts, balances, behaviour, sales, terms, lastPaymentOn] = await Promise.all([
    namesOfCustomers(
      db,
      [customer.payerId, customer.parentId].filter((one) => one !== null),
    ),
    aroundOf(db, id, debtorId),
    contactsOf(db, id),
    balancesOf(db, accounts, today),
    behaviourOf(db, id, today),
    yearOfSales(db, accounts, today),
    termsOfCustomer(db, id),
    lastPaymentOf(db, accounts),
  ]);
  return {
    ...customer,
    ...around,
    payer: customer.payerId === null ? null : (names.get(customer.payerId) ?? null),
    parent: customer.parentId === null ? null : (names.get(customer.parentId) ?? null),
    terms: terms ? { id: terms.id, name: terms.name, words: describeTerms(terms, language), from: terms.from } : null,
    contacts,
    balances: balances.totals.map(agedAmounts),
    bucketLabels: [...balances.labels],
    behaviour,
    sales: sales.map((row) => ({ currency: row.currency, amount: toDecimal(row.amountMinor, row.currency) })),
    lastPaymentOn,
    createdAt: createdAt.toString(),
  };
}

type Around = Pick<CustomerView, 'entity' | 'collector' | 'debtor' | 'groups'>;

async function aroundOf(db: Queryable, id: string, debtorId: string | null): Promise<Around> {
  const [names, groups, debtor] = await Promise.all([
    db.one<{ entity: string; collector: string | null }>(sql`
      select entity.name as entity, person.name as collector
      from customers.customer
      join identity.entity on entity.tenant_id = customer.tenant_id and entity.id = customer.entity_id
      left join identity.person on person.id = customer.collector_id
      where customer.id = ${id}
    `),
    db.rows<{ id: string; name: string }>(sql`
      select customer_group.id, customer_group.name
      from customers.group_member
      join customers.customer_group on customer_group.tenant_id = group_member.tenant_id and customer_group.id = group_member.group_id
      where group_member.customer_id = ${id}
      order by customer_group.name
    `),
    debtorId === null ? null : debtorOf(db, debtorId),
  ]);
  return { ...names, groups, debtor };
}

async function debtorOf(db: Queryable, debtorId: string): Promise<Around['debtor']> {
  return db.one(sql`
    select debtor.id, debtor.legal_id as "legalId", debtor.name, (
      select coalesce(jsonb_agg(jsonb_build_object('id', account.id, 'code', account.code, 'name', account.name) order by account.code, account.id), '[]')
      from (
        select customer.id, customer.code, customer.name from customers.customer where customer.debtor_id = debtor.id order by customer.code, customer.id limit 100
      ) as account
    ) as accounts
    from customers.debtor
    where debtor.id = ${debtorId}
  `);
}

async function lastPaymentOf(db: Queryable, accounts: readonly string[]): Promise<Day | null> {
  const { day } = await db.one<{ day: Day | null }>(sql`
    select max(customer_balance.last_payment_on) as day from receivables.customer_balance where customer_balance.customer_id = any(${accounts}::uuid[])
  `);
  return day;
}
