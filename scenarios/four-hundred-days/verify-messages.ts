import { type Day, daysBetween } from '../../server/src/kernel/days.ts';
import { sql } from '../../server/src/platform/database/index.ts';
import { leftMessages, type LeftMessage } from './left-messages.ts';
import { isOpenHour } from './open-hours.ts';
import { type Rules, rulesInForce } from './rules-in-force.ts';
import { laterDay } from './told.ts';
import { count, type World } from './world.ts';

const written = ['e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter'];

/** Looks at all that left since it last looked, before anything else happens, and writes down every rule it broke. */
export async function verifyMessages(world: World): Promise<void> {
  await noteEndedActions(world);
  const left = await leftMessages(world);
  if (left.length === 0) return;
  const rules = await rulesInForce(world);
  // What left at one instant has no order: a person may write beside a reminder of the same day, a reminder not beside a person.
  const inOrder = left.toSorted(
    (one, other) =>
      Temporal.Instant.compare(one.at, other.at) || Number(one.kind === 'specific') - Number(other.kind === 'specific'),
  );
  for (const message of inOrder) {
    const before = world.told.messages.get(message.id);
    const claims = JSON.stringify(message.items.map((item) => [item.id, String(item.claimed)]));
    world.told.messages.set(message.id, { state: message.state, claims });
    // A message in doubt, or printed and posted later, claims what was true when it was written.
    const writtenBefore = before !== undefined && before.state !== '' && before.claims === claims;
    if (!writtenBefore) verifyWriting(world, message, rules);
    if (message.state === 'sent') noteSent(world, message);
  }
}

function verifyWriting(world: World, message: LeftMessage, rules: Rules): void {
  const say = (what: string): void => {
    world.told.faults.push(`${world.clock.day} ${message.kind} ${message.channel} ${message.id} (${message.state}): ${what}`);
  };
  if (!isLetter(message) && message.kind !== 'internal' && !isOpenHour(message, world.clock.now))
    say(`leaves at ${world.clock.now.toString()}, outside the hours of ${message.country}`);
  if (message.subject.trim() === '' || message.body.trim() === '') say('says nothing');
  if (message.action === null) return say('has no action');
  if (!message.action.reason.code) say('has no reason');
  if (message.kind === 'reminder' || message.kind === 'specific') verifyClaims(message, say);
  if (message.kind === 'reminder') verifyReminder(world, message, rules, say);
}

const isLetter = ({ channel }: LeftMessage): boolean => channel === 'letter' || channel === 'registered-letter';

type Say = (what: string) => void;

/** Nothing settled, held or barred is asked for, and the sums are right. */
function verifyClaims(message: LeftMessage, say: Say): void {
  if (message.items.length === 0) say('lists nothing');
  for (const item of message.items) {
    if (item.open <= 0n) say(`${item.number} is settled`);
    // What a person plans by name is stopped by what holds the item, or by what forbids it.
    const held =
      message.kind === 'reminder' || item.heldItself || ['insolvency', 'time-barred'].includes(item.heldWhole ?? '')
        ? item.heldWhole
        : null;
    if (held !== null) say(`${item.number} is held: ${held}`);
    if (item.barred !== null) say(`${item.number} is not to be asked for: ${item.barred}`);
    if (item.currency !== message.currency) say(`${item.number} is in ${item.currency}`);
    if (item.claimed !== item.open - item.heldPart)
      say(`${item.number} claims ${item.claimed} of ${item.open} less ${item.heldPart} held`);
    if (message.kind === 'reminder' && item.chasedAt !== message.customerId) say(`${item.number} is chased elsewhere`);
  }
  const sum = message.items.reduce((total, item) => total + item.claimed, 0n);
  if (message.kind !== 'reminder') return;
  if (
    message.action?.unit === 'account'
      ? message.amountMinor !== sum + message.credits
      : message.amountMinor > sum || message.amountMinor < sum + message.credits
  )
    say(`asks for ${message.amountMinor}: items ${sum}, credits ${message.credits}`);
  if (message.amountMinor <= 0n) say('asks for nothing');
}

/** It has a step of a version that was in force, came after the minimum interval, within the day's number, at the next level. */
function verifyReminder(world: World, message: LeftMessage, rules: Rules, say: Say): void {
  const { told, clock } = world;
  const { action } = message;
  if (action === null) return;
  const step = rules.step(action.scenarioId, action.version, action.stepId);
  if (!step) return say('has no step of any version');
  if (action.leader === null) say('has no leader');
  const scenario = rules.scenario(action.scenarioId);
  if (!scenario) return say('has no scenario in force');
  const minDays = scenario.minDays ?? rules.minDays;
  for (const item of message.items) {
    const last = told.lastContact.get(item.id);
    if (last !== undefined && daysBetween(last, clock.day) < minDays && action.kind === 'step')
      say(`${item.number} had its last reminder on ${last}, ${minDays} days are kept`);
    const noticed = told.noticed.get(item.id);
    if (noticed !== undefined && daysBetween(noticed, clock.day) <= rules.noticeDays && action.kind === 'step')
      say(`${item.number} had a formal notice on ${noticed}, which gave ${rules.noticeDays} days`);
    const reopened = told.reopened.get(item.id);
    if (last !== undefined && reopened !== undefined && daysBetween(reopened, clock.day) < minDays && action.kind === 'step')
      say(`${item.number} is owed again only since ${reopened}, ${minDays} days are kept`);
    if (item.stepped) verifyLevel(world, message, item, scenario, say);
    if (action.grave) verifyGrave(told.reminded.get(item.id), clock.day, minDays, `${item.number}`, say);
  }
  if (action.grave && (action.decidedBy === null || action.decidedBy === 'system')) say('is grave and nobody said yes');
  const chases = told.chases.get(dayKey(message, clock.day)) ?? [];
  if (chases.length >= rules.perDay && message.state !== 'handed' && action.kind === 'step')
    say(`is one more chase of the day after ${chases.join(', ')}`);
}

