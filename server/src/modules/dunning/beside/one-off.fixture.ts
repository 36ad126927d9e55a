import type { Day } from '../../../kernel/days.ts';
import type { TestTenant } from '../../../platform/testing/index.ts';
import { morningOf, tester } from '../dunning.fixture.ts';
import { planSpecific } from './specific/plan-specific.ts';

/** A mail about one invoice that somebody plans for a day, and that leaves by itself. Answers its id. */
export function planOneOff(
  { tenantDb }: TestTenant,
  { customerId, itemId, on }: { readonly customerId: string; readonly itemId: string; readonly on: Day },
): Promise<string> {
  return planSpecific(
    tenantDb,
    {
      customerId,
      itemIds: [itemId],
      title: 'Point sur une facture',
      channel: 'e-mail',
      automation: 'automatic',
      on: [on],
      words: { subject: 'Votre facture', body: '{{ statement }}', script: null },
    },
    { actor: tester, now: morningOf(on), today: on },
  );
}
