-- Whose mail it is: by the company's own domain too.
alter table replies.mail
  drop constraint mail_threaded_by_check,
  add constraint mail_threaded_by_check check (threaded_by in ('message', 'token', 'sender', 'domain', 'invoice', 'person'));

-- Who else of a company writes to us.
create index contact_by_domain on customers.contact (tenant_id, split_part(lower(email), '@', 2)) where email is not null;
create index customer_by_domain on customers.customer (tenant_id, split_part(lower(email), '@', 2)) where email is not null;

-- Whether the reader of this transaction may see an account; for functions that act as their owner.
create function customers.in_scope(of customers.customer) returns boolean
language sql stable set search_path = pg_catalog, platform as $$
  select (platform.scope_ids('entities') is null or (of).entity_id = any (platform.scope_ids('entities')))
    and (platform.scope_list('agencies') is null or (of).agency = any (platform.scope_list('agencies')))
    and (platform.scope_ids('collectors') is null or (of).collector_id = any (platform.scope_ids('collectors')))
    and (platform.scope_list('sales_reps') is null or lower((of).sales_rep) = any (platform.scope_list('sales_reps')))
$$;

-- The accounts an address belongs to, as a contact's or as the account's own. Row-level security keeps the planner from an index over `lower(email)`: it
-- acts as its owner for the index's sake, so it holds itself to tenant and scope. Addresses come in small letters.
create function customers.of_address(address text) returns table (customer_id uuid, contact_id uuid)
language sql stable security definer set search_path = pg_catalog, customers, platform as $$
  select customer.id, contact.id
  from customers.contact
  join customers.customer on customer.tenant_id = contact.tenant_id and customer.id = contact.customer_id
  where contact.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int and lower(contact.email) = address
    and customer.merged_into is null and customers.in_scope(customer)
  union all
  select customer.id, null
  from customers.customer
  where customer.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int and lower(customer.email) = address
    and customer.merged_into is null and customers.in_scope(customer)
  order by 1, 2 nulls last
  limit 200
$$;

-- The accounts one of whose known addresses is of a domain; a contact who said it is not them is not known. It acts as its owner for the same reason.
create function customers.of_domain(domain text) returns table (customer_id uuid, address text)
language sql stable security definer set search_path = pg_catalog, customers, platform as $$
  select known.customer_id, min(known.address)
  from (
    select contact.tenant_id, contact.customer_id, lower(contact.email) as address
    from customers.contact
    where contact.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int and split_part(lower(contact.email), '@', 2) = domain
      and contact.validity <> 'wrong-person'
    union all
    select customer.tenant_id, customer.id, lower(customer.email)
    from customers.customer
    where customer.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int and split_part(lower(customer.email), '@', 2) = domain
  ) as known
  join customers.customer on customer.tenant_id = known.tenant_id and customer.id = known.customer_id
  where customer.merged_into is null and customers.in_scope(customer)
  group by known.customer_id
  order by known.customer_id
  limit 200
$$;

revoke execute on function customers.in_scope(customers.customer), customers.of_address(text), customers.of_domain(text) from public;
grant execute on function customers.of_address(text), customers.of_domain(text) to quitus_app;
