import { assignScenario } from '../../server/src/modules/dunning/index.ts';
import { saveRules } from '../../server/src/modules/dunning/scenarios/assignment-rules.ts';
import { publishDraft, saveDraft } from '../../server/src/modules/dunning/scenarios/drafts.ts';
import { publishScenario } from '../../server/src/modules/dunning/scenarios/publish-scenario.ts';
import type { NewStep, Scenario, ScenarioDraft } from '../../server/src/modules/dunning/scenarios/scenario.ts';
import { scenarioById } from '../../server/src/modules/dunning/scenarios/scenario-store.ts';
import { changeCustomer } from '../../server/src/modules/customers/index.ts';
import { changeSetting } from '../../server/src/modules/identity/index.ts';
import { sql } from '../../server/src/platform/database/index.ts';
import { count, person, type World } from './world.ts';

/** One scenario gets a new version, by a draft or at once: a step more or less, earlier or later, by itself or not; another unit, another policy. */
export async function changeScenario(world: World): Promise<unknown> {
  const { db, chance } = world;
  const id = await someScenario(world);
  if (id === undefined) return false;
  const scenario = await scenarioById(db, id);
  const change = chance.oneOf(changes);
  if (!change) return false;
  const { steps, ...rest } = change.make(scenario, world);
  const draft: ScenarioDraft = { ...scenario, ...rest, steps: steps ?? scenario.steps };
  if (chance.happens(0.5)) await publishScenario(db, id, scenario.version, draft, person);
  else {
    await saveDraft(db, id, { ...draft, changedAt: scenario.draft?.changedAt ?? null }, person);
    await publishDraft(db, id, { overNewer: true }, person);
  }
  count(world, `versions: ${change.name}`);
  return true;
}

type Change = {
  readonly name: string;
  readonly make: (scenario: Scenario, world: World) => Partial<ScenarioDraft>;
};

const sent = (step: NewStep): boolean => step.channel === 'e-mail' || step.channel === 'sms' || step.channel === 'letter';

/** The same steps with one of those that fit changed: into nothing, another, or two. */
function withOne(
  { steps }: Scenario,
  { chance }: World,
  fits: (step: NewStep) => boolean,
  into: (step: NewStep) => readonly NewStep[],
): Partial<ScenarioDraft> {
  const chosen = chance.oneOf(steps.filter(fits));
  return { steps: steps.flatMap((step) => (step === chosen ? into(step) : [step])) };
}

const changes: readonly Change[] = [
  {
    name: 'a step more',
    make: (scenario, world) =>
      withOne(scenario, world, sent, (step) => [
        step,
        {
          ...step,
          stepId: undefined,
          nameFr: `${step.nameFr.slice(0, 30)} bis`,
          nameEn: `${step.nameEn.slice(0, 30)} again`,
          offsetDays: step.offsetDays + world.chance.between(2, 9),
          repeatEveryDays: null,
          repeatTimes: null,
        },
      ]),
  },
  {
    name: 'a step less',
    make: (scenario, world) =>
      scenario.steps.length < 4
        ? {}
        : withOne(
            scenario,
            world,
            () => true,
            () => [],
          ),
  },
  {
    name: 'a step on another day',
    make: (scenario, world) =>
      withOne(
        scenario,
        world,
        () => true,
        (step) => [{ ...step, offsetDays: step.offsetDays + world.chance.between(-4, 6) }],
      ),
  },
  {
    name: 'a step by itself, or not any more',
    make: (scenario, world) =>
      withOne(
        scenario,
        world,
        (step) => sent(step) && !step.grave,
        (step) => [{ ...step, automation: step.automation === 'automatic' ? 'to-confirm' : 'automatic' }],
      ),
  },
  {
    name: 'a step switched',
    make: (scenario, world) =>
      withOne(
        scenario,
        world,
        () => true,
        (step) => [{ ...step, enabled: !step.enabled }],
      ),
  },
  {
    name: 'a step after the one before it',
    make: (scenario, world) =>
      withOne(
        scenario,
        world,
        (step) => step.level > 1 && step.reference === 'due-date',
        (step) => [{ ...step, reference: 'previous-step', offsetDays: world.chance.between(2, 10) }],
      ),
  },
  {
    name: 'another unit',
    make: ({ unit }) => ({ unit: unit === 'account' ? 'level' : unit === 'level' ? 'item' : 'account' }),
  },
  { name: 'another interval', make: (_, { chance }) => ({ minDaysBetween: chance.oneOf([null, 2, 4, 7]) ?? null }) },
  {
    name: 'another policy',
    make: (_, { chance }) => ({
      catchUp: chance.oneOf(['start-at-first', 'start-at-first', 'jump-to-age', 'latest-only'] as const) ?? 'start-at-first',
    }),
  },
];

/** Somebody chooses a customer's scenario by hand, or gives it back to the rules. */
export async function moveCustomer(world: World): Promise<unknown> {
  const customerId = await someCustomer(world);
  const scenarioId = world.chance.happens(0.25) ? null : ((await someScenario(world)) ?? null);
  if (customerId === undefined) return false;
  return assignScenario(world.db, { customerId, scenarioId, today: world.clock.day }, person);
}

/** The rules are saved anew: one, two or none of them. */
export async function changeRules(world: World): Promise<unknown> {
  const { chance } = world;
  const rules = await Promise.all(
    chance
      .some(
        [
          { field: 'kind', is: 'is', value: 'consumer' },
          { field: 'country', is: 'is', value: 'DE' },
          { field: 'catchAll', is: 'is', value: true },
        ] as const,
        chance.between(0, 2),
      )
      .map(async (criteria, index) => ({
        name: `${criteria.field} ${index}`,
        criteria,
        enabled: true,
        scenarioId: (await someScenario(world)) ?? '',
      })),
  );
  return saveRules(world.db, { rules }, person);
}

/** A customer is paid for by another, or pays for itself again. */
export async function changePayer(world: World): Promise<unknown> {
  const [id, payer] = [await someCustomer(world), await someCustomer(world)];
  if (id === undefined || payer === undefined || id === payer) return false;
  const payerId = world.chance.happens(0.6) ? payer : null;
  return world.db.transaction((tx) => changeCustomer(tx, id, { payerId }, person));
}

/** The number of chases a day, or the days between them. */
export function changeSettings({ db, chance }: World): Promise<unknown> {
  return db.transaction(async (tx) => {
    if (chance.happens(0.5)) await changeSetting(tx, 'contact.perDay', chance.oneOf([1, 1, 2]) ?? 1, person);
    else await changeSetting(tx, 'contact.minDays', chance.oneOf([3, 5, 5, 8]) ?? 5, person);
    return true;
  });
}

async function someScenario({ db, chance }: World): Promise<string | undefined> {
  return chance.oneOf(await db.rows<{ id: string }>(sql`select id from dunning.scenario where not archived order by name`))?.id;
}

export async function someCustomer({ db, chance }: World): Promise<string | undefined> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from customers.customer where not intercompany and merged_into is null order by code
  `);
  return chance.oneOf(rows)?.id;
}
