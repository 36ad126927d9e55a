import { addDays } from '../../server/src/kernel/days.ts';
import { Refusal } from '../../server/src/kernel/refusals.ts';
import { changeDispute, openDispute } from '../../server/src/modules/disputes/index.ts';
import {
  completeActionIn,
  confirmActions,
  moveAction,
  recallAction,
  skipAction,
} from '../../server/src/modules/dunning/index.ts';
import { placeHold, releaseHold } from '../../server/src/modules/holds/index.ts';
import { cancelPromise, makePromise } from '../../server/src/modules/promises/index.ts';
import { saysPaid } from '../../server/src/modules/worklist/index.ts';
import { sql, type Transaction } from '../../server/src/platform/database/index.ts';
import * as hand from './by-hand.ts';
import { openInvoices } from './ledger.ts';
import * as rules from './rule-changes.ts';
import { count, person, type World } from './world.ts';

type Act = {
  readonly name: string;
  readonly likelihood: number;
  readonly weekends?: boolean;
  readonly act: (world: World) => Promise<unknown>;
};

/** What people do in a day, each thing with its likelihood; what the product refuses is refused, and the day goes on. */
export async function peopleAct(world: World, weekend: boolean): Promise<void> {
  for (const { name, likelihood, act } of acts) {
    if (!world.chance.happens(weekend ? likelihood / 8 : likelihood)) continue;
    try {
      if ((await act(world)) !== false) count(world, name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      count(world, `refused: ${name} (${error.code})`);
    }
  }
}

const inOne = <T>({ db }: World, work: (tx: Transaction) => Promise<T>): Promise<T> => db.transaction(work);

async function dispute(world: World): Promise<unknown> {
  const item = world.chance.oneOf(await openInvoices(world));
  if (!item) return false;
  const amountMinor = world.chance.happens(0.5) ? item.openMinor : (item.openMinor * BigInt(world.chance.between(10, 90))) / 100n;
  const wanted = { customerId: item.customerId, type: 'price', items: [{ itemId: item.id, amountMinor }] } as const;
  return inOne(world, (tx) => openDispute(tx, wanted, { today: world.clock.day, dueDays: 15 }, person));
}

async function endDispute(world: World): Promise<unknown> {
  const { chance, clock, db } = world;
  const found = chance.oneOf(
    await db.rows<{ id: string; state: string }>(
      sql`select id, state from disputes.dispute where state not in ('closed') order by opened_on, id`,
    ),
  );
  if (!found) return false;
  const action = chance.oneOf(['accept', 'reject', 'withdraw', 'reopen', 'close', 'ask-resolver'] as const) ?? 'reject';
  return inOne(world, (tx) => changeDispute(tx, found.id, { action, today: clock.day }, person));
}

async function promise(world: World): Promise<unknown> {
  const { chance, clock } = world;
  const item = chance.oneOf(await openInvoices(world, sql`item.due_on <= ${clock.day}::date`));
  if (!item) return false;
  const amountMinor = chance.happens(0.7) ? item.openMinor : (item.openMinor * BigInt(chance.between(20, 90))) / 100n;
  const wanted = {
    customerId: item.customerId,
    items: [{ itemId: item.id, amountMinor }],
    dueOn: addDays(clock.day, chance.between(0, 20)),
    source: 'call',
  } as const;
  return inOne(world, (tx) => makePromise(tx, wanted, { today: clock.day, graceDays: 3 }, person));
}

async function dropPromise(world: World): Promise<unknown> {
  const found = world.chance.oneOf(
    await world.db.rows<{ id: string }>(sql`select id from promises.promise where state = 'expected' order by promised_on, id`),
  );
  if (!found) return false;
  return inOne(world, (tx) => cancelPromise(tx, found.id, person));
}

async function hold(world: World): Promise<unknown> {
  const { chance, clock } = world;
  const item = chance.oneOf(await openInvoices(world));
  if (!item) return false;
  const span = {
    reason: 'stop',
    source: 'manual',
    fromOn: clock.day,
    ...(chance.happens(0.8) ? { untilOn: addDays(clock.day, chance.between(0, 25)) } : {}),
  } as const;
  const target = chance.happens(0.6)
    ? ({ scope: 'item', customerId: item.customerId, itemId: item.id } as const)
    : ({ scope: 'customer', customerId: item.customerId } as const);
  return inOne(world, (tx) => placeHold(tx, { ...target, ...span }, person));
}

async function release(world: World): Promise<unknown> {
  const found = world.chance.oneOf(
    await world.db.rows<{ id: string }>(
      sql`select id from holds.hold where source = 'manual' and released_at is null order by from_on, id`,
    ),
  );
  if (!found) return false;
  return inOne(world, (tx) => releaseHold(tx, found.id, 'enough', person));
}

async function paidAlready(world: World): Promise<unknown> {
  const { chance, clock } = world;
  const item = chance.oneOf(await openInvoices(world, sql`item.due_on <= ${clock.day}::date`));
  if (!item) return false;
  return inOne(world, (tx) =>
    saysPaid(
      tx,
      { customerId: item.customerId, itemIds: [item.id], language: 'fr' },
      { today: clock.day, days: 7, now: clock.now },
      person,
    ),
  );
}

/** One of the agenda's actions in these states. */
async function actionIn(
  { db, chance }: World,
  states: readonly string[],
  channels?: readonly string[],
): Promise<string | undefined> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from dunning.action
    where state = any(${[...states]}::text[]) and ${channels ? sql`channel = any(${[...channels]}::text[])` : sql`true`}
    order by planned_on, id
  `);
  return chance.oneOf(rows)?.id;
}

function onAction(
  states: readonly string[],
  channels: readonly string[] | undefined,
  act: (world: World, id: string) => Promise<unknown>,
) {
  return async (world: World): Promise<unknown> => {
    const id = await actionIn(world, states, channels);
    return id === undefined ? false : act(world, id);
  };
}

const by = ({ clock }: World) => ({ actor: person, now: clock.now });
const calls = onAction(['to-do'], undefined, (world, id) =>
  inOne(world, (tx) => completeActionIn(tx, id, 'spoken to', by(world))),
);

async function confirmSome(world: World): Promise<unknown> {
  const waiting = await world.db.rows<{ id: string; customerId: string }>(
    sql`select id, customer_id as "customerId" from dunning.action where state = 'to-confirm' order by planned_on, id`,
  );
  const some = world.chance.some(waiting, 6);
  const [first] = some;
  if (!first) return false;
  const which = world.chance.happens(0.3) ? { customerId: first.customerId } : { ids: some.map((action) => action.id) };
  return confirmActions(world.db, which, by(world));
}

const acts: readonly Act[] = [
  { name: 'disputes opened', likelihood: 0.35, act: dispute },
  { name: 'disputes moved on', likelihood: 0.5, act: endDispute },
  { name: 'promises made', likelihood: 0.45, act: promise },
  { name: 'promises dropped', likelihood: 0.05, act: dropPromise },
  { name: 'holds placed', likelihood: 0.25, act: hold },
  { name: 'holds released', likelihood: 0.2, act: release },
  { name: 'said to be paid', likelihood: 0.15, act: paidAlready },
  { name: 'some confirmed', likelihood: 0.4, act: confirmSome },
  { name: 'calls and tasks done', likelihood: 0.8, act: calls },
  { name: 'calls and tasks done', likelihood: 0.6, act: calls },
  {
    name: 'actions skipped',
    likelihood: 0.15,
    act: onAction(['to-confirm', 'to-do', 'confirmed'], undefined, (world, id) => skipAction(world.db, id, 'not now', by(world))),
  },
  {
    name: 'actions moved',
    likelihood: 0.15,
    act: onAction(['to-confirm', 'to-do'], undefined, (world, id) =>
      moveAction(world.db, id, addDays(world.clock.day, world.chance.between(0, 9)), by(world)),
    ),
  },
  {
    name: 'actions recalled',
    likelihood: 0.15,
    act: onAction(['confirmed'], undefined, (world, id) => recallAction(world.db, id, by(world))),
  },
  { name: 'one-offs planned', likelihood: 0.2, act: hand.planOneOff },
  { name: 'one-offs ended', likelihood: 0.08, act: hand.endOneOff },
  { name: 'reminded at once', likelihood: 0.2, act: hand.remindAtOnce },
  { name: 'trips to the post', likelihood: 0.4, act: hand.bringToPost },
  { name: 'doubts settled', likelihood: 0.4, act: hand.settleDoubt },
  { name: 'mails received', likelihood: 0.35, act: hand.answer },
  { name: 'mails treated', likelihood: 0.4, act: hand.readMail },
  { name: 'addresses found', likelihood: 0.3, act: hand.findAddress },
  { name: 'scenarios published', likelihood: 0.14, act: rules.changeScenario },
  { name: 'customers moved', likelihood: 0.2, act: rules.moveCustomer },
  { name: 'rules saved', likelihood: 0.03, act: rules.changeRules },
  { name: 'payers changed', likelihood: 0.07, act: rules.changePayer },
  { name: 'settings changed', likelihood: 0.03, act: rules.changeSettings },
];