function verifyGrave(reminded: Day | undefined, day: Day, minDays: number, number: string, say: Say): void {
  if (reminded === undefined) say(`is grave, and ${number} was never in a reminder`);
  else if (daysBetween(reminded, day) < minDays) say(`is grave, and ${number} was reminded only on ${reminded}`);
}

function verifyLevel(
  { told }: World,
  { action }: LeftMessage,
  item: LeftMessage['items'][number],
  scenario: NonNullable<ReturnType<Rules['scenario']>>,
  say: Say,
): void {
  const taken = item.level ?? action?.level ?? 0;
  const passed = told.level.get(item.id) ?? 0;
  if (taken < passed) say(`${item.number} goes back from level ${passed} to ${taken}`);
  // Whoever catches up may jump, by the policy; what is new in the ladder below an item's place is behind it.
  if (scenario.catchUp === 'latest-only' || (scenario.catchUp === 'jump-to-age' && passed === 0)) return;
  const skipped = scenario.plainLevels.find((level) => level > passed && level < taken);
  if (skipped !== undefined) say(`${item.number} goes from level ${passed} to ${taken} over ${skipped}`);
}

const dayKey = (message: LeftMessage, day: Day): string => `${message.customerId}/${message.currency}/${day}`;

/** What a message that left means for what follows. */
function noteSent(world: World, message: LeftMessage): void {
  const { told } = world;
  const day = message.sentOn ?? world.clock.day;
  count(world, `${message.kind} by ${message.channel}${message.transport === 'smtp' ? ' (smtp)' : ''}`);
  // A mail to colleagues reminds nobody; its step is done all the same.
  if (message.kind === 'internal') for (const item of message.items) if (item.stepped) noteLevel(world, message, item);
  const chases = message.kind === 'reminder' || message.kind === 'specific' || message.action?.reason.code === 'promise-broken';
  if (!chases) return;
  told.chases.set(dayKey(message, day), [
    ...(told.chases.get(dayKey(message, day)) ?? []),
    `${message.kind} ${message.channel} of ${message.items.map((item) => item.number).join(' ')} (${world.clock.now.toString()})`,
  ]);
  for (const item of message.items) {
    told.lastContact.set(item.id, laterDay(told.lastContact.get(item.id), day));
    if (message.kind !== 'reminder') continue;
    if (message.action?.grave) told.noticed.set(item.id, day);
    if ((message.action?.level ?? 0) > 0 && written.includes(message.channel) && !told.reminded.has(item.id))
      told.reminded.set(item.id, day);
    if (item.stepped) noteLevel(world, message, item);
  }
}

function noteLevel({ told }: World, { action }: LeftMessage, { id, level }: LeftMessage['items'][number]): void {
  told.level.set(id, Math.max(told.level.get(id) ?? 0, level ?? action?.level ?? 0));
}

/** Steps people did, skipped or let expire move their items too; a mail nobody could deliver and somebody brought otherwise is done. */
async function noteEndedActions({ db, told }: World): Promise<void> {
  const ended = await db.rows<{
    id: string;
    state: string;
    channel: string;
    on: Day;
    items: { id: string; level: number | null; stepped: boolean }[];
  }>(sql`
    select action.id, action.state, action.channel, (coalesce(action.done_at, action.decided_at) at time zone 'Europe/Paris')::date as "on",
      (select coalesce(jsonb_agg(jsonb_build_object('id', item_id, 'level', coalesce(action_item.level, action.level), 'stepped', stepped)), '[]')
        from dunning.action_item where action_item.action_id = action.id) as items
    from dunning.action
    where action.kind in ('step', 'by-hand') and (action.state in ('skipped', 'expired') or (action.state = 'done' and not exists (
        select from messages.message where message.action_id = action.id and message.state = 'sent'
      )))
      and action.step_id is not null and not action.id = any(${[...told.ended]}::uuid[])
  `);
  for (const action of ended) {
    told.ended.add(action.id);
    for (const item of action.items) {
      if (item.stepped) told.level.set(item.id, Math.max(told.level.get(item.id) ?? 0, item.level ?? 0));
      if (action.state === 'done' && (item.level ?? 0) > 0 && written.includes(action.channel) && !told.reminded.has(item.id))
        told.reminded.set(item.id, action.on);
      if (action.state === 'done') told.lastContact.set(item.id, laterDay(told.lastContact.get(item.id), action.on));
    }
  }
}
