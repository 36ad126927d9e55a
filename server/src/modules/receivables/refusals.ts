import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'item.not-found': 'not-found',
  'allocation.not-found': 'not-found',
  'allocation.wrong-side': 'invalid',
  'allocation.other-account': 'invalid',
  'allocation.other-currency': 'invalid',
  'allocation.amount-invalid': 'invalid',
  'allocation.exceeds-open': 'conflict',
  'allocation.already-reversed': 'conflict',
  'allocation.belongs-to-ledger': 'conflict',
  'aged-balance.bounds-invalid': 'invalid',
  'aged-balance.class-unknown': 'invalid',
  'aged-balance.sort-unknown': 'invalid',
  'exchange-rate.missing': 'conflict',
  'exchange-rate.invalid': 'invalid',
});
