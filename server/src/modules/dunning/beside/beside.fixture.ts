import type { Day } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import type { TestTenant } from '../../../platform/testing/index.ts';
import { allocate } from '../../receivables/index.ts';
import { givenItems } from '../../receivables/ledger.fixture.ts';
import { morningOf, run, send, tester, withoutDelays } from '../dunning.fixture.ts';
import { insertScenario } from '../scenarios/publish-scenario.ts';
import type { NewStep } from '../scenarios/scenario.ts';

const said = (
  name: string,
  body: string,
): Pick<NewStep, 'nameFr' | 'nameEn' | 'subjectFr' | 'subjectEn' | 'bodyFr' | 'bodyEn'> => ({
  nameFr: name,
  nameEn: name,
  subjectFr: name,
  subjectEn: name,
  bodyFr: body,
  bodyEn: body,
});
const usual = {
  channel: 'e-mail',
  automation: 'automatic',
  grave: false,
  enabled: true,
  scriptFr: null,
  scriptEn: null,
  minimumMinor: null,
} as const;

export const reminderStep: NewStep = {
  ...usual,
  ...said('Relance', 'Bonjour,\n\nIl reste dû {{ net }}.\n\n{{ statement }}\n\n{{ payment }}'),
  level: 1,
  reference: 'due-date',
  offsetDays: 3,
};
export const thanksStep: NewStep = {
  ...usual,
  ...said('Merci', 'Merci pour votre règlement de {{ payment.amount }} reçu le {{ payment.date }}.'),
  level: 0,
  reference: 'payment-date',
  offsetDays: 1,
};
export const aheadStep: NewStep = {
  ...usual,
  ...said('Promesse proche', 'Nous comptons sur {{ promise.amount }} le {{ promise.date }}.\n\n{{ statement }}'),
  level: 0,
  reference: 'promise-date',
  offsetDays: -2,
};
export const brokenStep: NewStep = {
  ...usual,
  ...said('Promesse non tenue', 'Vous aviez promis {{ promise.amount }} pour le {{ promise.date }}.\n\n{{ statement }}'),
  level: 0,
  reference: 'promise-date',
  offsetDays: 1,
};

/** A default scenario of these steps, and messages that may leave at once. */
export async function givenScenario(tenant: TestTenant, steps: readonly NewStep[]): Promise<void> {
  await withoutDelays(tenant);
  await tenant.tenantDb.transaction((tx) =>
    insertScenario(
      tx,
      { name: 'Standard', catchUp: 'start-at-first', minDaysBetween: null, floorMinor: null, steps },
      tester,
      true,
    ),
  );
}

/** Money or something like it comes in and goes against an item. */
export async function pays(
  tenant: TestTenant,
  customerId: string,
  itemId: string,
  paid: { readonly amount: bigint; readonly on: Day; readonly kind?: string },
): Promise<string> {
  const [creditId = ''] = await givenItems(tenant, [
    { customerId, amount: -paid.amount, bookedOn: paid.on, issueOn: paid.on, dueOn: paid.on, kind: paid.kind ?? 'payment' },
  ]);
  await tenant.tenantDb.transaction((tx) =>
    allocate(tx, { creditItemId: creditId, debitItemId: itemId, provisional: false, source: 'manual' }, tester),
  );
  return creditId;
}

/** One morning: the run, and everything that leaves by itself. */
export async function morning(tenant: TestTenant, date: Day): Promise<void> {
  await run(tenant, date);
  await send(tenant, date);
}

export type Beside = {
  readonly kind: string;
  readonly state: string;
  readonly amountMinor: bigint;
  readonly note: string | null;
};

/** The actions beside the ladder, oldest first. */
export function besideActions({ tenantDb }: TestTenant): Promise<Beside[]> {
  return tenantDb.rows<Beside>(sql`
    select kind, state, amount_minor as "amountMinor", decision_note as note from dunning.action where kind not in ('step', 'by-hand')
    order by created_at, id
  `);
}

/** Subjects of what left so far, oldest first. */
export async function leftSoFar({ tenantDb }: TestTenant): Promise<string[]> {
  const rows = await tenantDb.rows<{ subject: string }>(sql`
    select subject from messages.message where state = 'sent' order by finished_at, id
  `);
  return rows.map((row) => row.subject);
}

export const by = (date: Day) => ({ actor: tester, now: morningOf(date), today: date });
