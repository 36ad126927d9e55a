import { ledgerChecks } from '../../server/src/modules/receivables/index.ts';
import { sql } from '../../server/src/platform/database/index.ts';
import { count, type World } from './world.ts';

/** What must always be true of the ledger. */
export async function verifyLedger({ db, told, clock }: World): Promise<void> {
  for (const check of await ledgerChecks(db)) if (!check.ok) told.faults.push(`${clock.day} ${check.name}: ${check.detail}`);
}

/** What must be true of all that was ever sent: once each, at the mail server too; every step done by something that was. */
export async function verifyEnd(world: World, arrived: ReadonlyMap<string, number>): Promise<void> {
  const { db, told } = world;
  await verifyLedger(world);
  const messages = await db.rows<{ id: string; state: string; transport: string | null; header: string; answered: boolean }>(sql`
    select message.id, message.state, message.transport, message.message_id_header || ' ' || message.recipient_address as header,
      exists (select from messages.attempt where attempt.message_id = message.id and attempt.outcome like 'resolved%') as answered
    from messages.message where message.kind <> 'test' and message.attempts > 0
  `);
  for (const message of messages) {
    count(world, `messages ${message.state}`);
    const times = arrived.get(message.header) ?? 0;
    if (times > 1) told.faults.push(`${message.id} arrived ${times} times`);
    if (message.state === 'sent' && message.transport === 'smtp' && times !== 1 && !message.answered)
      told.faults.push(`${message.id} is sent and arrived ${times} times`);
    if (times > 0 && ['waiting', 'claimed', 'cancelled', 'failed'].includes(message.state))
      told.faults.push(`${message.id} arrived and is ${message.state}`);
  }
  const twice = await db.rows<{ what: string }>(sql`
    select action.leader_item_id || ' ' || action.step_id || ' cycle ' || action.cycle as what
    from messages.message join dunning.action on action.id = message.action_id
    where message.state = 'sent' and action.kind = 'step'
    group by action.leader_item_id, action.scenario_id, action.step_id, action.cycle
    having count(*) > 1
  `);
  told.faults.push(...twice.map(({ what }) => `sent twice: ${what}`));
  const unfounded = await db.rows<{ item: string; action: string }>(sql`
    select done.item_id as item, done.action_id as action
    from dunning.step_done as done
    join dunning.action on action.id = done.action_id and action.run_id is not null
    where done.outcome in ('done', 'listed') and (action.state <> 'done' or not exists (
      select from dunning.action_item where action_item.action_id = action.id and action_item.item_id = done.item_id
    ) and not exists (
      select from messages.message join messages.message_item on message_item.message_id = message.id
      where message.action_id = action.id and message.state = 'sent' and message_item.item_id = done.item_id
    ))
  `);
  told.faults.push(
    ...unfounded.map((one) => `${one.item} has a step done by ${one.action}, which listed it in nothing that left`),
  );
}
