import { addDays, type Day } from '../../server/src/kernel/days.ts';
import { explainCustomer, explainEntity, withPlan } from '../../server/src/modules/dunning/index.ts';
import { manualActionExpiresAfterDays } from '../../server/src/modules/dunning/run/reconcile-actions.ts';
import { sql } from '../../server/src/platform/database/index.ts';
import { count, type World } from './world.ts';

type Made = {
  readonly id: string;
  readonly customerId: string;
  readonly currency: string;
  readonly stepId: string | null;
  readonly leader: string | null;
  readonly state: string;
  readonly code: string;
  readonly made: boolean;
};

/** Every action the run of the day made can be said in words, and so can what was left alone. */
export async function verifyExplained(world: World): Promise<void> {
  const { db, told, clock, chance } = world;
  const language = chance.happens(0.5) ? 'fr' : 'en';
  const explained = explainEntity(db, world.entityId, { now: clock.now, on: clock.day, language });
  const positions = (await Array.fromAsync(explained)).flat();
  const byItem = new Map(positions.map((position) => [position.id, position]));
  for (const position of positions) {
    // A code in the place of a sentence is a reason nobody has words for.
    if (position.why.length === 0 || position.why.some((sentence) => !/\S+ \S+|^\p{Lu}/u.test(sentence)))
      told.faults.push(
        `${clock.day} ${position.number} ${position.status} ${position.code} is not explained: ${position.why.join(' / ')}`,
      );
  }
  for (const action of (await stepActions(world)).filter((one) => one.made && one.stepId !== null)) {
    const position = action.leader === null ? undefined : byItem.get(action.leader);
    if (position?.status !== 'chased')
      told.faults.push(
        `${clock.day} action ${action.id} leads with ${position?.number ?? 'nothing'}, which is ${position?.status}: ${position?.why.join(' / ')}`,
      );
  }
  count(world, 'items explained', positions.length);
}

/** What is foreseen for a day, to be held against what its run makes. */
export type Foreseen = {
  readonly day: Day;
  readonly keys: ReadonlySet<string>;
  /** Accounts with something that nobody did and whose time is over by then. */
  readonly expiring: readonly string[];
  /** Which customers follow which scenario, in words: rules saved since they were last applied act in the run. */
  readonly assigned: ReadonlySet<string>;
};

/** Foresees tomorrow from what is known tonight. */
export async function foresee({ db, clock }: World): Promise<Foreseen> {
  const assigned = await assignments(db);
  const day = addDays(clock.day, 1);
  return withPlan(db, { from: day, days: 1, now: clock.now.add({ hours: 7 }) }, async (plan) => {
    const rows = await plan.rows();
    const expiring = await plan.ask<{ account: string }>(sql`
      select customer_id || '/' || currency as account from dunning.action
      where kind = 'step' and state = 'to-do' and channel <> 'hand-over' and planned_on <= ${addDays(day, -manualActionExpiresAfterDays)}::date
    `);
    return {
      day,
      assigned,
      expiring: expiring.map((one) => one.account),
      keys: new Set(rows.map((row) => `${row.customerId}/${row.currency}/${row.stepId}`)),
    };
  });
}

/**
 * Nothing happened in between: the run made what was foreseen, or kept what stood already. Left out are accounts where it found
 * something nobody did in time, for the plan takes it that people do what the agenda asks of them; where somebody already looks
 * for an address; who is to hear of a broken promise, and is not reminded on top; and who came to another scenario by the rules.
 */
export async function verifyForeseen(world: World, foreseen: Foreseen): Promise<void> {
  const { told, clock } = world;
  const actions = await stepActions(world);
  const apart = new Set([...(await accountsApart(world)), ...foreseen.expiring]);
  const standing = new Set(actions.map(keyOf));
  const moved = new Set(
    [...foreseen.assigned.symmetricDifference(await assignments(world.db))].map((one) => one.slice(0, one.indexOf('/'))),
  );
  const isApart = (key: string): boolean => apart.has(accountOf(key)) || moved.has(key.slice(0, key.indexOf('/')));
  for (const action of actions)
    if (action.made && !foreseen.keys.has(keyOf(action)) && !isApart(keyOf(action)))
      told.faults.push(`${clock.day} the run made ${keyOf(action)} (${action.code}), which nobody foresaw`);
  for (const key of foreseen.keys)
    if (!standing.has(key) && !isApart(key))
      told.faults.push(`${clock.day} ${key} was foreseen, and the run did not make it: ${await whyNot(world, key)}`);
  count(world, 'days foreseen');
  count(world, 'actions foreseen', foreseen.keys.size);
}

const keyOf = (action: Made): string => `${action.customerId}/${action.currency}/${action.stepId}`;
const accountOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));

async function assignments(db: World['db']): Promise<Set<string>> {
  const rows = await db.rows<{ said: string }>(sql`select customer_id || '/' || scenario_id as said from dunning.assignment`);
  return new Set(rows.map((row) => row.said));
}

async function accountsApart({ db }: World): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ account: string }>(sql`
    select action.customer_id || '/' || action.currency as account
    from dunning.action
    where (action.kind = 'promise' and action.state in ('to-confirm', 'confirmed'))
      -- What is on its way is judged when it leaves; its account gets nothing else meanwhile.
      or (action.kind in ('step', 'by-hand') and action.state = 'confirmed')
      or (action.state = 'to-do' and action.reason ->> 'code' in ('no-address', 'no-consent'))
  `);
  return new Set(rows.map((row) => row.account));
}

function stepActions({ db, clock }: World): Promise<Made[]> {
  return db.rows<Made>(sql`
    select action.id, action.customer_id as "customerId", action.currency, coalesce(action.step_id, (action.reason ->> 'step')::uuid) as "stepId",
      action.leader_item_id as leader, action.state, action.reason ->> 'code' as code, coalesce(run.run_on = ${clock.day}::date, false) as made
    from dunning.action
    left join dunning.run on run.id = action.run_id
    where action.kind in ('step', 'by-hand') and (run.run_on = ${clock.day}::date or action.state in ('to-confirm', 'to-do', 'confirmed'))
  `);
}

async function whyNot({ db, clock }: World, key: string): Promise<string> {
  const positions = await explainCustomer(db, key.split('/')[0] ?? '', { now: clock.now, on: clock.day, language: 'en' });
  const positionOf = (one: (typeof positions)[number]): string => `${one.number} ${one.code} (${one.why.join(' / ')})`;
  return positions.map(positionOf).join('; ').slice(0, 900);
}
