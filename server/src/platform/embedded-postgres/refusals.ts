import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'embedded.platform-unsupported': 'conflict',
  'embedded.data-folder-unusable': 'forbidden',
  'embedded.data-folder-of-another-user': 'forbidden',
  'embedded.data-folder-of-another-major': 'conflict',
  'embedded.private-folder-unusable': 'forbidden',
  'embedded.cannot-change-user': 'forbidden',
  'embedded.busy': 'conflict',
  'embedded.initialisation-failed': 'conflict',
  'embedded.start-failed': 'conflict',
});
