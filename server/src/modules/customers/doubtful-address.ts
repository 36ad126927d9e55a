import { type Sql, sql, type Transaction } from '../../platform/database/index.ts';

const asOneLine = sql`array_to_string(customer.address_lines || array[customer.postcode, customer.city, customer.country], ' ')`;

/** Of `customers.customer`: a letter came back from the address it has today. Another address is not doubted. */
export const addressDoubted: Sql = sql`coalesce(customer.returned_address = ${asOneLine}, false)`;

/** Letters came back: the address of each account is doubted, unless the letter went to another one than it has today. `to`: the lines the letter went to. */
export async function doubtAddresses(
  tx: Transaction,
  returned: readonly { readonly customerId: string; readonly to: string }[],
): Promise<void> {
  const rows = returned.map(({ customerId, to }) => ({ customer_id: customerId, went_to: to }));
  await tx.run(sql`
    update customers.customer
    set returned_address = ${asOneLine}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as returned (customer_id uuid, went_to text)
    where customer.id = returned.customer_id and cardinality(customer.address_lines) > 0
      and not exists (
        select from unnest(array_remove(customer.address_lines || array[customer.postcode, customer.city], null)) as line
        where position(line in returned.went_to) = 0
      )
  `);
}

/** A person looked into these addresses, or the letters had arrived after all: what they are today is not doubted any more. */
export async function trustAddresses(tx: Transaction, customerIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    update customers.customer set returned_address = null where customer.id = any(${[...customerIds]}::uuid[]) and customer.returned_address is not null
  `);
}
