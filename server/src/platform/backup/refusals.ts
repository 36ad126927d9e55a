import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'backup.file-exists': 'conflict',
  'backup.file-unreadable': 'not-found',
  'backup.needs-owner': 'forbidden',
  'backup.schema-unknown': 'conflict',
  'backup.not-a-backup': 'invalid',
  'backup.newer': 'conflict',
  'backup.damaged': 'invalid',
  'backup.truncated': 'invalid',
  'backup.key-unknown': 'conflict',
  'backup.not-empty': 'conflict',
});
