import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'criteria.malformed': 'invalid',
  'criteria.too-large': 'invalid',
  'criteria.field-unknown': 'invalid',
  'criteria.operator-unknown': 'invalid',
  'criteria.value-invalid': 'invalid',
  'criteria.sort-unknown': 'invalid',
  'cursor.malformed': 'invalid',
  'cursor.other-question': 'invalid',
});
