import { textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import type { DraftStep } from './scenario.ts';
import { freshStep } from './sections.ts';
import { stepMeans } from './step-means.ts';

const english = { texts: textsIn('en'), language: 'en' } as const;
const french = { texts: textsIn('fr'), language: 'fr' } as const;
const step = (more: Partial<DraftStep>): DraftStep => ({ ...freshStep([], 'overdue', 'e-mail', 's'), offsetDays: 10, ...more });

test('a step says who gets what, when, and whether it waits', () => {
  const first = step({ recipientRoles: ['accounts-payable'] });
  expect(stepMeans(english, first, 'account')).toBe(
    'An e-mail to the accounts payable contact, 10 days after the due date of the oldest invoice, waits for a yes.',
  );
  expect(stepMeans(french, first, 'account')).toBe(
    'Un e-mail à la comptabilité fournisseurs, 10\u00a0jours après l’échéance de la plus ancienne facture, attend un accord.',
  );
});

test.each<[Partial<DraftStep>, string]>([
  [
    { channel: 'call', automation: 'manual', offsetDays: 1 },
    'Un appel au contact habituel, 1\u00a0jour après l’échéance de chaque facture, est à faire par une personne.',
  ],
  [
    { offsetDays: -5, automation: 'automatic', recipientRoles: ['cfo', 'buyer'] },
    'Un e-mail au DAF, à défaut à l’acheteur, 5\u00a0jours avant l’échéance de chaque facture, part sans demander.',
  ],
  [
    { reference: 'payment-date', offsetDays: 0 },
    'Un e-mail au contact habituel, le jour d’un paiement qui solde ce qui était réclamé, attend un accord.',
  ],
  [
    { reference: 'previous-step', offsetDays: 8, channel: 'registered-letter', grave: true },
    'Une lettre recommandée au contact habituel, 8\u00a0jours après l’étape précédente, attend un accord. Elle est formelle\u00a0: elle ne part jamais d’elle-même.',
  ],
  [
    { channel: 'internal', copyPeople: ['collector', 'account-manager'], offsetDays: 0 },
    'Un message interne au chargé de recouvrement et au commercial, à l’échéance de chaque facture, attend un accord.',
  ],
  [
    { channel: 'hand-over', automation: 'manual', grave: true, offsetDays: 60 },
    'La remise au contentieux, 60\u00a0jours après l’échéance de chaque facture, est à faire par une personne. Elle est formelle\u00a0: elle ne part jamais d’elle-même.',
  ],
])('each kind of step reads well in French: %o', (more, sentence) => {
  expect(stepMeans(french, step(more), 'item')).toBe(sentence);
});

test('copies, attachments, the minimum, conditions and repetition are each said', () => {
  const last = step({
    copyPeople: ['account-manager'],
    attachments: ['invoices', 'statement'],
    minimumAmount: '50.00',
    repeatEveryDays: 15,
    repeatTimes: 3,
    enabled: false,
  });
  expect(stepMeans({ ...english, conditions: 'Segment retail' }, last, 'level')).toBe(
    'An e-mail to the usual contact, 10 days after the due date of the oldest invoice of the level, waits for a yes. Copy to the account manager. With it: copies of the invoices and a statement of account. Only above €50.00. Only for: Segment retail. It comes back every 15 days, 3 times at most. Switched off: it is passed over.',
  );
});
