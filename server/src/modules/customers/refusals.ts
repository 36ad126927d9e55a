import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'customer.not-found': 'not-found',
  'customer.code-taken': 'conflict',
  'customer.merge-itself': 'invalid',
  'customer.merge-merged': 'conflict',
  'customer.merge-other-entity': 'invalid',
  'customer.legal-id-invalid': 'invalid',
  'customer.vat-invalid': 'invalid',
  'customer.email-invalid': 'invalid',
  'customer.name-missing': 'invalid',
  'customer.phone-invalid': 'invalid',
  'customer.time-zone-invalid': 'invalid',
  'customer.payer-invalid': 'invalid',
  'customer.payer-circle': 'invalid',
  'customer.collector-unknown': 'invalid',
  'contact.not-found': 'not-found',
  'contact.email-taken': 'conflict',
  'group.not-found': 'not-found',
  'group.name-taken': 'conflict',
  'terms.not-found': 'not-found',
  'terms.name-taken': 'conflict',
});
