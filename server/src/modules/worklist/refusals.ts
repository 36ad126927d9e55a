import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'worklist.customer-unknown': 'not-found',
  'worklist.contact-unknown': 'not-found',
  'worklist.item-unknown': 'not-found',
  'worklist.item-not-open': 'conflict',
  'worklist.amount-invalid': 'invalid',
  'worklist.note-not-found': 'not-found',
  'worklist.case-unknown': 'not-found',
  'worklist.paid-later': 'invalid',
  'worklist.call-back-passed': 'invalid',
  'worklist.cursor-invalid': 'invalid',
  'by-hand.mixed-currencies': 'invalid',
  'by-hand.nothing-owed': 'conflict',
  'by-hand.no-items': 'invalid',
  'by-hand.bad-address': 'invalid',
  'by-hand.sender-unknown': 'not-found',
  'by-hand.message-unknown': 'not-found',
});
