-- The schema that database/migrations/*.sql make, described from PostgreSQL's catalogue: for reading, not for running.
-- Written by `node bin/with-node.js tools/schema.ts`; a test keeps it true.

create extension btree_gin;
create extension btree_gist;
create extension pg_trgm;
create extension unaccent;
create schema audit;
grant usage on schema audit to quitus_app;
create schema customers;
grant usage on schema customers to quitus_app;
create schema disputes;
grant usage on schema disputes to quitus_app;
create schema documents;
grant usage on schema documents to quitus_app;
create schema dunning;
grant usage on schema dunning to quitus_app;
create schema holds;
grant usage on schema holds to quitus_app;
create schema identity;
grant usage on schema identity to quitus_app;
create schema intake;
grant usage on schema intake to quitus_app;
create schema letters;
grant usage on schema letters to quitus_app;
create schema messages;
grant usage on schema messages to quitus_app;
create schema platform;
grant usage on schema platform to quitus_app;
create schema promises;
grant usage on schema promises to quitus_app;
create schema receivables;
grant usage on schema receivables to quitus_app;
create schema replies;
grant usage on schema replies to quitus_app;
create schema reporting;
grant usage on schema reporting to quitus_app;
create schema webhooks;
grant usage on schema webhooks to quitus_app;
create schema worklist;
grant usage on schema worklist to quitus_app;

create table audit.batch (
  tenant_id integer not null,
  batch bigint not null,
  first_number bigint not null,
  last_number bigint not null,
  previous_hash bytea not null,
  content_hash bytea not null,
  hash bytea not null,
  key_id text not null,
  next_tx xid8 not null,
  sealed_at timestamp with time zone not null,
  constraint batch_pkey PRIMARY KEY (tenant_id, batch),
  constraint batch_batch_check CHECK ((batch > 0)),
  constraint batch_check CHECK ((last_number >= first_number))
);
CREATE TRIGGER append_only BEFORE TRUNCATE ON audit.batch FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate();
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select to quitus_app;

create table audit.erasure (
  tenant_id integer not null,
  id uuid not null,
  erased_at timestamp with time zone not null default clock_timestamp(),
  erased_by text not null,
  reason text not null,
  events bigint not null,
  content_hash bytea not null,
  constraint erasure_pkey PRIMARY KEY (tenant_id, id)
);
CREATE TRIGGER append_only BEFORE TRUNCATE ON audit.erasure FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate();
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant select to quitus_app;

create table audit.head (
  tenant_id integer not null,
  batch bigint not null,
  last_number bigint not null,
  hash bytea not null,
  horizon xid8 not null,
  key_id text not null,
  proof bytea not null,
  constraint head_pkey PRIMARY KEY (tenant_id)
);
CREATE TRIGGER append_only BEFORE TRUNCATE ON audit.head FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate();
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select, update to quitus_app;

create table audit.personal_read (
  tenant_id integer not null,
  day date not null,
  reader_id uuid not null,
  subject text not null,
  customer_id uuid,
  reader_kind text not null,
  reader_name text not null,
  routes text[] not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  times integer not null,
  constraint personal_read_pkey PRIMARY KEY (tenant_id, day, reader_id, subject),
  constraint personal_read_reader_kind_check CHECK ((reader_kind = ANY (ARRAY['person'::text, 'key'::text]))),
  constraint personal_read_times_check CHECK ((times > 0))
);
CREATE INDEX personal_read_latest ON audit.personal_read USING btree (tenant_id, last_at DESC, reader_id, subject);
CREATE INDEX personal_read_of_customer ON audit.personal_read USING btree (tenant_id, customer_id, last_at DESC) WHERE (customer_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE TRUNCATE ON audit.personal_read FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate();
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select, update to quitus_app;

create table audit.sealed_event (
  tenant_id integer not null,
  number bigint not null,
  event_id uuid not null,
  recorded_at timestamp with time zone not null,
  batch bigint not null,
  salt bytea,
  digest bytea not null,
  erasure_id uuid,
  erased_salt bytea,
  erased_digest bytea,
  constraint sealed_event_pkey PRIMARY KEY (tenant_id, number),
  constraint sealed_event_check CHECK (((erasure_id IS NULL) = (salt IS NOT NULL))),
  constraint sealed_event_check1 CHECK (((erasure_id IS NULL) = (erased_digest IS NULL))),
  constraint sealed_event_check2 CHECK (((erasure_id IS NULL) = (erased_salt IS NULL))),
  constraint sealed_event_number_check CHECK ((number > 0))
);
CREATE INDEX sealed_event_erased ON audit.sealed_event USING btree (tenant_id, erasure_id, number) WHERE (erasure_id IS NOT NULL);
CREATE UNIQUE INDEX sealed_event_of ON audit.sealed_event USING btree (tenant_id, event_id);
CREATE TRIGGER append_only BEFORE TRUNCATE ON audit.sealed_event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate();
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select to quitus_app;

create table customers.contact (
  tenant_id integer not null,
  id uuid not null,
  customer_id uuid not null,
  name text not null default ''::text,
  role text not null default 'accounts-payable'::text,
  email text,
  phone text,
  language text,
  validity text not null default 'unchecked'::text,
  opted_out_of text[] not null default '{}'::text[],
  external_id text,
  source text not null default 'manual'::text,
  import_id uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  registered_consent_on date,
  group_messages boolean not null default false,
  constraint contact_pkey PRIMARY KEY (tenant_id, id),
  constraint contact_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers.customer(tenant_id, id) ON DELETE CASCADE,
  constraint contact_language_check CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint contact_role_check CHECK ((role = ANY (ARRAY['accounts-payable'::text, 'approver'::text, 'buyer'::text, 'cfo'::text, 'site'::text, 'guardian'::text, 'legal'::text, 'escalation'::text]))),
  constraint contact_validity_check CHECK ((validity = ANY (ARRAY['unchecked'::text, 'valid'::text, 'bounced'::text, 'wrong-person'::text])))
);
CREATE INDEX contact_bounced ON customers.contact USING btree (tenant_id, customer_id) WHERE (validity = 'bounced'::text);
CREATE INDEX contact_by_domain ON customers.contact USING btree (tenant_id, split_part(lower(email), '@'::text, 2)) WHERE (email IS NOT NULL);
CREATE INDEX contact_by_email ON customers.contact USING btree (tenant_id, lower(email)) WHERE (email IS NOT NULL);
CREATE INDEX contact_of_customer ON customers.contact USING btree (tenant_id, customer_id);
CREATE UNIQUE INDEX contact_once ON customers.contact USING btree (tenant_id, customer_id, lower(email), role) WHERE (email IS NOT NULL);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = contact.tenant_id) AND (visible.id = contact.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = contact.tenant_id) AND (visible.id = contact.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table customers.customer (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  code text not null,
  name text not null,
  sort_key text not null generated always as (platform.folded(name)) stored,
  kind text not null default 'unknown'::text,
  intercompany boolean not null default false,
  catch_all boolean not null default false,
  lettered boolean not null default true,
  credit_status text not null default 'open'::text,
  credit_status_reason text,
  credit_status_by text,
  credit_status_until date,
  debtor_id uuid,
  legal_id text,
  vat_number text,
  address_lines text[] not null default '{}'::text[],
  postcode text,
  city text,
  region text,
  country text not null default 'FR'::text,
  language text,
  time_zone text,
  currency text,
  email text,
  phone text,
  terms_id uuid,
  terms_confirmed boolean not null default false,
  payment_means text,
  sales_rep text,
  agency text,
  collector_id uuid,
  segment text,
  payer_id uuid,
  parent_id uuid,
  payable_procedure text,
  warning_note text,
  custom jsonb not null default '{}'::jsonb,
  external_id text,
  merged_into uuid,
  source text not null default 'manual'::text,
  import_id uuid,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  returned_address text,
  invoice_route text not null default 'e-mail'::text,
  invoice_portal text,
  invoice_references text[] not null default '{}'::text[],
  payment_profile text not null default 'unknown'::text,
  constraint customer_pkey PRIMARY KEY (tenant_id, id),
  constraint customer_tenant_id_entity_id_code_key UNIQUE (tenant_id, entity_id, code),
  constraint customer_tenant_id_entity_id_fkey FOREIGN KEY (tenant_id, entity_id) REFERENCES identity.entity(tenant_id, id),
  constraint customer_code_check CHECK ((code <> ''::text)),
  constraint customer_credit_status_check CHECK ((credit_status = ANY (ARRAY['open'::text, 'watch'::text, 'blocked'::text]))),
  constraint customer_invoice_references_check CHECK ((invoice_references <@ ARRAY['purchase-order'::text, 'reference'::text])),
  constraint customer_invoice_route_check CHECK ((invoice_route = ANY (ARRAY['e-mail'::text, 'letter'::text, 'portal'::text]))),
  constraint customer_kind_check CHECK ((kind = ANY (ARRAY['business'::text, 'public'::text, 'consumer'::text, 'unknown'::text]))),
  constraint customer_language_check CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint customer_payment_profile_check CHECK ((payment_profile = ANY (ARRAY['prompt'::text, 'irregular'::text, 'slow'::text, 'defaulting'::text, 'unknown'::text])))
);
CREATE INDEX customer_by_domain ON customers.customer USING btree (tenant_id, split_part(lower(email), '@'::text, 2)) WHERE (email IS NOT NULL);
CREATE INDEX customer_by_email ON customers.customer USING btree (tenant_id, lower(email)) WHERE (email IS NOT NULL);
CREATE INDEX customer_by_name ON customers.customer USING btree (tenant_id, sort_key, id);
CREATE INDEX customer_merged ON customers.customer USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX customer_of_collector ON customers.customer USING btree (tenant_id, collector_id);
CREATE INDEX customer_of_debtor ON customers.customer USING btree (tenant_id, debtor_id) WHERE (debtor_id IS NOT NULL);
CREATE INDEX customer_of_group ON customers.customer USING btree (tenant_id, id) WHERE intercompany;
CREATE INDEX customer_of_legal_id ON customers.customer USING btree (tenant_id, legal_id) WHERE (legal_id IS NOT NULL);
CREATE INDEX customer_of_parent ON customers.customer USING btree (tenant_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX customer_of_payer ON customers.customer USING btree (tenant_id, payer_id) WHERE (payer_id IS NOT NULL);
CREATE INDEX customer_returned ON customers.customer USING btree (tenant_id, id) WHERE (returned_address IS NOT NULL);
CREATE INDEX customer_search ON customers.customer USING gin (tenant_id, (((platform.folded(name) || ' '::text) || lower(code))) public.gin_trgm_ops);
CREATE UNIQUE INDEX customer_external ON customers.customer USING btree (tenant_id, external_id) WHERE (external_id IS NOT NULL);
row level security: create policy scope as restrictive to quitus_scoped using ((((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))) AND ((( SELECT platform.scope_list('agencies'::text) AS scope_list) IS NULL) OR (agency = ANY (( SELECT platform.scope_list('agencies'::text) AS scope_list)::text[]))) AND ((( SELECT platform.scope_ids('collectors'::text) AS scope_ids) IS NULL) OR (collector_id = ANY (( SELECT platform.scope_ids('collectors'::text) AS scope_ids)::uuid[]))) AND ((( SELECT platform.scope_list('sales_reps'::text) AS scope_list) IS NULL) OR (lower(sales_rep) = ANY (( SELECT platform.scope_list('sales_reps'::text) AS scope_list)::text[]))))) with check ((((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))) AND ((( SELECT platform.scope_list('agencies'::text) AS scope_list) IS NULL) OR (agency = ANY (( SELECT platform.scope_list('agencies'::text) AS scope_list)::text[]))) AND ((( SELECT platform.scope_ids('collectors'::text) AS scope_ids) IS NULL) OR (collector_id = ANY (( SELECT platform.scope_ids('collectors'::text) AS scope_ids)::uuid[]))) AND ((( SELECT platform.scope_list('sales_reps'::text) AS scope_list) IS NULL) OR (lower(sales_rep) = ANY (( SELECT platform.scope_list('sales_reps'::text) AS scope_list)::text[])))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table customers.customer_group (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  constraint customer_group_pkey PRIMARY KEY (tenant_id, id),
  constraint customer_group_tenant_id_name_key UNIQUE (tenant_id, name)
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table customers.debtor (
  tenant_id integer not null,
  id uuid not null,
  legal_id text not null,
  name text not null,
  country text not null default 'FR'::text,
  constraint debtor_pkey PRIMARY KEY (tenant_id, id),
  constraint debtor_tenant_id_country_legal_id_key UNIQUE (tenant_id, country, legal_id)
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table customers.group_member (
  tenant_id integer not null,
  group_id uuid not null,
  customer_id uuid not null,
  constraint group_member_pkey PRIMARY KEY (tenant_id, group_id, customer_id),
  constraint group_member_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers.customer(tenant_id, id) ON DELETE CASCADE,
  constraint group_member_tenant_id_group_id_fkey FOREIGN KEY (tenant_id, group_id) REFERENCES customers.customer_group(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX group_of_customer ON customers.group_member USING btree (tenant_id, customer_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = group_member.tenant_id) AND (visible.id = group_member.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = group_member.tenant_id) AND (visible.id = group_member.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table customers.monthly_sales (
  tenant_id integer not null,
  entity_id uuid not null,
  customer_id uuid not null,
  month date not null,
  currency text not null,
  amount_minor bigint not null,
  source text not null,
  import_id uuid,
  constraint monthly_sales_pkey PRIMARY KEY (tenant_id, entity_id, customer_id, month, currency),
  constraint monthly_sales_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);
CREATE INDEX monthly_sales_by_month ON customers.monthly_sales USING btree (tenant_id, month);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = monthly_sales.tenant_id) AND (visible.id = monthly_sales.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = monthly_sales.tenant_id) AND (visible.id = monthly_sales.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table customers.payment_terms (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  kind text not null,
  days integer not null default 0,
  day_of_month integer,
  working_day_shift text not null default 'none'::text,
  constraint payment_terms_pkey PRIMARY KEY (tenant_id, id),
  constraint payment_terms_tenant_id_name_key UNIQUE (tenant_id, name),
  constraint payment_terms_day_of_month_check CHECK (((day_of_month >= 1) AND (day_of_month <= 31))),
  constraint payment_terms_days_check CHECK (((days >= 0) AND (days <= 400))),
  constraint payment_terms_kind_check CHECK ((kind = ANY (ARRAY['net'::text, 'end-of-month'::text, 'net-then-end-of-month'::text, 'end-of-month-then-net'::text, 'by-decade'::text]))),
  constraint payment_terms_working_day_shift_check CHECK ((working_day_shift = ANY (ARRAY['none'::text, 'next'::text, 'previous'::text])))
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table disputes.dispute (
  tenant_id integer not null,
  id uuid not null,
  number bigint not null default nextval('disputes.dispute_number'::regclass),
  customer_id uuid not null,
  type text not null,
  currency text not null,
  amount_minor bigint not null,
  state text not null default 'open'::text,
  opened_on date not null,
  due_on date not null,
  resolver text,
  comment text not null default ''::text,
  outcome text,
  author text not null,
  created_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  constraint dispute_pkey PRIMARY KEY (tenant_id, id),
  constraint dispute_amount_minor_check CHECK ((amount_minor > 0)),
  constraint dispute_state_check CHECK ((state = ANY (ARRAY['open'::text, 'waiting-internal'::text, 'waiting-customer'::text, 'accepted'::text, 'rejected'::text, 'withdrawn'::text, 'closed'::text]))),
  constraint dispute_type_check CHECK ((type = ANY (ARRAY['administrative'::text, 'price'::text, 'quality'::text, 'quantity'::text, 'delivery'::text, 'contract'::text, 'duplicate'::text, 'not-ordered'::text, 'not-received'::text, 'other'::text])))
);
CREATE INDEX dispute_live ON disputes.dispute USING btree (tenant_id, due_on) WHERE (closed_at IS NULL);
CREATE INDEX dispute_of_customer ON disputes.dispute USING btree (tenant_id, customer_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = dispute.tenant_id) AND (visible.id = dispute.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = dispute.tenant_id) AND (visible.id = dispute.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table disputes.dispute_item (
  tenant_id integer not null,
  dispute_id uuid not null,
  item_id uuid not null,
  amount_minor bigint not null,
  constraint dispute_item_pkey PRIMARY KEY (tenant_id, dispute_id, item_id),
  constraint dispute_item_tenant_id_dispute_id_fkey FOREIGN KEY (tenant_id, dispute_id) REFERENCES disputes.dispute(tenant_id, id) ON DELETE CASCADE,
  constraint dispute_item_amount_minor_check CHECK ((amount_minor > 0))
);
CREATE INDEX dispute_of_item ON disputes.dispute_item USING btree (tenant_id, item_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM disputes.dispute visible
  WHERE ((visible.tenant_id = dispute_item.tenant_id) AND (visible.id = dispute_item.dispute_id))))) with check ((EXISTS ( SELECT
   FROM disputes.dispute visible
  WHERE ((visible.tenant_id = dispute_item.tenant_id) AND (visible.id = dispute_item.dispute_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table documents.item_document (
  tenant_id integer not null,
  id uuid not null,
  item_id uuid not null,
  kind text not null,
  document_id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  added_by text not null,
  added_at timestamp with time zone not null default now(),
  constraint item_document_pkey PRIMARY KEY (tenant_id, id),
  constraint item_document_tenant_id_item_id_sha256_key UNIQUE (tenant_id, item_id, sha256),
  constraint item_document_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES platform.document(tenant_id, id),
  constraint item_document_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'delivery-note'::text, 'purchase-order'::text, 'proof'::text, 'other'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM receivables.item visible
  WHERE ((visible.tenant_id = item_document.tenant_id) AND (visible.id = item_document.item_id))))) with check ((EXISTS ( SELECT
   FROM receivables.item visible
  WHERE ((visible.tenant_id = item_document.tenant_id) AND (visible.id = item_document.item_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.action (
  tenant_id integer not null,
  id uuid not null,
  once_key text not null,
  run_id uuid,
  entity_id uuid not null,
  customer_id uuid not null,
  scenario_id uuid,
  scenario_version integer,
  step_id uuid,
  level integer,
  cycle integer not null default 1,
  channel text not null,
  automation text not null,
  grave boolean not null default false,
  state text not null,
  caution text,
  planned_on date not null,
  currency text not null,
  amount_minor bigint not null,
  credits_minor bigint not null default 0,
  oldest_days_late integer,
  leader_item_id uuid,
  reason jsonb not null default '{}'::jsonb,
  assignee_id uuid,
  created_at timestamp with time zone not null default now(),
  decided_at timestamp with time zone,
  decided_by text,
  decision_note text,
  done_at timestamp with time zone,
  kind text not null default 'step'::text,
  unit text not null default 'account'::text,
  shape jsonb,
  words jsonb,
  unit_id uuid,
  oldest_due_on date,
  constraint action_pkey PRIMARY KEY (tenant_id, id),
  constraint action_tenant_id_once_key_key UNIQUE (tenant_id, once_key),
  constraint action_kind_check CHECK ((kind = ANY (ARRAY['step'::text, 'thanks'::text, 'promise'::text, 'specific'::text, 'by-hand'::text, 'invoice'::text]))),
  constraint action_state_check CHECK ((state = ANY (ARRAY['to-confirm'::text, 'confirmed'::text, 'to-do'::text, 'done'::text, 'skipped'::text, 'cancelled'::text, 'expired'::text]))),
  constraint action_unit_check CHECK ((unit = ANY (ARRAY['account'::text, 'level'::text, 'item'::text])))
);
CREATE INDEX action_of_customer ON dunning.action USING btree (tenant_id, customer_id, created_at DESC);
CREATE INDEX action_of_leader ON dunning.action USING btree (tenant_id, leader_item_id, step_id);
CREATE INDEX action_open ON dunning.action USING btree (tenant_id, state, planned_on) WHERE (state = ANY (ARRAY['to-confirm'::text, 'to-do'::text, 'confirmed'::text]));
CREATE INDEX action_sending ON dunning.action USING btree (tenant_id, entity_id) WHERE ((kind = 'invoice'::text) AND (state = ANY (ARRAY['to-confirm'::text, 'to-do'::text, 'confirmed'::text])));
CREATE INDEX action_specific ON dunning.action USING btree (tenant_id, customer_id) WHERE ((kind = 'specific'::text) AND (state = ANY (ARRAY['to-confirm'::text, 'to-do'::text, 'confirmed'::text])));
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = action.tenant_id) AND (visible.id = action.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = action.tenant_id) AND (visible.id = action.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.action_item (
  tenant_id integer not null,
  action_id uuid not null,
  item_id uuid not null,
  stepped boolean not null,
  step_id uuid,
  level integer,
  open_minor bigint not null,
  days_late integer not null,
  cycle integer not null default 1,
  constraint action_item_pkey PRIMARY KEY (tenant_id, action_id, item_id),
  constraint action_item_check CHECK ((stepped = (step_id IS NOT NULL)))
);
CREATE INDEX action_of_item ON dunning.action_item USING btree (tenant_id, item_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM dunning.action visible
  WHERE ((visible.tenant_id = action_item.tenant_id) AND (visible.id = action_item.action_id))))) with check ((EXISTS ( SELECT
   FROM dunning.action visible
  WHERE ((visible.tenant_id = action_item.tenant_id) AND (visible.id = action_item.action_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.assignment (
  tenant_id integer not null,
  customer_id uuid not null,
  scenario_id uuid not null,
  locked boolean not null default false,
  author text not null,
  assigned_at timestamp with time zone not null default now(),
  rule_id uuid,
  constraint assignment_pkey PRIMARY KEY (tenant_id, customer_id),
  constraint assignment_tenant_id_scenario_id_fkey FOREIGN KEY (tenant_id, scenario_id) REFERENCES dunning.scenario(tenant_id, id)
);
CREATE INDEX assignment_by_rule ON dunning.assignment USING btree (tenant_id, rule_id) WHERE (rule_id IS NOT NULL);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = assignment.tenant_id) AND (visible.id = assignment.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = assignment.tenant_id) AND (visible.id = assignment.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.assignment_rule (
  tenant_id integer not null,
  id uuid not null,
  "position" integer not null,
  name text not null,
  scenario_id uuid not null,
  criteria jsonb not null,
  enabled boolean not null default true,
  author text not null,
  changed_at timestamp with time zone not null default now(),
  constraint assignment_rule_pkey PRIMARY KEY (tenant_id, id),
  constraint assignment_rule_tenant_id_position_key UNIQUE (tenant_id, "position") DEFERRABLE INITIALLY DEFERRED,
  constraint assignment_rule_tenant_id_scenario_id_fkey FOREIGN KEY (tenant_id, scenario_id) REFERENCES dunning.scenario(tenant_id, id)
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.campaign (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  name text not null,
  kind text not null,
  criteria jsonb,
  recipient_roles text[] not null default '{}'::text[],
  as_of date,
  attach_statement boolean not null default false,
  subject_fr text,
  body_fr text,
  subject_en text,
  body_en text,
  texts jsonb not null default '[]'::jsonb,
  state text not null default 'draft'::text,
  revision integer not null default 1,
  author text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  confirmed_by text,
  messages integer,
  left_out jsonb,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  constraint campaign_pkey PRIMARY KEY (tenant_id, id),
  constraint campaign_tenant_id_entity_id_fkey FOREIGN KEY (tenant_id, entity_id) REFERENCES identity.entity(tenant_id, id),
  constraint campaign_check CHECK (((kind = 'balance-confirmation'::text) = (as_of IS NOT NULL))),
  constraint campaign_check1 CHECK (((NOT attach_statement) OR (kind = ANY (ARRAY['statement'::text, 'balance-confirmation'::text])))),
  constraint campaign_check2 CHECK (((confirmed_at IS NULL) = (messages IS NULL))),
  constraint campaign_check3 CHECK (((state <> 'draft'::text) OR (confirmed_at IS NULL))),
  constraint campaign_check4 CHECK (((state = 'cancelled'::text) = (cancelled_at IS NOT NULL))),
  constraint campaign_kind_check CHECK ((kind = ANY (ARRAY['statement'::text, 'bank-details'::text, 'balance-confirmation'::text, 'free'::text]))),
  constraint campaign_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'confirmed'::text, 'cancelled'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))))) with check ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.campaign_message (
  tenant_id integer not null,
  campaign_id uuid not null,
  message_id uuid not null,
  customer_id uuid not null,
  currency text,
  constraint campaign_message_pkey PRIMARY KEY (tenant_id, message_id),
  constraint campaign_message_tenant_id_campaign_id_customer_id_currency_key UNIQUE NULLS NOT DISTINCT (tenant_id, campaign_id, customer_id, currency),
  constraint campaign_message_tenant_id_campaign_id_fkey FOREIGN KEY (tenant_id, campaign_id) REFERENCES dunning.campaign(tenant_id, id),
  constraint campaign_message_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM dunning.campaign visible
  WHERE ((visible.tenant_id = campaign_message.tenant_id) AND (visible.id = campaign_message.campaign_id))))) with check ((EXISTS ( SELECT
   FROM dunning.campaign visible
  WHERE ((visible.tenant_id = campaign_message.tenant_id) AND (visible.id = campaign_message.campaign_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.paper_template (
  tenant_id integer not null,
  kind text not null,
  columns text[] not null default '{}'::text[],
  fr jsonb not null,
  en jsonb not null,
  variants jsonb not null default '[]'::jsonb,
  revision integer not null default 1,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint paper_template_pkey PRIMARY KEY (tenant_id, kind),
  constraint paper_template_columns_check CHECK ((columns <@ ARRAY['purchase-order'::text, 'reference'::text, 'business-unit'::text])),
  constraint paper_template_kind_check CHECK ((kind = ANY (ARRAY['statement'::text, 'interest-note'::text])))
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.run (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  run_on date not null,
  state text not null,
  evaluated bigint not null default 0,
  messages bigint not null default 0,
  to_confirm bigint not null default 0,
  tasks bigint not null default 0,
  skipped jsonb not null default '{}'::jsonb,
  held boolean not null default false,
  held_reason text,
  duration_ms integer,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  author text not null,
  rehearsed boolean not null default false,
  constraint run_pkey PRIMARY KEY (tenant_id, id),
  constraint run_tenant_id_entity_id_run_on_rehearsed_key UNIQUE (tenant_id, entity_id, run_on, rehearsed),
  constraint run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'done-with-errors'::text, 'failed'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))))) with check ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.scenario (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  is_default boolean not null default false,
  current_version integer not null default 1,
  archived boolean not null default false,
  created_at timestamp with time zone not null default now(),
  library_key text,
  description text not null default ''::text,
  constraint scenario_pkey PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX scenario_default ON dunning.scenario USING btree (tenant_id) WHERE is_default;
CREATE UNIQUE INDEX scenario_name ON dunning.scenario USING btree (tenant_id, name) WHERE (NOT archived);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.scenario_version (
  tenant_id integer not null,
  scenario_id uuid not null,
  version integer not null,
  state text not null,
  unit text not null default 'account'::text,
  catch_up text not null default 'start-at-first'::text,
  min_days_between integer,
  floor_minor bigint,
  published_at timestamp with time zone,
  author text not null,
  created_at timestamp with time zone not null default now(),
  note text not null default ''::text,
  based_on integer,
  changed_at timestamp with time zone not null default now(),
  name text,
  description text,
  constraint scenario_version_pkey PRIMARY KEY (tenant_id, scenario_id, version),
  constraint scenario_version_tenant_id_scenario_id_fkey FOREIGN KEY (tenant_id, scenario_id) REFERENCES dunning.scenario(tenant_id, id),
  constraint scenario_version_catch_up_check CHECK ((catch_up = ANY (ARRAY['start-at-first'::text, 'jump-to-age'::text, 'latest-only'::text]))),
  constraint scenario_version_floor_minor_check CHECK ((floor_minor >= 0)),
  constraint scenario_version_min_days_between_check CHECK (((min_days_between >= 0) AND (min_days_between <= 90))),
  constraint scenario_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'superseded'::text]))),
  constraint scenario_version_unit_check CHECK ((unit = ANY (ARRAY['account'::text, 'level'::text, 'item'::text])))
);
CREATE UNIQUE INDEX scenario_draft ON dunning.scenario_version USING btree (tenant_id, scenario_id) WHERE (state = 'draft'::text);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.step (
  tenant_id integer not null,
  scenario_id uuid not null,
  version integer not null,
  step_id uuid not null,
  "position" integer not null,
  level integer not null,
  name_fr text not null,
  name_en text not null,
  reference text not null default 'due-date'::text,
  offset_days integer not null,
  channel text not null,
  automation text not null,
  grave boolean not null default false,
  subject_fr text,
  subject_en text,
  body_fr text,
  body_en text,
  script_fr text,
  script_en text,
  minimum_minor bigint,
  enabled boolean not null default true,
  sender text not null default 'collector'::text,
  sender_person_id uuid,
  recipient_roles text[] not null default '{}'::text[],
  copy_roles text[] not null default '{}'::text[],
  copy_people text[] not null default '{}'::text[],
  attachments text[] not null default '{}'::text[],
  conditions jsonb,
  show_interest boolean not null default false,
  repeat_every_days integer,
  repeat_times integer,
  constraint step_pkey PRIMARY KEY (tenant_id, scenario_id, version, step_id),
  constraint step_tenant_id_scenario_id_version_fkey FOREIGN KEY (tenant_id, scenario_id, version) REFERENCES dunning.scenario_version(tenant_id, scenario_id, version),
  constraint step_attachments_check CHECK ((attachments <@ ARRAY['invoices'::text, 'statement'::text, 'payment-code'::text, 'interest-note'::text])),
  constraint step_automation_check CHECK ((automation = ANY (ARRAY['automatic'::text, 'to-confirm'::text, 'manual'::text]))),
  constraint step_beside CHECK (((reference <> ALL (ARRAY['promise-date'::text, 'payment-date'::text])) OR ((level = 0) AND (NOT grave)))),
  constraint step_channel_check CHECK ((channel = ANY (ARRAY['e-mail'::text, 'sms'::text, 'letter'::text, 'registered-letter'::text, 'registered-e-letter'::text, 'call'::text, 'task'::text, 'internal'::text, 'hand-over'::text]))),
  constraint step_check CHECK (((NOT grave) OR (automation <> 'automatic'::text))),
  constraint step_copy_people_check CHECK ((copy_people <@ ARRAY['collector'::text, 'account-manager'::text])),
  constraint step_level_check CHECK (((level >= 0) AND (level <= 99))),
  constraint step_position_check CHECK ((("position" >= 1) AND ("position" <= 99))),
  constraint step_reference_check CHECK ((reference = ANY (ARRAY['due-date'::text, 'issue-date'::text, 'previous-step'::text, 'promise-date'::text, 'payment-date'::text]))),
  constraint step_repeat_every_days_check CHECK (((repeat_every_days >= 1) AND (repeat_every_days <= 365))),
  constraint step_repeat_times_check CHECK (((repeat_times >= 1) AND (repeat_times <= 52))),
  constraint step_repeats CHECK (((repeat_every_days IS NULL) = (repeat_times IS NULL))),
  constraint step_sender_check CHECK ((sender = ANY (ARRAY['collector'::text, 'account-manager'::text, 'shared'::text, 'person'::text])))
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.step_done (
  tenant_id integer not null,
  item_id uuid not null,
  scenario_id uuid not null,
  step_id uuid not null,
  cycle integer not null default 1,
  level integer not null,
  channel text not null,
  outcome text not null default 'done'::text,
  done_on date not null,
  action_id uuid,
  rehearsed boolean not null default false,
  constraint step_done_pkey PRIMARY KEY (tenant_id, item_id, scenario_id, step_id, cycle, rehearsed),
  constraint step_done_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'listed'::text, 'skipped'::text, 'expired'::text])))
);
CREATE INDEX step_done_of_item ON dunning.step_done USING btree (tenant_id, item_id, done_on DESC);
CREATE INDEX step_done_rehearsed ON dunning.step_done USING btree (tenant_id, action_id) WHERE rehearsed;
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM receivables.item visible
  WHERE ((visible.tenant_id = step_done.tenant_id) AND (visible.id = step_done.item_id))))) with check ((EXISTS ( SELECT
   FROM receivables.item visible
  WHERE ((visible.tenant_id = step_done.tenant_id) AND (visible.id = step_done.item_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table dunning.step_text (
  tenant_id integer not null,
  scenario_id uuid not null,
  version integer not null,
  step_id uuid not null,
  place integer not null,
  language text not null,
  label text not null default ''::text,
  criteria jsonb,
  subject text,
  body text,
  script text,
  constraint step_text_pkey PRIMARY KEY (tenant_id, scenario_id, version, step_id, place),
  constraint step_text_tenant_id_scenario_id_version_step_id_fkey FOREIGN KEY (tenant_id, scenario_id, version, step_id) REFERENCES dunning.step(tenant_id, scenario_id, version, step_id) ON DELETE CASCADE,
  constraint step_text_language_check CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint step_text_place_check CHECK (((place >= 1) AND (place <= 99)))
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table holds.hold (
  tenant_id integer not null,
  id uuid not null,
  scope text not null,
  entity_id uuid,
  customer_id uuid,
  item_id uuid,
  part_minor bigint,
  reason text not null,
  source text not null,
  source_id uuid,
  from_on date not null,
  until_on date,
  note text,
  author text not null,
  created_at timestamp with time zone not null default now(),
  released_at timestamp with time zone,
  released_by text,
  release_reason text,
  constraint hold_pkey PRIMARY KEY (tenant_id, id),
  constraint hold_once EXCLUDE USING gist (tenant_id WITH =, COALESCE(item_id, customer_id, entity_id) WITH =, reason WITH =, source WITH =, COALESCE(source_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, daterange(from_on, until_on, '[]'::text) WITH &&) WHERE ((released_at IS NULL)),
  constraint hold_check CHECK (((scope = 'entity'::text) = ((entity_id IS NOT NULL) AND (customer_id IS NULL) AND (item_id IS NULL)))),
  constraint hold_check1 CHECK (((scope <> 'customer'::text) OR ((customer_id IS NOT NULL) AND (item_id IS NULL)))),
  constraint hold_check2 CHECK (((scope <> 'item'::text) OR (item_id IS NOT NULL))),
  constraint hold_check3 CHECK (((until_on IS NULL) OR (until_on >= from_on))),
  constraint hold_reason_check CHECK ((reason = ANY (ARRAY['disputed'::text, 'promised'::text, 'planned'::text, 'direct-debit'::text, 'factored'::text, 'litigation'::text, 'insolvency'::text, 'time-barred'::text, 'stop'::text, 'says-paid'::text, 'reply'::text, 'e-invoice'::text, 'specific-action'::text, 'unmatched-payment'::text, 'to-qualify'::text, 'not-received'::text, 'to-check'::text]))),
  constraint hold_scope_check CHECK ((scope = ANY (ARRAY['entity'::text, 'customer'::text, 'item'::text])))
);
CREATE INDEX hold_by_rule ON holds.hold USING btree (tenant_id, source, item_id) WHERE (source = ANY (ARRAY['go-live'::text, 'limitation'::text]));
CREATE INDEX hold_live_customer ON holds.hold USING btree (tenant_id, customer_id) WHERE (released_at IS NULL);
CREATE INDEX hold_live_entity ON holds.hold USING btree (tenant_id, entity_id) WHERE ((released_at IS NULL) AND (scope = 'entity'::text));
CREATE INDEX hold_live_item ON holds.hold USING btree (tenant_id, item_id) WHERE ((released_at IS NULL) AND (scope = 'item'::text));
CREATE INDEX hold_of_source ON holds.hold USING btree (tenant_id, source, source_id);
CREATE INDEX hold_to_qualify ON holds.hold USING btree (tenant_id, item_id) WHERE ((reason = 'to-qualify'::text) AND (released_at IS NULL));
row level security: create policy scope as restrictive to quitus_scoped using (((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = hold.tenant_id) AND (visible.id = hold.customer_id)))) OR (EXISTS ( SELECT
   FROM receivables.item visible
  WHERE ((visible.tenant_id = hold.tenant_id) AND (visible.id = hold.item_id)))) OR ((scope = 'entity'::text) AND (EXISTS ( SELECT
   FROM identity.entity visible
  WHERE ((visible.tenant_id = hold.tenant_id) AND (visible.id = hold.entity_id))))))) with check (((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = hold.tenant_id) AND (visible.id = hold.customer_id)))) OR (EXISTS ( SELECT
   FROM receivables.item visible
  WHERE ((visible.tenant_id = hold.tenant_id) AND (visible.id = hold.item_id))))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.api_key (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  secret_sha256 bytea not null,
  former_sha256 bytea,
  former_until timestamp with time zone,
  permissions text[] not null,
  entities uuid[],
  agencies text[],
  collectors uuid[],
  sales_reps text[],
  networks text[],
  language text not null default 'en'::text,
  expires_at timestamp with time zone,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamp with time zone not null default now(),
  rotated_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by text,
  constraint api_key_pkey PRIMARY KEY (tenant_id, id),
  constraint api_key_agencies_check CHECK ((agencies <> '{}'::text[])),
  constraint api_key_check CHECK (((former_sha256 IS NULL) = (former_until IS NULL))),
  constraint api_key_collectors_check CHECK ((collectors <> '{}'::uuid[])),
  constraint api_key_entities_check CHECK ((entities <> '{}'::uuid[])),
  constraint api_key_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint api_key_name_check CHECK ((name <> ''::text)),
  constraint api_key_networks_check CHECK ((networks <> '{}'::text[])),
  constraint api_key_permissions_check CHECK ((permissions <> '{}'::text[])),
  constraint api_key_sales_reps_check CHECK ((sales_reps <> '{}'::text[]))
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select, update to quitus_app;

create table identity.challenge (
  token_hash bytea not null,
  kind text not null,
  person_id uuid,
  tenant_id integer,
  details jsonb not null default '{}'::jsonb,
  tries_left integer not null default 1,
  expires_at timestamp with time zone not null,
  constraint challenge_pkey PRIMARY KEY (token_hash),
  constraint challenge_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint challenge_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES identity.tenant(id),
  constraint challenge_kind_check CHECK ((kind = ANY (ARRAY['second-step'::text, 'passkey-registration'::text, 'passkey-sign-in'::text, 'sso'::text])))
);
CREATE INDEX challenge_expiry ON identity.challenge USING btree (expires_at);
grant delete, insert, select, update to quitus_app;

create table identity.delegation (
  tenant_id integer not null,
  id uuid not null,
  from_person_id uuid not null,
  to_person_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  note text not null default ''::text,
  author text not null,
  created_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  constraint delegation_pkey PRIMARY KEY (tenant_id, id),
  constraint delegation_tenant_id_from_person_id_fkey FOREIGN KEY (tenant_id, from_person_id) REFERENCES identity.membership(tenant_id, person_id) ON DELETE CASCADE,
  constraint delegation_tenant_id_to_person_id_fkey FOREIGN KEY (tenant_id, to_person_id) REFERENCES identity.membership(tenant_id, person_id) ON DELETE CASCADE,
  constraint delegation_check CHECK ((starts_on <= ends_on)),
  constraint delegation_check1 CHECK ((from_person_id <> to_person_id))
);
CREATE INDEX delegation_from ON identity.delegation USING btree (tenant_id, from_person_id, ends_on);
CREATE INDEX delegation_to ON identity.delegation USING btree (tenant_id, to_person_id, ends_on);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.entity (
  tenant_id integer not null,
  id uuid not null,
  name text not null,
  currency text not null default 'EUR'::text,
  country text not null default 'FR'::text,
  time_zone text not null default 'Europe/Paris'::text,
  legal_name text,
  legal_id text,
  vat_number text,
  address_lines text[] not null default '{}'::text[],
  postcode text,
  city text,
  email text,
  phone text,
  iban text,
  bic text,
  account_holder text,
  default_terms_id uuid,
  last_ledger_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  legal_form text,
  capital_minor bigint,
  capital_currency text,
  register_city text,
  registered_office text,
  ledger_rhythm text,
  collects_for_others boolean not null default false,
  constraint entity_pkey PRIMARY KEY (tenant_id, id),
  constraint entity_tenant_id_name_key UNIQUE (tenant_id, name),
  constraint entity_capital_currency_check CHECK ((capital_currency ~ '^[A-Z]{3}$'::text)),
  constraint entity_capital_in_its_currency CHECK (((capital_minor IS NULL) = (capital_currency IS NULL))),
  constraint entity_capital_minor_check CHECK ((capital_minor > 0)),
  constraint entity_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint entity_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint entity_ledger_rhythm_check CHECK ((ledger_rhythm = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text])))
);
CREATE UNIQUE INDEX entity_collecting ON identity.entity USING btree (tenant_id) WHERE collects_for_others;
row level security: create policy scope as restrictive to quitus_scoped using (((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))) with check (((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.invitation (
  tenant_id integer not null,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  entities uuid[],
  agencies text[],
  customers text not null default 'all'::text,
  sales_rep text,
  language text not null,
  invited_by uuid not null,
  invited_by_name text not null,
  invited_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  person_id uuid,
  constraint invitation_pkey PRIMARY KEY (tenant_id, id),
  constraint invitation_customers_check CHECK ((customers = ANY (ARRAY['all'::text, 'portfolio'::text, 'own'::text]))),
  constraint invitation_email_check CHECK ((email = lower(email))),
  constraint invitation_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text])))
);
CREATE UNIQUE INDEX invitation_open ON identity.invitation USING btree (tenant_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.link (
  id uuid not null,
  token_hash bytea not null,
  purpose text not null,
  tenant_id integer,
  person_id uuid,
  subject_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint link_pkey PRIMARY KEY (id),
  constraint link_token_hash_key UNIQUE (token_hash),
  constraint link_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint link_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES identity.tenant(id),
  constraint link_purpose_check CHECK ((purpose = ANY (ARRAY['invitation'::text, 'password-reset'::text, 'debtor'::text])))
);
CREATE INDEX link_of_person ON identity.link USING btree (person_id) WHERE ((used_at IS NULL) AND (revoked_at IS NULL));
CREATE INDEX link_of_subject ON identity.link USING btree (subject_id) WHERE ((used_at IS NULL) AND (revoked_at IS NULL));
grant insert, select, update to quitus_app;

create table identity.membership (
  tenant_id integer not null,
  person_id uuid not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  entities uuid[],
  agencies text[],
  customers text not null default 'all'::text,
  sales_rep text,
  changed_at timestamp with time zone not null default now(),
  constraint membership_pkey PRIMARY KEY (tenant_id, person_id),
  constraint membership_agencies_check CHECK ((agencies <> '{}'::text[])),
  constraint membership_customers_check CHECK ((customers = ANY (ARRAY['all'::text, 'portfolio'::text, 'own'::text]))),
  constraint membership_entities_check CHECK ((entities <> '{}'::uuid[])),
  constraint membership_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'collector'::text, 'accountant'::text, 'sales'::text, 'resolver'::text, 'reader'::text, 'auditor'::text, 'partner'::text]))),
  constraint own_needs_name CHECK (((customers <> 'own'::text) OR (sales_rep IS NOT NULL))),
  constraint owner_sees_all CHECK (((role <> 'owner'::text) OR ((entities IS NULL) AND (agencies IS NULL) AND (customers = 'all'::text))))
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.owner_link (
  token_hash bytea not null,
  tenant_id integer not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint owner_link_pkey PRIMARY KEY (token_hash),
  constraint owner_link_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES identity.tenant(id)
);
grant insert, select, update to quitus_app;

create table identity.passkey (
  id uuid not null,
  person_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}'::text[],
  name text not null,
  synced boolean not null default false,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
);
CREATE INDEX passkey_of_person ON identity.passkey USING btree (person_id);
grant delete, insert, select, update to quitus_app;

create table identity.person (
  id uuid not null,
  email text not null,
  name text not null,
  password_hash text,
  language text not null default 'fr'::text,
  color_scheme text not null default 'auto'::text,
  failed_sign_ins integer not null default 0,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  password_changed_at timestamp with time zone,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_email_key UNIQUE (email),
  constraint person_color_scheme_check CHECK ((color_scheme = ANY (ARRAY['auto'::text, 'light'::text, 'dark'::text]))),
  constraint person_email_check CHECK ((email = lower(email))),
  constraint person_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text])))
);
grant insert, select, update to quitus_app;

create table identity.recovery_code (
  person_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (person_id, code_hash),
  constraint recovery_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
);
grant delete, insert, select, update to quitus_app;

create table identity.saved_view (
  tenant_id integer not null,
  id uuid not null,
  person_id uuid,
  screen text not null,
  name text not null,
  view jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint saved_view_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX saved_view_of_screen ON identity.saved_view USING btree (tenant_id, screen, person_id);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.second_step (
  person_id uuid not null,
  sealed_secret text not null,
  begun_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0,
  constraint second_step_pkey PRIMARY KEY (person_id),
  constraint second_step_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
);
grant delete, insert, select, update to quitus_app;

create table identity.session (
  token_hash bytea not null,
  person_id uuid not null,
  tenant_id integer not null,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  user_agent text not null default ''::text,
  id uuid not null default gen_random_uuid(),
  address text,
  method text not null default 'password'::text,
  second_step boolean not null default false,
  sealed_id_token text,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_id_key UNIQUE (id),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint session_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES identity.tenant(id),
  constraint session_method_check CHECK ((method = ANY (ARRAY['password'::text, 'passkey'::text, 'sso'::text, 'link'::text])))
);
CREATE INDEX session_expiry ON identity.session USING btree (expires_at);
CREATE INDEX session_of_person ON identity.session USING btree (person_id);
grant delete, insert, select, update to quitus_app;

create table identity.setting (
  tenant_id integer not null,
  key text not null,
  value jsonb not null,
  changed_at timestamp with time zone not null default now(),
  changed_by text not null default 'system'::text,
  constraint setting_pkey PRIMARY KEY (tenant_id, key)
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.sso_configuration (
  tenant_id integer not null,
  issuer text not null,
  client_id text not null,
  sealed_client_secret text not null,
  allowed_domains text[] not null default '{}'::text[],
  group_claim text,
  groups jsonb not null default '[]'::jsonb,
  default_role text,
  only_sso boolean not null default false,
  changed_at timestamp with time zone not null,
  constraint sso_configuration_pkey PRIMARY KEY (tenant_id)
);
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.sso_identity (
  tenant_id integer not null,
  issuer text not null,
  subject text not null,
  person_id uuid not null,
  linked_at timestamp with time zone not null,
  constraint sso_identity_pkey PRIMARY KEY (tenant_id, issuer, subject)
);
CREATE INDEX sso_identity_of_person ON identity.sso_identity USING btree (tenant_id, person_id);
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table identity.tenant (
  id integer not null,
  name text not null,
  is_demo boolean not null default false,
  created_at timestamp with time zone not null default now(),
  constraint tenant_pkey PRIMARY KEY (id),
  constraint tenant_name_key UNIQUE (name),
  constraint tenant_name_check CHECK ((name <> ''::text))
);
grant insert, select, update to quitus_app;

create table identity.tries (
  action text not null,
  key bytea not null,
  count integer not null,
  expires_at timestamp with time zone not null,
  constraint tries_pkey PRIMARY KEY (action, key)
);
CREATE INDEX tries_expiry ON identity.tries USING btree (expires_at);
grant delete, insert, select, update to quitus_app;

create table intake.import (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  document_id uuid,
  file_name text not null,
  file_sha256 bytea not null,
  file_bytes bigint not null,
  type text not null,
  mode text not null default 'delta'::text,
  mapping_name text,
  mapping jsonb,
  options jsonb not null default '{}'::jsonb,
  state text not null,
  held_reason text,
  held_figures jsonb,
  failure text,
  lines_read bigint not null default 0,
  lines_created bigint not null default 0,
  lines_updated bigint not null default 0,
  lines_unchanged bigint not null default 0,
  lines_rejected bigint not null default 0,
  items_settled bigint not null default 0,
  allocations_created bigint not null default 0,
  control jsonb not null default '[]'::jsonb,
  progress_bytes bigint not null default 0,
  summary jsonb not null default '{}'::jsonb,
  author text not null,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  undone_at timestamp with time zone,
  undone_by text,
  constraint import_pkey PRIMARY KEY (tenant_id, id),
  constraint import_mode_check CHECK ((mode = ANY (ARRAY['stock'::text, 'delta'::text]))),
  constraint import_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'mapping'::text, 'reading'::text, 'previewed'::text, 'held'::text, 'applied'::text, 'refused'::text, 'failed'::text, 'undone'::text, 'discarded'::text]))),
  constraint import_type_check CHECK ((type = ANY (ARRAY['fec'::text, 'items'::text, 'cleared-items'::text, 'customers'::text, 'contacts'::text, 'sales'::text])))
);
CREATE INDEX import_by_hash ON intake.import USING btree (tenant_id, entity_id, file_sha256);
CREATE INDEX import_recent ON intake.import USING btree (tenant_id, created_at DESC);
row level security: create policy scope as restrictive to quitus_scoped using ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))))) with check ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table intake.journal (
  tenant_id integer not null,
  entity_id uuid not null,
  code text not null,
  label text not null default ''::text,
  nature text not null,
  confirmed boolean not null default false,
  evidence text not null default ''::text,
  constraint journal_pkey PRIMARY KEY (tenant_id, entity_id, code),
  constraint journal_nature_check CHECK ((nature = ANY (ARRAY['sales'::text, 'bank'::text, 'opening'::text, 'purchases'::text, 'miscellaneous'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using (((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))) with check (((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table intake.lettering_proposal (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  customer_id uuid not null,
  import_id uuid,
  credit_item_id uuid not null,
  debit_item_id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  strategy text not null,
  confidence numeric(4,3) not null,
  state text not null default 'proposed'::text,
  decided_by text,
  decided_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint lettering_proposal_pkey PRIMARY KEY (tenant_id, id),
  constraint lettering_proposal_amount_minor_check CHECK ((amount_minor > 0)),
  constraint lettering_proposal_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'refused'::text, 'outdated'::text]))),
  constraint lettering_proposal_strategy_check CHECK ((strategy = ANY (ARRAY['number'::text, 'exact-amount'::text, 'sum'::text, 'oldest-first'::text])))
);
CREATE INDEX lettering_proposal_of_customer ON intake.lettering_proposal USING btree (tenant_id, customer_id) WHERE (state = 'proposed'::text);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = lettering_proposal.tenant_id) AND (visible.id = lettering_proposal.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = lettering_proposal.tenant_id) AND (visible.id = lettering_proposal.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table intake.mapping (
  tenant_id integer not null,
  name text not null,
  type text not null,
  signature text not null,
  mapping jsonb not null,
  last_used_at timestamp with time zone not null default now(),
  constraint mapping_pkey PRIMARY KEY (tenant_id, name)
);
CREATE INDEX mapping_by_signature ON intake.mapping USING btree (tenant_id, signature);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table intake.opening_line (
  tenant_id integer not null,
  entity_id uuid not null,
  boundary_on date not null,
  source_key text not null,
  booked_on date not null,
  customer_id uuid not null,
  ledger_class text not null,
  currency text not null,
  account text not null,
  number text not null,
  label text not null,
  issue_on date not null,
  due_on date,
  due_inferred boolean not null,
  amount_minor bigint not null,
  detailed boolean not null,
  letter text,
  item_id uuid,
  import_id uuid not null,
  constraint opening_line_pkey PRIMARY KEY (tenant_id, entity_id, boundary_on, source_key)
);
CREATE INDEX opening_line_of_item ON intake.opening_line USING btree (tenant_id, item_id) WHERE (item_id IS NOT NULL);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = opening_line.tenant_id) AND (visible.id = opening_line.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = opening_line.tenant_id) AND (visible.id = opening_line.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table intake.rejected_line (
  tenant_id integer not null,
  import_id uuid not null,
  line bigint not null,
  "position" integer not null,
  field text not null default ''::text,
  value text not null default ''::text,
  code text not null,
  parameters jsonb not null default '{}'::jsonb,
  severity text not null default 'error'::text,
  raw text not null default ''::text,
  constraint rejected_line_pkey PRIMARY KEY (tenant_id, import_id, line, "position"),
  constraint rejected_line_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES intake.import(tenant_id, id) ON DELETE CASCADE,
  constraint rejected_line_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM intake.import visible
  WHERE ((visible.tenant_id = rejected_line.tenant_id) AND (visible.id = rejected_line.import_id))))) with check ((EXISTS ( SELECT
   FROM intake.import visible
  WHERE ((visible.tenant_id = rejected_line.tenant_id) AND (visible.id = rejected_line.import_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table letters.asked (
  tenant_id integer not null,
  message_id uuid not null,
  asked_at timestamp with time zone not null,
  constraint asked_pkey PRIMARY KEY (tenant_id, message_id),
  constraint asked_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = asked.tenant_id) AND (visible.id = asked.message_id))))) with check ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = asked.tenant_id) AND (visible.id = asked.message_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table letters.batch (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  day date not null,
  number integer not null,
  created_at timestamp with time zone not null default now(),
  printed_at timestamp with time zone,
  printed_by text,
  constraint batch_pkey PRIMARY KEY (tenant_id, id),
  constraint batch_tenant_id_entity_id_day_number_key UNIQUE (tenant_id, entity_id, day, number),
  constraint batch_tenant_id_entity_id_fkey FOREIGN KEY (tenant_id, entity_id) REFERENCES identity.entity(tenant_id, id),
  constraint batch_number_check CHECK ((number >= 1))
);
CREATE INDEX batch_newest ON letters.batch USING btree (tenant_id, day, number, id);
CREATE UNIQUE INDEX batch_open ON letters.batch USING btree (tenant_id, entity_id, day) WHERE (printed_at IS NULL);
row level security: create policy scope as restrictive to quitus_scoped using (((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))) with check (((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table letters.letter (
  tenant_id integer not null,
  message_id uuid not null,
  batch_id uuid not null,
  registered boolean not null,
  pages integer not null,
  document_id uuid not null,
  tracking_number text,
  printed_at timestamp with time zone not null,
  constraint letter_pkey PRIMARY KEY (tenant_id, message_id),
  constraint letter_tenant_id_batch_id_fkey FOREIGN KEY (tenant_id, batch_id) REFERENCES letters.batch(tenant_id, id),
  constraint letter_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX letter_of_batch ON letters.letter USING btree (tenant_id, batch_id, registered DESC, message_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = letter.tenant_id) AND (visible.id = letter.message_id))))) with check ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = letter.tenant_id) AND (visible.id = letter.message_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table letters.proof (
  tenant_id integer not null,
  id uuid not null,
  message_id uuid not null,
  kind text not null,
  document_id uuid not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  added_at timestamp with time zone not null,
  added_by text not null,
  constraint proof_pkey PRIMARY KEY (tenant_id, id),
  constraint proof_tenant_id_message_id_sha256_key UNIQUE (tenant_id, message_id, sha256),
  constraint proof_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE,
  constraint proof_kind_check CHECK ((kind = ANY (ARRAY['deposit'::text, 'receipt'::text, 'returned'::text, 'other'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = proof.tenant_id) AND (visible.id = proof.message_id))))) with check ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = proof.tenant_id) AND (visible.id = proof.message_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table messages.attachment (
  tenant_id integer not null,
  message_id uuid not null,
  place integer not null,
  kind text not null,
  name text not null,
  media_type text not null,
  document_id uuid,
  size_bytes bigint,
  made boolean not null default false,
  copy_mark text,
  constraint attachment_pkey PRIMARY KEY (tenant_id, message_id, place),
  constraint attachment_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE,
  constraint attachment_copy_mark_check CHECK ((copy_mark = ANY (ARRAY['marked'::text, 'unmarked'::text]))),
  constraint attachment_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'statement'::text, 'payment-code'::text, 'interest-note'::text, 'letter'::text, 'proof'::text, 'file'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = attachment.tenant_id) AND (visible.id = attachment.message_id))))) with check ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = attachment.tenant_id) AND (visible.id = attachment.message_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table messages.attempt (
  tenant_id integer not null,
  message_id uuid not null,
  attempt integer not null,
  started_at timestamp with time zone not null,
  outcome text not null,
  detail text not null default ''::text,
  constraint attempt_pkey PRIMARY KEY (tenant_id, message_id, attempt),
  constraint attempt_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE,
  constraint attempt_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'handed'::text, 'temporary'::text, 'permanent'::text, 'uncertain'::text, 'fault'::text, 'undeliverable'::text, 'resolved-sent'::text, 'resolved-not-sent'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = attempt.tenant_id) AND (visible.id = attempt.message_id))))) with check ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = attempt.tenant_id) AND (visible.id = attempt.message_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table messages.delivery_event (
  tenant_id integer not null,
  id uuid not null,
  message_id uuid not null,
  happened_at timestamp with time zone not null,
  state text not null,
  detail text not null default ''::text,
  document_id uuid,
  recorded_at timestamp with time zone not null default now(),
  said_by text,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  withdrawn_reason text,
  constraint delivery_event_pkey PRIMARY KEY (tenant_id, id),
  constraint delivery_event_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE,
  constraint delivery_event_check CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))
);
CREATE INDEX delivery_of_message ON messages.delivery_event USING btree (tenant_id, message_id, happened_at);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = delivery_event.tenant_id) AND (visible.id = delivery_event.message_id))))) with check ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = delivery_event.tenant_id) AND (visible.id = delivery_event.message_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table messages.local_mail (
  tenant_id integer not null,
  id uuid not null,
  message_id uuid,
  received_at timestamp with time zone not null default now(),
  from_address text not null,
  to_address text not null,
  subject text not null,
  raw bytea not null,
  read_at timestamp with time zone,
  channel text not null default 'e-mail'::text,
  media_type text not null default 'message/rfc822'::text,
  constraint local_mail_pkey PRIMARY KEY (tenant_id, id),
  constraint local_mail_channel_check CHECK ((channel = ANY (ARRAY['e-mail'::text, 'sms'::text, 'letter'::text, 'registered-letter'::text, 'registered-e-letter'::text])))
);
CREATE INDEX local_mail_recent ON messages.local_mail USING btree (tenant_id, received_at DESC, id);
CREATE UNIQUE INDEX local_mail_once ON messages.local_mail USING btree (tenant_id, message_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = local_mail.tenant_id) AND (visible.id = local_mail.message_id))))) with check ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = local_mail.tenant_id) AND (visible.id = local_mail.message_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table messages.message (
  tenant_id integer not null,
  id uuid not null,
  once_key text not null,
  kind text not null,
  entity_id uuid not null,
  customer_id uuid not null,
  action_id uuid,
  contact_id uuid,
  channel text not null,
  language text not null,
  sender_name text,
  sender_address text,
  recipient_name text,
  recipient_address text,
  copies text[] not null default '{}'::text[],
  in_reply_to text,
  subject text not null,
  body_text text not null,
  body_html text,
  draft_text text,
  currency text,
  amount_minor bigint,
  state text not null default 'waiting'::text,
  not_before timestamp with time zone not null default now(),
  claimed_by uuid,
  lease_until timestamp with time zone,
  transport text,
  attempts integer not null default 0,
  tries_from integer not null default 0,
  message_id_header text not null,
  provider_reference text,
  failure_code text,
  last_error text,
  cancelled_reason text,
  author text not null,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  finished_at timestamp with time zone,
  sender_id uuid,
  reply_to text,
  thread text[] not null default '{}'::text[],
  delivery_state text,
  delivery_at timestamp with time zone,
  formal_notice boolean not null default false,
  together_key text,
  sent_with uuid,
  constraint message_pkey PRIMARY KEY (tenant_id, id),
  constraint message_tenant_id_once_key_key UNIQUE (tenant_id, once_key),
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['e-mail'::text, 'sms'::text, 'letter'::text, 'registered-letter'::text, 'registered-e-letter'::text]))),
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['reminder'::text, 'reply'::text, 'thank-you'::text, 'notice'::text, 'test'::text, 'internal'::text, 'invoice'::text, 'specific'::text, 'campaign'::text]))),
  constraint message_language_check CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'claimed'::text, 'calling'::text, 'handed'::text, 'sent'::text, 'cancelled'::text, 'failed'::text, 'uncertain'::text]))),
  constraint message_transport_check CHECK ((transport = ANY (ARRAY['smtp'::text, 'local'::text, 'sms'::text, 'print'::text, 'post'::text, 'registered'::text])))
);
CREATE INDEX message_by_header ON messages.message USING btree (tenant_id, message_id_header);
CREATE INDEX message_by_provider ON messages.message USING btree (tenant_id, provider_reference) WHERE (provider_reference IS NOT NULL);
CREATE INDEX message_carried ON messages.message USING btree (tenant_id, finished_at) WHERE (transport = ANY (ARRAY['post'::text, 'registered'::text]));
CREATE INDEX message_formal_notice ON messages.message USING btree (tenant_id, id) WHERE formal_notice;
CREATE INDEX message_handed ON messages.message USING btree (tenant_id, created_at) WHERE (state = 'handed'::text);
CREATE INDEX message_in_hand ON messages.message USING btree (tenant_id, lease_until) WHERE (state = ANY (ARRAY['claimed'::text, 'calling'::text]));
CREATE INDEX message_of_action ON messages.message USING btree (tenant_id, action_id);
CREATE INDEX message_of_campaign ON messages.message USING btree (tenant_id, once_key text_pattern_ops) WHERE (kind = 'campaign'::text);
CREATE INDEX message_of_customer ON messages.message USING btree (tenant_id, customer_id, created_at DESC);
CREATE INDEX message_queue ON messages.message USING btree (tenant_id, not_before, id) WHERE (state = 'waiting'::text);
CREATE INDEX message_recent ON messages.message USING btree (tenant_id, created_at DESC);
CREATE INDEX message_registered ON messages.message USING btree (tenant_id, sent_at DESC, id) WHERE (channel = ANY (ARRAY['registered-letter'::text, 'registered-e-letter'::text]));
CREATE INDEX message_sent_with ON messages.message USING btree (tenant_id, sent_with) WHERE (sent_with IS NOT NULL);
CREATE INDEX message_to_look_at ON messages.message USING btree (tenant_id, created_at DESC) WHERE (state = ANY (ARRAY['failed'::text, 'uncertain'::text]));
CREATE INDEX message_together ON messages.message USING btree (tenant_id, together_key, not_before) WHERE ((together_key IS NOT NULL) AND (state = 'waiting'::text));
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = message.tenant_id) AND (visible.id = message.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = message.tenant_id) AND (visible.id = message.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table messages.message_item (
  tenant_id integer not null,
  message_id uuid not null,
  item_id uuid not null,
  open_minor bigint not null,
  days_late integer not null,
  constraint message_item_pkey PRIMARY KEY (tenant_id, message_id, item_id),
  constraint message_item_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX message_of_item ON messages.message_item USING btree (tenant_id, item_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = message_item.tenant_id) AND (visible.id = message_item.message_id))))) with check ((EXISTS ( SELECT
   FROM messages.message visible
  WHERE ((visible.tenant_id = message_item.tenant_id) AND (visible.id = message_item.message_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table messages.provider (
  tenant_id integer not null,
  channel text not null,
  provider text not null,
  settings jsonb not null default '{}'::jsonb,
  secret text,
  changed_by text not null,
  changed_at timestamp with time zone not null default now(),
  constraint provider_pkey PRIMARY KEY (tenant_id, channel),
  constraint provider_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'letter'::text, 'registered-letter'::text, 'registered-e-letter'::text])))
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table messages.sender (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid,
  person_id uuid,
  name text not null,
  address text not null,
  reply_to text,
  is_default boolean not null default false,
  smtp_url text,
  dkim_domain text,
  dkim_selector text,
  dkim_key text,
  dkim_record text,
  signature_fr text not null default ''::text,
  signature_en text not null default ''::text,
  tested_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  changed_by text not null,
  constraint sender_pkey PRIMARY KEY (tenant_id, id),
  constraint sender_check CHECK (((NOT is_default) OR (person_id IS NULL))),
  constraint sender_check1 CHECK ((num_nonnulls(dkim_domain, dkim_selector, dkim_key, dkim_record) = ANY (ARRAY[0, 4])))
);
CREATE UNIQUE INDEX sender_default ON messages.sender USING btree (tenant_id, entity_id) NULLS NOT DISTINCT WHERE is_default;
CREATE UNIQUE INDEX sender_of_person ON messages.sender USING btree (tenant_id, person_id, entity_id) NULLS NOT DISTINCT WHERE (person_id IS NOT NULL);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table platform.backup (
  id uuid not null default gen_random_uuid(),
  taken_at timestamp with time zone not null,
  finished_at timestamp with time zone not null default clock_timestamp(),
  bytes bigint not null,
  row_count bigint not null,
  constraint backup_pkey PRIMARY KEY (id)
);
grant select to quitus_app;

create table platform.document (
  tenant_id integer not null,
  id uuid not null,
  sha256 bytea not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  created_at timestamp with time zone not null default now(),
  constraint document_pkey PRIMARY KEY (tenant_id, id)
);
CREATE INDEX document_by_content ON platform.document USING btree (tenant_id, sha256);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table platform.document_piece (
  tenant_id integer not null,
  document_id uuid not null,
  piece integer not null,
  bytes bytea not null,
  constraint document_piece_pkey PRIMARY KEY (tenant_id, document_id, piece),
  constraint document_piece_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES platform.document(tenant_id, id) ON DELETE CASCADE
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table platform.due_work (
  tenant_id integer not null,
  kind text not null,
  subject text not null default ''::text,
  due_at timestamp with time zone not null default now(),
  asked integer not null default 1,
  attempts integer not null default 0,
  last_error text,
  constraint due_work_pkey PRIMARY KEY (tenant_id, kind, subject)
);
CREATE INDEX due_work_next ON platform.due_work USING btree (due_at);
grant delete, insert, select, update to quitus_app;

create table platform.event (
  tenant_id integer not null,
  id uuid not null,
  recorded_at timestamp with time zone not null default clock_timestamp(),
  kind text not null,
  entity_id uuid,
  customer_id uuid,
  subject_id uuid,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  details jsonb not null default '{}'::jsonb,
  origin jsonb,
  tx xid8 not null default pg_current_xact_id(),
  constraint event_pkey PRIMARY KEY (tenant_id, recorded_at, id),
  constraint event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'key'::text, 'system'::text]))),
  constraint event_kind_check CHECK ((kind ~ '^[a-z-]+\.[a-z-]+$'::text))
) partition by RANGE (recorded_at);
CREATE INDEX event_of_customer ON ONLY platform.event USING btree (tenant_id, customer_id, recorded_at DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX event_of_kind ON ONLY platform.event USING btree (tenant_id, kind, recorded_at DESC);
CREATE INDEX event_to_seal ON ONLY platform.event USING btree (tenant_id, tx, recorded_at, id);
CREATE TRIGGER append_only BEFORE TRUNCATE ON platform.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_truncate();
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = event.tenant_id) AND (visible.id = event.customer_id))))) with check (true);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select to quitus_app;

create table platform.event_default partition of platform.event DEFAULT;
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select to quitus_app;

create table platform.idempotency_key (
  tenant_id integer not null,
  key text not null,
  route text not null,
  request_sha256 bytea not null,
  status integer,
  answer text,
  created_at timestamp with time zone not null default now(),
  caller text not null,
  constraint idempotency_key_pkey PRIMARY KEY (tenant_id, caller, key)
);
CREATE INDEX idempotency_key_by_age ON platform.idempotency_key USING btree (tenant_id, created_at);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table platform.migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);
grant select to quitus_app;

create table promises.promise (
  tenant_id integer not null,
  id uuid not null,
  customer_id uuid not null,
  promised_on date not null,
  due_on date not null,
  grace_until date not null,
  currency text not null,
  amount_minor bigint not null,
  means text,
  source text not null,
  comment text not null default ''::text,
  state text not null default 'expected'::text,
  inferred boolean not null default false,
  author text not null,
  created_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  replaced_by uuid,
  constraint promise_pkey PRIMARY KEY (tenant_id, id),
  constraint promise_tenant_id_replaced_by_fkey FOREIGN KEY (tenant_id, replaced_by) REFERENCES promises.promise(tenant_id, id),
  constraint promise_amount_minor_check CHECK ((amount_minor > 0)),
  constraint promise_source_check CHECK ((source = ANY (ARRAY['call'::text, 'mail'::text, 'portal'::text, 'model'::text, 'import'::text]))),
  constraint promise_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'expected'::text, 'kept'::text, 'partly-kept'::text, 'broken'::text, 'cancelled'::text, 'superseded'::text])))
);
CREATE INDEX promise_expected ON promises.promise USING btree (tenant_id, due_on) WHERE (state = 'expected'::text);
CREATE INDEX promise_of_customer ON promises.promise USING btree (tenant_id, customer_id, due_on);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = promise.tenant_id) AND (visible.id = promise.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = promise.tenant_id) AND (visible.id = promise.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table promises.promise_item (
  tenant_id integer not null,
  promise_id uuid not null,
  item_id uuid not null,
  amount_minor bigint not null,
  open_minor_at_start bigint not null,
  constraint promise_item_pkey PRIMARY KEY (tenant_id, promise_id, item_id),
  constraint promise_item_tenant_id_promise_id_fkey FOREIGN KEY (tenant_id, promise_id) REFERENCES promises.promise(tenant_id, id) ON DELETE CASCADE,
  constraint promise_item_amount_minor_check CHECK ((amount_minor > 0))
);
CREATE INDEX promise_of_item ON promises.promise_item USING btree (tenant_id, item_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM promises.promise visible
  WHERE ((visible.tenant_id = promise_item.tenant_id) AND (visible.id = promise_item.promise_id))))) with check ((EXISTS ( SELECT
   FROM promises.promise visible
  WHERE ((visible.tenant_id = promise_item.tenant_id) AND (visible.id = promise_item.promise_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table receivables.allocation (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  customer_id uuid not null,
  credit_item_id uuid not null,
  debit_item_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  effective_on date not null,
  code text,
  source text not null,
  provisional boolean not null default false,
  import_id uuid,
  recorded_at timestamp with time zone not null default now(),
  recorded_by text not null default 'system'::text,
  reversed_at timestamp with time zone,
  reversed_by text,
  reversed_by_import uuid,
  reversal_reason text,
  constraint allocation_pkey PRIMARY KEY (tenant_id, id),
  constraint allocation_amount_minor_check CHECK ((amount_minor > 0)),
  constraint allocation_source_check CHECK ((source = ANY (ARRAY['import'::text, 'bank'::text, 'manual'::text, 'inference'::text, 'portal'::text])))
);
CREATE INDEX allocation_awaiting ON receivables.allocation USING btree (tenant_id, recorded_at) WHERE (provisional AND (reversed_at IS NULL));
CREATE INDEX allocation_of_credit ON receivables.allocation USING btree (tenant_id, credit_item_id) INCLUDE (amount_minor, effective_on, recorded_at, reversed_at, provisional);
CREATE INDEX allocation_of_debit ON receivables.allocation USING btree (tenant_id, debit_item_id) INCLUDE (amount_minor, effective_on, recorded_at, reversed_at, provisional);
CREATE INDEX allocation_of_import ON receivables.allocation USING btree (tenant_id, import_id);
CREATE INDEX allocation_recorded ON receivables.allocation USING brin (tenant_id, recorded_at);
CREATE INDEX allocation_reversed ON receivables.allocation USING btree (tenant_id, reversed_at) WHERE (reversed_at IS NOT NULL);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = allocation.tenant_id) AND (visible.id = allocation.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = allocation.tenant_id) AND (visible.id = allocation.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select, update to quitus_app;

create table receivables.customer_balance (
  tenant_id integer not null,
  entity_id uuid not null,
  customer_id uuid not null,
  currency text not null,
  open_debit_minor bigint not null,
  open_credit_minor bigint not null,
  awaiting_minor bigint not null default 0,
  open_items integer not null,
  oldest_due_on date,
  last_payment_on date,
  overdue_minor bigint not null default 0,
  overdue_on date not null default '-infinity'::date,
  next_due_on date not null default 'infinity'::date,
  constraint customer_balance_pkey PRIMARY KEY (tenant_id, customer_id, currency)
);
CREATE INDEX customer_balance_by_debt ON receivables.customer_balance USING btree (tenant_id, open_debit_minor DESC);
CREATE INDEX customer_balance_by_next_due ON receivables.customer_balance USING btree (tenant_id, next_due_on);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = customer_balance.tenant_id) AND (visible.id = customer_balance.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = customer_balance.tenant_id) AND (visible.id = customer_balance.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table receivables.due_day_total (
  tenant_id integer not null,
  entity_id uuid not null,
  currency text not null,
  ledger_class text not null,
  due_on date not null,
  open_debit_minor bigint not null,
  open_credit_minor bigint not null,
  open_items integer not null,
  constraint due_day_total_pkey PRIMARY KEY (tenant_id, entity_id, currency, ledger_class, due_on)
);
row level security: create policy scope as restrictive to quitus_scoped using ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))))) with check ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table receivables.exchange_rate (
  tenant_id integer not null,
  currency text not null,
  quote_currency text not null,
  on_day date not null,
  rate numeric not null,
  source text not null default 'manual'::text,
  constraint exchange_rate_pkey PRIMARY KEY (tenant_id, currency, quote_currency, on_day),
  constraint exchange_rate_rate_check CHECK ((rate > (0)::numeric))
);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table receivables.item (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  customer_id uuid not null,
  document_id uuid not null,
  source text not null,
  source_key text not null,
  external_id text,
  kind text not null,
  ledger_class text not null default 'receivable'::text,
  number text not null default ''::text,
  label text not null default ''::text,
  issue_on date not null,
  due_on date,
  due_inferred boolean not null default false,
  booked_on date not null,
  currency text not null,
  amount_minor bigint not null,
  tax_minor bigint,
  document_currency text,
  document_amount_minor bigint,
  open_minor bigint not null,
  awaiting_minor bigint not null default 0,
  settled_on date not null default 'infinity'::date,
  first_allocated_on date not null default 'infinity'::date,
  last_allocated_on date not null default '-infinity'::date,
  settled_by_inference boolean not null default false,
  in_ledger boolean not null default true,
  opening_without_detail boolean not null default false,
  retention boolean not null default false,
  unsent boolean not null default false,
  payment_means text,
  purchase_order text,
  reference text,
  payment_reference text,
  business_unit text,
  journal text,
  letter text,
  last_reminder_level integer,
  last_reminder_on date,
  custom jsonb,
  import_id uuid,
  recorded_from timestamp with time zone not null default now(),
  sent_on date,
  constraint item_pkey PRIMARY KEY (tenant_id, id),
  constraint item_tenant_id_entity_id_source_source_key_key UNIQUE (tenant_id, entity_id, source, source_key),
  constraint item_check CHECK ((((sign((open_minor)::double precision) = (0)::double precision) OR (sign((open_minor)::double precision) = sign((amount_minor)::double precision))) AND (abs(open_minor) <= abs(amount_minor)))),
  constraint item_check1 CHECK (((((open_minor = 0) AND (amount_minor <> 0)) = (settled_on <> 'infinity'::date)) OR (amount_minor = 0))),
  constraint item_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint item_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit-note'::text, 'payment'::text, 'down-payment-request'::text, 'debit'::text, 'credit'::text, 'draft'::text, 'late-interest'::text, 'indemnity'::text, 'fee'::text, 'write-off'::text, 'clearing'::text, 'opening'::text]))),
  constraint item_ledger_class_check CHECK ((ledger_class = ANY (ARRAY['receivable'::text, 'draft'::text, 'doubtful'::text, 'not-invoiced'::text, 'advance'::text])))
) with (autovacuum_vacuum_scale_factor=0.05, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX item_as_of ON receivables.item USING btree (tenant_id, settled_on, booked_on) INCLUDE (id, entity_id, customer_id, currency, ledger_class, kind, issue_on, due_on, amount_minor, open_minor, awaiting_minor, first_allocated_on, last_allocated_on, in_ledger, recorded_from);
CREATE INDEX item_by_number ON receivables.item USING btree (tenant_id, number);
CREATE INDEX item_of_customer ON receivables.item USING btree (tenant_id, customer_id, issue_on DESC, id);
CREATE INDEX item_of_document ON receivables.item USING btree (tenant_id, document_id);
CREATE INDEX item_of_import ON receivables.item USING btree (tenant_id, import_id);
CREATE INDEX item_open ON receivables.item USING btree (tenant_id, customer_id, due_on, id) WHERE (open_minor <> 0);
CREATE INDEX item_open_by_amount ON receivables.item USING btree (tenant_id, amount_minor) WHERE (open_minor <> 0);
CREATE INDEX item_open_by_due ON receivables.item USING btree (tenant_id, due_on, id) WHERE (open_minor <> 0);
CREATE INDEX item_own ON receivables.item USING btree (tenant_id, customer_id) WHERE (NOT in_ledger);
CREATE INDEX item_unsent ON receivables.item USING btree (tenant_id, entity_id) WHERE (unsent AND (open_minor <> 0));
CREATE UNIQUE INDEX item_external ON receivables.item USING btree (tenant_id, external_id) WHERE (external_id IS NOT NULL);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = item.tenant_id) AND (visible.id = item.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = item.tenant_id) AND (visible.id = item.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table receivables.item_history (
  tenant_id integer not null,
  id uuid not null,
  entity_id uuid not null,
  customer_id uuid not null,
  document_id uuid not null,
  source text not null,
  source_key text not null,
  external_id text,
  kind text not null,
  ledger_class text not null default 'receivable'::text,
  number text not null default ''::text,
  label text not null default ''::text,
  issue_on date not null,
  due_on date,
  due_inferred boolean not null default false,
  booked_on date not null,
  currency text not null,
  amount_minor bigint not null,
  tax_minor bigint,
  document_currency text,
  document_amount_minor bigint,
  open_minor bigint not null,
  awaiting_minor bigint not null default 0,
  settled_on date not null default 'infinity'::date,
  first_allocated_on date not null default 'infinity'::date,
  last_allocated_on date not null default '-infinity'::date,
  settled_by_inference boolean not null default false,
  in_ledger boolean not null default true,
  opening_without_detail boolean not null default false,
  retention boolean not null default false,
  unsent boolean not null default false,
  payment_means text,
  purchase_order text,
  reference text,
  payment_reference text,
  business_unit text,
  journal text,
  letter text,
  last_reminder_level integer,
  last_reminder_on date,
  custom jsonb,
  import_id uuid,
  recorded_from timestamp with time zone not null default now(),
  version_id uuid not null,
  recorded_until timestamp with time zone not null,
  superseded_by_import uuid,
  removed boolean not null default false,
  sent_on date,
  constraint item_history_pkey PRIMARY KEY (tenant_id, version_id)
);
CREATE INDEX item_history_by_until ON receivables.item_history USING btree (tenant_id, recorded_until);
CREATE INDEX item_history_of_import ON receivables.item_history USING btree (tenant_id, superseded_by_import);
CREATE INDEX item_history_of_item ON receivables.item_history USING btree (tenant_id, id, recorded_from);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = item_history.tenant_id) AND (visible.id = item_history.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = item_history.tenant_id) AND (visible.id = item_history.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant insert, select to quitus_app;

create table replies.answer (
  tenant_id integer not null,
  message_id uuid not null,
  mail_id uuid not null,
  invoices boolean not null default false,
  automatic boolean not null default false,
  constraint answer_pkey PRIMARY KEY (tenant_id, message_id),
  constraint answer_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES replies.mail(tenant_id, id) ON DELETE CASCADE,
  constraint answer_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messages.message(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX answer_of_mail ON replies.answer USING btree (tenant_id, mail_id);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM replies.mail visible
  WHERE ((visible.tenant_id = answer.tenant_id) AND (visible.id = answer.mail_id))))) with check ((EXISTS ( SELECT
   FROM replies.mail visible
  WHERE ((visible.tenant_id = answer.tenant_id) AND (visible.id = answer.mail_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table replies.bounce (
  tenant_id integer not null,
  mail_id uuid not null,
  address text not null,
  hard boolean not null,
  reason text not null,
  contact_id uuid,
  bounced_at timestamp with time zone not null,
  constraint bounce_pkey PRIMARY KEY (tenant_id, mail_id, address),
  constraint bounce_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES replies.mail(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX bounce_of_address ON replies.bounce USING btree (tenant_id, address, bounced_at DESC);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM replies.mail visible
  WHERE ((visible.tenant_id = bounce.tenant_id) AND (visible.id = bounce.mail_id))))) with check ((EXISTS ( SELECT
   FROM replies.mail visible
  WHERE ((visible.tenant_id = bounce.tenant_id) AND (visible.id = bounce.mail_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table replies.file (
  tenant_id integer not null,
  mail_id uuid not null,
  place integer not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  constraint file_pkey PRIMARY KEY (tenant_id, mail_id, place),
  constraint file_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES replies.mail(tenant_id, id) ON DELETE CASCADE
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM replies.mail visible
  WHERE ((visible.tenant_id = file.tenant_id) AND (visible.id = file.mail_id))))) with check ((EXISTS ( SELECT
   FROM replies.mail visible
  WHERE ((visible.tenant_id = file.tenant_id) AND (visible.id = file.mail_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table replies.mail (
  tenant_id integer not null,
  id uuid not null,
  once_hash bytea not null,
  source text not null,
  document_id uuid not null,
  received_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  message_id text,
  thread text[] not null default '{}'::text[],
  from_name text not null,
  from_address text not null,
  to_addresses text[] not null,
  subject text not null,
  text text not null,
  has_html boolean not null,
  problems text[] not null default '{}'::text[],
  language text not null,
  kind text not null,
  state text not null,
  customer_id uuid,
  contact_id uuid,
  answered_message_id uuid,
  threaded_by text,
  labels text[] not null default '{}'::text[],
  reading jsonb not null default '{}'::jsonb,
  read_by text not null default 'rules'::text,
  model_failure text,
  absent_until date,
  deputies text[] not null default '{}'::text[],
  due_on date not null,
  treated_at timestamp with time zone,
  treated_by text,
  note text,
  constraint mail_pkey PRIMARY KEY (tenant_id, id),
  constraint mail_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers.customer(tenant_id, id),
  constraint mail_tenant_id_document_id_fkey FOREIGN KEY (tenant_id, document_id) REFERENCES platform.document(tenant_id, id),
  constraint mail_check CHECK (((state <> ALL (ARRAY['to-treat'::text, 'treated'::text])) OR (customer_id IS NOT NULL) OR (kind <> 'human'::text))),
  constraint mail_check1 CHECK (((state = ANY (ARRAY['treated'::text, 'dismissed'::text])) = (treated_at IS NOT NULL))),
  constraint mail_kind_check CHECK ((kind = ANY (ARRAY['human'::text, 'auto-reply'::text, 'acknowledgement'::text, 'challenge'::text, 'read-receipt'::text, 'newsletter'::text, 'bounce'::text, 'complaint'::text]))),
  constraint mail_language_check CHECK ((language = ANY (ARRAY['fr'::text, 'en'::text]))),
  constraint mail_read_by_check CHECK ((read_by = ANY (ARRAY['rules'::text, 'model'::text]))),
  constraint mail_source_check CHECK ((source = ANY (ARRAY['imap'::text, 'hook'::text]))),
  constraint mail_state_check CHECK ((state = ANY (ARRAY['triage'::text, 'to-treat'::text, 'treated'::text, 'noted'::text, 'dismissed'::text]))),
  constraint mail_threaded_by_check CHECK ((threaded_by = ANY (ARRAY['message'::text, 'token'::text, 'sender'::text, 'domain'::text, 'invoice'::text, 'person'::text])))
);
CREATE INDEX mail_by_source ON replies.mail USING btree (tenant_id, source, received_at);
CREATE INDEX mail_latest ON replies.mail USING btree (tenant_id, state, received_at DESC, id);
CREATE INDEX mail_of_customer ON replies.mail USING btree (tenant_id, customer_id, received_at DESC);
CREATE INDEX mail_of_thread ON replies.mail USING btree (tenant_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX mail_waiting ON replies.mail USING btree (tenant_id, state, received_at DESC, id) WHERE (state = ANY (ARRAY['triage'::text, 'to-treat'::text]));
CREATE UNIQUE INDEX mail_once ON replies.mail USING btree (tenant_id, once_hash);
row level security: create policy scope as restrictive to quitus_scoped using ((((customer_id IS NULL) AND ( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND (( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL)) OR (EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = mail.tenant_id) AND (visible.id = mail.customer_id)))))) with check ((((customer_id IS NULL) AND ( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND (( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL)) OR (EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = mail.tenant_id) AND (visible.id = mail.customer_id))))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table replies.mailbox (
  tenant_id integer not null,
  url text,
  enabled boolean not null default true,
  folder text not null default 'INBOX'::text,
  after_reading text not null default 'seen'::text,
  move_to text,
  uid_validity bigint,
  last_uid bigint not null default 0,
  last_read_at timestamp with time zone,
  last_failure text,
  failures integer not null default 0,
  failing_since timestamp with time zone,
  hook_hash bytea,
  hook_made_at timestamp with time zone,
  model_enabled boolean not null default false,
  model_url text not null default ''::text,
  model_name text not null default ''::text,
  model_key text,
  model_failure text,
  changed_by text not null default ''::text,
  changed_at timestamp with time zone not null default now(),
  constraint mailbox_pkey PRIMARY KEY (tenant_id),
  constraint mailbox_after_reading_check CHECK ((after_reading = ANY (ARRAY['nothing'::text, 'seen'::text, 'move'::text]))),
  constraint mailbox_check CHECK (((after_reading <> 'move'::text) OR (move_to IS NOT NULL)))
);
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table replies.proposal (
  tenant_id integer not null,
  mail_id uuid not null,
  place integer not null,
  kind text not null,
  state text not null default 'proposed'::text,
  confidence integer not null,
  found_by text not null default 'rules'::text,
  evidence jsonb not null default '[]'::jsonb,
  content jsonb not null,
  made jsonb,
  automatic boolean not null default false,
  decided_by text,
  decided_at timestamp with time zone,
  constraint proposal_pkey PRIMARY KEY (tenant_id, mail_id, place),
  constraint proposal_tenant_id_mail_id_fkey FOREIGN KEY (tenant_id, mail_id) REFERENCES replies.mail(tenant_id, id) ON DELETE CASCADE,
  constraint proposal_check CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
  constraint proposal_found_by_check CHECK ((found_by = ANY (ARRAY['rules'::text, 'model'::text]))),
  constraint proposal_kind_check CHECK ((kind = ANY (ARRAY['promise'::text, 'says-paid'::text, 'dispute'::text, 'send-document'::text, 'contact'::text, 'insolvency'::text]))),
  constraint proposal_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'refused'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM replies.mail visible
  WHERE ((visible.tenant_id = proposal.tenant_id) AND (visible.id = proposal.mail_id))))) with check ((EXISTS ( SELECT
   FROM replies.mail visible
  WHERE ((visible.tenant_id = proposal.tenant_id) AND (visible.id = proposal.mail_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table reporting.booked_day (
  tenant_id integer not null,
  entity_id uuid not null,
  currency text not null,
  booked_on date not null,
  sales_minor bigint not null,
  received_minor bigint not null,
  payments integer not null,
  net_minor bigint not null,
  invoices integer not null,
  constraint booked_day_pkey PRIMARY KEY (tenant_id, entity_id, currency, booked_on)
);
row level security: create policy scope as restrictive to quitus_scoped using ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))))) with check ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table reporting.booked_day_stamp (
  tenant_id integer not null,
  entity_id uuid not null,
  stamp text not null,
  counted_at timestamp with time zone not null default now(),
  constraint booked_day_stamp_pkey PRIMARY KEY (tenant_id, entity_id)
);
row level security: create policy scope as restrictive to quitus_scoped using ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[]))))) with check ((( SELECT platform.sees_whole_entities() AS sees_whole_entities) AND ((( SELECT platform.scope_ids('entities'::text) AS scope_ids) IS NULL) OR (entity_id = ANY (( SELECT platform.scope_ids('entities'::text) AS scope_ids)::uuid[])))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table webhooks.attempt (
  tenant_id integer not null,
  delivery_id uuid not null,
  attempt integer not null,
  started_at timestamp with time zone not null,
  outcome text not null,
  status_code integer,
  duration_ms integer,
  answer text not null default ''::text,
  constraint attempt_pkey PRIMARY KEY (tenant_id, delivery_id, attempt),
  constraint attempt_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES webhooks.delivery(tenant_id, id) ON DELETE CASCADE,
  constraint attempt_outcome_check CHECK ((outcome = ANY (ARRAY['calling'::text, 'delivered'::text, 'rejected'::text, 'redirect'::text, 'gone'::text, 'timeout'::text, 'unreachable'::text, 'address-not-public'::text, 'url-not-allowed'::text, 'lost'::text])))
);
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table webhooks.delivery (
  tenant_id integer not null,
  id uuid not null,
  endpoint_id uuid not null,
  message_id text not null,
  kind text not null,
  event_id uuid,
  event_number bigint,
  replay_id uuid not null default '00000000-0000-0000-0000-000000000000'::uuid,
  test boolean not null default false,
  body text not null,
  state text not null default 'waiting'::text,
  attempts integer not null default 0,
  failures integer not null default 0,
  next_try_at timestamp with time zone not null,
  claim_id uuid,
  lease_until timestamp with time zone,
  outcome text,
  status_code integer,
  duration_ms integer,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint delivery_pkey PRIMARY KEY (tenant_id, id),
  constraint delivery_tenant_id_endpoint_id_fkey FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhooks.endpoint(tenant_id, id) ON DELETE CASCADE,
  constraint delivery_check CHECK (((state = 'calling'::text) = ((claim_id IS NOT NULL) AND (lease_until IS NOT NULL)))),
  constraint delivery_check1 CHECK (((state = ANY (ARRAY['delivered'::text, 'failed'::text])) = (finished_at IS NOT NULL))),
  constraint delivery_check2 CHECK ((test = (event_id IS NULL))),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'calling'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX delivery_failed ON webhooks.delivery USING btree (tenant_id, endpoint_id, id DESC) WHERE (state = 'failed'::text);
CREATE INDEX delivery_in_hand ON webhooks.delivery USING btree (tenant_id, lease_until) WHERE (state = 'calling'::text);
CREATE INDEX delivery_log ON webhooks.delivery USING btree (tenant_id, endpoint_id, id DESC);
CREATE INDEX delivery_over ON webhooks.delivery USING btree (tenant_id, state, finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX delivery_queue ON webhooks.delivery USING btree (tenant_id, endpoint_id, next_try_at, id) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX delivery_once ON webhooks.delivery USING btree (tenant_id, endpoint_id, event_id, replay_id) WHERE (event_id IS NOT NULL);
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table webhooks.endpoint (
  tenant_id integer not null,
  id uuid not null,
  url text not null,
  description text not null default ''::text,
  kinds text[] not null,
  entity_ids uuid[] not null default '{}'::uuid[],
  enabled boolean not null,
  disabled_reason text,
  disabled_at timestamp with time zone,
  "position" bigint not null,
  secret text not null,
  former_secret text,
  former_secret_until timestamp with time zone,
  failing_since timestamp with time zone,
  failures integer not null default 0,
  rest_until timestamp with time zone,
  last_delivered_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint endpoint_pkey PRIMARY KEY (tenant_id, id),
  constraint endpoint_check CHECK ((enabled = (disabled_reason IS NULL))),
  constraint endpoint_check1 CHECK ((enabled = (disabled_at IS NULL))),
  constraint endpoint_check2 CHECK (((former_secret IS NULL) = (former_secret_until IS NULL))),
  constraint endpoint_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['by-hand'::text, 'failing'::text, 'gone'::text]))),
  constraint endpoint_kinds_check CHECK ((kinds <> '{}'::text[])),
  constraint endpoint_position_check CHECK (("position" >= 0)),
  constraint endpoint_url_check CHECK ((length(url) <= 2000))
);
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table webhooks.replay (
  tenant_id integer not null,
  id uuid not null,
  endpoint_id uuid not null,
  recorded_from timestamp with time zone,
  recorded_until timestamp with time zone,
  "position" bigint not null,
  to_number bigint not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint replay_pkey PRIMARY KEY (tenant_id, id),
  constraint replay_tenant_id_endpoint_id_fkey FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhooks.endpoint(tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX replay_of_endpoint ON webhooks.replay USING btree (tenant_id, endpoint_id);
CREATE INDEX replay_open ON webhooks.replay USING btree (tenant_id, asked_at) WHERE (finished_at IS NULL);
row level security: create policy scope as restrictive to quitus_scoped using (false) with check (false);
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

create table worklist.interaction (
  tenant_id integer not null,
  id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  kind text not null,
  outcome text,
  comment text not null default ''::text,
  call_back_on date,
  pinned boolean not null default false,
  action_id uuid,
  item_ids uuid[] not null default '{}'::uuid[],
  happened_at timestamp with time zone not null default now(),
  author_id uuid,
  author text not null,
  constraint interaction_pkey PRIMARY KEY (tenant_id, id),
  constraint interaction_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'note'::text, 'says-paid'::text, 'reply'::text, 'meeting'::text]))),
  constraint interaction_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'not-reached'::text, 'left-message'::text, 'wrong-number'::text, 'will-check'::text, 'call-back'::text, 'promise'::text, 'dispute'::text, 'says-paid'::text, 'refuses'::text])))
);
CREATE INDEX interaction_call_back ON worklist.interaction USING btree (tenant_id, call_back_on) WHERE (call_back_on IS NOT NULL);
CREATE INDEX interaction_of_customer ON worklist.interaction USING btree (tenant_id, customer_id, happened_at DESC);
row level security: create policy scope as restrictive to quitus_scoped using ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = interaction.tenant_id) AND (visible.id = interaction.customer_id))))) with check ((EXISTS ( SELECT
   FROM customers.customer visible
  WHERE ((visible.tenant_id = interaction.tenant_id) AND (visible.id = interaction.customer_id)))));
row level security: create policy tenant using ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif"))) with check ((tenant_id = ( SELECT (NULLIF(current_setting('quitus.tenant'::text, true), ''::text))::integer AS "nullif")));
grant delete, insert, select, update to quitus_app;

CREATE OR REPLACE FUNCTION audit.canonical(event platform.event)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select convert_to(jsonb_build_array(
    1, event.tenant_id, event.id, (extract(epoch from event.recorded_at) * 1000000)::bigint, event.kind, event.entity_id, event.customer_id,
    event.subject_id, event.actor_kind, event.actor_id, event.actor_name, event.details, event.origin, event.tx::text
  )::text, 'UTF8')
$function$;
grant execute to public;

CREATE OR REPLACE FUNCTION audit.erase_event_details(new_erasure uuid, of_customer uuid, of_person uuid, by_name text, because text)
 RETURNS TABLE(events bigint, content_hash bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
#variable_conflict use_column
declare
  -- Row-level security does not bind the owner: the tenant is named in every statement below.
  tenant integer := nullif(current_setting('quitus.tenant', true), '')::int;
begin
  if tenant is null or (of_customer is null) = (of_person is null) then
    raise exception 'an erasure is of one tenant, and of one customer or one person';
  end if;
  -- The sealing waits, and an erasure at the same moment.
  perform pg_advisory_xact_lock(hashtextextended('audit/' || tenant, 12));
  return query
    with target as (
      select event.recorded_at, event.id, sealed_event.number
      from platform.event
      join audit.sealed_event on sealed_event.tenant_id = event.tenant_id and sealed_event.event_id = event.id
      where event.tenant_id = tenant and sealed_event.erasure_id is null
        and (event.customer_id = of_customer or event.actor_id = of_person or event.subject_id = of_person)
    ),
    emptied as (
      update platform.event set
        details = case when event.customer_id = of_customer or event.subject_id = of_person then '{"erased": true}' else event.details end,
        actor_name = case when event.actor_id = of_person then '' else event.actor_name end,
        origin = case when event.actor_id = of_person then null else event.origin end
      from target
      where event.tenant_id = tenant and event.recorded_at = target.recorded_at and event.id = target.id
      returning event.id, audit.canonical(event) as canonical, uuid_send(gen_random_uuid()) as salt
    ),
    noted as (
      update audit.sealed_event set
        salt = null, erasure_id = new_erasure, erased_salt = emptied.salt, erased_digest = sha256(emptied.salt || emptied.canonical)
      from emptied
      where sealed_event.tenant_id = tenant and sealed_event.event_id = emptied.id
      returning sealed_event.number, sealed_event.erased_digest
    ),
    total as (
      select count(*) as events, sha256(coalesce(string_agg(int8send(noted.number) || noted.erased_digest, ''::bytea order by noted.number), '')) as content_hash
      from noted
    )
    insert into audit.erasure (tenant_id, id, erased_by, reason, events, content_hash)
    select tenant, new_erasure, by_name, because, total.events, total.content_hash
    from total
    returning erasure.events, erasure.content_hash;
end $function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION audit.refuse_truncate()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit is append-only: %.% is never truncated', tg_table_schema, tg_table_name;
end $function$;
grant execute to public;

CREATE OR REPLACE FUNCTION audit.tenants_to_seal()
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select tenant.id
  from identity.tenant
  left join audit.head on head.tenant_id = tenant.id
  -- Ahead of this server's transactions: the tenant came from another server, and all of it is looked through once.
  where head.horizon > pg_snapshot_xmax(pg_current_snapshot())
    or exists (
      select from platform.event
      where event.tenant_id = tenant.id and event.tx >= coalesce(head.horizon, '0'::xid8) and event.tx < pg_snapshot_xmax(pg_current_snapshot())
        and (select true from audit.sealed_event where sealed_event.tenant_id = event.tenant_id and sealed_event.event_id = event.id) is null
    )
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION customers.in_scope(of customers.customer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'platform'
AS $function$
  select (platform.scope_ids('entities') is null or (of).entity_id = any (platform.scope_ids('entities')))
    and (platform.scope_list('agencies') is null or (of).agency = any (platform.scope_list('agencies')))
    and (platform.scope_ids('collectors') is null or (of).collector_id = any (platform.scope_ids('collectors')))
    and (platform.scope_list('sales_reps') is null or lower((of).sales_rep) = any (platform.scope_list('sales_reps')))
$function$;

CREATE OR REPLACE FUNCTION customers.of_address(address text)
 RETURNS TABLE(customer_id uuid, contact_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'customers', 'platform'
AS $function$
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
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION customers.of_domain(domain text)
 RETURNS TABLE(customer_id uuid, address text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'customers', 'platform'
AS $function$
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
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION customers.search(words text, at_most integer)
 RETURNS TABLE(id uuid, code text, name text, likeness real)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'customers', 'platform'
AS $function$
  select customer.id, customer.code, customer.name,
    word_similarity(platform.folded(words), platform.folded(customer.name) || ' ' || lower(customer.code)) as likeness
  from customers.customer
  where customer.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int
    and customer.merged_into is null
    and (platform.folded(customer.name) || ' ' || lower(customer.code)) like '%' || replace(replace(platform.folded(words), '\', '\\'), '%', '\%') || '%'
    and (platform.scope_ids('entities') is null or customer.entity_id = any (platform.scope_ids('entities')))
    and (platform.scope_list('agencies') is null or customer.agency = any (platform.scope_list('agencies')))
    and (platform.scope_ids('collectors') is null or customer.collector_id = any (platform.scope_ids('collectors')))
    and (platform.scope_list('sales_reps') is null or lower(customer.sales_rep) = any (platform.scope_list('sales_reps')))
  order by likeness desc, customer.sort_key
  limit least(at_most, 100)
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION dunning.refresh_statistics()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  changed record;
begin
  for changed in
    select told.name
    from (values ('dunning.action'), ('dunning.action_item'), ('dunning.step_done'), ('holds.hold'), ('messages.message'), ('messages.message_item')) as told (name)
    join pg_class on pg_class.oid = told.name::regclass
    -- What this very transaction did is not among what was counted since.
    where pg_stat_get_mod_since_analyze(pg_class.oid) + pg_stat_get_xact_tuples_inserted(pg_class.oid) + pg_stat_get_xact_tuples_updated(pg_class.oid)
      + pg_stat_get_xact_tuples_deleted(pg_class.oid) > 0.1 * greatest(pg_class.reltuples, 0)
  loop
    -- Whoever else fills it at this moment counts it too: nobody waits for another's.
    execute format('analyze (skip_locked) %s', changed.name);
  end loop;
end $function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION identity.member(of_tenant integer, of_person uuid, on_day date)
 RETURNS TABLE(role text, entities uuid[], agencies text[], customers text, sales_rep text, portfolios uuid[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'identity'
AS $function$
  select membership.role, membership.entities, membership.agencies, membership.customers, membership.sales_rep,
    array(
      select delegation.from_person_id
      from identity.delegation
      where delegation.tenant_id = of_tenant and delegation.to_person_id = of_person and delegation.ended_at is null
        and on_day between delegation.starts_on and delegation.ends_on
      order by 1
    )
  from identity.membership
  where membership.tenant_id = of_tenant and membership.person_id = of_person
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION identity.sign_in_rules(of_tenant integer)
 RETURNS TABLE(second_step_required boolean, idle_hours integer, only_sso boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'identity'
AS $function$
  select
    coalesce((select value = '"required"' from identity.setting where setting.tenant_id = of_tenant and key = 'security.secondStep'), false),
    coalesce((select (value #>> '{}')::integer from identity.setting where setting.tenant_id = of_tenant and key = 'security.idleHours'), 72),
    coalesce((select sso_configuration.only_sso from identity.sso_configuration where sso_configuration.tenant_id = of_tenant), false)
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION identity.sso_of_domain(domain text)
 RETURNS TABLE(tenant_id integer, name text, only_sso boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'identity'
AS $function$
  select tenant.id, tenant.name, sso_configuration.only_sso
  from identity.sso_configuration
  join identity.tenant on tenant.id = sso_configuration.tenant_id
  where lower(domain) = any (sso_configuration.allowed_domains)
  order by tenant.name
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION identity.tenants_of(of_person uuid)
 RETURNS TABLE(tenant_id integer, name text, role text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'identity'
AS $function$
  select membership.tenant_id, tenant.name, membership.role
  from identity.membership
  join identity.tenant on tenant.id = membership.tenant_id
  where membership.person_id = of_person
  order by tenant.name
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION intake.refresh_statistics()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  -- Whoever else loads at this moment counts them too: nobody waits for another's long import.
  analyze (skip_locked) customers.customer;
  analyze (skip_locked) receivables.item;
  analyze (skip_locked) receivables.allocation;
end $function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION intake.whole_ledger_entities()
 RETURNS TABLE(entity_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'intake'
AS $function$
  select distinct import.entity_id
  from intake.import
  where import.tenant_id = nullif(current_setting('quitus.tenant', true), '')::int and import.type = 'fec' and import.state = 'applied'
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION platform.folded(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select lower(public.unaccent('public.unaccent'::regdictionary, value))
$function$;
grant execute to public;

CREATE OR REPLACE FUNCTION platform.mirror_grants()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  given record;
begin
  for given in
    select format('grant %s on %s to quitus_scoped', string_agg(acl.privilege_type, ', '), pg_class.oid::regclass) as statement
    from pg_class cross join lateral aclexplode(pg_class.relacl) as acl
    where acl.grantee = 'quitus_app'::regrole and pg_class.relkind in ('r', 'p', 'v', 'S')
    group by pg_class.oid
    union all
    select format('grant usage on schema %I to quitus_scoped', pg_namespace.nspname)
    from pg_namespace cross join lateral aclexplode(pg_namespace.nspacl) as acl
    where acl.grantee = 'quitus_app'::regrole and acl.privilege_type = 'USAGE'
    union all
    select format('grant execute on function %s to quitus_scoped', pg_proc.oid::regprocedure)
    from pg_proc cross join lateral aclexplode(pg_proc.proacl) as acl
    where acl.grantee = 'quitus_app'::regrole
  loop
    execute given.statement;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION platform.operation_figures()
 RETURNS TABLE(figure text, of_tenant integer, label text, value double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select 'messages', null::integer, state, count(*)::double precision
  from messages.message
  where state in ('waiting', 'claimed', 'calling', 'failed', 'uncertain')
  group by state
  union all
  select 'messages_oldest_due_seconds', null, '', greatest(0, extract(epoch from now() - min(not_before)))
  from messages.message
  where state = 'waiting' and not_before <= now()
  having count(*) > 0
  union all
  select 'imports', null, state, count(*)
  from intake.import
  where created_at > now() - interval '1 day'
  group by state
  union all
  select 'events_unsealed', null, '', coalesce(sum(behind.events), 0)
  from identity.tenant
  left join audit.head on head.tenant_id = tenant.id
  cross join lateral (
    select count(*) as events from platform.event
    where event.tenant_id = tenant.id and event.tx >= coalesce(head.horizon, '0'::xid8)
  ) as behind
  union all
  select 'last_backup', null, '', extract(epoch from max(taken_at)) from platform.backup having count(*) > 0
  union all
  (select 'last_run', run.tenant_id, '', extract(epoch from max(run.finished_at))
    from dunning.run
    where run.finished_at is not null
    group by run.tenant_id
    order by max(run.finished_at) desc
    limit 200)
$function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION platform.prepare_event_months()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'platform'
AS $function$
declare
  first_day date := date_trunc('month', now())::date;
  month_start date;
  name text;
begin
  for month_start in select (first_day + make_interval(months => offset_months))::date from generate_series(0, 2) as offset_months loop
    name := 'event_' || to_char(month_start, 'YYYY_MM');
    if to_regclass('platform.' || name) is null
      and not exists (select from platform.event_default where recorded_at >= month_start and recorded_at < month_start + interval '1 month') then
      execute format('create table platform.%I partition of platform.event for values from (%L) to (%L)', name, month_start, (month_start + interval '1 month')::date);
    end if;
  end loop;
end $function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION platform.protect(target regclass, rights text DEFAULT 'select, insert, update, delete'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy tenant on %s using (tenant_id = (select nullif(current_setting(''quitus.tenant'', true), '''')::int)) with check (tenant_id = (select nullif(current_setting(''quitus.tenant'', true), '''')::int))',
    target);
  execute format('grant %s on %s to quitus_app', rights, target);
end $function$;

CREATE OR REPLACE FUNCTION platform.refresh_statistics()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  -- Whoever else loads at this moment counts them too: nobody waits for another's long import.
  analyze (skip_locked) customers.customer;
  analyze (skip_locked) receivables.item;
  analyze (skip_locked) receivables.allocation;
  analyze (skip_locked) receivables.customer_balance;
  analyze (skip_locked) receivables.due_day_total;
  analyze (skip_locked) holds.hold;
  analyze (skip_locked) dunning.action;
  analyze (skip_locked) dunning.action_item;
  analyze (skip_locked) dunning.step_done;
  analyze (skip_locked) messages.message;
  analyze (skip_locked) messages.message_item;
end $function$;
grant execute to quitus_app;

CREATE OR REPLACE FUNCTION platform.scope_by(target regclass, visible text, writable text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('create policy scope on %s as restrictive to quitus_scoped using (%s) with check (%s)', target, visible, coalesce(writable, visible));
end $function$;

CREATE OR REPLACE FUNCTION platform.scope_by_entity(target regclass, own_column text DEFAULT 'entity_id'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform platform.scope_by(target, format(
    '(select platform.scope_ids(''entities'')) is null or %I = any ((select platform.scope_ids(''entities''))::uuid[])', own_column));
end $function$;

CREATE OR REPLACE FUNCTION platform.scope_by_row(target regclass, own_column text, parent regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform platform.scope_by(target, format(
    'exists (select from %s as visible where visible.tenant_id = %s.tenant_id and visible.id = %2$s.%3$I)',
    parent, (select relname from pg_class where oid = target), own_column));
end $function$;

CREATE OR REPLACE FUNCTION platform.scope_by_whole_entity(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform platform.scope_by(target,
    '(select platform.sees_whole_entities()) and ((select platform.scope_ids(''entities'')) is null or entity_id = any ((select platform.scope_ids(''entities''))::uuid[]))');
end $function$;

CREATE OR REPLACE FUNCTION platform.scope_ids(of_what text)
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select nullif(current_setting('quitus.scope_' || of_what, true), '')::uuid[]
$function$;
grant execute to public, quitus_app;

CREATE OR REPLACE FUNCTION platform.scope_list(of_what text)
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select nullif(current_setting('quitus.scope_' || of_what, true), '')::text[]
$function$;
grant execute to public, quitus_app;

CREATE OR REPLACE FUNCTION platform.sees_whole_entities()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select platform.scope_list('agencies') is null and platform.scope_list('collectors') is null and platform.scope_list('sales_reps') is null
$function$;
grant execute to public, quitus_app;
