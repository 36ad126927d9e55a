/**
 * The tenant's tables whose rows a caller with a narrow scope sees all of, as `schema.table`. Each says why; the catalogue test holds
 * every other table to a policy `scope`.
 */
export const tablesWithoutScope: Readonly<Record<string, string>> = {
  'customers.customer_group': 'a name; who is in it is scoped',
  'customers.debtor': 'a company’s public identity, without a word of what it owes',
  'customers.payment_terms': 'the tenant’s own terms',
  'dunning.scenario': 'how the tenant reminds, the same for all',
  'dunning.scenario_version': 'how the tenant reminds, the same for all',
  'dunning.step': 'how the tenant reminds, the same for all',
  'dunning.step_text': 'how the tenant reminds, the same for all',
  'dunning.paper_template': 'how the tenant reminds, the same for all',
  'dunning.assignment_rule': 'how the tenant reminds, the same for all',
  'messages.provider': 'how the tenant sends, the same for all',
  'messages.sender': 'how the tenant sends, the same for all',
  'identity.api_key': 'programs of the tenant: only administrators list them',
  'identity.delegation': 'colleagues lend portfolios to each other: who, and when',
  'identity.membership': 'colleagues know each other',
  'identity.saved_view': 'a view is words; what it shows is scoped',
  'identity.setting': 'the tenant’s own settings',
  'intake.mapping': 'how a file’s columns are read',
  'platform.document': 'found only through the import or message that names it',
  'platform.document_piece': 'found only through its document',
  'platform.idempotency_key': 'found only by the caller who gave the key',
  'receivables.exchange_rate': 'the same for all',
};
