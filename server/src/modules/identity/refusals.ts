import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'setting.unknown': 'not-found',
  'setting.invalid': 'invalid',
  'tenant.unknown': 'not-found',
  'tenant.ambiguous': 'invalid',
  'tenant.name-taken': 'conflict',
  'entity.unknown': 'not-found',
  'entity.ambiguous': 'invalid',
  'entity.currency-unknown': 'invalid',
  'entity.country-unknown': 'invalid',
  'entity.iban-invalid': 'invalid',
  'entity.time-zone-invalid': 'invalid',
  'session.wrong-credentials': 'unauthenticated',
  'session.locked': 'too-many',
  'session.no-tenant': 'forbidden',
  'owner-link.unusable': 'not-found',
  'person.email-invalid': 'invalid',
  'person.email-taken': 'conflict',
  'saved-view.not-found': 'not-found',
  'saved-view.not-yours': 'forbidden',
});
