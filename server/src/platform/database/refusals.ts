import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'database.migration-edited': 'conflict',
  'database.migration-missing': 'conflict',
  'database.migration-out-of-order': 'conflict',
  'database.role-not-creatable': 'forbidden',
  'database.serves-as-superuser': 'forbidden',
  'database.serves-as-owner': 'forbidden',
  'database.postgresql-too-old': 'conflict',
  'database.unreachable': 'conflict',
});
