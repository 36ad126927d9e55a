import { formatDay, type Language, textsIn } from '@quitus/texts';
import type { Actor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/days.ts';
import { sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { placeHolds } from '../holds/index.ts';
import { itemsOf } from './account.ts';
import { recordInteraction } from './interactions.ts';
import { refuse } from './refusals.ts';

export type SaysPaid = {
  readonly customerId: string;
  readonly itemIds: readonly string[];
  readonly paidOn?: Day | undefined;
  readonly means?: string | undefined;
  readonly comment?: string | undefined;
  /** Of whoever wrote it down: its means and day are kept as words. */
  readonly language: Language;
};
export type SaysPaidOutcome = {
  readonly interactionId: string;
  /** Null when nothing could be paused. */
  readonly holdUntil: Day | null;
  readonly saidBefore: readonly { readonly itemId: string; readonly number: string }[];
};

/** The customer says items are paid: each is paused for some days, once in its life. One said paid before is not paused again: it comes back to a person today. */
export async function saysPaid(
  tx: Transaction,
  said: SaysPaid,
  rules: { readonly today: Day; readonly days: number; readonly now: Temporal.Instant },
  by: Actor,
): Promise<SaysPaidOutcome> {
  if (said.paidOn !== undefined && said.paidOn > rules.today) throw refuse('worklist.paid-later', { day: said.paidOn });
  const items = await itemsOf(tx, said.customerId, said.itemIds);
  const settled = [...items.values()].find((item) => item.claimableMinor <= 0n);
  if (settled) throw refuse('worklist.item-not-open', { number: settled.number });
  // Two people on one customer wait for each other, so that the second sees what the first was told.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`says-paid/${tx.tenantId}/${said.customerId}`}, 0))`);
  const before = new Set(
    (
      await tx.rows<{ id: string }>(sql`
        select distinct item_id as id from holds.hold where reason = 'says-paid' and item_id = any(${[...items.keys()]}::uuid[])
      `)
    ).map((row) => row.id),
  );
  const holdUntil = addDays(rules.today, rules.days);
  const fresh = [...items.keys()].filter((id) => !before.has(id));
  const words = asSaid(said);
  const interactionId = await recordInteraction(
    tx,
    {
      customerId: said.customerId,
      kind: 'says-paid',
      outcome: 'says-paid',
      comment: words,
      itemIds: [...items.keys()],
      happenedAt: rules.now,
      ...(before.size > 0 ? { callBackOn: rules.today } : {}),
    },
    by,
  );
  await placeHolds(
    tx,
    fresh.map((itemId) => ({
      scope: 'item',
      customerId: said.customerId,
      itemId,
      reason: 'says-paid',
      source: 'worklist',
      sourceId: interactionId,
      fromOn: rules.today,
      untilOn: holdUntil,
      ...(words ? { note: words } : {}),
    })),
    by,
  );
  await recordEvent(tx, {
    kind: 'worklist.says-paid',
    actor: by,
    customerId: said.customerId,
    subjectId: interactionId,
    details: { items: items.size, saidBefore: before.size, paidOn: said.paidOn ?? null, means: said.means ?? null },
  });
  return {
    interactionId,
    holdUntil: fresh.length > 0 ? holdUntil : null,
    saidBefore: [...items.values()]
      .filter((item) => before.has(item.id))
      .map((item) => ({ itemId: item.id, number: item.number })),
  };
}

function asSaid({ comment, means, paidOn, language }: SaysPaid): string {
  const known: Readonly<Record<string, string>> = textsIn(language).customer.promiseMeans;
  return [comment, means && (known[means] ?? means), paidOn && formatDay(language, paidOn)].filter(Boolean).join(' · ');
}
