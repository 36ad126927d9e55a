import { refusals } from '../../kernel/refusals.ts';

/** Why an import, or a change to one, is refused. */
export const refuse = refusals({
  'import.unknown': 'not-found',
  'import.no-file': 'not-found',
  'import.not-held': 'conflict',
  'import.not-readable-again': 'conflict',
  'import.not-undoable': 'conflict',
  'import.undo-later-import': 'conflict',
  'import.undo-messages': 'conflict',
  'import.undo-cases': 'conflict',
  'import.undo-allocations': 'conflict',
  'import.undo-changed': 'conflict',
  'import.already-over': 'conflict',
  'import.mapping-unknown': 'not-found',
  'import.mapping-invalid': 'invalid',
  'import.type-unknown': 'invalid',
  'bulk.not-here': 'not-found',
  'journal.unknown': 'not-found',
  'quality.check-unknown': 'not-found',
});
