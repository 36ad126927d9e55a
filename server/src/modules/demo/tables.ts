/** What the made-up history fills, parents first, with the columns written. */
export const filled = {
  'customers.debtor': ['id', 'legal_id', 'name', 'country'],
  'customers.customer': [
    'id', 'entity_id', 'code', 'name', 'kind', 'intercompany', 'catch_all', 'lettered', 'credit_status', 'credit_status_reason', 'debtor_id', 'legal_id',
    'vat_number', 'address_lines', 'postcode', 'city', 'country', 'language', 'currency', 'email', 'phone', 'terms_id', 'terms_confirmed', 'payment_means',
    'sales_rep', 'agency', 'collector_id', 'segment', 'source', 'import_id',
  ],
  'customers.contact': ['id', 'customer_id', 'name', 'role', 'email', 'phone', 'language', 'validity', 'source', 'import_id'],
  'receivables.item': [
    'id', 'entity_id', 'customer_id', 'document_id', 'source', 'source_key', 'kind', 'ledger_class', 'number', 'label', 'issue_on', 'due_on', 'due_inferred',
    'booked_on', 'currency', 'amount_minor', 'tax_minor', 'open_minor', 'settled_on', 'first_allocated_on', 'last_allocated_on', 'opening_without_detail',
    'retention', 'payment_means', 'purchase_order', 'journal', 'letter', 'import_id', 'recorded_from',
  ],
  'receivables.allocation': [
    'id', 'entity_id', 'customer_id', 'credit_item_id', 'debit_item_id', 'currency', 'amount_minor', 'effective_on', 'code', 'source', 'import_id', 'recorded_at',
  ],
  'promises.promise': [
    'id', 'customer_id', 'promised_on', 'due_on', 'grace_until', 'currency', 'amount_minor', 'means', 'source', 'comment', 'state', 'author', 'created_at', 'closed_at',
  ],
  'promises.promise_item': ['promise_id', 'item_id', 'amount_minor', 'open_minor_at_start'],
  'disputes.dispute': [
    'id', 'customer_id', 'type', 'currency', 'amount_minor', 'state', 'opened_on', 'due_on', 'resolver', 'comment', 'outcome', 'author', 'created_at', 'closed_at',
  ],
  'disputes.dispute_item': ['dispute_id', 'item_id', 'amount_minor'],
  'holds.hold': [
    'id', 'scope', 'customer_id', 'item_id', 'part_minor', 'reason', 'source', 'source_id', 'from_on', 'until_on', 'note', 'author', 'created_at',
  ],
  'worklist.interaction': ['id', 'customer_id', 'kind', 'outcome', 'comment', 'call_back_on', 'pinned', 'item_ids', 'happened_at', 'author_id', 'author'],
} as const;

export type FilledTable = keyof typeof filled;
