-- How a customer wants its invoices, and which of its own references they must carry to be paid.
alter table customers.customer
  add column invoice_route text not null default 'e-mail' check (invoice_route in ('e-mail', 'letter', 'portal')),
  add column invoice_portal text,
  add column invoice_references text[] not null default '{}' check (invoice_references <@ array['purchase-order', 'reference']);

-- What sends invoices is an action like others; it chases nobody.
alter table dunning.action drop constraint action_kind_check;
alter table dunning.action add constraint action_kind_check
  check (kind in ('step', 'thanks', 'promise', 'specific', 'by-hand', 'invoice'));

-- For the run: invoices still to be sent, and what is under way for them. Both are few, and in most companies none.
create index item_unsent on receivables.item (tenant_id, entity_id) where unsent and open_minor <> 0;
create index action_sending on dunning.action (tenant_id, entity_id) where kind = 'invoice' and state in ('to-confirm', 'to-do', 'confirmed');
